//! Roman numerals: a chord as a degree of a key, and back.

use super::applied::{AppliedTo, target_of};
use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass};

/// A chord by its place in a key; printed and read as "V65", "viio7/V", "bVI".
///
/// In minor the sixth and seventh degree stand low under chords with a major third and high under all others, as
/// musicians write them: in A minor VII is G major, viio is G sharp diminished. Alterations count from there. A "7"
/// after a capital numeral is a minor seventh, so the tonic's major seventh is "IM7".
///
/// Source: Kostka, Payne, "Tonal harmony", chapters 3, 16 and 17; the rule for minor is music21's `Minor67Default.QUALITY`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RomanNumeral {
    /// 1 (tonic) to 7.
    pub degree: u8,
    /// Semitones by which the degree is raised; negative where it is lowered.
    pub alteration: i8,
    /// What is built on it.
    pub quality: ChordQuality,
    /// Which note of the chord stands in the bass: 0 its root, 1 its third, 2 its fifth, 3 its seventh.
    pub inversion: u8,
    /// The degree whose dominant or leading-tone chord it is, where that is not the tonic.
    pub applied_to: Option<AppliedTo>,
}

/// Semitones of the degrees above the tonic.
const MAJOR_SCALE: [i64; 7] = [0, 2, 4, 5, 7, 9, 11];
const MINOR_SCALE: [i64; 7] = [0, 2, 3, 5, 7, 8, 10];
/// The degree by which a root is named, by its semitones above the tonic.
const DEGREES: [u8; 12] = [1, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 7];
/// The same for diminished chords outside the scale, which lead upwards and so are written with sharps.
const LEADING_DEGREES: [u8; 12] = [1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7];

impl RomanNumeral {
    /// The numeral of a chord in a key. A bass that is no chord note is left out.
    ///
    /// Chords that the key does not have are heard as applied dominants or leading-tone chords where they could
    /// resolve into a chord of the key, and as altered degrees otherwise.
    pub fn of(chord: Chord, key: KeySignature) -> Self {
        let bass = chord.bass.unwrap_or(chord.root);
        let inversion = chord.classes().position(|class| class == bass).unwrap_or(0) as u8;
        let plain = Self::without_target(chord, key);
        let applied = target_of(chord, key).map(|target| {
            let applied = Self::without_target(chord, target.key(key));
            Self {
                applied_to: Some(target),
                ..applied
            }
        });
        Self {
            inversion,
            ..applied.unwrap_or(plain)
        }
    }

    fn without_target(chord: Chord, key: KeySignature) -> Self {
        let quality = chord.quality;
        let semitones = usize::from((12 + chord.root.get() - key.tonic().get()) % 12);
        let altered = |degree: u8| {
            let away = semitones as i64 - degree_semitones(degree, quality, key.mode());
            ((away + 6).rem_euclid(12) - 6) as i8
        };
        let usual = DEGREES[semitones];
        let leading = LEADING_DEGREES[semitones];
        let is_leading = is_diminished(quality) && altered(usual) != 0;
        let degree = if is_leading { leading } else { usual };
        Self {
            degree,
            alteration: altered(degree),
            quality,
            inversion: 0,
            applied_to: None,
        }
    }

    /// The chord that the numeral names in a key.
    pub fn chord(self, key: KeySignature) -> Chord {
        let local = self.applied_to.map_or(key, |target| target.key(key));
        let semitones = degree_semitones(self.degree, self.quality, local.mode());
        let root = i64::from(local.tonic().get()) + semitones + i64::from(self.alteration);
        let chord = Chord::new(PitchClass::of(root), self.quality);
        let bass = chord.classes().nth(usize::from(self.inversion));
        bass.map_or(chord, |bass| chord.over(bass))
    }
}

/// Semitones of a degree above the tonic, for a chord of some quality.
pub(super) fn degree_semitones(degree: u8, quality: ChordQuality, mode: Mode) -> i64 {
    let index = usize::from(degree.clamp(1, 7) - 1);
    match mode {
        Mode::Major => MAJOR_SCALE[index],
        Mode::Minor if index >= 5 && is_lower_case(quality) => MINOR_SCALE[index] + 1,
        Mode::Minor => MINOR_SCALE[index],
    }
}

/// Whether the chord has a minor third, so that its numeral is written small.
pub(super) fn is_lower_case(quality: ChordQuality) -> bool {
    quality.intervals().contains(&3)
}

/// Whether the chord has a diminished fifth above a minor third.
pub(super) fn is_diminished(quality: ChordQuality) -> bool {
    use ChordQuality::{Diminished, Diminished7, HalfDiminished7};
    matches!(quality, Diminished | HalfDiminished7 | Diminished7)
}
