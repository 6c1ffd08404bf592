//! Changes of two bars as plain objects.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::score::{WireNote, WireScore};
use crate::compose::{ComposeError, Style};
use crate::motif::{MotifChange, MotifChanged, MotifModel, MotifStep};
use crate::music::{KeySignature, Mode, PitchClass, Score, Voice};
use crate::theory::find_key;

/// Two bars of a voice, and where they go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireMotif {
    /// What there is.
    pub score: WireScore,
    /// One of the engine's styles.
    pub style: String,
    /// The voice.
    pub voice: u8,
    /// The first of the two bars, counted from 0.
    pub bar: u32,
    /// Where the motif goes.
    pub step: WireStep,
}

/// Where a motif goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum WireStep {
    /// So far away in a random direction.
    Vary {
        /// 0 to 1.
        amount: f64,
        /// 0 to 2^53 - 1.
        rng_seed: u64,
    },
    /// To a point of a pad in whose middle it lies.
    Walk {
        /// To the right, -1 to 1.
        x: f64,
        /// Up, -1 to 1.
        y: f64,
        /// Seed of the pad's two directions.
        rng_seed: u64,
    },
    /// Towards another motif of the score.
    Morph {
        /// Its voice.
        voice: u8,
        /// Its first bar.
        bar: u32,
        /// How far, 0 to 1.
        share: f64,
    },
}

/// A score with other notes in two bars of a voice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WireMotifChanged {
    /// The score after the change.
    pub score: WireScore,
    /// Its new notes.
    pub added: Vec<WireNote>,
    /// Notes that are gone.
    pub removed: Vec<u32>,
}

impl WireMotif {
    /// Changes the motif.
    ///
    /// # Errors
    /// [`WireError`] if the request cannot be answered.
    pub fn change(&self, model: &MotifModel) -> Result<WireMotifChanged, WireError> {
        let score = self.score.to_score()?;
        let changed = model.change(&score, &self.to_change(&score)?)?;
        Ok(WireMotifChanged::from_changed(&changed, &self.score))
    }

    fn to_change(&self, score: &Score) -> Result<MotifChange, WireError> {
        let style = Style::from_name(&self.style).ok_or_else(|| {
            WireError::Compose(ComposeError::UnknownStyle {
                found: self.style.clone(),
            })
        })?;
        let key = score.header().key.or_else(|| find_key(score));
        let within = |what: &'static str, number: f64, lowest: f64| {
            if (lowest..=1.0).contains(&number) {
                return Ok(number);
            }
            Err(WireError::RequestField {
                what,
                found: number.to_string(),
                allowed: if lowest < 0.0 { "-1 to 1" } else { "0 to 1" },
            })
        };
        Ok(MotifChange {
            style,
            // Silence has no key, and no motif either.
            key: key.unwrap_or_else(|| KeySignature::on(PitchClass::of(0), Mode::Major)),
            voice: Voice(self.voice),
            bar: self.bar,
            step: match self.step {
                WireStep::Vary { amount, rng_seed } => MotifStep::Vary {
                    amount: within("amount", amount, 0.0)?,
                    rng_seed,
                },
                WireStep::Walk { x, y, rng_seed } => MotifStep::Walk {
                    x: within("x", x, -1.0)?,
                    y: within("y", y, -1.0)?,
                    rng_seed,
                },
                WireStep::Morph { voice, bar, share } => MotifStep::Morph {
                    voice: Voice(voice),
                    bar,
                    share: within("share", share, 0.0)?,
                },
            },
        })
    }
}

impl WireMotifChanged {
    fn from_changed(changed: &MotifChanged, asked: &WireScore) -> Self {
        Self {
            score: WireScore {
                notes: changed
                    .score
                    .notes()
                    .iter()
                    .map(WireNote::from_note)
                    .collect(),
                ..asked.clone()
            },
            added: changed.added.iter().map(WireNote::from_note).collect(),
            removed: changed.removed.iter().map(|id| id.0).collect(),
        }
    }
}
