//! A transformer reading one text, with its cache.

use burn::tensor::Device;

use super::cache::KvCache;
use super::config::TransformerConfig;
use super::input::{Input, InputBatch};
use super::language_model::{LanguageModel, ModelError};
use super::transformer::Transformer;

/// A transformer with the text it has read so far. Cloning the network is cheap: tensors are shared.
#[derive(Debug, Clone)]
pub struct TransformerPlayer {
    transformer: Transformer,
    cache: KvCache,
}

impl TransformerPlayer {
    /// A player that has read nothing.
    pub fn new(transformer: Transformer, config: &TransformerConfig, device: &Device) -> Self {
        Self {
            transformer,
            cache: KvCache::new(config, device),
        }
    }
}

impl LanguageModel for TransformerPlayer {
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        let found = self.cache.n_fed() + inputs.len();
        if found > self.capacity() || inputs.is_empty() {
            return Err(ModelError::ContextFull {
                found,
                capacity: self.capacity(),
            });
        }
        let logits = self
            .transformer
            .forward_cached(&InputBatch::single(inputs), &mut self.cache);
        let data = logits
            .into_data_async()
            .await
            .map_err(|error| ModelError::DeviceLost(error.to_string()))?;
        data.convert::<f32>()
            .try_into_vec::<f32>()
            .map_err(|error| ModelError::DeviceLost(format!("{error:?}")))
    }

    fn reset(&mut self) {
        self.cache.clear();
    }

    fn n_fed(&self) -> usize {
        self.cache.n_fed()
    }

    fn capacity(&self) -> usize {
        self.cache.capacity()
    }
}
