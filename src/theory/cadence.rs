//! How music closes.

use super::chords::find_chords;
use crate::music::{Chord, ChordQuality, KeySignature, Mode, Note, PitchClass, Score};

/// How the end of some music is heard in a key, the most final first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Close {
    /// The tonic triad in root position after its dominant, with a leading tone; of a bare melody, the tonic after a note of
    /// the dominant.
    Authentic,
    /// The tonic triad in root position after the subdominant.
    Plagal,
    /// The tonic triad in root position after something else.
    Tonic,
    /// The dominant triad in root position; of a bare melody, a note of it.
    Half,
    /// Anything else.
    Open,
}

impl Close {
    /// What musicians call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authentic => "authentic",
            Self::Plagal => "plagal",
            Self::Tonic => "tonic",
            Self::Half => "half",
            Self::Open => "open",
        }
    }

    /// Whether it is a cadence on the tonic.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Authentic | Self::Plagal)
    }
}

/// Roots and notes in semitones above the tonic.
const LEADING: u8 = 11;
const DOMINANT: u8 = 7;
const SUBDOMINANT: u8 = 5;
const SUPERTONIC: u8 = 2;

/// How the end of a score is heard in a key, and its last chord, which a bare melody has not; `None` for silence.
///
/// Chords are those written above the score, or else those heard in its notes. The last one counts only if no
/// note that sounds to the end is foreign to it; a seventh there leaves the music open. In minor the last
/// triad may be major.
///
/// Source: Caplin, "Classical form", 1998, chapter 2, for what closes; the subdominant as in the "amen" of
/// hymns.
pub fn find_close(score: &Score, key: KeySignature) -> Option<(Close, Option<Chord>)> {
    let pitched = || {
        let notes = score.notes().iter();
        notes.filter(|note| !score.is_percussion(note.voice))
    };
    let end = pitched().map(Note::end).max()?;
    let last: Vec<PitchClass> = pitched()
        .filter(|note| note.end() == end)
        .map(|note| note.pitch.class())
        .collect();
    let written = &score.header().chords;
    let chords = if written.is_empty() {
        find_chords(score)
    } else {
        written.clone()
    };
    let mut heard = chords.iter().rev().filter_map(|change| change.chord);
    let chord = heard.next();
    let voices = score.voices();
    let n_voices = voices
        .iter()
        .filter(|voice| !score.is_percussion(**voice))
        .count();
    // Under a bare melody chords are only guessed.
    let (Some(last_chord), true) = (chord, n_voices > 1 || !written.is_empty()) else {
        return Some((close_of_melody(pitched(), key), None));
    };
    let before = heard.find(|earlier| earlier.root != last_chord.root);
    let is_clean = last
        .iter()
        .all(|class| last_chord.classes().any(|it| it == *class));
    let close = if is_clean {
        close_of_chords(before, last_chord, key)
    } else {
        Close::Open
    };
    Some((close, chord))
}

fn close_of_chords(before: Option<Chord>, last: Chord, key: KeySignature) -> Close {
    let fits = match key.mode() {
        Mode::Major => last.quality == ChordQuality::Major,
        Mode::Minor => matches!(last.quality, ChordQuality::Major | ChordQuality::Minor),
    };
    let is_closed = last.bass.is_none() && last.quality.is_triad();
    match degree(last.root, key) {
        0 if fits && is_closed => match before {
            Some(chord) if leads(chord, key) => Close::Authentic,
            Some(chord) if degree(chord.root, key) == SUBDOMINANT => Close::Plagal,
            _ => Close::Tonic,
        },
        DOMINANT if last.quality == ChordQuality::Major && is_closed => Close::Half,
        _ => Close::Open,
    }
}

/// Whether a chord is a dominant: on the fifth degree with the leading tone in it, or on the leading tone.
fn leads(chord: Chord, key: KeySignature) -> bool {
    let leading = PitchClass::of(i64::from(key.tonic().get()) - 1);
    match degree(chord.root, key) {
        // Of a suspended one the leading tone is still to come.
        DOMINANT => {
            chord.quality == ChordQuality::Suspended || chord.classes().any(|it| it == leading)
        }
        LEADING => true,
        _ => false,
    }
}

fn close_of_melody<'a>(notes: impl Iterator<Item = &'a Note>, key: KeySignature) -> Close {
    let mut classes: Vec<u8> = notes.map(|note| degree(note.pitch.class(), key)).collect();
    classes.dedup();
    let before = classes.len().checked_sub(2).and_then(|at| classes.get(at));
    match classes.last() {
        // In minor and in modes the seventh degree leads home a whole tone below it as well.
        Some(0) => match before {
            Some(&(SUPERTONIC | DOMINANT | LEADING | 10)) => Close::Authentic,
            Some(&SUBDOMINANT) => Close::Plagal,
            _ => Close::Tonic,
        },
        Some(&(SUPERTONIC | DOMINANT | LEADING)) => Close::Half,
        _ => Close::Open,
    }
}

/// Semitones of a pitch class above the tonic.
fn degree(class: PitchClass, key: KeySignature) -> u8 {
    (12 + class.get() - key.tonic().get()) % 12
}
