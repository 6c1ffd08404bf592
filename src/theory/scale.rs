//! Scales: which notes a key or a mode has.

use std::fmt;
use std::str::FromStr;

use super::error::TheoryError;
use crate::music::{Chord, KeySignature, Mode, NoteName, PitchClass};

/// What a scale is made of, over any tonic.
///
/// Source: Kostka, Payne, "Tonal harmony", 6th edition, chapter 1 for major and minor, chapter 26 for the modes,
/// pentatonic and whole-tone scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScaleKind {
    /// Major.
    Major,
    /// Minor with all its forms: the sixth and seventh degrees as they are and raised.
    Minor,
    /// Minor without raised degrees.
    NaturalMinor,
    /// Minor with the raised seventh and no other.
    HarmonicMinor,
    /// Minor with the raised sixth and seventh and no others, as it rises.
    MelodicMinor,
    /// Minor with the raised sixth.
    Dorian,
    /// Minor with the lowered second.
    Phrygian,
    /// Major with the raised fourth.
    Lydian,
    /// Major with the lowered seventh.
    Mixolydian,
    /// Minor with lowered second and fifth.
    Locrian,
    /// Major without fourth and seventh.
    MajorPentatonic,
    /// Minor without second and sixth.
    MinorPentatonic,
    /// Minor pentatonic with the lowered fifth.
    Blues,
    /// Six whole tones.
    WholeTone,
}

impl ScaleKind {
    /// Every kind.
    pub const ALL: [ScaleKind; 14] = [
        Self::Major,
        Self::Minor,
        Self::NaturalMinor,
        Self::HarmonicMinor,
        Self::MelodicMinor,
        Self::Dorian,
        Self::Phrygian,
        Self::Lydian,
        Self::Mixolydian,
        Self::Locrian,
        Self::MajorPentatonic,
        Self::MinorPentatonic,
        Self::Blues,
        Self::WholeTone,
    ];

    /// What follows the tonic in its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::NaturalMinor => "natural minor",
            Self::HarmonicMinor => "harmonic minor",
            Self::MelodicMinor => "melodic minor",
            Self::Dorian => "dorian",
            Self::Phrygian => "phrygian",
            Self::Lydian => "lydian",
            Self::Mixolydian => "mixolydian",
            Self::Locrian => "locrian",
            Self::MajorPentatonic => "major pentatonic",
            Self::MinorPentatonic => "minor pentatonic",
            Self::Blues => "blues",
            Self::WholeTone => "whole-tone",
        }
    }

    /// Its degrees, in semitones above the tonic.
    pub const fn degrees(self) -> &'static [u8] {
        match self {
            Self::Major => &[0, 2, 4, 5, 7, 9, 11],
            Self::Minor => &[0, 2, 3, 5, 7, 8, 9, 10, 11],
            Self::NaturalMinor => &[0, 2, 3, 5, 7, 8, 10],
            Self::HarmonicMinor => &[0, 2, 3, 5, 7, 8, 11],
            Self::MelodicMinor => &[0, 2, 3, 5, 7, 9, 11],
            Self::Dorian => &[0, 2, 3, 5, 7, 9, 10],
            Self::Phrygian => &[0, 1, 3, 5, 7, 8, 10],
            Self::Lydian => &[0, 2, 4, 6, 7, 9, 11],
            Self::Mixolydian => &[0, 2, 4, 5, 7, 9, 10],
            Self::Locrian => &[0, 1, 3, 5, 6, 8, 10],
            Self::MajorPentatonic => &[0, 2, 4, 7, 9],
            Self::MinorPentatonic => &[0, 3, 5, 7, 10],
            Self::Blues => &[0, 3, 5, 6, 7, 10],
            Self::WholeTone => &[0, 2, 4, 6, 8, 10],
        }
    }
}

/// A scale on a tonic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale {
    /// Its first note, as it is spelled.
    pub tonic: NoteName,
    /// What is built on it.
    pub kind: ScaleKind,
}

impl Scale {
    /// The scale of a key; of a minor key with all forms of its sixth and seventh degrees.
    pub fn of_key(key: KeySignature) -> Self {
        let fifths = i64::from(key.sharps());
        Self {
            tonic: NoteName::nearest(key.tonic(), fifths + 2),
            kind: match key.mode() {
                Mode::Major => ScaleKind::Major,
                Mode::Minor => ScaleKind::Minor,
            },
        }
    }

    /// Whether a pitch class belongs to it.
    pub fn contains(self, class: PitchClass) -> bool {
        let degree = (class.get() + 12 - self.tonic.class().get()) % 12;
        self.kind.degrees().contains(&degree)
    }

    /// Whether every note of a chord belongs to it.
    pub fn contains_chord(self, chord: Chord) -> bool {
        let bass = chord.bass.is_none_or(|bass| self.contains(bass));
        bass && chord.classes().all(|class| self.contains(class))
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.tonic, self.kind.name())
    }
}

impl FromStr for Scale {
    type Err = TheoryError;

    /// Reads names such as "D major", "F# harmonic minor", "G mixolydian".
    fn from_str(text: &str) -> Result<Self, TheoryError> {
        let unknown = || TheoryError::UnknownScale {
            found: text.chars().take(40).collect(),
        };
        let (tonic, kind) = text.trim().split_once(' ').ok_or_else(unknown)?;
        let is_named = |name: &NoteName| name.to_string().eq_ignore_ascii_case(tonic);
        let kind = kind.trim();
        let is_kind = |known: &ScaleKind| known.name().eq_ignore_ascii_case(kind);
        // From F flat to A sharp: what keys are named after.
        Ok(Self {
            tonic: (-8..=10)
                .map(NoteName::at)
                .find(is_named)
                .ok_or_else(unknown)?,
            kind: ScaleKind::ALL
                .into_iter()
                .find(is_kind)
                .ok_or_else(unknown)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scale_reads_back_from_its_name() {
        for kind in ScaleKind::ALL {
            for fifths in -8..=10 {
                let tonic = NoteName::at(fifths);
                let scale = Scale { tonic, kind };
                assert_eq!(scale.to_string().parse(), Ok(scale));
                assert!(scale.contains(tonic.class()));
            }
        }
        for name in ["", "D", "H major", "D locrious", "é major"] {
            assert!(name.parse::<Scale>().is_err(), "{name}");
        }
    }

    #[test]
    fn keys_have_the_scale_of_their_name() {
        for sharps in -7..=7 {
            for mode in [Mode::Major, Mode::Minor] {
                let key = KeySignature::new(sharps, mode).unwrap();
                assert_eq!(Scale::of_key(key).to_string(), key.to_string());
            }
        }
    }

    #[test]
    fn raised_degrees_are_where_they_are_said() {
        let check = |name: &str, classes: &[i64], is_in: bool| {
            let scale: Scale = name.parse().unwrap();
            for class in classes {
                assert_eq!(scale.contains(PitchClass::of(*class)), is_in, "{name}");
            }
        };
        check("A minor", &[5, 6, 7, 8], true);
        check("A minor", &[1, 3, 10], false);
        check("A natural minor", &[6, 8], false);
        check("A harmonic minor", &[5, 8], true);
        check("A harmonic minor", &[6, 7], false);
        check("A melodic minor", &[6, 8], true);
        check("G mixolydian", &[5], true);
        check("G mixolydian", &[6], false);
    }
}
