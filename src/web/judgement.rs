//! Ratings and edits, as JavaScript asks for them.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::composer::{Composer, busy};
use super::value;
use super::wire::{WireEditRequest, WireRate};

#[wasm_bindgen]
impl Composer {
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
