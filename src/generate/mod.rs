//! From probabilities to notes: masks, sampling, one running generation.

mod brief;
mod constraints;
mod draft;
mod generation;
mod opening;
mod reader;
mod rules;
mod sampler;
mod voice_leading;
mod weighing;

pub use brief::{Brief, VOICE_RANGES};
pub use constraints::{
    Bounds, Conditions, Constraints, Hope, Judge, Limit, Lines, NamedNote, Strictness,
    StrictnessError, Typed,
};
pub use generation::{GenerateError, Generation, Written};
pub use sampler::{Sampler, Sampling, SamplingError};
pub use voice_leading::FaultCosts;
