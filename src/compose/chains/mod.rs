//! Answers by Markov chains: a progression, a melody over it, and voices or an accompaniment chosen by rule.

mod chorus;
mod drums;
mod figures;
mod gate;
mod harmony;
mod melody;
mod ornament;
mod passage;
mod recital;
mod score;
mod shelf;
mod slots;

pub use passage::Passage;
pub use recital::Recital;
pub use shelf::{Chains, Learnt};
