//! The language of the model: what it can say, how a score becomes words and words become a score.

mod control;
mod cue;
mod decode;
mod drum;
mod encode;
mod event;
mod grammar;
mod grid;
mod metre;
mod step;
mod style;
mod vocabulary;

pub use control::{Control, ControlKind};
pub use cue::{CUE_FEATURES, Cue, N_CUE_CODES};
pub use decode::{DecodeError, decode};
pub use drum::Drum;
pub use encode::{ChordLane, EncodePlan, Encoded, encode, encode_bar_announcement, line_events};
pub use event::{DRUM_VOICE, Event, MAX_COUNTDOWN, MAX_DURATION_STEPS, N_VOICES, NotePitch};
pub use grammar::{Grammar, GrammarError};
pub use grid::{Grid, GridBar, GridError, GridNote, QuantizeReport};
pub use metre::Metre;
pub use step::{STEPS_PER_QUARTER, Step, TICKS_PER_STEP};
pub use style::Style;
pub use vocabulary::{Token, TokenMask, VOCABULARY_VERSION, Vocabulary};
