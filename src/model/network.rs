//! A network ready to read texts, wherever it computes.

use std::sync::Arc;

#[cfg(any(feature = "plain-webgpu", feature = "train"))]
use burn::tensor::Device;

use super::cpu::{CpuNetwork, CpuPlayer};
use super::desk::Desk;
#[cfg(feature = "webgpu")]
use super::gpu::{Gpu, GpuNetwork, GpuPlayer};
use super::input::Input;
use super::language_model::{LanguageModel, ModelError};
use super::source::Source;
use super::table::{SeatedPlayer, Table};
use super::weights::WeightsError;
#[cfg(any(feature = "plain-webgpu", feature = "train"))]
use super::{Transformer, TransformerPlayer};

/// Where networks compute.
#[derive(Debug, Clone, PartialEq)]
pub enum Backend {
    /// The processor, with weights in eight bits.
    Cpu,
    /// A GPU, with weights in eight bits.
    #[cfg(feature = "webgpu")]
    Gpu(Gpu),
    /// A device of burn's: the reference, and what trains. The page's modules have none.
    #[cfg(any(feature = "plain-webgpu", feature = "train"))]
    Burn(Device),
}

/// A network somewhere. Cloning is cheap: the weights are shared.
#[derive(Debug, Clone)]
pub enum Network {
    /// On the processor.
    Cpu(Arc<CpuNetwork>),
    /// On a GPU.
    #[cfg(feature = "webgpu")]
    Gpu(Arc<GpuNetwork>),
    /// On a device of burn's, as a player that has read nothing.
    #[cfg(any(feature = "plain-webgpu", feature = "train"))]
    Burn(Box<TransformerPlayer>),
}

impl Network {
    /// The network of some weights.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says, or the backend
    /// cannot take the config's sizes.
    pub fn from_weights(weights: &impl Source, backend: &Backend) -> Result<Self, WeightsError> {
        match backend {
            Backend::Cpu => Ok(Self::Cpu(Arc::new(CpuNetwork::from_weights(weights)?))),
            #[cfg(feature = "webgpu")]
            Backend::Gpu(gpu) => Ok(Self::Gpu(Arc::new(GpuNetwork::from_weights(weights, gpu)?))),
            #[cfg(any(feature = "plain-webgpu", feature = "train"))]
            Backend::Burn(device) => {
                let transformer = Transformer::from_weights(weights, device)?;
                let player = TransformerPlayer::new(transformer, &weights.config(), device);
                Ok(Self::Burn(Box::new(player)))
            }
        }
    }

    /// Players of as many fresh texts, with the table at which they are served, where the network reads
    /// several at the price of few.
    pub fn players(&self, n_players: usize) -> (Vec<Player>, Option<Table>) {
        let desk = match self {
            Self::Cpu(network) => Desk::on_cpu(network, n_players),
            #[cfg(feature = "webgpu")]
            Self::Gpu(network) => Desk::on_gpu(network, n_players),
            #[cfg(any(feature = "plain-webgpu", feature = "train"))]
            Self::Burn(_) => return ((0..n_players).map(|_| self.player()).collect(), None),
        };
        let (table, players) = Table::new(desk, n_players);
        (
            players.into_iter().map(Player::Seated).collect(),
            Some(table),
        )
    }

    /// The network reading a fresh text.
    pub fn player(&self) -> Player {
        match self {
            Self::Cpu(network) => Player::Cpu(Box::new(CpuPlayer::new(Arc::clone(network)))),
            #[cfg(feature = "webgpu")]
            Self::Gpu(network) => Player::Gpu(Box::new(GpuPlayer::new(network))),
            #[cfg(any(feature = "plain-webgpu", feature = "train"))]
            Self::Burn(player) => Player::Burn(player.clone()),
        }
    }
}

/// A network reading one text.
#[derive(Debug)]
pub enum Player {
    /// On the processor.
    Cpu(Box<CpuPlayer>),
    /// On the processor or a GPU, beside others.
    Seated(SeatedPlayer),
    /// On a GPU.
    #[cfg(feature = "webgpu")]
    Gpu(Box<GpuPlayer>),
    /// On a device of burn's.
    #[cfg(any(feature = "plain-webgpu", feature = "train"))]
    Burn(Box<TransformerPlayer>),
}

/// Does something with whichever player it is.
macro_rules! with {
    ($player:expr, $each:ident => $deed:expr) => {
        match $player {
            Player::Cpu($each) => $deed,
            Player::Seated($each) => $deed,
            #[cfg(feature = "webgpu")]
            Player::Gpu($each) => $deed,
            #[cfg(any(feature = "plain-webgpu", feature = "train"))]
            Player::Burn($each) => $deed,
        }
    };
}

impl LanguageModel for Player {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        with!(self, player => player.feed_each(inputs, from).await)
    }

    fn rewind(&mut self, n_fed: usize) {
        with!(self, player => player.rewind(n_fed));
    }

    fn n_fed(&self) -> usize {
        with!(self, player => player.n_fed())
    }

    fn capacity(&self) -> usize {
        with!(self, player => player.capacity())
    }
}
