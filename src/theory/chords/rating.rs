//! How well a chord explains what sounds, and how readily one chord follows another.

use super::evidence::Evidence;
use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass};
use crate::theory::beats::Strength;

/// The qualities that are looked for, and what each costs beforehand: triads before sevenths, common ones before
/// rare ones. Sixth chords are heard as sevenths on the note below, the way figured bass reads them.
const QUALITIES: [(ChordQuality, f64); 10] = [
    (ChordQuality::Major, 0.0),
    (ChordQuality::Minor, 0.0),
    (ChordQuality::Diminished, 0.25),
    (ChordQuality::Augmented, 0.6),
    (ChordQuality::Suspended, 0.8),
    (ChordQuality::Dominant7, 0.3),
    (ChordQuality::Major7, 0.55),
    (ChordQuality::Minor7, 0.45),
    (ChordQuality::HalfDiminished7, 0.4),
    (ChordQuality::Diminished7, 0.4),
];

/// Cost of a chord note that is not heard: root, third, fifth, seventh.
const MISSING: [f64; 4] = [0.8, 0.45, 0.15, 0.7];
/// Weight from which a note is heard as part of the chord: half the beat, as in a broken chord.
const ENOUGH: f64 = 0.5;
/// How far one, two, three or more sounding pitch classes tell which others are missing.
const CERTAINTY: [f64; 4] = [0.0, 0.1, 0.25, 1.0];
/// Gain for each place of the chord in the bass: root, third, fifth, seventh.
const BASS: [f64; 4] = [0.35, 0.2, -0.1, -0.05];
/// Cost of a bass that is no chord note.
const FOREIGN_BASS: f64 = 0.3;
/// Cost of each chord note outside the key.
const OUTSIDE_KEY: f64 = 0.12;

/// Cost of a diminished seventh on another degree than the leading tone, and than the raised fourth that leads to the
/// dominant: its four notes are equal, so the key tells its root.
const OTHER_LEADING_TONE: [f64; 2] = [0.1, 0.2];

/// Cost of a new chord by the strength of its beat.
const CHANGE: [f64; 3] = [0.2, 0.3, 0.45];
/// Part of that cost when the root stays.
const SAME_ROOT: f64 = 0.7;
/// Gain of a root that falls a fifth, or of a diminished chord that rises a semitone into its resolution.
const RESOLUTION: f64 = 0.2;

/// Cost of a diminished chord that is nothing but the upper part of the dominant before it.
const ROOTLESS: f64 = 0.9;

/// What a beat without any chord is rated: a chord must explain more than it leaves open.
const NO_CHORD: f64 = 0.0;
/// Cost of leaving chords or coming back to them.
const SILENCE: f64 = 0.6;

/// Every chord that may be found, none first.
pub(super) fn candidates() -> Vec<Option<Candidate>> {
    let chords = (0..12).flat_map(|root| {
        QUALITIES.map(|(quality, cost)| {
            let chord = Chord::new(PitchClass::of(root), quality);
            let mut contains = [false; 12];
            for class in chord.classes() {
                contains[usize::from(class.get())] = true;
            }
            Some(Candidate {
                chord,
                cost,
                contains,
            })
        })
    });
    std::iter::once(None).chain(chords).collect()
}

/// A chord with what its rating needs again and again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// The chord, in root position.
    pub chord: Chord,
    cost: f64,
    contains: [bool; 12],
}

