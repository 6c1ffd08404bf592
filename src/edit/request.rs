//! What is to be edited, and what became of it.

use std::collections::HashSet;

use super::error::EditError;
use super::passage::Passage;
use crate::music::{Note, NoteId, Score};
use crate::token::Style;

/// What is to be done to selected notes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edit {
    /// Moves beginnings and ends to a grid that starts with each bar.
    Quantise {
        /// Ticks of the grid, 1 to 7680.
        grid: u32,
        /// How far they are moved: 0 not at all, 1 onto the grid.
        strength: f64,
    },
    /// Moves beginnings a little, and strikes notes as the style does: by their place in the bar and the phrase.
    Humanise {
        /// How much time wavers, 0 to 1; at 1 by 24 milliseconds at most.
        timing: f64,
        /// How much velocities follow metre and phrase, 0 to 1.
        velocity: f64,
        /// Seed of what is random.
        rng_seed: u64,
    },
    /// Moves single notes by the smallest way that mends breaches of voice leading.
    Repair,
    /// Puts the same chords into other positions.
    Revoice {
        /// Seed of what is random.
        rng_seed: u64,
    },
    /// Takes ornaments away; what is left fills their time.
    Simplify {
        /// How much, 0 to 1: at 1 nothing stays between the beats.
        amount: f64,
    },
}

/// An edit of some notes of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct EditRequest<'a> {
    /// The score.
    pub score: &'a Score,
    /// The notes that may change; all others stay as they are.
    pub notes: &'a [NoteId],
    /// Lowest and highest MIDI note of each voice from the top; voices beyond are free.
    pub ranges: &'a [(u8, u8)],
    /// Whether the voices are those of a choir.
    pub is_choir: bool,
    /// The style in which it is played.
    pub style: Style,
    /// What to do.
    pub edit: Edit,
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct EditOutcome {
    /// The score with it. Notes keep their names.
    pub score: Score,
    /// Notes that are no longer what they were.
    pub changed: Vec<NoteId>,
    /// Notes that are gone.
    pub removed: Vec<NoteId>,
    /// What could not be done, a sentence each.
    pub remarks: Vec<String>,
}

/// What an edit makes of the notes of a score.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// All notes that are left.
    pub notes: Vec<Note>,
    /// What could not be done.
    pub remarks: Vec<String>,
}

/// Edits notes.
///
/// # Errors
/// [`EditError`] if nothing or an unknown note is selected, or a number of the edit is out of bounds.
pub fn edit(request: &EditRequest) -> Result<EditOutcome, EditError> {
    check(request)?;
    let passage = Passage::of(request);
    let edited = match request.edit {
        Edit::Quantise { grid, strength } => passage.quantised(grid, strength),
        Edit::Humanise {
            timing,
            velocity,
            rng_seed,
        } => passage.humanised(timing, velocity, rng_seed),
        Edit::Repair => passage.repaired(),
        Edit::Revoice { rng_seed } => passage.revoiced(rng_seed),
        Edit::Simplify { amount } => passage.simplified(amount),
    };
    let score = Score::new(request.score.header().clone(), edited.notes)?;
    let kept: HashSet<&Note> = score.notes().iter().collect();
    let names: HashSet<NoteId> = score.notes().iter().map(|note| note.id).collect();
    let before = || request.score.notes().iter();
    let changed = before().filter(|note| names.contains(&note.id) && !kept.contains(note));
    let removed = before().filter(|note| !names.contains(&note.id));
    Ok(EditOutcome {
        changed: changed.map(|note| note.id).collect(),
        removed: removed.map(|note| note.id).collect(),
        remarks: edited.remarks,
        score,
    })
}

fn check(request: &EditRequest) -> Result<(), EditError> {
    if request.notes.is_empty() {
        return Err(EditError::NothingSelected);
    }
    let known: HashSet<NoteId> = request.score.notes().iter().map(|note| note.id).collect();
    if let Some(unknown) = request.notes.iter().find(|id| !known.contains(id)) {
        return Err(EditError::UnknownNote(*unknown));
    }
    match request.edit {
        Edit::Quantise { grid, strength } => {
            if !(1..=7680).contains(&grid) {
                let found = f64::from(grid);
                return Err(EditError::OutOfRange {
                    what: "grid",
                    found,
                    allowed: "1 to 7680 ticks",
                });
            }
            share("strength", strength)
        }
        Edit::Humanise {
            timing, velocity, ..
        } => share("timing", timing).and_then(|()| share("velocity", velocity)),
        Edit::Simplify { amount } => share("amount", amount),
        Edit::Repair | Edit::Revoice { .. } => Ok(()),
    }
}

fn share(what: &'static str, found: f64) -> Result<(), EditError> {
    if (0.0..=1.0).contains(&found) {
        return Ok(());
    }
    Err(EditError::OutOfRange {
        what,
        found,
        allowed: "0 to 1",
    })
}
