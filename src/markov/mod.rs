//! Markov chains of variable order, drawn from exactly under constraints: harmony and melody by counting.

mod automaton;
mod chain;
mod conflict;
mod constraints;
mod entropy;
mod error;
mod file;
mod lattice;
mod library;
mod limits;
mod melodies;
mod messages;
mod progressions;
mod pulse;
mod rhythm;
mod sampler;
mod stored;
mod timeline;
mod transitions;

pub use automaton::{Automaton, EndsIn, LongestRun};
pub use chain::{Symbol, VariableOrderChain};
pub use constraints::{Constraints, Length, Unary};
pub use error::MarkovError;
pub use file::StyleFile;
pub use library::{MarkovLibrary, StyleModels};
pub use limits::{MAX_ORDER, MAX_STATES};
pub use melodies::{
    LineRequest, MelodyModel, MelodyNats, MelodyNote, MelodyRequest, PitchFit, RelativePitch,
};
pub use progressions::{Cadence, ChordFit, HarmonyRequest, ProgressionModel, ProgressionNats};
pub use progressions::{ProgressionRequest, RelativeChord};
pub use sampler::{ConstrainedSampler, Sample};
pub use transitions::Transitions;
