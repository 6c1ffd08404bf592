//! What a pitch is called on paper: a letter with its sharps or flats.

use std::fmt;

use super::pitch::{Pitch, PitchClass};

/// A letter with its sharps or flats, without octave, as a place on the line of fifths: F is -1, C 0,
/// G 1, F# 6, Bb -2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteName(i8);

/// The letters along the line of fifths, from F.
const LETTERS: [char; 7] = ['F', 'C', 'G', 'D', 'A', 'E', 'B'];

/// Semitones of the letters of [`LETTERS`] above C.
const NATURALS: [i16; 7] = [5, 0, 7, 2, 9, 4, 11];

impl NoteName {
    /// F with two flats, and B with two sharps: nobody writes more.
    const ENDS: (i64, i64) = (-15, 19);

    /// The name `fifths` fifths above C; past two sharps or flats, the enharmonic equal that needs no more.
    pub const fn at(fifths: i64) -> Self {
        let (first, last) = Self::ENDS;
        Self(if fifths < first {
            (fifths - first).rem_euclid(12) + first
        } else if fifths > last {
            (fifths - last - 1).rem_euclid(12) + last - 11
        } else {
            fifths
        } as i8)
    }

    /// The name of a pitch class that lies nearest to a place on the line of fifths; of two equally
    /// near, the one with more sharps.
    pub const fn nearest(class: PitchClass, fifths: i64) -> Self {
        // Seven semitones are a fifth, and 7 is its own inverse modulo 12.
        let lowest = fifths - 5;
        Self::at(lowest + (class.get() as i64 * 7 - lowest).rem_euclid(12))
    }

    /// Fifths above C, -15 to 19.
    pub const fn fifths(self) -> i8 {
        self.0
    }

    /// "A" to "G".
    pub const fn letter(self) -> char {
        LETTERS[(self.0 + 1).rem_euclid(7) as usize]
    }

    /// Sharps; negative for flats; -2 to 2.
    pub const fn alteration(self) -> i8 {
        (self.0 + 1).div_euclid(7)
    }

    /// The class of the pitches with this name.
    pub const fn class(self) -> PitchClass {
        PitchClass::of(self.0 as i64 * 7)
    }

    /// The octave in which a pitch stands under this name: 4 from middle C to the B above. The B sharp
    /// that sounds as middle C is in octave 3.
    pub const fn octave(self, pitch: Pitch) -> i8 {
        let natural = NATURALS[(self.0 + 1).rem_euclid(7) as usize];
        let steps = pitch.midi() as i16 - self.alteration() as i16 - natural;
        (steps.div_euclid(12) - 1) as i8
    }
}

impl fmt::Display for NoteName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.alteration() < 0 { "b" } else { "#" };
        let signs = sign.repeat(usize::from(self.alteration().unsigned_abs()));
        write!(f, "{}{signs}", self.letter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lie_on_the_line_of_fifths() {
        let name = |fifths| NoteName::at(fifths).to_string();
        let shown: Vec<String> = [-15, -9, -2, -1, 0, 5, 6, 13, 19, 20, -16].map(name).into();
        assert_eq!(
            shown,
            [
                "Fbb", "Bbb", "Bb", "F", "C", "B", "F#", "F##", "B##", "G#", "Ab"
            ]
        );
        for fifths in -40..40 {
            assert_eq!(NoteName::at(fifths).class(), PitchClass::of(fifths * 7));
        }
    }

    #[test]
    fn octaves_change_at_the_letter_c() {
        let check = |fifths, midi, octave| {
            let pitch = Pitch::new(midi).unwrap();
            assert_eq!(NoteName::at(fifths).octave(pitch), octave, "{fifths}");
        };
        check(0, 60, 4);
        check(12, 60, 3);
        check(-7, 59, 4);
        check(5, 59, 3);
        check(0, 0, -1);
        check(12, 0, -2);
    }

    #[test]
    fn the_nearest_name_is_within_six_fifths() {
        let name = |class, fifths| NoteName::nearest(PitchClass::of(class), fifths).to_string();
        assert_eq!(name(6, 0), "F#");
        assert_eq!(name(3, 0), "Eb");
        assert_eq!(name(3, 3), "D#");
        assert_eq!(name(10, 6), "A#");
    }
}
