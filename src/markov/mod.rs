//! Markov chains of variable order, drawn from exactly under constraints: harmony and melody by counting.

mod automaton;
mod chain;
mod conflict;
mod constraints;
mod error;
mod lattice;
mod library;
mod limits;
mod melodies;
mod messages;
mod progressions;
mod rhythm;
mod sampler;
mod stored;
mod timeline;
mod transitions;

pub use automaton::{Automaton, EndsIn, LongestRun};
pub use chain::{Symbol, VariableOrderChain};
pub use constraints::{Constraints, Length, Unary};
pub use error::MarkovError;
pub use library::{MarkovLibrary, StyleModels};
pub use limits::{MAX_ORDER, MAX_STATES};
pub use melodies::{MelodyModel, MelodyNats, MelodyNote, MelodyRequest, RelativePitch};
pub use progressions::{
    Cadence, ProgressionModel, ProgressionNats, ProgressionRequest, RelativeChord,
};
pub use sampler::{ConstrainedSampler, Sample};
pub use transitions::Transitions;
