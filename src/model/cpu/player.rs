//! A network on the processor reading one text.

use std::sync::Arc;

use super::network::{CpuNetwork, Reading};
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::Recall;

/// A network with the text it has read so far. Cloning shares the network.
///
/// A text that begins like the one before is not read again up to where they part.
#[derive(Debug, Clone)]
pub struct CpuPlayer {
    network: Arc<CpuNetwork>,
    reading: Reading,
    recall: Recall,
}

impl CpuPlayer {
    /// A player that has read nothing.
    pub fn new(network: Arc<CpuNetwork>) -> Self {
        let reading = network.reading();
        Self {
            network,
            reading,
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
        Ok(self
            .network
            .read(&inputs[n_known..], start + n_known, &mut self.reading))
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
