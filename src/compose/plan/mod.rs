//! What the constraints of a request come to before anything is written: notes that are certain, what has to
//! be written, what is wished for, or the laws that contradict each other.

mod cadence;
mod closing;
mod contradiction;
mod ending;
mod held;
mod hopes;
mod laws;
mod setting;
mod symbols;
mod way;

pub use contradiction::{broken_lock, plan};
pub use held::{Keep, duties};
pub use hopes::{home, hopes};
pub use setting::{Plan, Setting};
