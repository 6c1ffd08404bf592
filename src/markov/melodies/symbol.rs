//! Pitches by their place in a key.

use serde::{Deserialize, Serialize};

use crate::music::{Interval, KeySignature, Mode, Pitch};

/// What stands for a rest among numbers.
const REST: i8 = i8::MAX;

/// A note of a melody relative to a tonic in its middle: a degree of the chromatic scale and its octave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "i8", into = "i8")]
pub enum RelativePitch {
    /// Nothing sounds.
    Rest,
    /// Semitones above the tonic, negative below it.
    Degree(i8),
}

impl RelativePitch {
    /// A pitch relative to a tonic.
    pub fn of(pitch: Pitch, tonic: Pitch) -> Self {
        Self::Degree(pitch.midi() as i8 - tonic.midi() as i8)
    }

    /// The pitch that it is above a tonic; `None` for a rest and outside MIDI.
    pub fn pitch(self, tonic: Pitch) -> Option<Pitch> {
        match self {
            Self::Rest => None,
            Self::Degree(semitones) => tonic.transposed(Interval(semitones)),
        }
    }

    /// Whether it belongs to the scale: major, or minor with both sixths and sevenths. Rests do.
    pub fn is_in_scale(self, mode: Mode) -> bool {
        let Self::Degree(semitones) = self else {
            return true;
        };
        let scale: &[i8] = match mode {
            Mode::Major => &[0, 2, 4, 5, 7, 9, 11],
            Mode::Minor => &[0, 2, 3, 5, 7, 8, 9, 10, 11],
        };
        scale.contains(&semitones.rem_euclid(12))
    }
}

impl From<i8> for RelativePitch {
    fn from(number: i8) -> Self {
        if number == REST {
            Self::Rest
        } else {
            Self::Degree(number)
        }
    }
}

impl From<RelativePitch> for i8 {
    fn from(pitch: RelativePitch) -> i8 {
        match pitch {
            RelativePitch::Rest => REST,
            RelativePitch::Degree(semitones) => semitones,
        }
    }
}

impl From<RelativePitch> for i16 {
    fn from(pitch: RelativePitch) -> i16 {
        i16::from(i8::from(pitch))
    }
}

impl TryFrom<i16> for RelativePitch {
    type Error = String;

    fn try_from(number: i16) -> Result<Self, String> {
        let known = i8::try_from(number).map(Self::from);
        known.map_err(|_| format!("pitch {number} found; -128 to 127 are allowed"))
    }
}

/// The tonic next below the middle of some pitches, or the lowest there is.
pub(super) fn tonic_below(middle: Pitch, key: KeySignature) -> Pitch {
    let class = i64::from(key.tonic().get());
    let above = (i64::from(middle.midi()) - class).rem_euclid(12);
    let tonic = i64::from(middle.midi()) - above;
    Pitch::new(tonic).or(Pitch::new(class)).unwrap_or(middle)
}
