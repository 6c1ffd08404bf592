//! What theory hears in small music.
#![cfg(not(target_family = "wasm"))]

#[path = "theory/cadence.rs"]
mod cadence;
#[path = "theory/chords.rs"]
mod chords;
#[path = "theory/key.rs"]
mod key;
#[path = "theory/notation.rs"]
mod notation;
#[path = "theory/phrases.rs"]
mod phrases;
#[path = "theory/roles.rs"]
mod roles;
#[path = "theory/roman.rs"]
mod roman;
#[path = "theory/texture.rs"]
mod texture;
#[path = "theory/voice_leading.rs"]
mod voice_leading;
