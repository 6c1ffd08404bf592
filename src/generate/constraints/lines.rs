//! What each voice sings, in ticks: given notes as the score has them, and new ones.

use crate::music::{Note, Tick, Voice};

/// A note of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sung {
    /// Where it begins, in ticks.
    pub onset: u32,
    /// First tick after it.
    pub end: u32,
    /// MIDI note.
    pub midi: u8,
    /// Whether it is part of the answer.
    pub is_new: bool,
}

/// The line of a voice: of the notes that begin together, the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The voice.
    pub voice: Voice,
    /// By rising onset.
    pub notes: Vec<Sung>,
}

impl Line {
    /// The notes that begin before a tick, and those that do not.
    pub fn split(&self, tick: u32) -> (&[Sung], &[Sung]) {
        let at = self.notes.partition_point(|note| note.onset < tick);
        self.notes.split_at(at)
    }

    /// Whether the answer has part in it.
    pub fn has_new(&self) -> bool {
        self.notes.iter().any(|note| note.is_new)
    }
}

/// The lines of a piece, as [`crate::theory`] hears voices: by their highest notes, without drums.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lines {
    lines: Vec<Line>,
}

impl Lines {
    /// The lines of notes that stand.
    pub fn of(given: &[Note]) -> Self {
        let mut lines = Self::default();
        for note in given {
            lines.add(
                note.voice,
                (note.onset, note.end()),
                note.pitch.midi(),
                false,
            );
        }
        lines
    }

    /// Adds a note that sounds from a tick to a tick.
    pub fn add(&mut self, voice: Voice, (onset, end): (Tick, Tick), midi: u8, is_new: bool) {
        let at = self.lines.partition_point(|line| line.voice < voice);
        if self.lines.get(at).is_none_or(|line| line.voice != voice) {
            let notes = Vec::new();
            self.lines.insert(at, Line { voice, notes });
        }
        let notes = &mut self.lines[at].notes;
        let note = Sung {
            onset: onset.get(),
            end: end.get(),
            midi,
            is_new,
        };
        let place = notes.partition_point(|other| other.onset < note.onset);
        match notes.get_mut(place).filter(|at| at.onset == note.onset) {
            Some(other) if other.midi < midi => *other = note,
            // Of one pitch twice, what is heard lasts as long as the longer.
            Some(other) if other.midi == midi => {
                other.end = other.end.max(note.end);
                other.is_new |= is_new;
            }
            Some(_) => {}
            None => notes.insert(place, note),
        }
    }

    /// All of them, by voice.
    pub fn all(&self) -> &[Line] {
        &self.lines
    }

    /// The line of a voice.
    pub fn of_voice(&self, voice: Voice) -> Option<&Line> {
        self.lines.iter().find(|line| line.voice == voice)
    }
}
