//! A transformer reading one text, with its cache.

use burn::tensor::Device;

use super::cache::KvCache;
use super::transformer::Transformer;
use crate::model::config::TransformerConfig;
use crate::model::input::{Input, InputBatch};
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::{Recall, Unknown};
use crate::token::Vocabulary;

/// A transformer with the text it has read so far. Cloning the network is cheap: tensors are shared.
///
/// A text that begins like the one before is not read again up to where they part.
#[derive(Debug, Clone)]
pub struct TransformerPlayer {
    transformer: Transformer,
    cache: KvCache,
    recall: Recall,
}

impl TransformerPlayer {
    /// A player that has read nothing.
    pub fn new(transformer: Transformer, config: &TransformerConfig, device: &Device) -> Self {
        Self {
            transformer,
            cache: KvCache::new(config, device),
            recall: Recall::default(),
        }
    }

    /// Logits after each of the places that they are wanted after.
    async fn read(&mut self, unknown: &Unknown<'_>) -> Result<Vec<Vec<f32>>, ModelError> {
        self.cache.rewind(unknown.start);
        let inputs = InputBatch::single(unknown.inputs);
        let logits = self
            .transformer
            .forward_cached(&inputs, unknown.n_last, &mut self.cache);
        let data = logits
            .into_data_async()
            .await
            .map_err(|error| ModelError::DeviceLost(error.to_string()))?;
        let rows = data
            .convert::<f32>()
            .try_into_vec::<f32>()
            .map_err(|error| ModelError::DeviceLost(format!("{error:?}")))?;
        let rows = rows.chunks_exact(Vocabulary::SIZE);
        Ok(rows.map(<[f32]>::to_vec).collect())
    }
}

impl LanguageModel for TransformerPlayer {
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
        self.cache.capacity()
    }
}
