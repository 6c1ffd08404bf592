//! ABC, the text notation of folk tunes and hymnals.

mod field;
mod line;
mod scan;
mod tune;

pub use tune::{AbcTune, read_abc};
