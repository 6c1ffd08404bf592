//! What the ear hears in notes: pure functions from a score to findings.

mod beats;
mod cadence;
mod chords;
mod context;
mod error;
mod highest;
mod key;
mod phrases;
mod roman;
mod texture;
mod voice_leading;

pub use cadence::{Close, find_close};
pub use chords::find_chords;
pub use error::TheoryError;
pub use key::{KeyProfile, find_key, find_key_by, find_key_of_classes, find_keys};
pub use phrases::find_phrase_ends;
pub use roman::{AppliedTo, RomanNumeral};
pub use texture::{Texture, VoiceRange};
pub use voice_leading::{Finding, Rule, VoiceLeadingReport, check_voice_leading};
