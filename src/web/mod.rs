//! The door to JavaScript. `wire` holds the shapes that cross and compiles everywhere; the class itself
//! exists in the browser only.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

pub mod wire;
