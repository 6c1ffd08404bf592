//! What music is: pitch, time, note, score. No I/O, no tensors, no floats for time.

mod chord;
mod meter;
mod name;
mod note;
mod order;
mod pitch;
mod score;
mod spelling;
mod time;

pub use chord::{Chord, ChordQuality};
pub use meter::{BarPosition, Meter};
pub use name::NoteName;
pub use note::{Note, NoteId, Velocity, Voice};
pub use order::{Rank, descending, sort_by_rank};
pub use pitch::{Interval, KeySignature, Mode, Pitch, PitchClass, PitchError};
pub use score::{ChordChange, Part, Score, ScoreError, ScoreHeader, TempoChange};
pub use spelling::{ChordName, Spelling};
pub use time::{Duration, MAX_TICK, TICKS_PER_QUARTER, Tempo, Tick, TimeError, TimeSignature};
