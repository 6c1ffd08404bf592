//! Ratings and edits, as JavaScript asks for them.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::composer::{Composer, busy};
use super::value;
use super::wire::{WireEditRequest, WireRate};

#[wasm_bindgen]
impl Composer {
    /// Takes the bytes of a model of motifs: its critic has a say in ratings from then on.
    ///
    /// # Errors
    /// An `Error` with the code `weights-corrupt` or `busy`.
    #[wasm_bindgen(js_name = loadCritic)]
    pub fn load_critic(&self, bytes: &[u8]) -> Result<(), JsValue> {
        let _busy = self.enter()?;
        let mut inner = self.inner.try_borrow_mut().map_err(|_| busy())?;
        inner.load_critic(bytes).map_err(value::thrown)
    }

    /// Rates candidates beside each other, in their order.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub async fn rate(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request: WireRate = value::read(request, "request-invalid")?;
        let _busy = self.enter()?;
        // A copy shares the network, and no borrow is held while it is read.
        let composer = self.inner.try_borrow().map_err(|_| busy())?.clone();
        let ratings = request.rate(&composer).await.map_err(value::thrown)?;
        value::write(&ratings)
    }

    /// Edits notes of a score.
    ///
    /// # Errors
    /// An `Error` with a code of `docs/wire.md`.
    pub fn edit(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request: WireEditRequest = value::read(request, "request-invalid")?;
        let _busy = self.enter()?;
        value::write(&request.answer().map_err(value::thrown)?)
    }
}
