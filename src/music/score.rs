//! A whole piece: its header, its parts and its notes in order.

use std::collections::HashSet;
use std::ops::Range;

use thiserror::Error;

use super::chord::Chord;
use super::meter::Meter;
use super::note::{Note, NoteId, Voice};
use super::order::{Rank, sort_by_rank};
use super::pitch::KeySignature;
use super::time::{Duration, MAX_TICK, Tempo, Tick, TimeSignature};

/// What can be wrong with the notes of a score.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// A note without length.
    #[error("note {} at tick {} has no length; at least 1 tick is needed", .id.0, .onset.get())]
    EmptyNote {
        /// The note.
        id: NoteId,
        /// Where it stands.
        onset: Tick,
    },
    /// A note that reaches past the last allowed tick.
    #[error("note {} ends past the last allowed tick {MAX_TICK}", .id.0)]
    NoteTooLate {
        /// The note.
        id: NoteId,
    },
    /// Two notes of one name.
    #[error("note id {} is used twice", .id.0)]
    DuplicateId {
        /// The name used twice.
        id: NoteId,
    },
}

/// An instrument's line or lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the musician calls it.
    pub name: String,
    /// General MIDI instrument number, 0 to 127.
    pub program: u8,
    /// Whether it is a drum kit: its pitches then name drums, as in General MIDI.
    pub is_percussion: bool,
    /// The lines it plays.
    pub voices: Vec<Voice>,
}

/// A chord symbol above the music.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChordChange {
    /// Where it begins; it holds until the next one.
    pub tick: Tick,
    /// The chord; `None` where there is none ("N.C.").
    pub chord: Option<Chord>,
}

impl ChordChange {
    /// Where it stands in a score.
    pub fn rank(&self) -> Rank {
        [i64::from(self.tick.get()), 0, 0]
    }
}

/// A change of tempo inside a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TempoChange {
    /// Where it begins; it holds until the next one.
    pub tick: Tick,
    /// The tempo from there on.
    pub tempo: Tempo,
}

/// Everything about a piece but its notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreHeader {
    /// Title; may be empty.
    pub title: String,
    /// Key, where it is known.
    pub key: Option<KeySignature>,
    /// Time signatures and pick-up.
    pub meter: Meter,
    /// Speed at the beginning.
    pub tempo: Tempo,
    /// Where it changes later, rising; none that changes nothing.
    pub tempo_changes: Vec<TempoChange>,
    /// Instruments; voices that no part names belong to a piano.
    pub parts: Vec<Part>,
    /// Onsets of the notes under a fermata or at another phrase end, rising.
    pub phrase_ends: Vec<Tick>,
    /// Chord symbols, rising; empty where nobody wrote any.
    pub chords: Vec<ChordChange>,
}

impl Default for ScoreHeader {
    fn default() -> Self {
        Self {
            title: String::new(),
            key: None,
            meter: Meter::constant(TimeSignature::COMMON),
            tempo: Tempo::MODERATE,
            tempo_changes: Vec::new(),
            parts: Vec::new(),
            phrase_ends: Vec::new(),
            chords: Vec::new(),
        }
    }
}

impl ScoreHeader {
    /// The tempo that holds at a tick.
    pub fn tempo_at(&self, tick: Tick) -> Tempo {
        let n_before = self
            .tempo_changes
            .partition_point(|change| change.tick <= tick);
        let last = n_before.checked_sub(1).map(|last| self.tempo_changes[last]);
        last.map_or(self.tempo, |change| change.tempo)
    }

    /// Puts changes of tempo in order: of several at one tick the last holds, one at the beginning is the tempo
    /// of the piece, and one that changes nothing is left out.
    fn settle_tempo(&mut self) {
        let mut changes = std::mem::take(&mut self.tempo_changes);
        sort_by_rank(&mut changes, |change| [i64::from(change.tick.get()), 0, 0]);
        for change in changes {
            if change.tick == Tick::ZERO {
                self.tempo = change.tempo;
                continue;
            }
            self.tempo_changes.pop_if(|last| last.tick == change.tick);
            if self.tempo_at(change.tick) != change.tempo {
                self.tempo_changes.push(change);
            }
        }
    }
}

/// A whole piece. Its notes are always in order of onset, then voice, then pitch from the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Score {
    header: ScoreHeader,
    notes: Vec<Note>,
}

impl Score {
    /// A score from its header and its notes in any order.
    ///
    /// # Errors
    /// [`ScoreError`] for a note without length, past the end of time, or with a name used twice.
    pub fn new(mut header: ScoreHeader, mut notes: Vec<Note>) -> Result<Self, ScoreError> {
        let mut ids = HashSet::with_capacity(notes.len());
        for note in &notes {
            if note.duration.get() == 0 {
                return Err(ScoreError::EmptyNote {
                    id: note.id,
                    onset: note.onset,
                });
            }
            if note.onset.get() + note.duration.get() > MAX_TICK {
                return Err(ScoreError::NoteTooLate { id: note.id });
            }
            if !ids.insert(note.id) {
                return Err(ScoreError::DuplicateId { id: note.id });
            }
        }
        sort_by_rank(&mut notes, Note::rank);
        header.phrase_ends.sort_unstable();
        header.phrase_ends.dedup();
        sort_by_rank(&mut header.chords, ChordChange::rank);
        header.chords.dedup_by_key(|change| change.tick);
        header.settle_tempo();
        Ok(Self { header, notes })
    }

    /// Everything but the notes.
    pub fn header(&self) -> &ScoreHeader {
        &self.header
    }

    /// All notes in order of onset, then voice, then pitch from the top.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The metre.
    pub fn meter(&self) -> &Meter {
        &self.header.meter
    }

    /// First tick after the last note; 0 for an empty score.
    pub fn end(&self) -> Tick {
        self.notes.iter().map(Note::end).max().unwrap_or(Tick::ZERO)
    }

    /// Number of bars up to the end of the last note.
    pub fn n_bars(&self) -> u32 {
        match self.end().get() {
            0 => 0,
            end => {
                self.meter()
                    .position_of(Tick::ZERO + Duration::new(end - 1).unwrap_or_default())
                    .bar
                    + 1
            }
        }
    }

    /// Notes that begin inside a range of ticks.
    pub fn notes_from(&self, range: Range<Tick>) -> &[Note] {
        let first = self.notes.partition_point(|note| note.onset < range.start);
        let last = self.notes.partition_point(|note| note.onset < range.end);
        &self.notes[first..last.max(first)]
    }

    /// Notes of one voice, in order.
    pub fn voice(&self, voice: Voice) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.voice == voice)
    }

    /// The voices that have notes, from the top.
    pub fn voices(&self) -> Vec<Voice> {
        let mut voices: Vec<Voice> = self.notes.iter().map(|note| note.voice).collect();
        voices.sort_unstable();
        voices.dedup();
        voices
    }

    /// Whether a voice belongs to a drum kit.
    pub fn is_percussion(&self, voice: Voice) -> bool {
        let mut parts = self.header.parts.iter();
        parts.any(|part| part.is_percussion && part.voices.contains(&voice))
    }

    /// A name that no note of this score has.
    pub fn next_id(&self) -> NoteId {
        NoteId(
            self.notes
                .iter()
                .map(|note| note.id.0.saturating_add(1))
                .max()
                .unwrap_or(0),
        )
    }
}
