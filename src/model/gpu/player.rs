//! A network on the GPU reading one text.

use std::sync::Arc;

use super::network::GpuNetwork;
use super::texts::Texts;
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::{Recall, Unknown};
use crate::model::row::rows_of;

/// A network with the text it has read so far.
///
/// A text that begins like the one before is not read again up to where they part.
#[derive(Debug)]
pub struct GpuPlayer {
    texts: Texts,
    recall: Recall,
}

impl GpuPlayer {
    /// A player that has read nothing.
    pub fn new(network: &Arc<GpuNetwork>) -> Self {
        Self {
            texts: Texts::new(network, 1),
            recall: Recall::default(),
        }
    }

    /// Logits after each of the places that they are wanted after.
    async fn read(&self, unknown: &Unknown<'_>) -> Result<Vec<Vec<f32>>, ModelError> {
        let Unknown {
            inputs,
            start,
            n_last,
            ..
        } = *unknown;
        let first_asked = inputs.len() - n_last;
        let mut readings = Vec::new();
        for (index, chunk) in inputs.chunks(GpuNetwork::CHUNK).enumerate() {
            let n_before = index * GpuNetwork::CHUNK;
            let rows = rows_of(0, chunk, start + n_before);
            let asked = first_asked.saturating_sub(n_before).min(chunk.len())..chunk.len();
            readings.extend(self.texts.read(&rows, &asked.collect::<Vec<_>>()));
        }
        let mut logits = Vec::with_capacity(n_last);
        for reading in readings {
            logits.extend(reading.logits().await?);
        }
        Ok(logits)
    }
}

impl LanguageModel for GpuPlayer {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let unknown = self.recall.take_from(inputs, from, self.capacity())?;
        let read = self.read(&unknown).await;
        if read.is_err() {
            self.recall.forget(unknown.n_before);
        }
        read
    }

    fn rewind(&mut self, n_fed: usize) {
        self.recall.rewind(n_fed);
    }

    fn n_fed(&self) -> usize {
        self.recall.n_fed()
    }

    fn capacity(&self) -> usize {
        self.texts.network().config().context
    }
}
