//! Orders for whole pieces, and what is answered to them, as plain objects.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::outcome::WireReceipt;
use super::request::WireSignature;
use super::score::{WireNote, WireScore};
use crate::compose::{Composer, Instrument, Options, Order, Piece, PieceOutcome, Plan};
use crate::music::{Tempo, TimeSignature};

/// JavaScript's largest exact integer.
const MAX_RNG_SEED: u64 = (1 << 53) - 1;
/// Most scores whose music may steer a piece.
const MAX_INFLUENCES: usize = 8;

/// An order for a whole piece.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WirePiece {
    /// One of the engine's styles.
    pub style: String,
    /// Words for feelings, at most four.
    #[serde(default)]
    pub moods: Vec<String>,
    /// Key, or the composer's choice.
    pub key: Option<String>,
    /// Length in seconds.
    pub seconds: f64,
    /// Quarter notes a minute, kept exactly; null for one at which bars fill the seconds.
    #[serde(default)]
    pub tempo: Option<f64>,
    /// Metre; null for one that is usual in the style.
    #[serde(default)]
    pub time_signature: Option<WireSignature>,
    /// Sections such as "intro A A' B A outro"; null for a usual form that fits.
    #[serde(default)]
    pub form: Option<String>,
    /// Energy over the piece, points from 0 to 1; by the sections if empty.
    #[serde(default)]
    pub energy: Vec<f64>,
    /// Instruments, one for all parts or one for each, "none" for silence; the style's own if empty.
    #[serde(default)]
    pub instruments: Vec<String>,
    /// Music that steers the piece.
    #[serde(default)]
    pub influence: Vec<WireScore>,
    /// Drafts of a phrase from which the best is taken, 1 to 16.
    pub drafts: u32,
    /// 0 to 2^53 - 1.
    pub rng_seed: u64,
}

/// What a piece is to be, told before its first note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WirePlan {
    /// Length in seconds, to the end of the last note.
    pub seconds: f64,
    /// Quarter notes a minute.
    pub tempo: f64,
    /// Metre.
    pub time_signature: WireSignature,
    /// The key of the piece.
    pub key: String,
    /// The sections, in order.
    pub sections: Vec<WireSection>,
}

/// A section of a piece.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireSection {
    /// As it stands in the form: "intro", "A'".
    pub name: String,
    /// Its first bar, counted from 0.
    pub first_bar: u32,
    /// Its length in bars.
    pub bars: u32,
    /// How excited it is, 0 to 1.
    pub energy: f64,
    /// Its key.
    pub key: String,
    /// "new", "copy", "varied", "reharmonized" or "coda".
    pub origin: String,
    /// The place among the sections of what it restates, counted from 0; null where it is new.
    pub source: Option<u32>,
    /// The lines that play.
    pub voices: Vec<u32>,
    /// How it is to close: "authentic" or "half".
    pub close: String,
}

/// How a piece ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireEnding {
    /// How its end is heard: "authentic", "plagal", "tonic", "half" or "open".
    pub close: String,
    /// Its last chord; null under a bare melody.
    pub chord: Option<String>,
    /// Whether a draft closed ("drawn"), closed over a bass written by rule ("led"), or was ended by rule
    /// ("written").
    pub means: String,
}

/// The answer to an order: an outcome with its plan and its ending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WirePieceOutcome {
    /// The piece.
    pub score: WireScore,
    /// All its notes.
    pub added: Vec<WireNote>,
    /// Always empty.
    pub removed: Vec<u32>,
    /// False when it was cancelled.
    pub is_complete: bool,
    /// Where it came from.
    pub receipt: WireReceipt,
    /// What it was to be.
    pub plan: WirePlan,
    /// How it ends; null where it does not.
    pub ending: Option<WireEnding>,
}

