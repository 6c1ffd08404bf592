//! The trait both makers of probabilities share.

use thiserror::Error;

use super::input::Input;

/// What can go wrong while a model thinks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// More places than the model can keep in view.
    #[error("{found} places do not fit; the model keeps {capacity} in view")]
    ContextFull {
        /// Places asked for.
        found: usize,
        /// Places there are.
        capacity: usize,
    },
    /// The device stopped answering.
    #[error("the device was lost: {0}")]
    DeviceLost(String),
}

/// P(next token | places so far), one text at a time.
#[allow(async_fn_in_trait)] // Both callers are single-threaded: a worker and a command line.
pub trait LanguageModel {
    /// Takes the next places of the text and returns the logits after each of them from the place of that index on,
    /// or after the last: `Vocabulary::SIZE` numbers each, for the token that follows.
    ///
    /// # Errors
    /// [`ModelError`] if the text no longer fits or the device is gone.
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError>;

    /// The same with the logits after the last place alone.
    ///
    /// # Errors
    /// As [`LanguageModel::feed_each`].
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        let last = inputs.len().saturating_sub(1);
        let mut each = self.feed_each(inputs, last).await?;
        Ok(each.pop().unwrap_or_default())
    }

    /// Forgets all but the first `n_fed` places.
    fn rewind(&mut self, n_fed: usize);

    /// Forgets the text.
    fn reset(&mut self) {
        self.rewind(0);
    }

    /// Places taken since the last reset.
    fn n_fed(&self) -> usize;

    /// Most places the model keeps in view.
    fn capacity(&self) -> usize;
}

/// Logarithms of the softmax of logits, in double precision, so that sums of thousands stay exact.
pub fn log_softmax(logits: &[f32]) -> Vec<f64> {
    let max = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f64 = logits
        .iter()
        .map(|logit| f64::from(logit - max).exp())
        .sum();
    let shift = f64::from(max) + total.ln();
    logits
        .iter()
        .map(|logit| f64::from(*logit) - shift)
        .collect()
}
