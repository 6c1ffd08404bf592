//! Markov chains through the public API: drawn exactly, under constraints that always hold.
#![cfg(not(target_family = "wasm"))]

#[path = "markov/exactness.rs"]
mod exactness;
#[path = "markov/melodies.rs"]
mod melodies;
#[path = "markov/naive.rs"]
mod naive;
#[path = "markov/progressions.rs"]
mod progressions;
#[path = "markov/promises.rs"]
mod promises;
