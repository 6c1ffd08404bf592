//! Cadences: what the last two chords do.

use super::symbol::RelativeChord;
use crate::music::ChordQuality;

/// How a progression ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cadence {
    /// A dominant or leading-tone chord, then the tonic.
    Authentic,
    /// A subdominant, then the tonic.
    Plagal,
    /// Whatever, then the dominant triad.
    Half,
}

impl Cadence {
    /// Whether a chord may be the last.
    pub fn closes(self, chord: RelativeChord) -> bool {
        use ChordQuality::{Major, Major6, Major7, Minor, Minor6};
        let RelativeChord::Chord { degree, quality } = chord else {
            return false;
        };
        match self {
            Self::Authentic | Self::Plagal => {
                degree == 0 && matches!(quality, Major | Minor | Major6 | Minor6 | Major7)
            }
            Self::Half => degree == 7 && quality == Major,
        }
    }

    /// Whether a chord may be the one before the last.
    pub fn prepares(self, chord: RelativeChord) -> bool {
        use ChordQuality::{Diminished, Diminished7, Dominant7, HalfDiminished7, Major, Suspended};
        use ChordQuality::{Major6, Minor, Minor6, Minor7};
        let RelativeChord::Chord { degree, quality } = chord else {
            return false;
        };
        match self {
            Self::Authentic => match degree {
                7 => matches!(quality, Major | Dominant7 | Suspended),
                11 => matches!(quality, Diminished | Diminished7 | HalfDiminished7),
                _ => false,
            },
            Self::Plagal => match degree {
                5 => matches!(quality, Major | Minor | Major6 | Minor6),
                2 => matches!(quality, Minor7 | HalfDiminished7),
                _ => false,
            },
            Self::Half => !self.closes(chord),
        }
    }
}
