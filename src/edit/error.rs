//! Why an edit cannot be made.

use thiserror::Error;

use crate::music::{NoteId, ScoreError};

/// What can be wrong with an edit.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum EditError {
    /// No note to edit.
    #[error("no note is selected; at least one is needed")]
    NothingSelected,
    /// A selected note that is not in the score.
    #[error("note {} is selected but not in the score", .0.0)]
    UnknownNote(NoteId),
    /// A number outside what it may be.
    #[error("{what} {found} found; {allowed} is allowed")]
    OutOfRange {
        /// What it is.
        what: &'static str,
        /// What was found.
        found: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// Notes that make no score: a defect of this room.
    #[error(transparent)]
    Score(#[from] ScoreError),
}
