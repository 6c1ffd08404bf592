//! Chords by their place in a key.

use serde::{Deserialize, Serialize};

use crate::music::{Chord, ChordQuality, KeySignature, PitchClass};

/// What stands for no chord among numbers.
const NONE: u8 = 144;

/// A chord relative to a tonic, its bass left out; what a Roman numeral says without spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum RelativeChord {
    /// No chord sounds.
    None,
    /// A chord.
    Chord {
        /// Semitones of the root above the tonic, 0 to 11.
        degree: u8,
        /// What is built on it.
        quality: ChordQuality,
    },
}

impl RelativeChord {
    /// A chord in a key.
    pub fn of(chord: Option<Chord>, key: KeySignature) -> Self {
        chord.map_or(Self::None, |chord| Self::Chord {
            degree: (12 + chord.root.get() - key.tonic().get()) % 12,
            quality: chord.quality,
        })
    }

    /// The chord that it is in a key, in root position.
    pub fn chord(self, key: KeySignature) -> Option<Chord> {
        match self {
            Self::None => None,
            Self::Chord { degree, quality } => {
                let root = i64::from(key.tonic().get()) + i64::from(degree);
                Some(Chord::new(PitchClass::of(root), quality))
            }
        }
    }
}

impl From<RelativeChord> for u8 {
    fn from(chord: RelativeChord) -> u8 {
        match chord {
            RelativeChord::None => NONE,
            RelativeChord::Chord { degree, quality } => degree % 12 * 12 + quality as u8,
        }
    }
}

impl TryFrom<u8> for RelativeChord {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, String> {
        let quality = ChordQuality::ALL.get(usize::from(number % 12));
        match quality {
            _ if number == NONE => Ok(Self::None),
            Some(quality) if number < NONE => Ok(Self::Chord {
                degree: number / 12,
                quality: *quality,
            }),
            _ => Err(format!("chord {number} found; 0 to {NONE} are allowed")),
        }
    }
}

impl From<RelativeChord> for i16 {
    fn from(chord: RelativeChord) -> i16 {
        i16::from(u8::from(chord))
    }
}

impl TryFrom<i16> for RelativeChord {
    type Error = String;

    fn try_from(number: i16) -> Result<Self, String> {
        Self::try_from(u8::try_from(number).unwrap_or(u8::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_one_chord() {
        for number in 0..=NONE {
            let chord = RelativeChord::try_from(number).unwrap();
            assert_eq!(u8::from(chord), number);
        }
        assert!(RelativeChord::try_from(NONE + 1).is_err());
    }

    #[test]
    fn a_chord_comes_back_in_its_key() {
        let key: KeySignature = "Eb minor".parse().unwrap();
        for symbol in ["Bb7", "Ebm", "Cb"] {
            let chord: Chord = symbol.parse().unwrap();
            assert_eq!(RelativeChord::of(Some(chord), key).chord(key), Some(chord));
        }
    }
}
