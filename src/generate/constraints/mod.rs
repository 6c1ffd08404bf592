//! What an answer must obey: wishes that weigh in, and laws that no answer breaks.

mod conditions;
mod judge;
mod lines;
mod moment;
mod strictness;
mod weigh;

pub use conditions::{Bounds, Conditions, Constraints, Hope, Limit, NamedNote, Typed};
pub use judge::Judge;
pub use lines::Lines;
pub use strictness::{Strictness, StrictnessError};
