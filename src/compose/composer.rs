//! The composer: a network on a device, ready to answer.

use std::sync::Arc;

use crate::generate::Pace;
use crate::model::{Backend, Network, Source, Table, WeightsFile};
use crate::motif::MotifModel;
use crate::music::Score;
use crate::token::Style;

use super::chains::Chains;
use super::error::ComposeError;
use super::lent_player::{LentPlayer, Seats, Shelf};

/// Answers requests. Several may run at once: each has a text of its own.
#[derive(Debug, Clone)]
pub struct Composer {
    backend: Backend,
    /// The network with its name.
    network: Option<(Network, String)>,
    shelf: Shelf,
    seats: Seats,
    /// A quicker network on the processor that writes ahead what the network then reads at once.
    drafter: Option<(Network, Shelf)>,
    /// How far it drafts, where time tells.
    pace: Option<Pace>,
    chains: Chains,
    critic: Option<Arc<MotifModel>>,
}

impl Composer {
    /// A composer without weights: it knows what it may be asked, but cannot answer yet.
    pub fn new(backend: Backend) -> Self {
        Self {
            backend,
            network: None,
            shelf: Shelf::default(),
            seats: Seats::default(),
            drafter: None,
            pace: None,
            chains: Chains::default(),
            critic: None,
        }
    }

    /// Takes weights from the bytes of a file. If they are refused, the old ones stay.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if they are damaged or belong to another vocabulary.
    pub fn load_weights(&mut self, bytes: &[u8]) -> Result<(), ComposeError> {
        self.set_weights(&WeightsFile::read(bytes)?)
    }

    /// Takes weights.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if they do not fit their config.
    pub fn set_weights(&mut self, weights: &impl Source) -> Result<(), ComposeError> {
        let network = Network::from_weights(weights, &self.backend)?;
        self.network = Some((network, weights.version()));
        // What has been read by other weights is of no use to these.
        self.shelf = Shelf::default();
        self.seats = Seats::default();
        Ok(())
    }

    /// Takes the weights of a quicker network from the bytes of a file. Where a device answers late however
    /// much it is asked, this one drafts on the processor what the device then reads at once. What is
    /// written does not depend on it.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if they are damaged or belong to another vocabulary.
    pub fn load_drafter(&mut self, bytes: &[u8]) -> Result<(), ComposeError> {
        let network = Network::from_weights(&WeightsFile::read(bytes)?, &Backend::Cpu)?;
        self.drafter = Some((network, Shelf::default()));
        self.pace = pace_of(&self.backend);
        Ok(())
    }

    /// Takes a model of motifs from the bytes of a file: its critic has a say in ratings from then on.
    ///
    /// # Errors
    /// [`ComposeError::Weights`] if it is damaged; the old one stays.
    pub fn load_critic(&mut self, bytes: &[u8]) -> Result<(), ComposeError> {
        self.critic = Some(Arc::new(MotifModel::load(bytes)?));
        Ok(())
    }

    /// Who says how real a line sounds, if anybody does.
    pub(super) fn critic(&self) -> Option<&MotifModel> {
        self.critic.as_deref()
    }

    /// Takes the chains of one style from the bytes of a file: what that style is written by without weights.
    ///
    /// # Errors
    /// [`ComposeError::DamagedChains`] if they cannot be read; the old ones stay.
    pub fn load_chains(&mut self, bytes: &[u8]) -> Result<Style, ComposeError> {
        self.chains.load(bytes)
    }

    /// Learns chains of somebody's own music: from then on chains write every style in its manner, until others
    /// are learnt, or none.
    ///
    /// # Errors
    /// [`ComposeError::Markov`] if nothing can be learnt.
    pub fn learn_chains(&mut self, scores: &[Score]) -> Result<(), ComposeError> {
        self.chains.learn(scores)
    }

    /// The chains that there are.
    pub(super) fn chains(&self) -> &Chains {
        &self.chains
    }

    /// Name and fingerprint of the weights, if there are any.
    pub fn model_version(&self) -> Option<&str> {
        self.network.as_ref().map(|(_, version)| version.as_str())
    }

    /// The same composer for some answers at once, with the table at which their players are served.
    pub(super) fn seated(&self, n_answers: usize) -> Result<(Self, Option<Table>), ComposeError> {
        // Chains need no network, and whoever does says so.
        let Some((network, _)) = self.network.as_ref() else {
            return Ok((self.clone(), None));
        };
        let (shelf, table) = self.seats.lend(network, n_answers);
        let composer = Self {
            shelf,
            pace: self.pace.as_ref().map(|pace| pace.shared_by(n_answers)),
            ..self.clone()
        };
        Ok((composer, table))
    }

    /// A player that drafts, if there is one.
    pub(super) fn drafter(&self) -> Option<LentPlayer> {
        let (network, shelf) = self.drafter.as_ref()?;
        Some(shelf.lend(network))
    }

    /// The pace at which it does.
    pub(super) fn pace(&self) -> Option<Pace> {
        self.pace.clone().filter(|_| self.drafter.is_some())
    }

    /// A player for a text.
    pub(super) fn player(&self) -> Result<(LentPlayer, String), ComposeError> {
        let (network, version) = self.network.as_ref().ok_or(ComposeError::NoWeights)?;
        Ok((self.shelf.lend(network), version.clone()))
    }
}

/// A pace for drafts that a GPU reads. What the processor reads costs it a word's time a word, so there is no
/// time to be won there and nothing to be measured.
fn pace_of(backend: &Backend) -> Option<Pace> {
    match backend {
        #[cfg(feature = "webgpu")]
        Backend::Gpu(_) => Some(Pace::new(milliseconds)),
        _ => None,
    }
}

/// Time since this was asked first.
#[cfg(feature = "webgpu")]
fn milliseconds() -> f64 {
    use std::sync::LazyLock;
    use web_time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    1000.0 * START.elapsed().as_secs_f64()
}
