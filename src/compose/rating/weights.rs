//! What each measure counts in the total.

use super::measure::Measures;

/// Weights of [`Measures::features`]: surprise, strangeness and critic as `antiphon evaluate ratings` fits them, faults
/// and foreign notes by taste, likelihood not at all (docs/decisions/016-ratings.md says why).
const WEIGHTS: [f64; 6] = [0.0, -1.07, -0.3, -0.5, -0.7, 0.58];

/// How good a candidate is beside others of one request: higher is better.
pub(super) fn total(measures: &Measures) -> f64 {
    let pairs = measures.features().into_iter().zip(WEIGHTS);
    pairs.map(|(feature, weight)| feature * weight).sum()
}
