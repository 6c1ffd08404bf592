//! What can be wrong with motifs.

use thiserror::Error;

use crate::model::WeightsError;
use crate::music::ScoreError;

/// What can be wrong with a motif or with a model of motifs.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum MotifError {
    /// The file is damaged or of another version.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Notes that make no score.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// Bars that are no two of four quarters, three quarters or six eighths.
    #[error("a bar of {found} ticks found; motifs are two bars of 1440 or of 1920 ticks")]
    BadBar {
        /// Ticks of the bar.
        found: u32,
    },
    /// A bar without anything to go by.
    #[error(
        "the two bars from bar {bar} hold no line of at least 2 notes on sixteenths within three octaves"
    )]
    NoLine {
        /// The first of them, counted from 0.
        bar: u32,
    },
    /// A place outside the space.
    #[error("a place of {found} numbers found; {allowed} finite ones are needed")]
    BadLatent {
        /// How many there were, or how many of them were finite.
        found: usize,
        /// How many are needed.
        allowed: usize,
    },
}
