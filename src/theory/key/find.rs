//! The key of a whole score.

use super::profile::KeyProfile;
use super::weights::{all_keys, pitched, weights};
use crate::music::{KeySignature, Score, Tick};

/// Two profiles that err differently: the first is the better one on whole pieces, the second on a few notes.
const TOGETHER: [KeyProfile; 2] = [KeyProfile::AardenEssen, KeyProfile::TemperleyKostkaPayne];
/// What a bass that ends on the tonic adds to the correlation of a key.
const ENDING: f64 = 0.15;
/// Bars from which the end of a score is taken for an ending: a fragment promises none.
const SHORTEST_PIECE: u32 = 4;

/// The key that a score is in; `None` for silence.
///
/// The key whose profiles the notes follow best; in a piece of four bars and more the last bass counts for the key whose
/// tonic it is, as musicians read it.
///
/// Source: the Krumhansl-Schmuckler algorithm, Krumhansl, "Cognitive foundations of musical pitch", 1990, chapter 4,
/// with the profiles of Aarden and of Temperley, Kostka and Payne; weight of the ending our own, chosen on 1,100 pieces
/// whose key is known.
pub fn find_key(score: &Score) -> Option<KeySignature> {
    let ending = if score.n_bars() < SHORTEST_PIECE {
        0.0
    } else {
        ENDING
    };
    best_key(score, &TOGETHER, ending)
}

/// The key whose profile the notes of a score follow best, by duration and nothing else; `None` for silence.
///
/// Source: the Krumhansl-Schmuckler algorithm, Krumhansl 1990, chapter 4.
pub fn find_key_by(score: &Score, profile: KeyProfile) -> Option<KeySignature> {
    best_key(score, &[profile], 0.0)
}

fn best_key(score: &Score, profiles: &[KeyProfile], ending: f64) -> Option<KeySignature> {
    let notes = pitched(score);
    let end = notes.iter().map(|note| note.end()).max()?;
    let last = notes.iter().filter(|note| note.end() == end);
    let bass = last.map(|note| note.pitch).min()?.class();
    let weights = weights(&notes, Tick::ZERO..end);
    best_key_of(&weights, profiles, |key| {
        if key.tonic() == bass { ending } else { 0.0 }
    })
}

/// The key that pitch classes of these weights, C first, follow best; `None` if all weigh the same.
///
/// Source: as [`find_key`], without the ending.
pub fn find_key_of_classes(weights: &[f64; 12]) -> Option<KeySignature> {
    let varies = weights.iter().any(|weight| *weight != weights[0]);
    varies
        .then(|| best_key_of(weights, &TOGETHER, |_| 0.0))
        .flatten()
}

fn best_key_of(
    weights: &[f64; 12],
    profiles: &[KeyProfile],
    more: impl Fn(&KeySignature) -> f64,
) -> Option<KeySignature> {
    let fit = |key: &KeySignature| {
        let fits = profiles
            .iter()
            .map(|profile| correlation(weights, &profile.classes(*key)));
        fits.sum::<f64>() / profiles.len() as f64 + more(key)
    };
    let mut best: Option<(f64, KeySignature)> = None;
    for key in all_keys() {
        let fit = fit(&key);
        if best.is_none_or(|(highest, _)| fit > highest) {
            best = Some((fit, key));
        }
    }
    best.map(|(_, key)| key)
}

/// Pearson's correlation; 0 if one side does not vary.
fn correlation(a: &[f64; 12], b: &[f64; 12]) -> f64 {
    let mean = |values: &[f64; 12]| values.iter().sum::<f64>() / 12.0;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        let pairs = a.iter().zip(b);
        pairs.map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f64>()
    };
    let spread = (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt();
    if spread > 0.0 {
        sum(&|a, b| a * b) / spread
    } else {
        0.0
    }
}
