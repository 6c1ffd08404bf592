//! A network ready to read texts, wherever it computes.

use std::sync::Arc;

#[cfg(any(feature = "webgpu", feature = "train"))]
use burn::tensor::Device;

use super::cpu::{CpuNetwork, CpuPlayer, SeatedPlayer, Table};
use super::input::Input;
use super::language_model::{LanguageModel, ModelError};
use super::weights::{Weights, WeightsError};
#[cfg(any(feature = "webgpu", feature = "train"))]
use super::{player::TransformerPlayer, transformer::Transformer};

/// Where networks compute.
#[derive(Debug, Clone, PartialEq)]
pub enum Backend {
    /// The processor, with weights in eight bits.
    Cpu,
    /// A device of burn's. A build for the processor alone has none, and leaves all of it out.
    #[cfg(any(feature = "webgpu", feature = "train"))]
    Burn(Device),
}

/// A network somewhere. Cloning is cheap: the weights are shared.
#[derive(Debug, Clone)]
pub enum Network {
    /// On the processor.
    Cpu(Arc<CpuNetwork>),
    /// On a device of burn's, as a player that has read nothing.
    #[cfg(any(feature = "webgpu", feature = "train"))]
    Burn(Box<TransformerPlayer>),
}

impl Network {
    /// The network of some weights.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says.
    pub fn from_weights(weights: &Weights, backend: &Backend) -> Result<Self, WeightsError> {
        match backend {
            Backend::Cpu => Ok(Self::Cpu(Arc::new(CpuNetwork::from_weights(weights)?))),
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Backend::Burn(device) => {
                let transformer = Transformer::from_weights(weights, device)?;
                let player = TransformerPlayer::new(transformer, &weights.config, device);
                Ok(Self::Burn(Box::new(player)))
            }
        }
    }

    /// Players of as many fresh texts, with the table at which they are served, where the network reads
    /// several at the price of few.
    pub fn players(&self, n_players: usize) -> (Vec<Player>, Option<Table>) {
        match self {
            Self::Cpu(network) => {
                let (table, players) = Table::new(network, n_players);
                (
                    players.into_iter().map(Player::Seated).collect(),
                    Some(table),
                )
            }
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(_) => ((0..n_players).map(|_| self.player()).collect(), None),
        }
    }

    /// The network reading a fresh text.
    pub fn player(&self) -> Player {
        match self {
            Self::Cpu(network) => Player::Cpu(Box::new(CpuPlayer::new(Arc::clone(network)))),
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => Player::Burn(player.clone()),
        }
    }
}

/// A network reading one text.
#[derive(Debug)]
pub enum Player {
    /// On the processor.
    Cpu(Box<CpuPlayer>),
    /// On the processor, beside others.
    Seated(SeatedPlayer),
    /// On a device of burn's.
    #[cfg(any(feature = "webgpu", feature = "train"))]
    Burn(Box<TransformerPlayer>),
}

impl LanguageModel for Player {
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        match self {
            Self::Cpu(player) => player.feed(inputs).await,
            Self::Seated(player) => player.feed(inputs).await,
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => player.feed(inputs).await,
        }
    }

    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        match self {
            Self::Cpu(player) => player.feed_each(inputs, from).await,
            Self::Seated(player) => player.feed_each(inputs, from).await,
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => player.feed_each(inputs, from).await,
        }
    }

    fn rewind(&mut self, n_fed: usize) {
        match self {
            Self::Cpu(player) => player.rewind(n_fed),
            Self::Seated(player) => player.rewind(n_fed),
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => player.rewind(n_fed),
        }
    }

    fn n_fed(&self) -> usize {
        match self {
            Self::Cpu(player) => player.n_fed(),
            Self::Seated(player) => player.n_fed(),
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => player.n_fed(),
        }
    }

    fn capacity(&self) -> usize {
        match self {
            Self::Cpu(player) => player.capacity(),
            Self::Seated(player) => player.capacity(),
            #[cfg(any(feature = "webgpu", feature = "train"))]
            Self::Burn(player) => player.capacity(),
        }
    }
}
