//! Motifs learnt: a generator against a critic, and judges who say how near it came.

mod batch;
mod corpus;
mod judge;
mod learn;
mod networks;

pub use corpus::{StyledMotif, motifs_of_pieces};
pub use judge::{likeness, told_apart};
pub use learn::{MotifConfig, train_motifs};
