//! Chains, as JavaScript brings them.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::composer::{Composer, busy};
use super::value;
use super::wire::{WireError, WireScore};
use crate::music::Score;

#[wasm_bindgen]
impl Composer {
    /// Takes the bytes of a file of one style's chains; several calls add up.
    ///
    /// # Errors
    /// An `Error` with the code `chains-corrupt` or `busy`.
    #[wasm_bindgen(js_name = loadChains)]
    pub fn load_chains(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let _busy = self.enter()?;
        let mut inner = self.inner.try_borrow_mut().map_err(|_| busy())?;
        inner.load_chains(bytes).map(drop).map_err(value::thrown)
    }

    /// Learns chains of somebody's own scores: from then on chains write every style in their manner; of no scores,
    /// all styles are as they were.
    ///
    /// # Errors
    /// An `Error` with the code `score-invalid`, `too-large` or `busy`.
    #[wasm_bindgen(js_name = learnChains)]
    pub fn learn_chains(&self, scores: JsValue) -> Result<(), JsValue> {
        let scores: Vec<WireScore> = value::read(scores, "request-invalid")?;
        let _busy = self.enter()?;
        let scores: Result<Vec<Score>, WireError> =
            scores.iter().map(WireScore::to_score).collect();
        let scores = scores.map_err(value::thrown)?;
        let mut inner = self.inner.try_borrow_mut().map_err(|_| busy())?;
        inner.learn_chains(&scores).map_err(value::thrown)
    }
}
