//! WebGPU or CPU: opened once, reported by name.

use wasm_bindgen::JsValue;

use super::value;
use crate::compose::Backend;

/// A device with what there is to say about it.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// Where networks compute.
    pub backend: Backend,
    /// "cpu" or "webgpu"; in builds that are measured against, also "plain-cpu" or "plain-webgpu".
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
        #[cfg(feature = "plain-webgpu")]
        "plain-cpu" | "plain-webgpu" => plain::open(kind).await,
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
    #[cfg(feature = "plain-webgpu")]
    "plain-cpu",
    #[cfg(feature = "plain-webgpu")]
    "plain-webgpu",
];

#[cfg(feature = "webgpu")]
mod webgpu {
    use std::cell::RefCell;

    use wasm_bindgen::JsValue;

    use super::Opened;
    use crate::compose::Backend;
    use crate::model::Gpu;
    use crate::web::value;

    thread_local! {
        // One device serves all composers of a page.
        static OPENED: RefCell<Option<Opened>> = const { RefCell::new(None) };
    }

    pub(super) async fn open() -> Result<Opened, JsValue> {
        if let Some(opened) = OPENED.with_borrow(Clone::clone) {
            return Ok(opened);
        }
        let gpu = Gpu::open().await;
        let gpu = gpu.map_err(|wrong| value::error("device-unavailable", &wrong.to_string()))?;
        let opened = Opened {
            adapter: Some(gpu.name().to_owned()).filter(|name| !name.is_empty()),
            backend: Backend::Gpu(gpu),
            kind: "webgpu",
        };
        OPENED.replace(Some(opened.clone()));
        Ok(opened)
    }
}

/// burn's own kernels, which ours are measured against.
#[cfg(feature = "plain-webgpu")]
mod plain {
    use burn_wgpu::graphics::WebGpu;
    use burn_wgpu::{WgpuDevice, try_init_setup_async};
    use wasm_bindgen::JsValue;

    use super::Opened;
    use crate::compose::Backend;
    use crate::model::{Device, DeviceKind};
    use crate::web::value;

    pub(super) async fn open(kind: &str) -> Result<Opened, JsValue> {
        let (device, kind) = match kind {
            "plain-webgpu" => {
                let device = WgpuDevice::default();
                let setup = try_init_setup_async::<WebGpu>(&device, Default::default()).await;
                setup.map_err(|wrong| value::error("device-unavailable", &wrong.to_string()))?;
                (Device::wgpu(DeviceKind::DefaultDevice), "plain-webgpu")
            }
            _ => (Device::flex(), "plain-cpu"),
        };
        Ok(Opened {
            backend: Backend::Burn(device),
            kind,
            adapter: None,
        })
    }
}
