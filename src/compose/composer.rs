//! The composer: a network on a device, ready to answer.

use crate::model::{Device, Transformer, TransformerConfig, TransformerPlayer, Weights};

use super::error::ComposeError;

/// A network, its shape and its name, on a device.
#[derive(Debug, Clone)]
struct Network {
    transformer: Transformer,
    config: TransformerConfig,
    version: String,
}

/// Answers requests. Several may run at once: each has a text of its own.
#[derive(Debug, Clone)]
pub struct Composer {
    device: Device,
    network: Option<Network>,
}

impl Composer {
    /// A composer without weights: it knows what it may be asked, but cannot answer yet.
    pub fn new(device: Device) -> Self {
        Self {
            device,
            network: None,
        }
    }

    /// Takes weights from the bytes of a file. If they are refused, the old ones stay.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if they are damaged or belong to another vocabulary.
    pub fn load_weights(&mut self, bytes: &[u8]) -> Result<(), ComposeError> {
        self.set_weights(&Weights::load(bytes)?)
    }

    /// Takes weights.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if they do not fit their config.
    pub fn set_weights(&mut self, weights: &Weights) -> Result<(), ComposeError> {
        let transformer = Transformer::from_weights(weights, &self.device)?;
        self.network = Some(Network {
            transformer,
            config: weights.config,
            version: weights.version(),
        });
        Ok(())
    }

    /// Name and fingerprint of the weights, if there are any.
    pub fn model_version(&self) -> Option<&str> {
        self.network
            .as_ref()
            .map(|network| network.version.as_str())
    }

    /// The network reading a fresh text.
    pub(super) fn player(&self) -> Result<(TransformerPlayer, String), ComposeError> {
        let network = self.network.as_ref().ok_or(ComposeError::NoWeights)?;
        let player =
            TransformerPlayer::new(network.transformer.clone(), &network.config, &self.device);
        Ok((player, network.version.clone()))
    }
}
