//! Harmony: which chord follows which, and for how long.

mod cadence;
mod learn;
mod model;
mod propose;
mod symbol;

pub use cadence::Cadence;
pub use model::{ProgressionModel, ProgressionNats};
pub use propose::ProgressionRequest;
pub use symbol::RelativeChord;
