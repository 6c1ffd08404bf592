//! What a note is to the harmony: part of it, or one of the ornaments that lead around it.

use std::collections::HashMap;
use std::fmt;

use super::chords::find_chords;
use super::voice_leading::LINE_REST;
use crate::music::{Chord, ChordChange, Note, NoteId, Score, Tick};

/// The widest melodic step, in semitones.
const STEP: u8 = 2;

/// What a note is to the harmony.
///
/// Source: Kostka, Payne, "Tonal harmony", 6th edition, chapters 11 and 12. A retardation, which resolves
/// upwards, counts as a suspension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Role {
    /// A note of the chord.
    ChordTone,
    /// Approached by step and left by step in the same direction.
    Passing,
    /// Approached by step and left by step back; of two that surround their note, each.
    Neighbour,
    /// Stays from the chord before, and resolves by step.
    Suspension,
    /// Approached by leap, or by nothing, and left by step.
    Appoggiatura,
    /// Sung before the chord to which it belongs.
    Anticipation,
    /// Approached by step and left by leap.
    Escape,
    /// Stays, held or repeated, while chords change around it.
    Pedal,
    /// Foreign to the chord, and none of these.
    Free,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 9] = [
        Role::ChordTone,
        Role::Passing,
        Role::Neighbour,
        Role::Suspension,
        Role::Appoggiatura,
        Role::Anticipation,
        Role::Escape,
        Role::Pedal,
        Role::Free,
    ];

    /// What musicians call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ChordTone => "chord tone",
            Self::Passing => "passing",
            Self::Neighbour => "neighbour",
            Self::Suspension => "suspension",
            Self::Appoggiatura => "appoggiatura",
            Self::Anticipation => "anticipation",
            Self::Escape => "escape",
            Self::Pedal => "pedal",
            Self::Free => "free",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The role of every pitched note over which a harmony is heard: the chord symbols of the score, or the
/// chords heard in its notes.
pub fn find_roles(score: &Score) -> HashMap<NoteId, Role> {
    let written = &score.header().chords;
    let chords = if written.is_empty() {
        find_chords(score)
    } else {
        written.clone()
    };
    let mut roles = HashMap::new();
    let voices = score.voices().into_iter();
    for voice in voices.filter(|voice| !score.is_percussion(*voice)) {
        let notes: Vec<&Note> = score.voice(voice).collect();
        let line = Line {
            notes: &notes,
            chords: &chords,
        };
        let known = notes
            .iter()
            .filter_map(|note| Some((note.id, line.role(note)?)));
        roles.extend(known);
    }
    roles
}

/// The notes of a voice under its chords.
struct Line<'a> {
    /// In order of their onsets.
    notes: &'a [&'a Note],
    chords: &'a [ChordChange],
}

