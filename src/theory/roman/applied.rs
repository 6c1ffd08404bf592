//! Applied chords: dominants and leading-tone chords of other degrees than the tonic.

use super::numeral::degree_semitones;
use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass};

/// The degree that an applied chord leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AppliedTo {
    /// 1 to 7.
    pub degree: u8,
    /// Semitones by which the degree is raised; negative where it is lowered.
    pub alteration: i8,
    /// Whether the chord on it is major or minor.
    pub mode: Mode,
}

impl AppliedTo {
    /// The key whose tonic the degree is for a moment.
    pub fn key(self, home: KeySignature) -> KeySignature {
        let semitones = degree_semitones(self.degree, self.quality(), home.mode());
        let tonic = i64::from(home.tonic().get()) + semitones + i64::from(self.alteration);
        KeySignature::on(PitchClass::of(tonic), self.mode)
    }

    /// The triad on the degree.
    pub(super) fn quality(self) -> ChordQuality {
        match self.mode {
            Mode::Major => ChordQuality::Major,
            Mode::Minor => ChordQuality::Minor,
        }
    }
}

/// The consonant triads of a key by degree, but for the tonic. Minor has its major dominant.
const OF_MAJOR: [(u8, Mode); 5] = [
    (2, Mode::Minor),
    (3, Mode::Minor),
    (4, Mode::Major),
    (5, Mode::Major),
    (6, Mode::Minor),
];
const OF_MINOR: [(u8, Mode); 5] = [
    (3, Mode::Major),
    (4, Mode::Minor),
    (5, Mode::Major),
    (6, Mode::Major),
    (7, Mode::Major),
];

/// The degree that a chord outside the key leads to, if there is one.
pub(super) fn target_of(chord: Chord, key: KeySignature) -> Option<AppliedTo> {
    if belongs(chord, key) {
        return None;
    }
    let targets = if key.mode() == Mode::Major {
        OF_MAJOR
    } else {
        OF_MINOR
    };
    let rise = match chord.quality {
        ChordQuality::Major | ChordQuality::Dominant7 => 5,
        ChordQuality::Diminished | ChordQuality::Diminished7 | ChordQuality::HalfDiminished7 => 1,
        _ => return None,
    };
    let goal = PitchClass::of(i64::from(chord.root.get()) + rise);
    let mut targets = targets.into_iter().map(|(degree, mode)| AppliedTo {
        degree,
        alteration: 0,
        mode,
    });
    targets.find(|target| {
        // The seventh of a half-diminished chord is a degree of major only.
        let fits = chord.quality != ChordQuality::HalfDiminished7 || target.mode == Mode::Major;
        fits && target.key(key).tonic() == goal
    })
}

/// Whether a chord is written as a degree of the key itself: those of its scales, borrowed ones with a usual name of
/// their own (the major tonic in minor, the subdominants of the other mode), and whatever is not dominant.
fn belongs(chord: Chord, key: KeySignature) -> bool {
    use ChordQuality::{Diminished, Diminished7, Dominant7, HalfDiminished7, Major};
    let degree = (12 + chord.root.get() - key.tonic().get()) % 12;
    let degrees: &[u8] = match (chord.quality, key.mode()) {
        (Major, Mode::Major) => &[0, 1, 3, 5, 7, 8, 10],
        (Major, Mode::Minor) => &[0, 1, 3, 5, 7, 8, 10],
        (Dominant7, _) => &[7],
        (Diminished, Mode::Major) => &[2, 11],
        (Diminished, Mode::Minor) => &[2, 9, 11],
        (HalfDiminished7, Mode::Major) => &[2, 11],
        (HalfDiminished7, Mode::Minor) => &[2, 9, 11],
        (Diminished7, _) => &[11],
        _ => return true,
    };
    degrees.contains(&degree)
}