impl Candidate {
    /// How well the chord explains a beat, in chord notes sounding all through it.
    ///
    /// The weights of its notes less those of all others and less what it misses.
    ///
    /// Source: Pardo, Birmingham, "Algorithms for chordal analysis", Computer Music Journal 26/2, 2002; bass, key and
    /// prior as in Temperley 2001, chapter 6, with weights of our own (tests/oracles/theory.py measures them).
    pub fn rating(&self, evidence: &Evidence, key: KeySignature) -> f64 {
        if evidence.n_classes == 0 {
            return 0.0;
        }
        let certainty = CERTAINTY.get(evidence.n_classes).copied().unwrap_or(1.0);
        let mut rating = -self.cost * certainty;
        for (weight, is_inside) in evidence.weights.iter().zip(self.contains) {
            rating += if is_inside { *weight } else { -*weight };
        }
        for (class, missing) in self.chord.classes().zip(MISSING) {
            rating -= missing * certainty * (1.0 - evidence.weight(class) / ENOUGH).clamp(0.0, 1.0);
            rating -= if is_in_key(class, key) {
                0.0
            } else {
                OUTSIDE_KEY
            };
        }
        rating + self.bass_rating(evidence) - self.leading_tone_cost(key)
    }

    fn leading_tone_cost(&self, key: KeySignature) -> f64 {
        let [raised_fourth, other] = OTHER_LEADING_TONE;
        match (self.chord.quality, degree_of(self.chord.root, key)) {
            (ChordQuality::Diminished7, 11) => 0.0,
            (ChordQuality::Diminished7, 6) => raised_fourth,
            (ChordQuality::Diminished7, _) => other,
            _ => 0.0,
        }
    }

    fn bass_rating(&self, evidence: &Evidence) -> f64 {
        let bass = evidence.bass.map(|pitch| pitch.class());
        let place = self.chord.classes().position(|class| Some(class) == bass);
        match place {
            _ if self.is_symmetric() => 0.0,
            Some(place) => BASS.get(place).copied().unwrap_or(0.0),
            None => -FOREIGN_BASS,
        }
    }

    /// Whether the chord has the same notes on any of its notes, so that its bass says nothing about its root.
    fn is_symmetric(&self) -> bool {
        matches!(
            self.chord.quality,
            ChordQuality::Augmented | ChordQuality::Diminished7
        )
    }
}

/// How well silence or a lack of harmony explains a beat.
pub(super) fn no_chord_rating(evidence: &Evidence) -> f64 {
    if evidence.n_classes == 0 {
        NO_CHORD
    } else {
        NO_CHORD - 0.1
    }
}

/// What it costs to go from one chord to the next at a beat of some strength; may be a gain.
pub(super) fn change_cost(
    from: Option<&Candidate>,
    to: Option<&Candidate>,
    strength: Strength,
) -> f64 {
    let cost = CHANGE[strength as usize];
    let (Some(from), Some(to)) = (from, to) else {
        return if from.is_none() == to.is_none() {
            0.0
        } else {
            SILENCE
        };
    };
    let (a, b) = (from.chord, to.chord);
    let rise = (i64::from(b.root.get()) - i64::from(a.root.get())).rem_euclid(12);
    match (rise, a.quality) {
        (0, quality) if quality == b.quality => 0.0,
        (0, _) => cost * SAME_ROOT,
        (
            1,
            ChordQuality::Diminished | ChordQuality::Diminished7 | ChordQuality::HalfDiminished7,
        )
        | (5, ChordQuality::Major | ChordQuality::Dominant7) => cost - RESOLUTION,
        (4, ChordQuality::Major | ChordQuality::Dominant7)
            if b.quality == ChordQuality::Diminished =>
        {
            cost + ROOTLESS
        }
        _ => cost,
    }
}

/// Whether a pitch class belongs to a key; minor has both forms of its sixth and seventh degree.
fn is_in_key(class: PitchClass, key: KeySignature) -> bool {
    let degree = degree_of(class, key);
    match key.mode() {
        Mode::Major => matches!(degree, 0 | 2 | 4 | 5 | 7 | 9 | 11),
        Mode::Minor => !matches!(degree, 1 | 4 | 6),
    }
}

/// Semitones of a pitch class above the tonic.
fn degree_of(class: PitchClass, key: KeySignature) -> u8 {
    (12 + class.get() - key.tonic().get()) % 12
}
