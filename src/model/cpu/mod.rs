//! The network on the processor: weights stay in eight bits, nothing is allocated for a token.
//!
//! The plain burn path (`super::transformer`) is the reference that this one is tested against.

mod attention;
mod dots;
mod floats;
mod matrix;
mod network;
mod operand;
mod player;
mod rounding;
mod rows;
mod widest;

pub use attention::Memory;
pub use network::{Buffers, CpuNetwork};
pub use player::CpuPlayer;
