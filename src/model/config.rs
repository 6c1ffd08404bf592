//! The shape of a network, as presets and weights files say it.

use serde::{Deserialize, Serialize};

/// Shape of a transformer.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransformerConfig {
    /// Width of the stream.
    pub d_model: usize,
    /// Number of blocks.
    pub n_layers: usize,
    /// Attention heads a block; divides `d_model` into even parts.
    pub n_heads: usize,
    /// Width inside the feed-forward half.
    pub d_hidden: usize,
    /// Places kept in view.
    pub context: usize,
    /// Share of features dropped in training.
    pub dropout: f64,
}

impl TransformerConfig {
    /// Whether a network of this shape can be built.
    pub fn is_sound(&self) -> bool {
        let sizes = [
            self.d_model,
            self.n_layers,
            self.n_heads,
            self.d_hidden,
            self.context,
        ];
        sizes.iter().all(|size| (1..=8192).contains(size))
            && self.n_layers <= 64
            && self.d_model.is_multiple_of(2 * self.n_heads)
            && (0.0..1.0).contains(&self.dropout)
    }
}
