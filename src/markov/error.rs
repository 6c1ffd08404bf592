//! Why a chain cannot be learnt, loaded or drawn from.

use thiserror::Error;

use crate::music::{Mode, Tick};

use super::limits::{MAX_ORDER, MAX_STATES};

/// What can be wrong with a chain, or with what is asked of it.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum MarkovError {
    /// Contexts longer than a chain may hold.
    #[error("order {found} found; at most {MAX_ORDER} is allowed")]
    BadOrder {
        /// Symbols of the longest context.
        found: usize,
    },
    /// A weight that is no positive number.
    #[error("weight {found} found; a finite number above 0 is needed")]
    BadWeight {
        /// The weight.
        found: f64,
    },
    /// A temperature that is no positive number.
    #[error("temperature {found} found; 0.05 to 10 are allowed")]
    BadTemperature {
        /// The temperature.
        found: f64,
    },
    /// A stored chain whose numbers do not fit together.
    #[error("the chain is damaged: {reason}")]
    Damaged {
        /// What is wrong.
        reason: &'static str,
    },
    /// A file of models that cannot be read.
    #[error("the models cannot be read: {reason}")]
    Unreadable {
        /// What the reader says.
        reason: String,
    },
    /// No sequence keeps all constraints.
    #[error("no sequence keeps the constraints; those at places {places:?} contradict each other")]
    Unsatisfiable {
        /// Places of unary constraints that cannot all be kept, though any of them may be left out; empty where
        /// length and automaton alone refuse everything.
        places: Vec<usize>,
    },
    /// Chords that cannot stand together with the cadence asked for.
    #[error("no progression keeps the chords at ticks {:?} and the cadence", .ticks.iter().map(|tick| tick.get()).collect::<Vec<_>>())]
    GivenContradict {
        /// Where the chords stand that contradict each other or the cadence.
        ticks: Vec<Tick>,
    },
    /// Two given chords that fall on one place of the raster.
    #[error("two chords are given at tick {}; one may be given at each eighth note", .tick.get())]
    GivenTwice {
        /// Where.
        tick: Tick,
    },
    /// More states than memory should hold.
    #[error("{found} states are needed; at most {MAX_STATES} are allowed")]
    TooManyStates {
        /// Contexts times places.
        found: usize,
    },
    /// A model that has seen no piece of this mode.
    #[error("nothing has been learnt in {mode:?}")]
    NothingLearnt {
        /// The mode asked for.
        mode: Mode,
    },
    /// A stretch of music without room for a note.
    #[error(
        "the stretch from tick {start} to {end} holds no time, or does not begin and end on the grid"
    )]
    BadStretch {
        /// First tick.
        start: u32,
        /// First tick after.
        end: u32,
    },
    /// A range without a pitch that the constraints allow.
    #[error("no pitch from {lowest} to {highest} may be written")]
    NoPitch {
        /// Lowest MIDI pitch.
        lowest: u8,
        /// Highest MIDI pitch.
        highest: u8,
    },
}
