//! What the floors above need of the rooms below to ask and to understand an answer.

pub use crate::generate::{
    Bounds, CadenceAt, CadenceKind, Constraints, Density, GenerateError, Limit, NamedNote,
    NumeralChange, Reason, Sampling, SamplingError, Strictness, StrictnessError, Typed,
};
pub use crate::model::Backend;
pub use crate::token::{Control, ControlKind, DRUM_VOICE, Style, VOCABULARY_VERSION};
