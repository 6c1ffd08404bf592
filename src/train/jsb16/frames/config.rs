//! The shape of a benchmark network.

use serde::{Deserialize, Serialize};

use super::text::Order;

/// Sizes of a network that reads frames.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameConfig {
    /// Width of the stream, one place a frame.
    pub d_model: usize,
    /// Number of blocks.
    pub n_layers: usize,
    /// Attention heads in each.
    pub n_heads: usize,
    /// Width of the feed-forward.
    pub d_hidden: usize,
    /// Width of what a voice is foretold from; its feed-forward is twice as wide.
    pub d_voice: usize,
    /// The voices in the order in which a frame says them, the soprano being 0 and the bass 3.
    pub order: Order,
    /// Share of features left out of the stream in training.
    pub dropout: f64,
    /// Share of features left out where voices are foretold.
    pub voice_dropout: f64,
    /// Share of what is known that is kept from the network in training.
    pub forgetting: f64,
}

impl FrameConfig {
    /// Whether the sizes describe a network.
    pub fn is_sound(&self) -> bool {
        let sizes = [
            self.d_model,
            self.n_layers,
            self.n_heads,
            self.d_hidden,
            self.d_voice,
        ];
        let mut voices = self.order;
        voices.sort_unstable();
        voices == [0, 1, 2, 3]
            && sizes.iter().all(|size| (1..=4096).contains(size))
            && self.d_model.is_multiple_of(2 * self.n_heads)
            && [self.dropout, self.voice_dropout, self.forgetting]
                .iter()
                .all(|share| (0.0..1.0).contains(share))
    }
}
