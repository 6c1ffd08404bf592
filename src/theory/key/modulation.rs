//! The keys that a score passes through.

use super::find::find_key;
use super::profile::KeyProfile;
use super::weights::{all_keys, pitched, weights};
use crate::music::{KeySignature, Score, Tick};
use crate::theory::beats::{Strength, beats};
use crate::theory::highest::highest;

/// Shortest stretch that is judged by itself: two quarter notes.
const SHORTEST_STRETCH: u32 = 960;
/// What leaving a key costs, in nats.
const CHANGE: f64 = 2.0;
/// What each sharp or flat between two signatures adds to it.
const EACH_ACCIDENTAL: f64 = 0.5;
/// What a change of mode adds to it.
const OTHER_MODE: f64 = 0.5;
/// What each stretch outside the home key costs: music goes home where nothing keeps it.
const AWAY: f64 = 0.15;

/// The keys of a score, each with the tick where it begins; empty for silence.
///
/// Keys change only for a reason: stretches of about half a bar are judged together, and a change costs more the
/// further it leads. The first entry stands at tick 0; neighbours differ.
///
/// Source: Temperley, "Music and probability", 2007, chapter 6: the probability of the pitch classes that occur in
/// a stretch, times that of the changes of key. Near keys follow more readily here, and the home key is
/// [`find_key`]'s.
pub fn find_keys(score: &Score) -> Vec<(Tick, KeySignature)> {
    let Some(home) = find_key(score) else {
        return Vec::new();
    };
    let keys: Vec<KeySignature> = all_keys().map(|key| spelled_near(key, home)).collect();
    let stretches = stretches(score);
    let notes = pitched(score);
    let mut totals: Vec<f64> = keys.iter().map(|key| -distance(home, *key)).collect();
    let mut origins: Vec<Vec<usize>> = Vec::with_capacity(stretches.len());
    let mut sounding = 0;
    for (start, end) in &stretches {
        // Notes stand in order of onset, so those that ended long ago need not be asked again.
        while notes.get(sounding).is_some_and(|note| note.end() <= *start) {
            sounding += 1;
        }
        let later = notes.get(sounding..).unwrap_or_default();
        let until = later.partition_point(|note| note.onset < *end);
        let weights = weights(&later[..until], *start..*end);
        let arrivals = keys.iter().map(|to| {
            let costs = keys.iter().map(|from| distance(*from, *to));
            highest(totals.iter().zip(costs).map(|(total, cost)| total - cost))
        });
        let (origin, arrived): (Vec<usize>, Vec<f64>) = arrivals.unzip();
        let next = keys.iter().zip(arrived).map(|(key, arrived)| {
            arrived + likelihood(&weights, *key) - if *key == home { 0.0 } else { AWAY }
        });
        totals = next.collect();
        origins.push(origin);
    }
    let (mut at, _) = highest(totals.into_iter());
    let mut path: Vec<(Tick, KeySignature)> = Vec::with_capacity(stretches.len());
    for ((start, _), origin) in stretches.iter().zip(&origins).rev() {
        path.extend(keys.get(at).map(|key| (*start, *key)));
        at = origin.get(at).copied().unwrap_or(0);
    }
    path.reverse();
    path.dedup_by_key(|(_, key)| *key);
    path
}

/// Beats joined until they are long enough to be judged; each begins on a strong beat where there is one.
fn stretches(score: &Score) -> Vec<(Tick, Tick)> {
    let mut stretches: Vec<(Tick, Tick)> = Vec::new();
    for beat in beats(score) {
        match stretches.last_mut() {
            Some((start, end))
                if beat.strength == Strength::Weak
                    || end.since(*start).get() < SHORTEST_STRETCH =>
            {
                *end = beat.end;
            }
            _ => stretches.push((beat.start, beat.end)),
        }
    }
    stretches
}

/// Log probability, in nats, of the pitch classes that occur in a stretch of music in some key.
///
/// One that sounds only for a part of the stretch counts in part.
fn likelihood(weights: &[f64; 12], key: KeySignature) -> f64 {
    let longest = weights.iter().copied().fold(0.0, f64::max);
    if longest == 0.0 {
        return 0.0;
    }
    let profile = KeyProfile::TemperleyKostkaPayne.classes(key);
    let classes = weights.iter().zip(profile);
    classes
        .map(|(weight, probability)| {
            let presence = (2.0 * weight / longest).min(1.0);
            presence * probability.ln() + (1.0 - presence) * (1.0 - probability).ln()
        })
        .sum()
}

/// What going from one key to another costs, in nats.
fn distance(from: KeySignature, to: KeySignature) -> f64 {
    if from == to {
        return 0.0;
    }
    let around = (from.sharps() - to.sharps()).rem_euclid(12);
    let mode = if from.mode() == to.mode() {
        0.0
    } else {
        OTHER_MODE
    };
    CHANGE + EACH_ACCIDENTAL * f64::from(around.min(12 - around)) + mode
}

/// The key with the signature that is nearest to that of the home key.
fn spelled_near(key: KeySignature, home: KeySignature) -> KeySignature {
    let sharps = i64::from(key.sharps());
    let spellings = [sharps, sharps - 12, sharps + 12].into_iter();
    let keys = spellings.filter_map(|sharps| KeySignature::new(sharps, key.mode()).ok());
    keys.min_by_key(|key| key.sharps().abs_diff(home.sharps()))
        .unwrap_or(key)
}
