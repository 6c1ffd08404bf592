//! Causal self-attention with rotary positions.

use burn::module::{Module, Param};
use burn::tensor::{Device, Tensor, TensorData, activation::softmax};

use super::cache::LayerCache;

/// Base of the rotation frequencies.
///
/// Source: Su et al., "RoFormer: enhanced transformer with rotary position embedding", 2021, section 3.2.2.
const ROTARY_BASE: f32 = 10_000.0;

/// Added to the scores of places that must not be seen.
const HIDDEN: f32 = -1e9;

/// Angle by which the `pair`-th of `half` pairs of features is turned at a place, in radians.
pub fn rotary_angle(place: usize, pair: usize, half: usize) -> f32 {
    place as f32 * ROTARY_BASE.powf(-(pair as f32) / half as f32)
}

/// What all layers of one pass share: rotations and mask.
#[derive(Debug, Clone)]
pub struct View {
    cos: Tensor<4>,  // [1, 1, seq, d_head / 2]
    sin: Tensor<4>,  // [1, 1, seq, d_head / 2]
    bias: Tensor<4>, // [1, 1, seq, visible]
    start: usize,
    visible: usize,
}

impl View {
    /// Places `start .. start + seq` looking back at the first `visible` places.
    pub fn new(start: usize, seq: usize, visible: usize, d_head: usize, device: &Device) -> Self {
        let half = d_head / 2;
        let angles = (start..start + seq)
            .flat_map(|place| (0..half).map(move |pair| rotary_angle(place, pair, half)));
        let (sin, cos): (Vec<f32>, Vec<f32>) = angles.map(f32::sin_cos).unzip();
        let bias: Vec<f32> = (start..start + seq)
            .flat_map(|place| {
                (0..visible).map(move |seen| if seen <= place { 0.0 } else { HIDDEN })
            })
            .collect();
        let tensor = |values: Vec<f32>, width: usize| {
            Tensor::from_data(TensorData::new(values, [1, 1, seq, width]), device)
        };
        Self {
            cos: tensor(cos, half),
            sin: tensor(sin, half),
            bias: tensor(bias, visible),
            start,
            visible,
        }
    }

    fn rotate(&self, input: Tensor<4>) -> Tensor<4> {
        let [batch, n_heads, seq, d_head] = input.dims();
        let half = d_head / 2;
        let left = input.clone().slice([0..batch, 0..n_heads, 0..seq, 0..half]);
        let right = input.slice([0..batch, 0..n_heads, 0..seq, half..d_head]);
        let (cos, sin) = (self.cos.clone(), self.sin.clone());
        let turned_left = left.clone() * cos.clone() - right.clone() * sin.clone();
        let turned_right = left * sin + right * cos;
        Tensor::cat(vec![turned_left, turned_right], 3)
    }
}

/// Multi-head attention.
#[derive(Module, Debug)]
pub struct Attention {
    /// Queries, keys and values in one projection, `[d_model, 3 * d_model]`.
    pub qkv: Param<Tensor<2>>,
    /// Back to the stream, `[d_model, d_model]`.
    pub out: Param<Tensor<2>>,
    /// Number of heads.
    pub n_heads: usize,
}

impl Attention {
    /// # Shapes
    /// `[batch, seq, d_model]` to the same. With a cache, batch is 1.
    pub fn forward(
        &self,
        input: Tensor<3>,
        view: &View,
        cache: Option<&mut LayerCache>,
    ) -> Tensor<3> {
        let [batch, seq, d_model] = input.dims();
        let d_head = d_model / self.n_heads;
        let qkv = input.matmul(self.qkv.val().unsqueeze()); // [batch, seq, 3 * d_model]
        let part = |index: usize| -> Tensor<4> {
            qkv.clone()
                .slice([0..batch, 0..seq, index * d_model..(index + 1) * d_model])
                .reshape([batch, seq, self.n_heads, d_head])
                .swap_dims(1, 2) // [batch, n_heads, seq, d_head]
        };
        let query = view
            .rotate(part(0))
            .mul_scalar(1.0 / (d_head as f32).sqrt());
        let (key, value) = (view.rotate(part(1)), part(2));
        let (key, value) = match cache {
            Some(cache) => cache.append(key, value, view.start, view.visible),
            None => (key, value),
        };
        let scores = query.matmul(key.swap_dims(2, 3)) + view.bias.clone(); // [batch, n_heads, seq, visible]
        let mixed = softmax(scores, 3).matmul(value); // [batch, n_heads, seq, d_head]
        let joined: Tensor<3> = mixed.swap_dims(1, 2).reshape([batch, seq, d_model]);
        joined.matmul(self.out.val().unsqueeze())
    }
}
