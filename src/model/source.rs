//! What a network is made of, wherever it lies.

use std::borrow::Cow;

use super::config::TransformerConfig;
use super::weights::WeightsError;

/// The shape of a network and its tensors by name: weights in memory, or a file of them.
pub trait Source {
    /// Shape of the network.
    fn config(&self) -> TransformerConfig;

    /// Values of a tensor of a known shape, row by row.
    ///
    /// # Errors
    /// [`WeightsError`] if it is missing or has another shape.
    fn floats(&self, name: &str, shape: &[usize]) -> Result<Cow<'_, [f32]>, WeightsError>;

    /// Name and fingerprint of the values: changes whenever one of them does.
    fn version(&self) -> String;
}
