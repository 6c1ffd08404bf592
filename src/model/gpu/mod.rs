//! The network on the GPU: weights stay in eight bits, and a pass is five programs a layer.
//!
//! The plain burn path (`super::transformer`) is the reference that this one is tested against.

mod device;
mod kernel;
mod matrix;
mod network;
mod player;
mod programs;
mod reading;
mod texts;

pub use device::{Gpu, GpuError};
pub use network::GpuNetwork;
pub use player::GpuPlayer;
pub use reading::Reading;
pub use texts::Texts;
