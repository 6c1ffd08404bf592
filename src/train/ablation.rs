//! What each part of the way a piece is said is worth: texts without it.

use serde::{Deserialize, Serialize};

use crate::music::{Voice, sort_by_rank};
use crate::token::{ChordLane, EncodePlan, Encoded, Event, Grid, GridNote, Vocabulary, encode};

/// What the texts of a run do unlike those that the shipped networks learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ablation {
    /// Of the notes at one onset, the lowest of four voices speaks first.
    BassFirst,
    /// Chord symbols are never said.
    WithoutChords,
    /// Nothing is announced: what is given is met where it sounds.
    WithoutLookahead,
}

impl Ablation {
    /// Says a range of bars, as [`encode`] does but for what is ablated.
    ///
    /// # Panics
    /// As [`encode`].
    pub fn encode(self, grid: &Grid, plan: &EncodePlan) -> Encoded {
        match self {
            Self::BassFirst => {
                let mut plan = plan.clone();
                plan.voices = plan.voices.iter().map(|voice| turned(*voice)).collect();
                plan.voices.sort_unstable();
                encode(&upside_down(grid), &plan)
            }
            Self::WithoutChords => encode(
                grid,
                &EncodePlan {
                    chords: ChordLane::Absent,
                    ..plan.clone()
                },
            ),
            Self::WithoutLookahead => without_announcements(encode(grid, plan)),
        }
    }
}

/// The first voice for the fourth, and so on; further voices keep their place.
fn turned(voice: Voice) -> Voice {
    match voice.0 {
        place @ 0..=3 => Voice(3 - place),
        _ => voice,
    }
}

fn upside_down(grid: &Grid) -> Grid {
    let mut grid = grid.clone();
    for note in &mut grid.notes {
        note.voice = turned(note.voice);
    }
    sort_by_rank(&mut grid.notes, GridNote::rank);
    grid
}

fn without_announcements(encoded: Encoded) -> Encoded {
    let mut kept = Encoded::default();
    let mut is_announcing = false;
    for (token, is_given) in encoded.tokens.into_iter().zip(encoded.is_given) {
        let event = Vocabulary::event(token);
        is_announcing |= event == Event::Given;
        if !is_announcing {
            kept.tokens.push(token);
            kept.is_given.push(is_given);
        }
        is_announcing &= event != Event::GivenEnd;
    }
    kept
}
