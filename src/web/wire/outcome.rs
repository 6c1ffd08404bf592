//! What goes back to JavaScript: outcomes, the engine's description, MIDI files as scores.

use serde::{Deserialize, Serialize};

use super::score::{WireChordChange, WireNote, WireScore};
use crate::compose::{Explanation, Outcome, Receipt, Style, VOCABULARY_VERSION};
use crate::format::Warning;
use crate::music::{Pitch, Score};

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
    /// Why each new note is what it is; left out unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanations: Option<Vec<WireExplanation>>,
    /// Nats a note of what is new; left out where no network wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
}

/// Why a new note is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireExplanation {
    /// The note.
    pub id: u32,
    /// How likely the network found its pitch among what could be said there, 0 to 1.
    pub probability: f64,
    /// The likeliest others, at most three.
    pub alternatives: Vec<WireAlternative>,
    /// What it is to the harmony; null where none is heard.
    pub role: Option<String>,
    /// The constraints that took away what the network liked better.
    pub moved_by: Vec<String>,
}

/// What could have been said in place of a note.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireAlternative {
    /// MIDI note; null for silence.
    pub pitch: Option<u32>,
    /// 0 to 1.
    pub probability: f64,
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
    /// What wrote it: "neural", "markov", "markov-harmony" or "markov-melody".
    pub engine: String,
    /// Version of the weights, of the chains, or of both.
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

impl WireOutcome {
    /// The object that describes an outcome. `asked` is the score of the request: what the composer
    /// does not write goes back exactly as it came.
    pub fn from_outcome(outcome: &Outcome, asked: Option<&WireScore>, device: &str) -> Self {
        let WireScore {
            notes,
            phrase_ends,
            chords,
            ..
        } = WireScore::from_score(&outcome.score);
        let chords = as_asked(chords, asked);
        let header = asked.map_or_else(
            || WireScore::from_score(&outcome.score),
            |asked| WireScore {
                notes: Vec::new(),
                ..asked.clone()
            },
        );
        Self {
            score: WireScore {
                notes,
                phrase_ends,
                chords,
                ..header
            },
            added: outcome.added.iter().map(WireNote::from_note).collect(),
            removed: outcome.removed.iter().map(|id| id.0).collect(),
            is_complete: outcome.is_complete,
            receipt: WireReceipt::from_receipt(&outcome.receipt, device),
            explanations: outcome.explanations.as_ref().map(|explanations| {
                let wire = explanations.iter().map(WireExplanation::from_explanation);
                wire.collect()
            }),
            likelihood: outcome.likelihood,
        }
    }
}

/// Chord symbols of an outcome, those of the request spelled as they came.
fn as_asked(chords: Vec<WireChordChange>, asked: Option<&WireScore>) -> Vec<WireChordChange> {
    let asked = asked.map_or(&[][..], |asked| &asked.chords);
    let spelled = |change: WireChordChange| {
        let stood = asked
            .iter()
            .find(|it| it.tick == change.tick && it.to_change().ok() == change.to_change().ok());
        stood.cloned().unwrap_or(change)
    };
    chords.into_iter().map(spelled).collect()
}

impl WireExplanation {
    fn from_explanation(explanation: &Explanation) -> Self {
        let alternative = |(pitch, probability): &(Option<Pitch>, f64)| WireAlternative {
            pitch: pitch.map(|pitch| u32::from(pitch.midi())),
            probability: *probability,
        };
        Self {
            id: explanation.note.0,
            probability: explanation.probability,
            alternatives: explanation.alternatives.iter().map(alternative).collect(),
            role: explanation.role.map(|role| role.name().to_owned()),
            moved_by: explanation
                .moved_by
                .iter()
                .map(|reason| reason.name().to_owned())
                .collect(),
        }
    }
}

impl WireReceipt {
    pub(super) fn from_receipt(receipt: &Receipt, device: &str) -> Self {
        Self {
            act: receipt.act.into(),
            rng_seed: receipt.rng_seed,
            style: receipt.style.into(),
            key: receipt.key.map(|key| key.to_string()),
            device: device.into(),
            engine: receipt.engine.name().into(),
            model_version: receipt.model_version.clone(),
            tokens: u32::try_from(receipt.n_tokens).unwrap_or(u32::MAX),
        }
    }
}

impl WireEngine {
    /// The object that describes an engine.
    pub fn new(device: &str, adapter: Option<&str>, model_version: Option<&str>) -> Self {
        Self {
            device: device.into(),
            adapter: adapter.map(str::to_owned),
            model_version: model_version.map(str::to_owned),
            vocabulary_version: VOCABULARY_VERSION,
            styles: Style::ALL.map(|style| style.name().to_owned()).to_vec(),
        }
    }
}

impl WireMidi {
    /// The object that describes a file that was read.
    pub fn new(score: &Score, warnings: &[Warning]) -> Self {
        Self {
            score: WireScore::from_score(score),
            warnings: warnings.iter().map(Warning::to_string).collect(),
        }
    }
}
