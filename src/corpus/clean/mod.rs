//! From a score as its file tells it to one that can be learnt from, or why not.

mod band;
mod by_scoring;
mod check;
mod chord_line;
mod cleaned;
mod drums;
mod four_voices;
mod keyboard;
mod line;
mod meter;
mod percussion;
mod snap;
mod time;
mod track;
mod unison;

pub use by_scoring::clean;
pub use cleaned::Cleaned;
pub use meter::regular_stretches;
