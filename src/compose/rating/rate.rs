//! Candidates rated beside each other.

use std::collections::HashSet;

use super::faults::Faults;
use super::likelihood::Text;
use super::measure::Measures;
use super::weights::total;
use crate::compose::composer::Composer;
use crate::compose::ensemble::ensemble_of;
use crate::compose::error::ComposeError;
use crate::model::LanguageModel;
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
    /// Nats a note that the network needed when it wrote them ([`Outcome::likelihood`](crate::compose::Outcome));
    /// `None` where nobody knows.
    pub likelihood: Option<f64>,
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
    /// Rates candidates of one request, by the weights that are loaded and the critic, where one is.
    ///
    /// Where the likelihood of all of them is known, only what stands before their new notes is read, once.
    ///
    /// # Errors
    /// [`ComposeError::NoWeights`], [`ComposeError::Grid`] for a metre without words, [`ComposeError::Generate`] if
    /// the device fails.
    pub async fn rate(
        &self,
        candidates: &[Candidate],
        style: Style,
        key: Option<KeySignature>,
    ) -> Result<Vec<Rating>, ComposeError> {
        let key = key.or_else(|| key_of(candidates));
        let likelihoods = self.likelihoods(candidates, style, key).await?;
        let rated = candidates.iter().zip(likelihoods);
        let rating = |(candidate, likelihood)| self.rating(candidate, style, key, likelihood);
        Ok(rated.map(rating).collect())
    }

    /// Nats a note of what is new in each, and of what stands before it.
    async fn likelihoods(
        &self,
        candidates: &[Candidate],
        style: Style,
        key: Option<KeySignature>,
    ) -> Result<Vec<(f64, f64)>, ComposeError> {
        let (mut player, _) = self.player()?;
        let capacity = player.capacity();
        let known: Option<Vec<f64>> = candidates.iter().map(|it| it.likelihood).collect();
        let Some(known) = known else {
            let mut read = Vec::with_capacity(candidates.len());
            for candidate in candidates {
                read.push(match Text::of(candidate, style, key, capacity)? {
                    Some(text) => text.read(&mut player).await?,
                    None => (0.0, 0.0),
                });
            }
            return Ok(read);
        };
        let first = candidates.iter().find(|it| !it.added.is_empty());
        let text = first.map(|it| Text::of(it, style, key, capacity));
        let before = match text.transpose()?.flatten() {
            Some(text) => text.read_before(&mut player).await?,
            None => None,
        };
        let both = |new| (new, before.unwrap_or(new));
        Ok(known.into_iter().map(both).collect())
    }

    fn rating(
        &self,
        candidate: &Candidate,
        style: Style,
        key: Option<KeySignature>,
        (new, before): (f64, f64),
    ) -> Rating {
        let Candidate { score, added, .. } = candidate;
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
        Rating {
            likelihood: new,
            theory: measures.theory(),
            critic,
            total: total(&measures),
            findings: faults.told,
            measures,
        }
    }
}

/// The key that candidates were written in: that of their score, or the one heard in what is not new.
fn key_of(candidates: &[Candidate]) -> Option<KeySignature> {
    let Candidate { score, added, .. } = candidates.first()?;
    let is_given = |note: &&Note| !added.contains(&note.id);
    let given = score.notes().iter().filter(is_given).copied().collect();
    let heard = || find_key(&Score::new(score.header().clone(), given).ok()?);
    score
        .header()
        .key
        .or_else(heard)
        .or_else(|| find_key(score))
}

/// How real the highest voice with new notes sounds in their bars, and in the two bars across their beginning.
fn criticized(
    critic: &MotifModel,
    candidate: &Candidate,
    style: Style,
    key: Option<KeySignature>,
) -> Option<f64> {
    let Candidate { score, added, .. } = candidate;
    let is_new = |note: &&Note| added.contains(&note.id) && !score.is_percussion(note.voice);
    let new = || score.notes().iter().filter(is_new);
    let voice = new().map(|note| note.voice).min()?;
    let bar_of = |tick| score.meter().position_of(tick).bar;
    let first = bar_of(new().map(|note| note.onset).min()?);
    let last = bar_of(new().map(|note| note.onset).max()?);
    let key = key?;
    rate_line(
        critic,
        score,
        (voice, key),
        style,
        first.saturating_sub(1)..last.max(1),
    )
}
