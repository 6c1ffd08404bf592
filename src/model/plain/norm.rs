//! Root-mean-square normalisation.

use burn::module::{Module, Param};
use burn::tensor::Tensor;

/// Keeps silence from being divided by zero.
pub const NORM_EPSILON: f64 = 1e-6;

/// Divides by the root mean square and scales by a learned gain.
///
/// Source: Zhang, Sennrich, "Root mean square layer normalization", NeurIPS 2019.
#[derive(Module, Debug)]
pub struct RmsNorm {
    /// Scale of each feature, `[d_model]`.
    pub gain: Param<Tensor<1>>,
}

impl RmsNorm {
    /// # Shapes
    /// `[batch, seq, d_model]` to the same.
    pub fn forward(&self, input: Tensor<3>) -> Tensor<3> {
        let mean_square = input.clone().square().mean_dim(2); // [batch, seq, 1]
        let scale = mean_square.add_scalar(NORM_EPSILON).sqrt().recip();
        input * scale * self.gain.val().unsqueeze::<3>()
    }
}
