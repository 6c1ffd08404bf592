//! A network on the processor reading one text.

use std::sync::Arc;

use super::attention::Memory;
use super::network::{Buffers, CpuNetwork};
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::Recall;
use crate::model::row::rows_of;
use crate::token::Vocabulary;

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
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        // Where logits are asked for it is always read: they are not kept.
        let unknown = self.recall.take_from(inputs, from, self.capacity())?;
        let rows = rows_of(0, unknown.inputs, unknown.start);
        let first = rows.len() - unknown.n_last;
        let mut each = Vec::with_capacity(unknown.n_last);
        for (chunk, start) in rows
            .chunks(CpuNetwork::CHUNK)
            .zip((0..).step_by(CpuNetwork::CHUNK))
        {
            self.network
                .read(chunk, &mut self.memories, &mut self.buffers);
            let asked: Vec<usize> = (first.saturating_sub(start)..chunk.len()).collect();
            let logits = self.network.logits(&asked, &mut self.buffers);
            each.extend(logits.chunks_exact(Vocabulary::SIZE).map(<[f32]>::to_vec));
        }
        Ok(each)
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
