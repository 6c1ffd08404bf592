//! How good answers are beside each other: what the network makes of them, what theory finds, what a critic says.

mod faults;
mod likelihood;
mod measure;
mod rate;
mod weights;

pub use measure::Measures;
pub use rate::{Candidate, Rating};
