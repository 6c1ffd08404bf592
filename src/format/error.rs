//! What can be wrong with a file, and what was odd but could be read all the same.

use thiserror::Error;

use crate::music::{PitchError, ScoreError, TimeError};

/// Why a file could not be read or written.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum FormatError {
    /// More bytes than any piece of music needs.
    #[error("a file of {found} bytes found; at most {allowed} are allowed")]
    FileTooLarge {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        allowed: usize,
    },
    /// More notes than a score may hold.
    #[error("more than {allowed} notes found")]
    TooManyNotes {
        /// Notes allowed.
        allowed: usize,
    },
    /// The file has no sounding note.
    #[error("no notes found")]
    NoNotes,
    /// The bytes are no MIDI file.
    #[error("no readable MIDI file: {reason}")]
    NotMidi {
        /// What the MIDI parser found.
        reason: String,
    },
    /// The bytes are no MusicXML file that can be read.
    #[error("no readable MusicXML file: {reason}")]
    NotMusicXml {
        /// What was found and what is needed.
        reason: String,
    },
    /// The bytes are in no format that can be read.
    #[error("\"{found}\" is no file of music that can be read; MIDI, MusicXML, ABC and **kern are")]
    UnknownFormat {
        /// Name of the file.
        found: String,
    },
    /// A score that is larger than a file may be.
    #[error("this score cannot be written: {reason}")]
    Unwritable {
        /// What was found and what is allowed.
        reason: String,
    },
    /// The file counts time in film frames, not in beats.
    #[error("time in SMPTE frames found; ticks a quarter note are needed")]
    SmpteTime,
    /// A line of a text format that cannot be understood.
    #[error("line {line}: {reason}")]
    Syntax {
        /// Line number, counted from 1.
        line: usize,
        /// What was found and what was needed.
        reason: String,
    },
    /// Notes that no score can hold.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// Time that no score can hold.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A pitch or key outside the allowed range.
    #[error(transparent)]
    Pitch(#[from] PitchError),
}

impl FormatError {
    /// A syntax error at a line counted from 1.
    pub(super) fn syntax(line: usize, reason: impl Into<String>) -> Self {
        Self::Syntax {
            line,
            reason: reason.into(),
        }
    }

    /// No MusicXML file, for a reason.
    pub(super) fn not_musicxml(reason: impl Into<String>) -> Self {
        Self::NotMusicXml {
            reason: reason.into(),
        }
    }
}

/// Something odd in a file that was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Warning {
    /// Notes that end where they begin were left out.
    #[error("{count} notes without length left out")]
    EmptyNotes {
        /// How many.
        count: usize,
    },
    /// A note-off without its note-on, or the other way round.
    #[error("{count} note starts or ends without their counterpart")]
    UnmatchedNotes {
        /// How many.
        count: usize,
    },
    /// Only the first key is kept.
    #[error("{count} later key changes ignored")]
    KeyChanges {
        /// How many.
        count: usize,
    },
    /// A tempo, key, metre or program outside what a score may hold.
    #[error("{what} ignored")]
    Ignored {
        /// What was ignored.
        what: String,
    },
    /// Lines that should run together do not.
    #[error("line {line}: voices disagree about time")]
    VoicesDisagree {
        /// Line number, counted from 1.
        line: usize,
    },
    /// Tied notes without a note to tie to were read as new notes.
    #[error("{count} ties without a beginning or an end")]
    LooseTies {
        /// How many.
        count: usize,
    },
    /// The rest of a damaged file was left out.
    #[error("the file ends early or is damaged; what came before was read")]
    Truncated,
    /// More than 256 voices: the rest share the last one.
    #[error("more than 256 voices found; the rest share the last one")]
    TooManyVoices,
}
