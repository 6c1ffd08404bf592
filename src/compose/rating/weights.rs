//! What each measure counts in the total.

use super::measure::Measures;

/// Weights of [`Measures::features`]: a first guess, to be replaced by what `antiphon evaluate ratings` fits
/// (docs/decisions/016-ratings.md).
const WEIGHTS: [f64; 5] = [-0.5, -0.5, -0.3, -1.0, -0.3];
/// What a critic's certainty counts beside them: not fitted yet, since there is none.
const CRITIC: f64 = 2.0;

/// How good a candidate is beside others of one request: higher is better.
pub(super) fn total(measures: &Measures) -> f64 {
    let pairs = measures.features().into_iter().zip(WEIGHTS);
    let weighed: f64 = pairs.map(|(feature, weight)| feature * weight).sum();
    weighed + measures.critic.map_or(0.0, |critic| CRITIC * critic)
}
