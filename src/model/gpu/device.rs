//! A GPU, opened once and then shared.

use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use crate::model::language_model::ModelError;

/// Why there is no GPU to compute on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GpuError {
    /// No adapter answered.
    #[error("no GPU found: {0}")]
    NoAdapter(String),
    /// The adapter gives no device with what every WebGPU device has.
    #[error("the GPU gives no device: {0}")]
    NoDevice(String),
}

/// A GPU through wgpu: WebGPU in a browser, Vulkan, Metal or Direct3D elsewhere. Cloning shares it.
#[derive(Debug, Clone)]
pub struct Gpu {
    pub(super) device: wgpu::Device,
    pub(super) queue: wgpu::Queue,
    name: String,
    is_wide: bool,
    /// What went wrong first, if anything did.
    fault: Arc<Mutex<Option<String>>>,
}

impl PartialEq for Gpu {
    fn eq(&self, other: &Self) -> bool {
        self.device == other.device
    }
}

impl Gpu {
    /// Opens the quickest GPU there is.
    ///
    /// # Errors
    /// [`GpuError`] if there is none, or it gives no device.
    pub async fn open() -> Result<Self, GpuError> {
        let instance = wgpu::Instance::default();
        let wanted = wgpu::RequestAdapterOptions {
            power_preference: wgpu::PowerPreference::HighPerformance,
            ..Default::default()
        };
        let adapter = instance.request_adapter(&wanted).await;
        let adapter = adapter.map_err(|error| GpuError::NoAdapter(error.to_string()))?;
        let opened = adapter.request_device(&Default::default()).await;
        let (device, queue) = opened.map_err(|error| GpuError::NoDevice(error.to_string()))?;
        let fault = Arc::new(Mutex::new(None));
        let found = Arc::clone(&fault);
        let on_error = move |error: wgpu::Error| note(&found, &error.to_string());
        device.on_uncaptured_error(Arc::new(on_error));
        let found = Arc::clone(&fault);
        device.set_device_lost_callback(move |_, reason| note(&found, &reason));
        let info = adapter.get_info();
        Ok(Self {
            device,
            queue,
            is_wide: !is_software(&info),
            name: info.name,
            fault,
        })
    }

    /// The same GPU with its work cut for many threads, or for few as where a processor plays the GPU.
    /// [`Gpu::open`] tells them apart by name.
    #[must_use]
    pub fn cut_for_many(mut self, is_wide: bool) -> Self {
        self.is_wide = is_wide;
        self
    }

    /// Whether it has many threads.
    pub(super) fn is_wide(&self) -> bool {
        self.is_wide
    }

    /// What it is called; empty where a browser does not say.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What went wrong since it was opened.
    pub(super) fn check(&self) -> Result<(), ModelError> {
        let fault = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        match &*fault {
            Some(fault) => Err(ModelError::DeviceLost(fault.clone())),
            None => Ok(()),
        }
    }

    /// A buffer of some bytes' length that kernels read and write.
    pub(super) fn memory(&self, n_bytes: usize) -> wgpu::Buffer {
        self.buffer(
            n_bytes,
            wgpu::BufferUsages::STORAGE
                | wgpu::BufferUsages::COPY_DST
                | wgpu::BufferUsages::COPY_SRC,
        )
    }

    /// A buffer that holds some bytes.
    pub(super) fn upload(&self, bytes: &[u8]) -> wgpu::Buffer {
        let buffer = self.memory(bytes.len());
        self.queue.write_buffer(&buffer, 0, bytes);
        buffer
    }

    /// A buffer that the processor reads.
    pub(super) fn staging(&self, n_bytes: usize) -> wgpu::Buffer {
        self.buffer(
            n_bytes,
            wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        )
    }

    fn buffer(&self, n_bytes: usize, usage: wgpu::BufferUsages) -> wgpu::Buffer {
        self.device.create_buffer(&wgpu::BufferDescriptor {
            label: None,
            size: n_bytes as u64,
            usage,
            mapped_at_creation: false,
        })
    }
}

/// Whether a processor plays the GPU: sharing work between threads costs there what it saves elsewhere.
fn is_software(info: &wgpu::AdapterInfo) -> bool {
    let name = info.name.to_lowercase();
    info.device_type == wgpu::DeviceType::Cpu
        || ["swiftshader", "llvmpipe", "basic render"]
            .iter()
            .any(|known| name.contains(known))
}

/// The first fault is the one to tell: others follow from it.
fn note(fault: &Mutex<Option<String>>, reason: &str) {
    let mut fault = fault.lock().unwrap_or_else(PoisonError::into_inner);
    fault.get_or_insert_with(|| reason.to_owned());
}
