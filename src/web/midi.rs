//! MIDI files for the page; they need no composer.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::value;
use super::wire::{WireMidi, WireScore};
use crate::format;

/// Reads a standard MIDI file: `{ score, warnings }`.
///
/// # Errors
/// An `Error` with the code `midi-invalid` or `too-large`.
#[wasm_bindgen(js_name = readMidi)]
pub fn read_midi(bytes: &[u8]) -> Result<JsValue, JsValue> {
    console_error_panic_hook::set_once();
    let (score, warnings) = format::read_midi(bytes).map_err(value::thrown)?;
    value::write(&WireMidi::new(&score, &warnings))
}

/// Writes a score as a standard MIDI file.
///
/// # Errors
/// An `Error` with the code `score-invalid`, `key-unknown` or `too-large`.
#[wasm_bindgen(js_name = writeMidi)]
pub fn write_midi(score: JsValue) -> Result<Vec<u8>, JsValue> {
    console_error_panic_hook::set_once();
    let score: WireScore = value::read(score, "score-invalid")?;
    Ok(format::write_midi(
        &score.to_score().map_err(value::thrown)?,
    ))
}
