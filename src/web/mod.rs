//! The door to JavaScript. `wire` holds the shapes that cross and compiles everywhere; the class itself
//! exists in the browser only.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(all(target_family = "wasm", feature = "studio"))]
mod chains;
#[cfg(target_family = "wasm")]
mod composer;
#[cfg(target_family = "wasm")]
mod device;
#[cfg(all(target_family = "wasm", feature = "studio"))]
mod files;
#[cfg(target_family = "wasm")]
mod hooks;
#[cfg(all(target_family = "wasm", feature = "studio"))]
mod judgement;
#[cfg(target_family = "wasm")]
mod midi;
#[cfg(all(target_family = "wasm", feature = "studio"))]
mod motif;
#[cfg(all(target_family = "wasm", feature = "studio"))]
mod piece;
#[cfg(target_family = "wasm")]
mod value;
pub mod wire;

#[cfg(target_family = "wasm")]
pub use composer::Composer;
#[cfg(all(target_family = "wasm", feature = "studio"))]
pub use files::{read_score, write_score};
#[cfg(target_family = "wasm")]
pub use midi::{read_midi, write_midi};
#[cfg(all(target_family = "wasm", feature = "studio"))]
pub use motif::Motifs;
