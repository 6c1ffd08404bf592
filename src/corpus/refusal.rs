//! Why a score is not fit for four-part training.

use thiserror::Error;

use crate::music::Voice;

/// Why a score is not used.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file itself could not be read.
    #[error("not readable: {reason}")]
    Unreadable {
        /// What the reader said.
        reason: String,
    },
    /// Not four voices.
    #[error("{found} voices instead of 4")]
    WrongVoices {
        /// How many voices have notes.
        found: usize,
    },
    /// A voice holds several notes at once too often to be one line.
    #[error("voice {} holds chords", .voice.0)]
    Chords {
        /// The voice.
        voice: Voice,
    },
    /// The voices get out of step.
    #[error("voices disagree about time")]
    VoicesDisagree,
    /// A voice is silent for most of the piece.
    #[error("voice {} is mostly silent", .voice.0)]
    Silent {
        /// The voice.
        voice: Voice,
    },
    /// A voice goes where no such voice goes.
    #[error("voice {} leaves its range", .voice.0)]
    Range {
        /// The voice.
        voice: Voice,
    },
    /// Too short or too long.
    #[error("length outside 4 to 200 bars")]
    Length {
        /// Bars found.
        bars: u32,
    },
    /// Too many onsets between the steps of the grid.
    #[error("onsets off the grid")]
    OffGrid,
    /// Too many bars of irregular length.
    #[error("bars of irregular length")]
    Irregular,
    /// The file names Bach: it may be one of the chorales that are kept for testing.
    #[error("may be a chorale of Bach's that is held out")]
    HeldOut,
}

impl Refusal {
    /// The reason without what is special to one piece.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "not readable",
            Self::WrongVoices { .. } => "not four voices",
            Self::Chords { .. } => "chords in a voice",
            Self::VoicesDisagree => "voices disagree about time",
            Self::Silent { .. } => "a voice mostly silent",
            Self::Range { .. } => "a voice out of range",
            Self::Length { .. } => "too short or too long",
            Self::OffGrid => "onsets off the grid",
            Self::Irregular => "irregular bars",
            Self::HeldOut => "may be held out",
        }
    }
}
