//! Motifs, as JavaScript moves them through their space; they need no composer.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::value;
use super::wire::{WireError, WireMotif};
use crate::compose::ComposeError;
use crate::motif::MotifModel;

/// A model of motifs.
#[wasm_bindgen]
pub struct Motifs {
    model: MotifModel,
}

#[wasm_bindgen]
impl Motifs {
    /// Takes the bytes of a model's file.
    ///
    /// # Errors
    /// An `Error` with the code `weights-corrupt`.
    pub fn load(bytes: &[u8]) -> Result<Motifs, JsValue> {
        console_error_panic_hook::set_once();
        let model = MotifModel::load(bytes)
            .map_err(|error| value::thrown(WireError::Compose(ComposeError::Weights(error))))?;
        Ok(Self { model })
    }

    /// Changes two bars of a voice: `{ score, added, removed }`.
    ///
    /// # Errors
    /// An `Error` with the code `request-invalid`, `style-unknown`, `score-invalid` or `too-large`.
    pub fn change(&self, request: JsValue) -> Result<JsValue, JsValue> {
        let request: WireMotif = value::read(request, "request-invalid")?;
        value::write(&request.change(&self.model).map_err(value::thrown)?)
    }
}
