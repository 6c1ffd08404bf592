//! Where several texts are read together: their memories, and one pass for rows of all of them.

use std::sync::Arc;

use super::cpu::{Buffers, CpuNetwork, Memory};
#[cfg(feature = "webgpu")]
use super::gpu::{GpuNetwork, Reading, Texts};
use super::language_model::ModelError;
use super::row::Row;
use crate::token::Vocabulary;

/// A network with the memories of some texts.
#[derive(Debug)]
pub enum Desk {
    /// On the processor.
    Cpu {
        /// The weights.
        network: Arc<CpuNetwork>,
        /// Of each text.
        memories: Vec<Vec<Memory>>,
        /// For rows on their way.
        buffers: Box<Buffers>,
    },
    /// On a GPU.
    #[cfg(feature = "webgpu")]
    Gpu(Texts),
}

/// Logits of a pass, at once or later.
#[derive(Debug)]
pub enum Answer {
    /// They are there.
    Ready(Vec<Vec<f32>>),
    /// A GPU is working them out.
    #[cfg(feature = "webgpu")]
    Awaited(Reading),
}

impl Desk {
    /// On the processor, for some texts.
    pub fn on_cpu(network: &Arc<CpuNetwork>, n_texts: usize) -> Self {
        Self::Cpu {
            memories: vec![network.memories(); n_texts],
            buffers: Box::new(network.buffers()),
            network: Arc::clone(network),
        }
    }

    /// On a GPU, for some texts.
    #[cfg(feature = "webgpu")]
    pub fn on_gpu(network: &Arc<GpuNetwork>, n_texts: usize) -> Self {
        Self::Gpu(Texts::new(network, n_texts))
    }

    /// Most rows of a pass.
    pub fn chunk(&self) -> usize {
        match self {
            Self::Cpu { .. } => CpuNetwork::CHUNK,
            #[cfg(feature = "webgpu")]
            Self::Gpu(_) => GpuNetwork::CHUNK,
        }
    }

    /// Most places of a text.
    pub fn capacity(&self) -> usize {
        match self {
            Self::Cpu { network, .. } => network.config().context,
            #[cfg(feature = "webgpu")]
            Self::Gpu(texts) => texts.network().config().context,
        }
    }

    /// Reads rows, at most a chunk of them, those of a text in their order, and answers with the logits after
    /// those asked for.
    pub fn read(&mut self, rows: &[Row], asked: &[usize]) -> Answer {
        match self {
            Self::Cpu {
                network,
                memories,
                buffers,
            } => {
                network.read(rows, memories, buffers);
                let logits = match asked {
                    [] => Vec::new(),
                    asked => network.logits(asked, buffers),
                };
                let logits = logits.chunks_exact(Vocabulary::SIZE);
                Answer::Ready(logits.map(<[f32]>::to_vec).collect())
            }
            #[cfg(feature = "webgpu")]
            Self::Gpu(texts) => texts
                .read(rows, asked)
                .map_or_else(|| Answer::Ready(Vec::new()), Answer::Awaited),
        }
    }

    /// Lets other texts begin as one of them has.
    pub fn share(&mut self, from: usize, others: &[usize]) {
        match self {
            Self::Cpu { memories, .. } => {
                let read = memories[from].clone();
                for other in others {
                    memories[*other].clone_from(&read);
                }
            }
            #[cfg(feature = "webgpu")]
            Self::Gpu(texts) => texts.share(from, others),
        }
    }
}

impl Answer {
    /// Waits for it.
    ///
    /// # Errors
    /// [`ModelError::DeviceLost`] if the GPU has failed.
    pub async fn logits(self) -> Result<Vec<Vec<f32>>, ModelError> {
        match self {
            Self::Ready(logits) => Ok(logits),
            #[cfg(feature = "webgpu")]
            Self::Awaited(reading) => reading.logits().await,
        }
    }
}
