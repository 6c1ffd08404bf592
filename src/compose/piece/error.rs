//! Why an order cannot be taken.

use thiserror::Error;

use super::form::MAX_SECTIONS;
use super::instrument::Instrument;
use super::mood::Mood;
use super::order::{LONGEST_SECONDS, MAX_DRAFTS, MAX_MOODS, SHORTEST_SECONDS};

/// What can be wrong with an order.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum OrderError {
    /// A length outside what is written.
    #[error("{found} seconds asked for; {SHORTEST_SECONDS} to {LONGEST_SECONDS} are allowed")]
    BadSeconds {
        /// Seconds asked for.
        found: f64,
    },
    /// A word for a feeling that has no meaning here.
    #[error("mood \"{found}\" found; {} are allowed", names(Mood::all().map(Mood::name)))]
    UnknownMood {
        /// The word.
        found: String,
    },
    /// More words than one piece can feel.
    #[error("{found} moods found; at most {MAX_MOODS} are allowed")]
    TooManyMoods {
        /// How many.
        found: usize,
    },
    /// A section without meaning.
    #[error(
        "section \"{found}\" found; intro, A to H, verse, chorus, bridge, climax and outro are allowed, letters and \
         words with ' behind them where they are to be varied"
    )]
    UnknownSection {
        /// The word.
        found: String,
    },
    /// A form without sections, or with too many.
    #[error("a form of {found} sections found; 1 to {MAX_SECTIONS} are allowed")]
    BadSectionCount {
        /// How many.
        found: usize,
    },
    /// An introduction or an ending in the middle.
    #[error(
        "section {at} of the form is \"{found}\"; intro is allowed as the first and outro as the last section only"
    )]
    MisplacedSection {
        /// Its place, counted from 1.
        at: usize,
        /// Its name.
        found: String,
    },
    /// A form that the time does not hold, or does not fill.
    #[error(
        "{n_sections} sections in {seconds} seconds found; at {slowest:.0} to {fastest:.0} quarter notes a minute in \
         {beats}/{beat_unit} these seconds hold {fewest} to {most} bars, and each section has 2 to 32"
    )]
    FormDoesNotFit {
        /// Sections asked for.
        n_sections: usize,
        /// Seconds asked for.
        seconds: f64,
        /// Slowest tempo considered.
        slowest: f64,
        /// Fastest tempo considered.
        fastest: f64,
        /// Upper number of the metre.
        beats: u32,
        /// Lower number of the metre.
        beat_unit: u32,
        /// Bars at the slowest tempo.
        fewest: u32,
        /// Bars at the fastest tempo.
        most: u32,
    },
    /// Energy that is no energy.
    #[error("energy {found} found; numbers from 0 to 1 are allowed")]
    BadEnergy {
        /// The number.
        found: f64,
    },
    /// More points than a curve may have.
    #[error("an energy curve of {found} points found; at most {MAX_SECTIONS} are allowed")]
    TooManyEnergies {
        /// How many.
        found: usize,
    },
    /// An instrument that nobody knows.
    #[error("instrument \"{found}\" found; {} and none are allowed", names(Instrument::all().map(Instrument::name)))]
    UnknownInstrument {
        /// The word.
        found: String,
    },
    /// Instruments that do not fit the parts.
    #[error("{found} instruments found; 1 for all or one for each of {} is allowed", .parts.join(", "))]
    BadInstrumentCount {
        /// How many.
        found: usize,
        /// The parts of the style that choose their instruments.
        parts: Vec<String>,
    },
    /// Nobody left to play.
    #[error("no part with pitches is left to play; at least one of {} needs an instrument", .parts.join(", "))]
    NobodyPlays {
        /// The parts with pitches.
        parts: Vec<String>,
    },
    /// A number of drafts outside what is allowed.
    #[error("{found} drafts a phrase asked for; 1 to {MAX_DRAFTS} are allowed")]
    BadDrafts {
        /// How many.
        found: usize,
    },
    /// An influence with nothing in it.
    #[error("influence {at} has no melody; a score with notes in a pitched voice is needed")]
    SilentInfluence {
        /// Its place, counted from 1.
        at: usize,
    },
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
