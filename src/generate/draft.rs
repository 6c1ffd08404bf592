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

/// Words drawn for a draft.
const N_DRAFTED: usize = 16;

impl<M: LanguageModel> Generation<M> {
    /// Lets a quicker model draft what this one reads.
    #[must_use]
    pub fn with_drafter(mut self, drafter: Option<M>) -> Self {
        self.reader.drafter = drafter;
        self
    }

    /// Logits for the next word.
    pub(super) async fn logits(&mut self) -> Result<Vec<f32>, GenerateError> {
        if let Some(foreseen) = self.reader.foreseen() {
            return Ok(foreseen);
        }
        let drafted = match self.reader.drafter.take() {
            None => Vec::new(),
            Some(drafter) => self.draft(drafter).await,
        };
        Ok(self.reader.read(&drafted).await?)
    }

    /// The places that would come next, were the drafter to write them.
    async fn draft(&mut self, drafter: M) -> Vec<Input> {
        let mut sketch = self.sketch(drafter);
        let n_texts = sketch.reader.n_texts();
        let mut n_said = sketch.reader.text().len();
        let mut drafted = Vec::new();
        while sketch.n_sampled < self.n_sampled + N_DRAFTED && !sketch.is_over {
            // A draft that fails ends there: the words that it has are as good as any.
            let step = Box::pin(sketch.step()).await;
            if step.is_err() || sketch.reader.n_texts() != n_texts {
                break;
            }
            let said = &sketch.reader.text()[n_said..];
            drafted.extend(said);
            n_said += said.len();
        }
        self.reader.drafter = Some(sketch.reader.into_model());
        drafted
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
            next_id: self.next_id,
            n_sampled: self.n_sampled,
            is_over: self.is_over,
        }
    }
}