impl WirePiece {
    /// Begins the piece.
    ///
    /// # Errors
    /// [`WireError`] if the order cannot be taken.
    pub fn begin(&self, composer: &Composer) -> Result<Piece, WireError> {
        Ok(composer.piece(&self.to_order()?)?)
    }

    /// The order that this object describes.
    ///
    /// # Errors
    /// [`WireError`] for a number, word or score that cannot be.
    pub fn to_order(&self) -> Result<Order, WireError> {
        if self.rng_seed > MAX_RNG_SEED {
            return Err(field("rngSeed", self.rng_seed, "0 to 2^53 - 1"));
        }
        if self.influence.len() > MAX_INFLUENCES {
            return Err(WireError::TooLarge {
                what: "influences",
                found: self.influence.len(),
                allowed: MAX_INFLUENCES,
            });
        }
        let metre = self
            .time_signature
            .map(|WireSignature { beats, beat_unit }| {
                TimeSignature::new(beats, beat_unit).map_err(WireError::RequestTime)
            });
        let tempo = self
            .tempo
            .map(|qpm| Tempo::from_qpm(qpm).map_err(WireError::RequestTime));
        let moods = self.moods.iter().map(|mood| mood.parse());
        let instruments = self.instruments.iter().map(|name| Instrument::read(name));
        let form = self.form.as_deref().map(str::parse).transpose();
        let influence = self.influence.iter().map(WireScore::to_score);
        Ok(Order {
            moods: moods.collect::<Result<_, _>>().map_err(order)?,
            key: self.key.as_deref().map(str::parse).transpose()?,
            tempo: tempo.transpose()?,
            time_signature: metre.transpose()?,
            form: form.map_err(order)?,
            energy: self.energy.clone(),
            instruments: instruments.collect::<Result<_, _>>().map_err(order)?,
            influence: influence.collect::<Result<_, _>>()?,
            n_drafts: usize::try_from(self.drafts).unwrap_or(usize::MAX),
            ..Order::new(
                Options::style_named(&self.style)?,
                self.seconds,
                self.rng_seed,
            )
        })
    }
}

fn field(what: &'static str, found: impl ToString, allowed: &'static str) -> WireError {
    WireError::RequestField {
        what,
        found: found.to_string(),
        allowed,
    }
}

fn order(error: crate::compose::OrderError) -> WireError {
    WireError::Compose(error.into())
}

impl WirePlan {
    /// The object that describes a plan.
    pub fn from_plan(plan: &Plan) -> Self {
        let section = |section: &crate::compose::Section| WireSection {
            name: section.name.clone(),
            first_bar: section.first_bar,
            bars: section.n_bars,
            energy: section.energy,
            key: section.key.to_string(),
            origin: section.origin.name().into(),
            source: section
                .origin
                .source()
                .and_then(|of| u32::try_from(of).ok()),
            voices: section
                .voices
                .iter()
                .map(|voice| u32::from(voice.0))
                .collect(),
            close: section.goal.close.name().into(),
        };
        Self {
            seconds: plan.seconds(),
            tempo: plan.tempo.qpm(),
            time_signature: WireSignature {
                beats: plan.time_signature.beats(),
                beat_unit: plan.time_signature.beat_unit(),
            },
            key: plan.key.to_string(),
            sections: plan.sections.iter().map(section).collect(),
        }
    }
}

impl WirePieceOutcome {
    /// The object that describes what became of an order.
    pub fn from_outcome(outcome: &PieceOutcome, device: &str) -> Self {
        let score = WireScore::from_score(&outcome.score);
        Self {
            added: score.notes.clone(),
            score,
            removed: Vec::new(),
            is_complete: outcome.is_complete,
            receipt: WireReceipt::from_receipt(&outcome.receipt, device),
            plan: WirePlan::from_plan(&outcome.plan),
            ending: outcome.ending.as_ref().map(|ending| WireEnding {
                close: ending.close.name().into(),
                chord: ending.chord.clone(),
                means: ending.means.name().into(),
            }),
        }
    }
}
