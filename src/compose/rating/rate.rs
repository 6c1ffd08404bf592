//! Candidates rated beside each other.

use std::collections::HashSet;

use super::faults::Faults;
use super::likelihood::likelihood;
use super::measure::Measures;
use super::weights::total;
use crate::compose::composer::Composer;
use crate::compose::ensemble::ensemble_of;
use crate::compose::error::ComposeError;
use crate::motif::{MotifModel, rate_line};
use crate::music::{KeySignature, Note, NoteId, Score};
use crate::theory::find_key;
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
    /// Rates one candidate for a style, by the weights that are loaded and the critic, where one is.
    ///
    /// # Errors
    /// [`ComposeError::NoWeights`], [`ComposeError::Grid`] for a metre without words, [`ComposeError::Generate`] if
    /// the device fails.
    pub async fn rate(
        &self,
        candidate: &Candidate,
        style: Style,
        key: Option<KeySignature>,
    ) -> Result<Rating, ComposeError> {
        let (mut player, _) = self.player()?;
        let Candidate { score, added } = candidate;
        let (new, before) = likelihood(&mut player, score, style, key, added).await?;
        let faults = Faults::of(score, added, ensemble_of(style).is_in_four_parts());
        let critic = self
            .critic()
            .and_then(|it| criticized(it, candidate, style, key));
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

/// How real the highest voice with new notes sounds in their bars, and in the two bars across their beginning.
fn criticized(
    critic: &MotifModel,
    candidate: &Candidate,
    style: Style,
    key: Option<KeySignature>,
) -> Option<f64> {
    let Candidate { score, added } = candidate;
    let is_new = |note: &&Note| added.contains(&note.id) && !score.is_percussion(note.voice);
    let new = || score.notes().iter().filter(is_new);
    let voice = new().map(|note| note.voice).min()?;
    let bar_of = |tick| score.meter().position_of(tick).bar;
    let first = bar_of(new().map(|note| note.onset).min()?);
    let last = bar_of(new().map(|note| note.onset).max()?);
    let key = key.or(score.header().key).or_else(|| find_key(score))?;
    rate_line(
        critic,
        score,
        (voice, key),
        style,
        first.saturating_sub(1)..last.max(1),
    )
}
