//! Harmony: which chord follows which, and for how long.

mod cadence;
mod harmonize;
mod learn;
mod model;
mod propose;
mod symbol;

pub use cadence::Cadence;
pub use harmonize::{ChordFit, HarmonyRequest};
pub use model::{ProgressionModel, ProgressionNats};
pub use propose::ProgressionRequest;
pub use symbol::RelativeChord;
