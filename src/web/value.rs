//! JavaScript values: plain objects in and out, and errors that carry a code.

use js_sys::{Error, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

use super::wire::WireError;

/// An `Error` with a `code`.
pub(super) fn error(code: &str, message: &str) -> JsValue {
    let error = Error::new(message);
    // Setting a property of a fresh object cannot fail.
    let _ = Reflect::set(&error, &"code".into(), &code.into());
    error.into()
}

/// A wire error as JavaScript throws it.
pub(super) fn thrown(wire_error: impl Into<WireError>) -> JsValue {
    let wire_error = wire_error.into();
    error(wire_error.code(), &wire_error.to_string())
}

/// Reads a plain object; what is wrong with its shape is reported under `code`.
pub(super) fn read<T: DeserializeOwned>(value: JsValue, code: &str) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(value).map_err(|wrong| error(code, &wrong.to_string()))
}

/// Writes a plain object, with `null` where there is nothing.
pub(super) fn write(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let serializer = Serializer::new().serialize_missing_as_null(true);
    value
        .serialize(&serializer)
        .map_err(|wrong| error("internal", &wrong.to_string()))
}
