//! One layer: attention, then feed-forward, each behind a norm and added to the stream.

use burn::module::Module;
use burn::nn::Dropout;
use burn::tensor::Tensor;

use super::attention::{Attention, View};
use super::cache::LayerCache;
use super::feed_forward::FeedForward;
use super::norm::RmsNorm;

/// A pre-norm transformer block.
#[derive(Module, Debug)]
pub struct Block {
    /// Before the attention.
    pub attention_norm: RmsNorm,
    /// Looks back.
    pub attention: Attention,
    /// Before the feed-forward.
    pub feed_forward_norm: RmsNorm,
    /// Thinks.
    pub feed_forward: FeedForward,
    /// On what each half adds to the stream, in training only.
    pub dropout: Dropout,
}

impl Block {
    /// # Shapes
    /// `[batch, seq, d_model]` to the same.
    pub fn forward(
        &self,
        stream: Tensor<3>,
        view: &View,
        cache: Option<&mut LayerCache>,
    ) -> Tensor<3> {
        let seen = self
            .attention
            .forward(self.attention_norm.forward(stream.clone()), view, cache);
        let stream = stream + self.dropout.forward(seen);
        let thought = self
            .feed_forward
            .forward(self.feed_forward_norm.forward(stream.clone()));
        stream + self.dropout.forward(thought)
    }
}
