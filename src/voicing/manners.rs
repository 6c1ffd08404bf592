//! What a voicing obeys beside its chords.

use crate::music::KeySignature;

/// How lines are to move, and what each breach costs in nats; an infinite cost is a law.
#[derive(Debug, Clone, PartialEq)]
pub struct Manners {
    /// The key, where one is known: leading tones are told by it.
    pub key: Option<KeySignature>,
    /// Parallel fifths, octaves or unisons.
    pub parallels: f64,
    /// A line above a higher one.
    pub crossings: f64,
    /// Whether lines are singers of a choir: doublings, spacing, overlaps and leading tones matter.
    pub is_choir: bool,
    /// The widest interval of a line, in semitones.
    pub largest_leap: Option<u8>,
}

impl Manners {
    /// The manners of a choir, in which parallels and crossings are as good as impossible.
    pub const fn choir(key: Option<KeySignature>) -> Self {
        Self {
            key,
            parallels: 14.0,
            crossings: 14.0,
            is_choir: true,
            largest_leap: None,
        }
    }

    /// The manners of accompaniments: lines are told by ear from their neighbours, no more.
    pub const fn band(key: Option<KeySignature>) -> Self {
        Self {
            key,
            parallels: 0.5,
            crossings: 14.0,
            is_choir: false,
            largest_leap: None,
        }
    }
}
