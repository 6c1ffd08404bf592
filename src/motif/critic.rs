//! How real a whole line sounds.

use crate::music::{KeySignature, Score, Voice};
use crate::token::Style;

use super::model::MotifModel;
use super::read::read_motif;

/// How real a voice sounds in some bars, 0 to 1: the mean over its motifs that begin in them; `None` without any.
pub fn rate_line(
    model: &MotifModel,
    score: &Score,
    (voice, key): (Voice, KeySignature),
    style: Style,
    bars: std::ops::Range<u32>,
) -> Option<f64> {
    let motifs = bars.filter_map(|bar| read_motif(score, voice, key, bar).ok());
    let ratings: Vec<f64> = motifs
        .map(|(motif, _)| model.realness(&motif, style))
        .collect();
    let n_motifs = ratings.len();
    (n_motifs > 0).then(|| ratings.iter().sum::<f64>() / n_motifs as f64)
}
