//! What the ear hears in notes: pure functions from a score to findings.

mod key;

pub use key::find_key;
