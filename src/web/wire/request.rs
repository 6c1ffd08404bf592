//! The four requests as plain objects, and the checks that need no music.

use serde::{Deserialize, Serialize};

use super::checks::{check_bars, check_rng_seed, check_sampling, check_voices};
use super::error::WireError;
use super::score::WireScore;

/// How the next word is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSampling {
    /// 0 (most likely) to 2.
    pub temperature: f64,
    /// How many words are considered; 0 for all.
    pub top_k: u32,
    /// Share of probability that is considered; above 0, at most 1.
    pub top_p: f64,
}

/// A time signature without a place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSignature {
    /// The upper number.
    pub beats: u32,
    /// The lower number.
    pub beat_unit: u32,
}

/// Starts a piece from nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSeed {
    /// One of the engine's styles.
    pub style: String,
    /// Key, or the composer's choice.
    pub key: Option<String>,
    /// Metre.
    pub time_signature: WireSignature,
    /// Length, 1 to 64.
    pub bars: u32,
    /// Quarter notes a minute.
    pub tempo: f64,
    /// The lines to write, of 0 to 3.
    pub voices: Vec<u32>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
}

/// Goes on after the bar in which a score ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireContinue {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// How many bars to write, 1 to 64.
    pub bars: u32,
    /// The lines to write, of 0 to 3.
    pub voices: Vec<u32>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
}

/// Writes lines to the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireHarmonize {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// The lines to write afresh, of 0 to 3.
    pub voices: Vec<u32>,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
}

/// Writes a region afresh.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireInfill {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// What to write afresh.
    pub region: WireRegion,
    /// How words are drawn.
    pub sampling: WireSampling,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
    /// Notes that stay as they are.
    pub locked: Vec<u32>,
}

/// Some lines over some time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireRegion {
    /// First tick.
    pub start: u32,
    /// First tick after it.
    pub end: u32,
    /// The lines, of 0 to 3.
    pub voices: Vec<u32>,
}

impl WireSeed {
    /// Whether every plain number is in its range.
    ///
    /// # Errors
    /// [`WireError::RequestField`] with the first that is not.
    pub fn check(&self) -> Result<(), WireError> {
        check_bars(self.bars)?;
        check_voices(&self.voices)?;
        check_sampling(&self.sampling)?;
        check_rng_seed(self.rng_seed)
    }
}

impl WireContinue {
    /// Whether every plain number is in its range; the score is checked when it is read.
    ///
    /// # Errors
    /// [`WireError::RequestField`] with the first that is not.
    pub fn check(&self) -> Result<(), WireError> {
        check_bars(self.bars)?;
        check_voices(&self.voices)?;
        check_sampling(&self.sampling)?;
        check_rng_seed(self.rng_seed)
    }
}

impl WireHarmonize {
    /// Whether every plain number is in its range; the score is checked when it is read.
    ///
    /// # Errors
    /// [`WireError::RequestField`] with the first that is not.
    pub fn check(&self) -> Result<(), WireError> {
        check_voices(&self.voices)?;
        check_sampling(&self.sampling)?;
        check_rng_seed(self.rng_seed)
    }
}

impl WireInfill {
    /// Whether every plain number is in its range; the score is checked when it is read.
    ///
    /// # Errors
    /// [`WireError::RequestField`] with the first that is not.
    pub fn check(&self) -> Result<(), WireError> {
        check_voices(&self.region.voices)?;
        check_sampling(&self.sampling)?;
        check_rng_seed(self.rng_seed)
    }
}
