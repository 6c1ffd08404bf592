//! WebGPU or CPU: opened once, reported by name. The only file of this room that names burn's devices.

use wasm_bindgen::JsValue;

use super::value;
use crate::compose::Backend;

/// A device with what there is to say about it.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// Where networks compute.
    pub backend: Backend,
    /// "cpu" or "webgpu".
    pub kind: &'static str,
    /// Name of the GPU, where the browser tells it.
    pub adapter: Option<String>,
}

/// Opens a device by its name on the wire.
///
/// # Errors
/// An `Error` with the code `device-unavailable`.
pub(super) async fn open(kind: &str) -> Result<Opened, JsValue> {
    match kind {
        #[cfg(feature = "cpu")]
        "cpu" => Ok(Opened {
            backend: Backend::Cpu,
            kind: "cpu",
            adapter: None,
        }),
        #[cfg(feature = "webgpu")]
        "webgpu" => webgpu::open().await,
        other => Err(value::error(
            "device-unavailable",
            &format!(
                "device \"{other}\" found; this build has {}",
                BUILT.join(", ")
            ),
        )),
    }
}

/// The devices this build has.
const BUILT: &[&str] = &[
    #[cfg(feature = "cpu")]
    "cpu",
    #[cfg(feature = "webgpu")]
    "webgpu",
];

#[cfg(feature = "webgpu")]
mod webgpu {
    use std::cell::RefCell;

    use wasm_bindgen::JsValue;

    use super::Opened;
    use crate::compose::Backend;
    use crate::model::Device;
    use crate::web::value;

    thread_local! {
        // burn registers one WebGPU device a page and refuses a second.
        static OPENED: RefCell<Option<Opened>> = const { RefCell::new(None) };
    }

    pub(super) async fn open() -> Result<Opened, JsValue> {
        if let Some(opened) = OPENED.with_borrow(Clone::clone) {
            return Ok(opened);
        }
        let (device, setup) = Device::wgpu_options()
            .init_with_setup_async()
            .await
            .map_err(|wrong| value::error("device-unavailable", &wrong.to_string()))?;
        let name = setup.adapter.get_info().name;
        let opened = Opened {
            backend: Backend::Burn(device),
            kind: "webgpu",
            adapter: Some(name).filter(|name| !name.is_empty()),
        };
        OPENED.replace(Some(opened.clone()));
        Ok(opened)
    }
}
