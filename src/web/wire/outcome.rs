//! What goes back to JavaScript: outcomes, the engine's description, MIDI files as scores.

use serde::{Deserialize, Serialize};

use super::score::{WireNote, WireScore};

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireOutcome {
    /// The request's score without `removed` and with `added`.
    pub score: WireScore,
    /// The notes that were written.
    pub added: Vec<WireNote>,
    /// The notes that made room for them.
    pub removed: Vec<u32>,
    /// False when it was cancelled.
    pub is_complete: bool,
    /// Where it came from.
    pub receipt: WireReceipt,
}

/// Where an answer came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireReceipt {
    /// "seed", "continue", "harmonize" or "infill".
    pub act: String,
    /// The request's.
    pub rng_seed: u64,
    /// The request's.
    pub style: String,
    /// The key that was written in.
    pub key: Option<String>,
    /// "cpu" or "webgpu".
    pub device: String,
    /// What wrote it.
    pub engine: String,
    /// Version of the weights.
    pub model_version: String,
    /// Words drawn.
    pub tokens: u32,
}

/// What an engine says about itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireEngine {
    /// "cpu" or "webgpu".
    pub device: String,
    /// Name of the GPU, where it is known.
    pub adapter: Option<String>,
    /// Version of the weights; null before they are loaded.
    pub model_version: Option<String>,
    /// Version of the vocabulary that weights must fit.
    pub vocabulary_version: u32,
    /// Names of the styles that requests may ask for.
    pub styles: Vec<String>,
}

/// A MIDI file as a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireMidi {
    /// The score.
    pub score: WireScore,
    /// What the file had that a score cannot hold, a sentence each.
    pub warnings: Vec<String>,
}
