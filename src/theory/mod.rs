//! What the ear hears in notes: pure functions from a score to findings.

mod beats;
mod cadence;
mod chords;
mod context;
mod error;
mod highest;
mod key;
mod phrases;
mod roles;
mod roman;
mod scale;
mod texture;
mod voice_leading;

pub use beats::felt_beat;
pub use cadence::{Close, find_close};
pub use chords::find_chords;
pub use error::TheoryError;
pub use key::{KeyProfile, find_key, find_key_by, find_key_of_classes, find_keys};
pub use phrases::find_phrase_ends;
pub use roles::{Role, find_roles};
pub use roman::{AppliedTo, RomanNumeral};
pub use scale::{Scale, ScaleKind};
pub use texture::{Texture, VoiceRange};
pub use voice_leading::{
    Finding, LINE_REST, Rule, VoiceLeadingReport, check_voice_leading, moves_in_parallel,
};
