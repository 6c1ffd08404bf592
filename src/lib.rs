//! Antiphon: an interactive composer. You write a few notes, it answers.
//!
//! The rooms, from the ground up: [`music`] says what music is, [`theory`] and [`mod@format`] judge and carry
//! it, [`token`] puts it into words, [`model`] learns which word comes next, [`generate`] turns
//! probabilities into notes, [`markov`] counts and draws chords and lines, [`motif`] knows two bars at a time,
//! [`voicing`] chooses who sings which note of a chord, and [`compose`] is the public API: seed, continue,
//! harmonize, infill.

#[cfg(all(feature = "train", target_family = "wasm"))]
compile_error!("feature `train` is native only");

pub mod compose;
#[cfg(all(feature = "train", not(target_family = "wasm")))]
pub mod corpus;
pub mod edit;
pub mod format;
pub mod generate;
pub mod markov;
pub mod model;
pub mod motif;
pub mod music;
pub mod theory;
pub mod token;
#[cfg(all(feature = "train", not(target_family = "wasm")))]
pub mod train;
pub mod voicing;
pub mod web;
