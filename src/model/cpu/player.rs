//! A network on the processor reading one text.

use std::sync::Arc;

use super::network::{CpuNetwork, Reading};
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};

/// A network with the text it has read so far. Cloning shares the network.
///
/// A text that begins like the one before is not read again up to where they part.
#[derive(Debug, Clone)]
pub struct CpuPlayer {
    network: Arc<CpuNetwork>,
    reading: Reading,
    /// What stands in memory; the text is its beginning.
    read: Vec<Input>,
    n_fed: usize,
}

impl CpuPlayer {
    /// A player that has read nothing.
    pub fn new(network: Arc<CpuNetwork>) -> Self {
        let reading = network.reading();
        Self {
            network,
            reading,
            read: Vec::new(),
            n_fed: 0,
        }
    }
}

impl LanguageModel for CpuPlayer {
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        let found = self.n_fed + inputs.len();
        if found > self.capacity() || inputs.is_empty() {
            return Err(ModelError::ContextFull {
                found,
                capacity: self.capacity(),
            });
        }
        let remembered = self.read[self.n_fed..].iter().zip(inputs);
        let n_known = remembered.take_while(|(one, other)| one == other).count();
        // The last is always read: its logits are not kept.
        let n_known = n_known.min(inputs.len() - 1);
        let start = self.n_fed + n_known;
        self.read.truncate(start);
        let logits = self
            .network
            .read(&inputs[n_known..], start, &mut self.reading);
        self.read.extend(&inputs[n_known..]);
        self.n_fed = found;
        Ok(logits)
    }

    fn reset(&mut self) {
        self.n_fed = 0;
    }

    fn n_fed(&self) -> usize {
        self.n_fed
    }

    fn capacity(&self) -> usize {
        self.network.config().context
    }
}
