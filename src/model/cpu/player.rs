//! A network on the processor reading one text.

use std::sync::Arc;

use super::attention::Memory;
use super::network::{Buffers, CpuNetwork};
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::Recall;
use crate::model::row::rows_of;

/// A network with the text it has read so far.
///
/// A text that begins like the one before is not read again up to where they part.
#[derive(Debug)]
pub struct CpuPlayer {
    network: Arc<CpuNetwork>,
    memories: [Vec<Memory>; 1],
    buffers: Buffers,
    recall: Recall,
}

impl CpuPlayer {
    /// A player that has read nothing.
    pub fn new(network: Arc<CpuNetwork>) -> Self {
        Self {
            memories: [network.memories()],
            buffers: network.buffers(),
            network,
            recall: Recall::default(),
        }
    }
}

impl LanguageModel for CpuPlayer {
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        // The last is always read: its logits are not kept.
        let most = inputs.len().saturating_sub(1);
        let start = self.recall.n_fed();
        let n_known = self.recall.take(inputs, most, self.capacity())?;
        let rows = rows_of(0, &inputs[n_known..], start + n_known);
        let mut n_read = 0;
        for chunk in rows.chunks(CpuNetwork::CHUNK) {
            self.network
                .read(chunk, &mut self.memories, &mut self.buffers);
            n_read = chunk.len();
        }
        Ok(self.network.logits(&[n_read - 1], &mut self.buffers))
    }

    fn rewind(&mut self, n_fed: usize) {
        self.recall.rewind(n_fed);
    }

    fn n_fed(&self) -> usize {
        self.recall.n_fed()
    }

    fn capacity(&self) -> usize {
        self.network.config().context
    }
}
