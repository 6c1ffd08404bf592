//! Why a piece is not learnt from.

use thiserror::Error;

use crate::music::Voice;

/// Why a piece is not used.
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
    /// Not the two staves of a keyboard.
    #[error("{found} staves instead of 2")]
    WrongStaves {
        /// How many staves have notes.
        found: usize,
    },
    /// A voice holds several notes at once too often to be one line.
    #[error("voice {} holds chords", .voice.0)]
    Chords {
        /// The voice.
        voice: Voice,
    },
    /// A lead sheet without chord symbols.
    #[error("no chord symbols")]
    NoChordSymbols,
    /// A performance on drums without a drum.
    #[error("no drums")]
    NoDrums,
    /// Too many notes have no place in the voices.
    #[error("{n_lost} of {n_found} notes would be lost")]
    Lossy {
        /// Notes without a place.
        n_lost: usize,
        /// All notes.
        n_found: usize,
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
    #[error("a length of {bars} bars")]
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
    /// The pack itself keeps the piece for testing.
    #[error("in the test split of its pack")]
    OfficialTest,
    /// The piece is not on the list of those that are free of rights everywhere.
    #[error("not known to be in the public domain on both sides of the Atlantic")]
    RightsUnclear,
}

impl Refusal {
    /// The reason without what is special to one piece.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "not readable",
            Self::WrongVoices { .. } => "not four voices",
            Self::WrongStaves { .. } => "not two staves",
            Self::Chords { .. } => "chords in a voice",
            Self::NoChordSymbols => "no chord symbols",
            Self::NoDrums => "no drums",
            Self::Lossy { .. } => "too much would be lost",
            Self::VoicesDisagree => "voices disagree about time",
            Self::Silent { .. } => "a voice mostly silent",
            Self::Range { .. } => "a voice out of range",
            Self::Length { .. } => "too short or too long",
            Self::OffGrid => "onsets off the grid",
            Self::Irregular => "irregular bars",
            Self::HeldOut => "may be held out",
            Self::OfficialTest => "in the pack's test split",
            Self::RightsUnclear => "rights unclear",
        }
    }
}