impl Line<'_> {
    fn role(&self, note: &Note) -> Option<Role> {
        let heard: Vec<bool> = self
            .chords_under(note)
            .into_iter()
            .map(|chord| chord.map(|chord| has(chord, note)))
            .collect::<Option<_>>()?;
        let (first, last) = (*heard.first()?, *heard.last()?);
        Some(match (first, last) {
            (true, true) if heard.contains(&false) => Role::Pedal,
            (true, true) => Role::ChordTone,
            // It was part of the harmony and has become foreign: held over from it.
            (true, false) => match self.after(note).map(|next| steps(note, next)) {
                Some(0) => Role::Pedal,
                Some(step) if is_step(step) => Role::Suspension,
                _ => Role::ChordTone,
            },
            (false, true) => match self.before(note).map(|from| steps(from, note)) {
                Some(0) => Role::Pedal,
                _ => Role::Anticipation,
            },
            (false, false) => self.ornament(note),
        })
    }

    /// The role of a note that is foreign from its beginning to its end.
    fn ornament(&self, note: &Note) -> Role {
        let (before, after) = (self.before(note), self.after(note));
        let came = before.map(|from| steps(from, note));
        let goes = after.map(|next| steps(note, next));
        let resolves = after.is_some_and(|next| self.is_chord_tone(next));
        match (came, goes) {
            (Some(0), Some(0)) => Role::Pedal,
            (_, Some(0)) if resolves => Role::Anticipation,
            (Some(0), Some(step)) if is_step(step) => Role::Suspension,
            _ if self.surrounds(note, before, after) => Role::Neighbour,
            (Some(from), Some(to)) if is_step(from) && is_step(to) => {
                if from.signum() == to.signum() {
                    Role::Passing
                } else {
                    Role::Neighbour
                }
            }
            (Some(from), Some(to)) if is_step(from) && to != 0 => Role::Escape,
            (_, Some(to)) if is_step(to) => Role::Appoggiatura,
            _ => Role::Free,
        }
    }

    /// Whether a note and the one beside it lie a step above and a step below a note that stands on both
    /// sides of them.
    fn surrounds(&self, note: &Note, before: Option<&Note>, after: Option<&Note>) -> bool {
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        let around = |centre: &Note, one: &Note, other: &Note, end: &Note| {
            let (above, below) = (steps(centre, one), steps(centre, other));
            is_step(above)
                && is_step(below)
                && above.signum() != below.signum()
                && centre.pitch == end.pitch
                && !self.is_chord_tone(one)
                && !self.is_chord_tone(other)
        };
        let is_first = self
            .after(after)
            .is_some_and(|end| around(before, note, after, end));
        let is_second = self
            .before(before)
            .is_some_and(|centre| around(centre, before, note, after));
        is_first || is_second
    }

    /// Whether a note belongs to the chord with which it begins.
    fn is_chord_tone(&self, note: &Note) -> bool {
        let chords = self.chords_under(note);
        let first = chords.first().copied().flatten();
        first.is_some_and(|chord| has(chord, note))
    }

    /// The chord with which a note begins, and those that follow while it sounds.
    fn chords_under(&self, note: &Note) -> Vec<Option<Chord>> {
        let chord_at = |tick: Tick| {
            let after = self.chords.partition_point(|change| change.tick <= tick);
            let change = after.checked_sub(1).and_then(|at| self.chords.get(at));
            change.and_then(|change| change.chord)
        };
        let changes = self.chords.iter();
        let inside = changes.filter(|change| note.onset < change.tick && change.tick < note.end());
        let later = inside.map(|change| change.chord);
        std::iter::once(chord_at(note.onset)).chain(later).collect()
    }

    /// The note from which the line comes: of those that begin last before it, the nearest, if no rest parts
    /// them.
    fn before(&self, note: &Note) -> Option<&Note> {
        let past = self.notes.partition_point(|other| other.onset < note.onset);
        let last = self.notes.get(past.checked_sub(1)?)?.onset;
        let together = self.notes[..past].iter().rev();
        let together = together.take_while(|other| other.onset == last);
        let near = together.min_by_key(|other| steps(other, note).abs())?;
        let rest = note.onset.get().saturating_sub(near.end().get());
        (rest < LINE_REST).then_some(near)
    }

    /// The note to which the line goes: of those that begin next, the nearest, if no rest parts them.
    fn after(&self, note: &Note) -> Option<&Note> {
        let next = self
            .notes
            .partition_point(|other| other.onset <= note.onset);
        let first = self.notes.get(next)?.onset;
        let together = self.notes[next..].iter();
        let together = together.take_while(|other| other.onset == first);
        let near = together.min_by_key(|other| steps(note, other).abs())?;
        let rest = near.onset.get().saturating_sub(note.end().get());
        (rest < LINE_REST).then_some(near)
    }
}

/// Semitones from a note to another.
fn steps(from: &Note, to: &Note) -> i16 {
    i16::from(to.pitch.midi()) - i16::from(from.pitch.midi())
}

fn is_step(semitones: i16) -> bool {
    (1..=u16::from(STEP)).contains(&semitones.unsigned_abs())
}

fn has(chord: Chord, note: &Note) -> bool {
    let class = note.pitch.class();
    chord.bass == Some(class) || chord.classes().any(|tone| tone == class)
}
