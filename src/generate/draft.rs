//! Drafts: a quick model writes a few words ahead, and the generation's own reads them at once.
//!
//! A draft draws with the random numbers that the words themselves will be drawn with, so the quick
//! model need only think alike for the words to be the same. What is written never depends on it: every
//! word is drawn from the logits of the generation's own model, whether they were foreseen or not.
//!
//! Source: Leviathan, Kalman, Matias, "Fast inference from transformers via speculative decoding", 2023,
//! with the random numbers in common in place of their rejections.

use crate::model::{Input, LanguageModel};

use super::generation::{GenerateError, Generation};
use super::pacing::{LONGEST, Pace};

/// A draft that was read, to be compared with what was said.
#[derive(Debug, Clone, Copy)]
pub struct Drafted {
    /// Words drawn before it.
    n_before: usize,
    n_words: usize,
    /// The text that it belongs to, by its number.
    n_texts: usize,
}

impl<M: LanguageModel> Generation<M> {
    /// Lets a quicker model draft what this one reads.
    #[must_use]
    pub fn with_drafter(mut self, drafter: Option<M>) -> Self {
        self.reader.drafter = drafter;
        self
    }

    /// Lets drafts be as long as a pace says; without one they are as long as they may be.
    #[must_use]
    pub fn at_pace(mut self, pace: Option<Pace>) -> Self {
        self.reader.pace = pace;
        self
    }

    /// Logits for the next word.
    pub(super) async fn logits(&mut self) -> Result<Vec<f32>, GenerateError> {
        if let Some(foreseen) = self.reader.foreseen() {
            return Ok(foreseen);
        }
        #[cfg(not(all(target_family = "wasm", not(feature = "webgpu"))))]
        if let Some(drafter) = self.reader.drafter.take() {
            return self.logits_ahead(drafter).await;
        }
        Ok(self.reader.read(&[]).await?)
    }
}

#[cfg(not(all(target_family = "wasm", not(feature = "webgpu"))))]
impl<M: LanguageModel> Generation<M> {
    /// Logits for the next word, read with those that a drafter would say behind it.
    async fn logits_ahead(&mut self, drafter: M) -> Result<Vec<f32>, GenerateError> {
        let Some(pace) = self.reader.pace.clone() else {
            let (drafted, _) = self.draft(drafter, LONGEST).await;
            return Ok(self.reader.read(&drafted).await?);
        };
        let n_texts = self.reader.n_texts();
        let before = self.reader.drafted.take();
        let before = before.filter(|drafted| drafted.n_texts == n_texts);
        if let Some(drafted) = before {
            let n_drawn = self.n_sampled - drafted.n_before;
            pace.said(n_drawn.saturating_sub(1), drafted.n_words);
        }
        let start = pace.start();
        let (places, n_words) = self.draft(drafter, pace.length()).await;
        // The first draft of a text reads all that stands before it, as the first reading does.
        if before.is_some() {
            pace.drafted(start, n_words, places.len());
        }
        let start = pace.start();
        let logits = self.reader.read(&places).await?;
        if before.is_some() && pace.is_alone() {
            // What was foreseen right is recalled: there is one place before the draft.
            pace.read(start, start, 1 + places.len(), true);
        }
        self.reader.drafted = Some(Drafted {
            n_before: self.n_sampled,
            n_words,
            n_texts,
        });
        Ok(logits)
    }

    /// The places that would come next, were the drafter to write them, and how many words are drawn in them.
    async fn draft(&mut self, drafter: M, length: usize) -> (Vec<Input>, usize) {
        if length == 0 {
            self.reader.drafter = Some(drafter);
            return (Vec::new(), 0);
        }
        let mut sketch = self.sketch(drafter);
        let n_texts = sketch.reader.n_texts();
        let mut n_said = sketch.reader.text().len();
        let mut drafted = Vec::new();
        while sketch.n_sampled < self.n_sampled + length && !sketch.is_over {
            // A draft that fails ends there: the words that it has are as good as any.
            let step = Box::pin(sketch.step()).await;
            if step.is_err() || sketch.reader.n_texts() != n_texts {
                break;
            }
            let said = &sketch.reader.text()[n_said..];
            drafted.extend(said);
            n_said += said.len();
        }
        let n_words = sketch.n_sampled - self.n_sampled;
        self.reader.drafter = Some(sketch.reader.into_model());
        (drafted, n_words)
    }

    /// The generation as it stands, before another model.
    fn sketch(&self, model: M) -> Self {
        Self {
            reader: self.reader.before(model),
            brief: self.brief.clone(),
            plan: self.plan.clone(),
            sampler: self.sampler.clone(),
            grammar: self.grammar,
            lines: self.lines.clone(),
            kept: self.kept.clone(),
            n_kept_said: self.n_kept_said,
            chords: self.chords.clone(),
            due: self.due.clone(),
            written: self.written.clone(),
            certain: self.certain.clone(),
            bar: self.bar,
            last_bar: self.last_bar,
            free_from: self.free_from,
            n_held: self.n_held,
            n_sung: self.n_sung,
            way: self.way.clone(),
            // What is drafted is drawn alike, and explained where it is said.
            insights: None,
            likelihood: self.likelihood,
            next_id: self.next_id,
            n_sampled: self.n_sampled,
            is_over: self.is_over,
        }
    }
}
