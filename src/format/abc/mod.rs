//! ABC, the text notation of folk tunes and hymnals.

mod field;
mod line;
mod scan;
mod sign;
mod tune;
mod write;

pub use tune::{AbcTune, read_abc};
pub use write::write_abc;
