//! Why a request cannot be answered.

use thiserror::Error;

use crate::generate::{GenerateError, SamplingError, StrictnessError};
use crate::markov::MarkovError;
use crate::model::WeightsError;
use crate::music::{NoteId, ScoreError, TimeError};
use crate::theory::RomanNumeral;
use crate::token::{GridError, Style};

use super::engine::Engine;
use super::limits::{MAX_BARS, MAX_SCORE_BARS, MAX_TAKES};
use super::piece::OrderError;

/// What can be wrong with a request, or go wrong while it is answered.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ComposeError {
    /// No network has been loaded.
    #[error("no weights have been loaded yet")]
    NoWeights,
    /// Weights that cannot be used.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// A style without a word.
    #[error("style \"{found}\" found; {} are allowed", Style::ALL.map(Style::name).join(", "))]
    UnknownStyle {
        /// What was asked for.
        found: String,
    },
    /// An engine without a name.
    #[error("engine \"{found}\" found; {} are allowed", Engine::ALL.map(Engine::name).join(", "))]
    UnknownEngine {
        /// What was asked for.
        found: String,
    },
    /// No chains of a style have been loaded.
    #[error("no chains of the style {} have been loaded yet", .style.name())]
    NoChains {
        /// The style.
        style: Style,
    },
    /// Chains that cannot be read.
    #[error("the chains cannot be used: {0}")]
    DamagedChains(MarkovError),
    /// What chains cannot write.
    #[error("the chains find no way: {0}")]
    Markov(#[from] MarkovError),
    /// A voice for which chains find no note that keeps the laws.
    #[error("the chains find no note for voice {voice} that keeps the laws")]
    ChainsSilenced {
        /// The voice.
        voice: u8,
    },
    /// Something asked of chains that only the network keeps.
    #[error(
        "{what} found; the engine {engine} keeps none, the engines neural and markov-harmony do"
    )]
    BeyondChains {
        /// What was asked for.
        what: &'static str,
        /// The engine asked.
        engine: &'static str,
    },
    /// A melody asked of chains where the top voice is not to be written.
    #[error("the engine markov-melody writes voice 0, which is not among the voices to write")]
    NoTopVoice,
    /// A length outside what one request may write.
    #[error("{found} bars asked for; 1 to {MAX_BARS} are allowed")]
    BadLength {
        /// Bars asked for.
        found: u32,
    },
    /// A number of takes outside what one request may ask for.
    #[error("{found} takes asked for; 1 to {MAX_TAKES} are allowed")]
    BadTakes {
        /// Takes asked for.
        found: usize,
    },
    /// A piece too long to work on.
    #[error("the score has {found} bars; at most {MAX_SCORE_BARS} are allowed")]
    ScoreTooLong {
        /// Bars found.
        found: u32,
    },
    /// No voice to write, or one that cannot be written.
    #[error(
        "voices {found:?} asked for; at least one of {allowed:?} is needed and no other allowed in style {}", .style.name()
    )]
    BadVoices {
        /// Voices asked for.
        found: Vec<u8>,
        /// The style.
        style: Style,
        /// Voices the style has.
        allowed: Vec<u8>,
    },
    /// Two levels of one trait, or traits out of order.
    #[error("controls must be of different kinds, in rising order")]
    DoubleControl,
    /// A locked note that is not in the score.
    #[error("note {} is locked but not in the score", .0.0)]
    UnknownLock(NoteId),
    /// A note of which nothing can be kept by itself.
    #[error("note {} cannot be kept in part; {why}", .note.0)]
    BadHold {
        /// The note.
        note: NoteId,
        /// Why not.
        why: &'static str,
    },
    /// A chord typed by its place in a key, in a piece in no known key.
    #[error("chord \"{0}\" is named by its place in a key; the piece is in no known key")]
    NumeralWithoutKey(RomanNumeral),
    /// Continuing an empty score.
    #[error("there is nothing to continue; the score has no notes")]
    NothingToContinue,
    /// Harmonizing without a line to harmonize.
    #[error("there is nothing to harmonize; no voice outside those to write has notes")]
    NothingToHarmonize,
    /// Filling a region without room.
    #[error("the region from tick {start} to {end} holds no time")]
    EmptyRegion {
        /// First tick.
        start: u32,
        /// First tick after.
        end: u32,
    },
    /// Laws that cannot be kept together, or not with what is given.
    #[error("{}", said(.laws))]
    Contradiction {
        /// A smallest set of them, each in words.
        laws: Vec<String>,
    },
    /// A strictness out of bounds.
    #[error(transparent)]
    Strictness(#[from] StrictnessError),
    /// Sampling settings out of bounds.
    #[error(transparent)]
    Sampling(#[from] SamplingError),
    /// A metre the model has no words for.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// Time out of bounds.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// Notes out of bounds.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// An order for a piece that cannot be taken.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// The generation failed on the way.
    #[error(transparent)]
    Generate(#[from] GenerateError),
}

/// A contradiction in a sentence.
fn said(laws: &[String]) -> String {
    match laws {
        [law] => format!("this law cannot be kept here, beside what is given: {law}"),
        laws => format!("these laws contradict each other: {}", laws.join("; ")),
    }
}
