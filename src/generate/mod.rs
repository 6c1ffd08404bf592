//! From probabilities to notes: masks, sampling, one running generation.

mod brief;
mod generation;
mod opening;
mod parallels;
mod rules;
mod sampler;

pub use brief::{Brief, VOICE_RANGES};
pub use generation::{GenerateError, Generation, Written};
pub use sampler::{Sampler, Sampling, SamplingError};
