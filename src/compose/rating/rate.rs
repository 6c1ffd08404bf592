//! Candidates rated beside each other.

use std::collections::HashSet;

use super::faults::Faults;
use super::likelihood::likelihood;
use super::measure::Measures;
use super::weights::total;
use crate::compose::composer::Composer;
use crate::compose::ensemble::ensemble_of;
use crate::compose::error::ComposeError;
use crate::music::{KeySignature, NoteId, Score};
use crate::token::Style;

/// An answer that is to be rated: a score, and what is new in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The whole score.
    pub score: Score,
    /// Its new notes.
    pub added: HashSet<NoteId>,
}

/// How good a candidate is.
#[derive(Debug, Clone, PartialEq)]
pub struct Rating {
    /// Nats a note; lower is likelier.
    pub likelihood: f64,
    /// Faults in a hundred notes, weighed; lower is better.
    pub theory: f64,
    /// How real it sounds to a critic, 0 to 1; `None` where there is no critic.
    pub critic: Option<f64>,
    /// All of it; higher is better. It says something beside candidates of the same request only.
    pub total: f64,
    /// What is amiss, at most three sentences, the gravest first.
    pub findings: Vec<String>,
    /// What it was made of.
    pub measures: Measures,
}

impl Composer {
    /// Rates one candidate for a style, by the weights that are loaded. `critic` is what a critic says of it, where
    /// there is one: 0 to 1.
    ///
    /// # Errors
    /// [`ComposeError::NoWeights`], [`ComposeError::Grid`] for a metre without words, [`ComposeError::Generate`] if
    /// the device fails.
    pub async fn rate(
        &self,
        candidate: &Candidate,
        style: Style,
        key: Option<KeySignature>,
        critic: Option<f64>,
    ) -> Result<Rating, ComposeError> {
        let (mut player, _) = self.player()?;
        let Candidate { score, added } = candidate;
        let (new, before) = likelihood(&mut player, score, style, key, added).await?;
        let faults = Faults::of(score, added, ensemble_of(style).is_in_four_parts());
        let measures = Measures {
            likelihood: new,
            likelihood_before: before,
            faults: faults.weighed,
            foreign: faults.foreign,
            strange: faults.strange,
            critic,
        };
        Ok(Rating {
            likelihood: new,
            theory: measures.theory(),
            critic,
            total: total(&measures),
            findings: faults.told,
            measures,
        })
    }
}
