//! Edits of notes as plain objects.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::score::WireScore;
use crate::compose::{Options, ensemble_of};
use crate::edit::{Edit, EditOutcome, EditRequest, edit};
use crate::music::NoteId;

/// An edit of some notes of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireEditRequest {
    /// The score.
    pub score: WireScore,
    /// One of the engine's styles: its ranges hold.
    pub style: String,
    /// The notes that may change.
    pub notes: Vec<u32>,
    /// What to do.
    pub edit: WireEdit,
}

/// What is to be done to selected notes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum WireEdit {
    /// Beginnings and ends on a grid.
    Quantise {
        /// Ticks.
        grid: u32,
        /// 0 to 1.
        strength: f64,
    },
    /// Time and velocities as people play.
    Humanise {
        /// 0 to 1.
        timing: f64,
        /// 0 to 1.
        velocity: f64,
        /// 0 to 2^53 - 1.
        rng_seed: u64,
    },
    /// Breaches of voice leading mended.
    Repair,
    /// The same chords in other positions.
    Revoice {
        /// 0 to 2^53 - 1.
        rng_seed: u64,
    },
    /// Ornaments taken away.
    Simplify {
        /// 0 to 1.
        amount: f64,
    },
}

/// What became of an edit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireEditOutcome {
    /// The score with it.
    pub score: WireScore,
    /// Notes that are no longer what they were.
    pub changed: Vec<u32>,
    /// Notes that are gone.
    pub removed: Vec<u32>,
    /// What could not be done, a sentence each.
    pub remarks: Vec<String>,
}

impl WireEditRequest {
    /// Makes the edit. Everything but the notes goes back exactly as it came.
    ///
    /// # Errors
    /// [`WireError`] for a score, style, note or number that cannot be.
    pub fn answer(&self) -> Result<WireEditOutcome, WireError> {
        let score = self.score.to_score()?;
        let style = Options::style_named(&self.style)?;
        let ensemble = ensemble_of(style);
        let notes: Vec<NoteId> = self.notes.iter().copied().map(NoteId).collect();
        let outcome = edit(&EditRequest {
            score: &score,
            notes: &notes,
            ranges: &ensemble.ranges,
            is_choir: ensemble.is_in_four_parts(),
            style,
            edit: self.edit.into(),
        })?;
        Ok(WireEditOutcome::from_outcome(&outcome, &self.score))
    }
}

impl From<WireEdit> for Edit {
    fn from(wire: WireEdit) -> Self {
        match wire {
            WireEdit::Quantise { grid, strength } => Self::Quantise { grid, strength },
            WireEdit::Humanise {
                timing,
                velocity,
                rng_seed,
            } => Self::Humanise {
                timing,
                velocity,
                rng_seed,
            },
            WireEdit::Repair => Self::Repair,
            WireEdit::Revoice { rng_seed } => Self::Revoice { rng_seed },
            WireEdit::Simplify { amount } => Self::Simplify { amount },
        }
    }
}

impl WireEditOutcome {
    /// The object that describes an outcome. `asked` is the score of the request.
    fn from_outcome(outcome: &EditOutcome, asked: &WireScore) -> Self {
        let ids = |ids: &[NoteId]| ids.iter().map(|id| id.0).collect();
        Self {
            score: WireScore {
                notes: WireScore::from_score(&outcome.score).notes,
                ..asked.clone()
            },
            changed: ids(&outcome.changed),
            removed: ids(&outcome.removed),
            remarks: outcome.remarks.clone(),
        }
    }
}
