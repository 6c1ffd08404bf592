//! Candidates to be rated, and their ratings, as plain objects.

use serde::{Deserialize, Serialize};

use super::error::WireError;
use super::score::WireScore;
use crate::compose::{Candidate, Composer, Options, Rating, Style};
use crate::music::{KeySignature, NoteId};

/// Candidates that one request may have.
const MAX_CANDIDATES: usize = 16;

/// Candidates for one place, to be rated beside each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireRate {
    /// One of the engine's styles.
    pub style: String,
    /// Key; null for that of each score.
    pub key: Option<String>,
    /// At most 16.
    pub candidates: Vec<WireCandidate>,
}

/// A score with what is new in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireCandidate {
    /// The whole score.
    pub score: WireScore,
    /// The new notes.
    pub added: Vec<u32>,
    /// Nats a note, as the outcome had it; left out where nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
}

/// How good a candidate is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WireRating {
    /// Nats a note; lower is likelier.
    pub likelihood: f64,
    /// Faults in a hundred notes, weighed.
    pub theory: f64,
    /// How real it sounds, 0 to 1; null without a critic.
    pub critic: Option<f64>,
    /// All of it; higher is better.
    pub total: f64,
    /// What is amiss, at most three sentences.
    pub findings: Vec<String>,
}

impl WireRate {
    /// The candidates that this object describes, with their style and key.
    ///
    /// # Errors
    /// [`WireError`] for a score, key or style that cannot be, and for too many candidates.
    pub fn to_candidates(
        &self,
    ) -> Result<(Style, Option<KeySignature>, Vec<Candidate>), WireError> {
        if self.candidates.len() > MAX_CANDIDATES {
            return Err(WireError::TooLarge {
                what: "candidates",
                found: self.candidates.len(),
                allowed: MAX_CANDIDATES,
            });
        }
        let candidate = |wire: &WireCandidate| {
            Ok(Candidate {
                score: wire.score.to_score()?,
                added: wire.added.iter().copied().map(NoteId).collect(),
                likelihood: wire.likelihood.map(checked).transpose()?,
            })
        };
        let candidates = self.candidates.iter().map(candidate);
        Ok((
            Options::style_named(&self.style)?,
            self.key.as_deref().map(str::parse).transpose()?,
            candidates.collect::<Result<_, WireError>>()?,
        ))
    }

    /// Rates the candidates, in their order.
    ///
    /// # Errors
    /// [`WireError`] as [`WireRate::to_candidates`], and where no weights are loaded or the device fails.
    pub async fn rate(&self, composer: &Composer) -> Result<Vec<WireRating>, WireError> {
        let (style, key, candidates) = self.to_candidates()?;
        let ratings = composer.rate(&candidates, style, key).await?;
        Ok(ratings.iter().map(WireRating::from_rating).collect())
    }
}

/// Nats a note, none but those that can be.
fn checked(likelihood: f64) -> Result<f64, WireError> {
    if likelihood.is_finite() && likelihood >= 0.0 {
        return Ok(likelihood);
    }
    Err(WireError::RequestField {
        what: "likelihood",
        found: likelihood.to_string(),
        allowed: "0 or more",
    })
}

impl WireRating {
    /// The object that describes a rating.
    pub fn from_rating(rating: &Rating) -> Self {
        Self {
            likelihood: rating.likelihood,
            theory: rating.theory,
            critic: rating.critic,
            total: rating.total,
            findings: rating.findings.clone(),
        }
    }
}
