//! What cleaning gives.

use super::super::refusal::Refusal;
use crate::music::{Note, NoteId, Score, ScoreHeader};

/// A score fit to learn from, and what it cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Cleaned {
    /// The music, in the voices of its scoring.
    pub score: Score,
    /// Notes left out or cut short by much.
    pub n_lost: usize,
    /// Notes that could have been kept.
    pub n_found: usize,
}

/// A score of notes that have no names yet.
pub(super) fn score_of(header: ScoreHeader, mut notes: Vec<Note>) -> Result<Score, Refusal> {
    notes.sort_by_key(|note| (note.onset, note.voice));
    for (index, note) in notes.iter_mut().enumerate() {
        note.id = NoteId(index as u32);
    }
    Score::new(header, notes).map_err(|error| Refusal::Unreadable {
        reason: error.to_string(),
    })
}
