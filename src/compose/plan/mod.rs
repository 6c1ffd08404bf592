//! What the laws of a request come to before anything is written: notes that are certain, or the laws that
//! contradict each other.

mod cadence;
mod contradiction;
mod ending;
mod setting;
mod symbols;

pub use cadence::tonic;
pub use contradiction::{broken_lock, plan};
pub use setting::{Plan, Setting};
