//! Melody: which note of the scale follows which, and how long each lasts.

mod learn;
mod model;
mod propose;
mod sing;
mod symbol;

pub use learn::MelodyNote;
pub use model::{MelodyModel, MelodyNats};
pub use propose::MelodyRequest;
pub use sing::{LineRequest, PitchFit};
pub use symbol::RelativePitch;
