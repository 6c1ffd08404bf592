//! What can be wrong with an object from JavaScript, and the code it is reported under.

use thiserror::Error;

use crate::compose::{ComposeError, GenerateError};
use crate::edit::EditError;
use crate::format::FormatError;
use crate::model::{ModelError, WeightsError};
use crate::motif::MotifError;
use crate::music::{PitchError, ScoreError, TimeError};
use crate::theory::TheoryError;

/// Why an object from JavaScript was refused.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum WireError {
    /// More of something than a score may carry.
    #[error("{found} {what} found; at most {allowed} are allowed")]
    TooLarge {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many were found.
        found: usize,
        /// How many are allowed.
        allowed: usize,
    },
    /// A number of a note outside its range.
    #[error("note {id}: {what} {found} found; {allowed} is allowed")]
    NoteField {
        /// The note.
        id: u32,
        /// Which field.
        what: &'static str,
        /// The number found.
        found: i64,
        /// The range allowed.
        allowed: &'static str,
    },
    /// A field of a part or phrase end outside its range.
    #[error("{what} {found} found; {allowed} is allowed")]
    ScoreField {
        /// Which field.
        what: &'static str,
        /// The number found.
        found: i64,
        /// The range allowed.
        allowed: &'static str,
    },
    /// Notes that no score can hold.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// Time that no score can hold.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// A key that nobody knows.
    #[error(transparent)]
    Key(#[from] PitchError),
    /// A scale that nobody knows.
    #[error(transparent)]
    Scale(TheoryError),
    /// A chord named by its place in a key that nobody knows.
    #[error(transparent)]
    Numeral(TheoryError),
    /// A field of a request outside its range.
    #[error("{what} {found} found; {allowed} is allowed")]
    RequestField {
        /// Which field.
        what: &'static str,
        /// What was found.
        found: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// A metre, tempo or place of a request that cannot be.
    #[error(transparent)]
    RequestTime(TimeError),
    /// What the composer says of a request or of weights.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// Two bars that are no motif.
    #[error(transparent)]
    Motif(#[from] MotifError),
    /// An edit that cannot be made.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// A MIDI file that cannot be read.
    #[error(transparent)]
    Midi(#[from] FormatError),
    /// Any other file that cannot be read or written.
    #[error(transparent)]
    File(FormatError),
}

impl WireError {
    /// The code of `docs/wire.md` under which JavaScript hears of it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::NoteField { .. } | Self::ScoreField { .. } | Self::Score(_) | Self::Time(_) => {
                "score-invalid"
            }
            Self::Key(PitchError::UnknownChord { .. }) => "score-invalid",
            Self::Key(_) => "key-unknown",
            Self::RequestField { .. }
            | Self::RequestTime(_)
            | Self::Scale(_)
            | Self::Numeral(_)
            | Self::Motif(_) => "request-invalid",
            Self::Compose(error) => compose_code(error),
            Self::Edit(EditError::Score(_)) => "score-invalid",
            Self::Edit(_) => "request-invalid",
            Self::Midi(error) | Self::File(error) if is_too_large(error) => "too-large",
            Self::Midi(_) => "midi-invalid",
            Self::File(_) => "score-unreadable",
        }
    }
}

fn is_too_large(error: &FormatError) -> bool {
    matches!(
        error,
        FormatError::TooManyNotes { .. }
            | FormatError::FileTooLarge { .. }
            | FormatError::Unwritable { .. }
    )
}

fn compose_code(error: &ComposeError) -> &'static str {
    match error {
        ComposeError::NoWeights => "weights-missing",
        ComposeError::Weights(WeightsError::OtherVocabulary { .. }) => "weights-version",
        ComposeError::Weights(_) => "weights-corrupt",
        ComposeError::UnknownStyle { .. } => "style-unknown",
        ComposeError::BadLength { .. }
        | ComposeError::BadTakes { .. }
        | ComposeError::BadVoices { .. }
        | ComposeError::UnknownLock(_)
        | ComposeError::UnknownEngine { .. }
        | ComposeError::BeyondChains { .. }
        | ComposeError::NoTopVoice
        | ComposeError::BadHold { .. }
        | ComposeError::NumeralWithoutKey(_)
        | ComposeError::Order(_)
        | ComposeError::Strictness(_)
        | ComposeError::Sampling(_) => "request-invalid",
        ComposeError::ScoreTooLong { .. } => "too-large",
        ComposeError::NothingToContinue => "nothing-to-continue",
        ComposeError::NothingToHarmonize => "nothing-to-harmonize",
        ComposeError::Contradiction { .. } => "constraints-contradict",
        ComposeError::NoChains { .. } => "chains-missing",
        ComposeError::DamagedChains(_) => "chains-corrupt",
        // Laws leave the chains nothing to write.
        ComposeError::ChainsSilenced { .. } | ComposeError::Markov(_) => "constraints-contradict",
        ComposeError::EmptyRegion { .. } => "region-empty",
        ComposeError::Grid(_) => "score-invalid",
        ComposeError::Generate(GenerateError::Model(ModelError::DeviceLost(_))) => "device-lost",
        // What is left is a defect of the engine, not of the request.
        _ => "internal",
    }
}
