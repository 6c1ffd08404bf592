//! Pitches, pitch classes, intervals and key signatures.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// What can be wrong with a pitch or a key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PitchError {
    /// A MIDI note number outside 0 to 127.
    #[error("pitch {found} found; 0 to 127 are allowed")]
    PitchOutOfRange {
        /// The number found.
        found: i64,
    },
    /// More than seven sharps or flats.
    #[error("{found} sharps found (negative for flats); -7 to 7 are allowed")]
    TooManyAccidentals {
        /// Sharps; negative for flats.
        found: i64,
    },
    /// Text that names no key.
    #[error(
        "key \"{found}\" found; a tonic and a mode such as \"G major\" or \"F# minor\" are allowed"
    )]
    UnknownKey {
        /// The text found.
        found: String,
    },
    /// Text that names no chord.
    #[error("chord \"{found}\" found; a symbol such as \"C\", \"F#m7\" or \"Bbmaj7/D\" is allowed")]
    UnknownChord {
        /// The text found.
        found: String,
    },
}

/// A sounding pitch as MIDI note number, 0 to 127; 60 is middle C (C4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pitch(u8);

impl Pitch {
    /// A pitch from its MIDI note number.
    ///
    /// # Errors
    /// [`PitchError::PitchOutOfRange`] outside 0 to 127.
    pub const fn new(midi: i64) -> Result<Self, PitchError> {
        if midi < 0 || midi > 127 {
            Err(PitchError::PitchOutOfRange { found: midi })
        } else {
            Ok(Self(midi as u8))
        }
    }

    /// The MIDI note number.
    pub const fn midi(self) -> u8 {
        self.0
    }

    /// The pitch without its octave.
    pub const fn class(self) -> PitchClass {
        PitchClass(self.0 % 12)
    }

    /// This pitch moved by an interval, if the result is a pitch.
    pub fn transposed(self, interval: Interval) -> Option<Pitch> {
        Pitch::new(i64::from(self.0) + i64::from(interval.0)).ok()
    }
}

/// A pitch without its octave, 0 (C) to 11 (B).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PitchClass(u8);

impl PitchClass {
    /// The class of any integer, modulo 12.
    pub const fn of(number: i64) -> Self {
        Self(number.rem_euclid(12) as u8)
    }

    /// 0 (C) to 11 (B).
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A signed distance in semitones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval(
    /// Semitones, upwards positive.
    pub i8,
);

/// Major or minor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// The major mode.
    Major,
    /// The minor mode, whatever its sixth and seventh degrees do.
    Minor,
}

/// Tonic and mode of a passage, spelled: F# major and Gb major differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeySignature {
    sharps: i8,
    mode: Mode,
}

/// Names of the tonics along the line of fifths, from F flat (-8 fifths from C) to A sharp (10).
const LINE_OF_FIFTHS: [&str; 19] = [
    "Fb", "Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#", "G#",
    "D#", "A#",
];

impl KeySignature {
    /// A key from its signature: sharps (negative for flats) and mode.
    ///
    /// # Errors
    /// [`PitchError::TooManyAccidentals`] outside -7 to 7.
    pub const fn new(sharps: i64, mode: Mode) -> Result<Self, PitchError> {
        if sharps < -7 || sharps > 7 {
            return Err(PitchError::TooManyAccidentals { found: sharps });
        }
        Ok(Self {
            sharps: sharps as i8,
            mode,
        })
    }

    /// The key on a tonic, in its usual spelling (at most six sharps or flats).
    pub fn on(tonic: PitchClass, mode: Mode) -> Self {
        let major_tonic = match mode {
            Mode::Major => i64::from(tonic.get()),
            Mode::Minor => i64::from(tonic.get()) + 3,
        };
        // Going up a fifth adds a sharp; 7 is its own inverse modulo 12.
        // Of six sharps or six flats, F# major and Eb minor are the usual ones.
        let fewest = if mode == Mode::Major { -5 } else { -6 };
        let sharps = (major_tonic * 7 - fewest).rem_euclid(12) + fewest;
        Self {
            sharps: sharps as i8,
            mode,
        }
    }

    /// Sharps in the signature; negative for flats.
    pub const fn sharps(self) -> i8 {
        self.sharps
    }

    /// Major or minor.
    pub const fn mode(self) -> Mode {
        self.mode
    }

    /// The tonic.
    pub const fn tonic(self) -> PitchClass {
        let steps = match self.mode {
            Mode::Major => self.sharps as i64,
            Mode::Minor => self.sharps as i64 + 3,
        };
        PitchClass::of(steps * 7)
    }

    /// The key moved by an interval, in its usual spelling.
    pub fn transposed(self, interval: Interval) -> Self {
        let tonic = PitchClass::of(i64::from(self.tonic().get()) + i64::from(interval.0));
        Self::on(tonic, self.mode)
    }
}

impl fmt::Display for KeySignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (steps, mode) = match self.mode {
            Mode::Major => (self.sharps, "major"),
            Mode::Minor => (self.sharps + 3, "minor"),
        };
        write!(
            f,
            "{} {mode}",
            LINE_OF_FIFTHS[(i16::from(steps) + 8) as usize]
        )
    }
}

impl FromStr for KeySignature {
    type Err = PitchError;

    /// Reads names such as "G major", "F# minor", "Bb minor".
    fn from_str(text: &str) -> Result<Self, PitchError> {
        let unknown = || PitchError::UnknownKey {
            found: text.chars().take(40).collect(),
        };
        let (tonic, mode) = text.trim().split_once(' ').ok_or_else(unknown)?;
        let mode = match mode.trim().to_ascii_lowercase().as_str() {
            "major" => Mode::Major,
            "minor" => Mode::Minor,
            _ => return Err(unknown()),
        };
        let index = LINE_OF_FIFTHS
            .iter()
            .position(|name| name.eq_ignore_ascii_case(tonic))
            .ok_or_else(unknown)?;
        let steps = index as i64 - 8;
        let sharps = if mode == Mode::Major {
            steps
        } else {
            steps - 3
        };
        Self::new(sharps, mode).map_err(|_| unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_reads_back_from_its_name() {
        for mode in [Mode::Major, Mode::Minor] {
            for sharps in -7..=7 {
                let key = KeySignature::new(sharps, mode).unwrap();
                assert_eq!(key.to_string().parse(), Ok(key), "{key}");
            }
        }
    }

    #[test]
    fn keys_have_the_tonic_of_their_name() {
        let check = |name: &str, tonic: u8, sharps: i8| {
            let key: KeySignature = name.parse().unwrap();
            assert_eq!((key.tonic().get(), key.sharps()), (tonic, sharps), "{name}");
            assert_eq!(KeySignature::on(key.tonic(), key.mode()), key, "{name}");
        };
        check("C major", 0, 0);
        check("A minor", 9, 0);
        check("F# minor", 6, 3);
        check("Bb major", 10, -2);
        check("Eb minor", 3, -6);
        check("Db major", 1, -5);
    }

    #[test]
    fn refuses_names_that_are_no_key() {
        for name in ["", "H major", "G", "G mixolydian", "Fb major", "é major"] {
            assert!(name.parse::<KeySignature>().is_err(), "{name}");
        }
    }
}
