//! Which events may follow: the state machine that encoder, sampler and decoder share.

mod allow;
mod state;

pub use state::{Grammar, GrammarError};
