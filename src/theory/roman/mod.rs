//! Chords by their place in a key.

mod applied;
mod numeral;
mod text;

pub use applied::AppliedTo;
pub use numeral::RomanNumeral;
