//! Next-token probability: a transformer and an n-gram behind one trait. Only this room, `train` and
//! `web/device.rs` name burn.

mod attention;
mod block;
mod cache;
mod config;
mod cpu;
mod desk;
mod feed_forward;
#[cfg(feature = "webgpu")]
mod gpu;
mod input;
mod language_model;
mod network;
mod ngram;
mod norm;
mod player;
mod quantize;
mod recall;
mod rng;
mod row;
mod table;
mod tensors;
mod transformer;
mod weights;

pub use attention::rotary_angle;
pub use block::Block;
pub use burn::tensor::{Device, DeviceKind};
pub use cache::KvCache;
pub use config::TransformerConfig;
pub use cpu::{CpuNetwork, CpuPlayer};
#[cfg(feature = "webgpu")]
pub use gpu::{Gpu, GpuError, GpuNetwork, GpuPlayer};
pub use input::{Input, InputBatch, N_FEATURES};
pub use language_model::{LanguageModel, ModelError, log_softmax};
pub use network::{Backend, Network, Player};
pub use ngram::{NGram, NGramPlayer, NGramView};
pub use norm::NORM_EPSILON;
pub use player::TransformerPlayer;
pub use rng::Rng;
pub use table::{SeatedPlayer, Table};
pub use tensors::{NamedTensor, Precision, read_tensors, values_of, version_of, write_tensors};
pub use transformer::Transformer;
pub use weights::{Weights, WeightsError};
