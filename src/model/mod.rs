//! Next-token probability: a transformer and an n-gram behind one trait. Only this room, `train` and
//! `web/device.rs` name burn.

mod config;
mod cpu;
mod desk;
#[cfg(feature = "webgpu")]
mod gpu;
mod input;
mod language_model;
mod network;
mod ngram;
mod plain;
mod quantize;
mod recall;
mod rng;
mod row;
mod source;
mod table;
mod tensors;
mod weights;
mod weights_file;

pub use burn::tensor::{Device, DeviceKind};
pub use config::TransformerConfig;
pub use cpu::{CpuNetwork, CpuPlayer};
#[cfg(feature = "webgpu")]
pub use gpu::{Gpu, GpuError, GpuNetwork, GpuPlayer};
pub use input::{Input, InputBatch, N_FEATURES};
pub use language_model::{LanguageModel, ModelError, log_softmax};
pub use network::{Backend, Network, Player};
pub use ngram::{NGram, NGramPlayer, NGramView};
pub use plain::{Block, KvCache, NORM_EPSILON, Transformer, TransformerPlayer, rotary_angle};
pub use rng::Rng;
pub use row::ABREAST;
pub use source::Source;
pub use table::{SeatedPlayer, Table};
pub use tensors::{NamedTensor, Precision, read_tensors, values_of, version_of, write_tensors};
pub use weights::{Weights, WeightsError};
pub use weights_file::WeightsFile;
