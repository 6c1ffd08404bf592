//! What each measure counts in the total.

use super::measure::Measures;

/// Weights of [`Measures::features`], by which real continuations rank before written ones: fitted by
/// `antiphon evaluate ratings`, as logits of a choice of one among four (docs/decisions/016-ratings.md).
const WEIGHTS: [f64; 6] = [-0.5, -0.5, -0.3, -1.0, -0.3, 0.5];

/// How good a candidate is beside others of one request: higher is better.
pub(super) fn total(measures: &Measures) -> f64 {
    let pairs = measures.features().into_iter().zip(WEIGHTS);
    pairs.map(|(feature, weight)| feature * weight).sum()
}
