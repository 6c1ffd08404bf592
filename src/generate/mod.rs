//! From probabilities to notes: masks, sampling, one running generation.

mod brief;
mod choosing;
mod constraints;
// In the page's module for the processor nothing drafts, and what only drafts need is left out.
#[cfg_attr(
    all(target_family = "wasm", not(feature = "webgpu")),
    allow(dead_code, unused_imports)
)]
mod draft;
mod due;
mod foresight;
mod generation;
mod insight;
mod likelihood;
mod opening;
mod pacing;
#[cfg_attr(all(target_family = "wasm", not(feature = "webgpu")), allow(dead_code))]
mod reader;
mod rules;
mod sampler;
mod voice_leading;
mod weighing;
mod writing;

pub use brief::{Brief, VOICE_RANGES};
pub use constraints::{
    Bounds, CadenceAt, CadenceKind, Conditions, Constraints, Density, Duties, Hold, Hope, Judge,
    Kept, Limit, Lines, NamedNote, NumeralChange, Outlook, Queue, Reason, Standing, Strictness,
    StrictnessError, Typed, WayNote,
};
pub use generation::{GenerateError, Generation, Written};
pub use insight::Insight;
pub use likelihood::{Likelihood, nats_of};
pub use pacing::{Moment, Pace};
pub use sampler::{Sampler, Sampling, SamplingError};
pub use voice_leading::FaultCosts;
