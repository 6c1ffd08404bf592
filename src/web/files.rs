//! Files of music other than MIDI for the page; they need no composer.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::value;
use super::wire::{WireError, WireMidi, WireScore};
use crate::format;

/// Reads MIDI, MusicXML, compressed or not, ABC or `**kern`: `{ score, warnings }`.
///
/// # Errors
/// An `Error` with the code `score-unreadable` or `too-large`.
#[wasm_bindgen(js_name = readScore)]
pub fn read_score(bytes: &[u8], name: &str) -> Result<JsValue, JsValue> {
    console_error_panic_hook::set_once();
    let read = format::read_score(bytes, name).map_err(WireError::File);
    let (score, warnings) = read.map_err(value::thrown)?;
    value::write(&WireMidi::new(&score, &warnings))
}

/// Writes a score as `musicxml`, `mxl` or `abc`.
///
/// # Errors
/// An `Error` with the code `score-invalid`, `key-unknown`, `request-invalid` or `too-large`.
#[wasm_bindgen(js_name = writeScore)]
pub fn write_score(score: JsValue, format: &str) -> Result<Vec<u8>, JsValue> {
    console_error_panic_hook::set_once();
    let score: WireScore = value::read(score, "score-invalid")?;
    let score = score.to_score().map_err(value::thrown)?;
    let written = match format {
        "musicxml" => format::write_musicxml(&score).map(String::into_bytes),
        "mxl" => format::write_mxl(&score),
        "abc" => format::write_abc(&score).map(String::into_bytes),
        other => {
            return Err(value::thrown(WireError::RequestField {
                what: "format",
                found: other.chars().take(40).collect(),
                allowed: "musicxml, mxl or abc",
            }));
        }
    };
    written.map_err(|error| value::thrown(WireError::File(error)))
}
