//! What a customer asks for.

use crate::compose::ensemble::ensemble_of;
use crate::music::{KeySignature, Mode, Score, Tempo, TimeSignature};
use crate::theory::find_key;
use crate::token::Style;

use super::error::OrderError;
use super::form::{Form, MAX_SECTIONS};
use super::instrument::{Instrument, roster};
use super::mood::{Character, Mood};

/// Shortest piece, in seconds.
pub const SHORTEST_SECONDS: f64 = 10.0;
/// Longest piece, in seconds.
pub const LONGEST_SECONDS: f64 = 360.0;
/// Most words for feelings in one order.
pub const MAX_MOODS: usize = 4;
/// Most drafts of one phrase.
pub const MAX_DRAFTS: usize = 16;

/// An order for a whole piece. What it leaves open is chosen by style, moods and seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The style.
    pub style: Style,
    /// Words for feelings, at most [`MAX_MOODS`].
    pub moods: Vec<Mood>,
    /// Key; one that is usual in the style and in the mode of the moods if left open.
    pub key: Option<KeySignature>,
    /// Length in seconds, [`SHORTEST_SECONDS`] to [`LONGEST_SECONDS`].
    pub seconds: f64,
    /// Speed, kept exactly; one at which whole bars fill the seconds if left open.
    pub tempo: Option<Tempo>,
    /// Metre; one that is usual in the style if left open.
    pub time_signature: Option<TimeSignature>,
    /// Form; one that is usual in the style and fits the seconds if left open.
    pub form: Option<Form>,
    /// Energy over the piece, 0 to 1: points at equal distances; by the sections if empty.
    pub energy: Vec<f64>,
    /// Instruments: none for the style's own, one for all parts, or one for each part from the top; `None` for
    /// a part that keeps silent.
    pub instruments: Vec<Option<Instrument>>,
    /// Music whose melodies steer the piece: its first theme begins with a motif of theirs, and of several
    /// drafts the one that is more like them is taken.
    pub influence: Vec<Score>,
    /// Drafts of a phrase from which the best is taken, 1 to [`MAX_DRAFTS`]: a good one ends the search.
    pub n_drafts: usize,
    /// Seed of the draws.
    pub rng_seed: u64,
}

impl Order {
    /// An order that leaves everything open but style and length.
    pub fn new(style: Style, seconds: f64, rng_seed: u64) -> Self {
        Self {
            style,
            moods: Vec::new(),
            key: None,
            seconds,
            tempo: None,
            time_signature: None,
            form: None,
            energy: Vec::new(),
            instruments: Vec::new(),
            influence: Vec::new(),
            n_drafts: 4,
            rng_seed,
        }
    }

    /// What the moods mean together.
    pub(super) fn character(&self) -> Character {
        Character::of(&self.moods)
    }

    /// The key asked for, or one that is usual in the style: in the mode of the moods where they have one.
    pub(super) fn home_key(&self) -> KeySignature {
        let mode = self.character().mode;
        let ensemble = ensemble_of(self.style);
        // Seeds after the order's own, until a key of the mode is drawn: every style has keys of both.
        let usual = (0..64)
            .filter_map(|step| ensemble.usual_key(self.rng_seed.wrapping_add(step)))
            .find(|key| mode.is_none_or(|mode| key.mode() == mode));
        let plain = KeySignature::on(crate::music::PitchClass::of(0), mode.unwrap_or(Mode::Major));
        self.key.or(usual).unwrap_or(plain)
    }

    /// Checks everything that needs no plan.
    ///
    /// # Errors
    /// [`OrderError`] that says what was found and what is allowed.
    pub(super) fn check(&self) -> Result<(), OrderError> {
        if !(SHORTEST_SECONDS..=LONGEST_SECONDS).contains(&self.seconds) {
            return Err(OrderError::BadSeconds {
                found: self.seconds,
            });
        }
        if self.moods.len() > MAX_MOODS {
            return Err(OrderError::TooManyMoods {
                found: self.moods.len(),
            });
        }
        if self.energy.len() > MAX_SECTIONS {
            return Err(OrderError::TooManyEnergies {
                found: self.energy.len(),
            });
        }
        let is_energy = |energy: &f64| (0.0..=1.0).contains(energy);
        if let Some(found) = self.energy.iter().find(|energy| !is_energy(energy)) {
            return Err(OrderError::BadEnergy { found: *found });
        }
        if !(1..=MAX_DRAFTS).contains(&self.n_drafts) {
            return Err(OrderError::BadDrafts {
                found: self.n_drafts,
            });
        }
        let silent = self
            .influence
            .iter()
            .position(|score| find_key(score).is_none());
        if let Some(at) = silent {
            return Err(OrderError::SilentInfluence { at: at + 1 });
        }
        roster(&ensemble_of(self.style), &self.instruments).map(|_| ())
    }
}
