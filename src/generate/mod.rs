//! From probabilities to notes: masks, sampling, one running generation.

mod brief;
mod draft;
mod generation;
mod opening;
mod reader;
mod rules;
mod sampler;
mod voice_leading;

pub use brief::{Brief, VOICE_RANGES};
pub use generation::{GenerateError, Generation, Written};
pub use sampler::{Sampler, Sampling, SamplingError};
pub use voice_leading::FaultCosts;
