//! How near written motifs are to real ones: by counts, and by whether a judge can tell.

use std::collections::HashMap;
use std::hash::Hash;

use burn::module::Module;
use burn::optim::GradientsParams;
use burn::tensor::activation::sigmoid;
use burn::tensor::{Device, Tensor};

use crate::model::Rng;
use crate::motif::{Cell, Motif};

use super::batch::{MotifBatch, Shelf, glimpses};
use super::corpus::StyledMotif;
use super::learn::optimizer;
use super::networks::{Layers, random_critic};

/// Motifs of a batch.
const BATCH: usize = 128;
/// Cells that a judge in the making does not see.
const UNSEEN: f64 = 0.15;

/// Learns to tell real motifs from written ones. A motif's output is the logarithm of the odds that it is real.
pub(super) fn learn_to_tell(
    real: &[StyledMotif],
    written: &[StyledMotif],
    iterations: usize,
    rng_seed: u64,
) -> Layers {
    let device = Device::flex().autodiff();
    let mut rng = Rng::new(rng_seed ^ 0x006a_7564_6765);
    let mut judge = random_critic(&mut rng, &device);
    let (real, written) = (Shelf::new(real), Shelf::new(written));
    if real.is_empty() || written.is_empty() {
        return judge;
    }
    let mut optimizer = optimizer(0.9);
    for iteration in 0..iterations {
        let mut judged = |shelf: &Shelf<'_>| {
            let batch = MotifBatch::draw(shelf, BATCH, &mut rng, &device);
            let seen = glimpses(BATCH, UNSEEN, &mut rng, &device);
            judge.forward(Tensor::cat(vec![batch.said * seen, batch.conditions], 1))
        };
        let (real, written) = (judged(&real), judged(&written));
        let surprise = |logits: Tensor<2>| sigmoid(logits).clamp_min(1e-6).log().mean();
        let loss = (surprise(real) + surprise(written.mul_scalar(-1.0))).mul_scalar(-0.5);
        let gradients = GradientsParams::from_grads(loss.backward(), &judge);
        let progress = iteration as f64 / iterations as f64;
        judge = optimizer.step(0.001 * (1.0 - 0.95 * progress), judge.clone(), gradients);
    }
    judge
}

/// How often a judge that learnt from `real` and `written` tells held-out motifs of both rightly, each kind counting
/// half: 0.5 where nobody could tell, 1 where it is never wrong.
pub fn told_apart(
    (real, written): (&[StyledMotif], &[StyledMotif]),
    (held_out, fresh): (&[StyledMotif], &[StyledMotif]),
    iterations: usize,
    rng_seed: u64,
) -> f64 {
    let judge = learn_to_tell(real, written, iterations, rng_seed).valid();
    let device = Device::flex();
    let share_real = |motifs: &[StyledMotif]| {
        let motifs: Vec<&StyledMotif> = motifs.iter().collect();
        let mut n_real = 0;
        for some in motifs.chunks(BATCH) {
            let batch = MotifBatch::of(some, &device);
            let logits = judge.forward(Tensor::cat(vec![batch.said, batch.conditions], 1));
            let data = logits.to_data();
            n_real += data.iter::<f64>().filter(|logit| *logit > 0.0).count();
        }
        n_real as f64 / motifs.len().max(1) as f64
    };
    0.5 * (share_real(held_out) + 1.0 - share_real(fresh))
}

/// How far the habits of written motifs are from those of real ones: Jensen-Shannon divergences in bits, from 0 (the
/// same) to 1 (nothing in common).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MotifLikeness {
    /// Of the rhythms of bars.
    pub rhythms: f64,
    /// Of pairs of intervals that follow each other.
    pub intervals: f64,
    /// Of degrees above the tonic, with the mode.
    pub degrees: f64,
    /// Share of written motifs that are written once.
    pub distinct: f64,
    /// Share of written motifs that stand so in the pieces they were learnt from.
    pub copied: f64,
}

/// Compares what was written with held-out motifs; `learners` are what it was learnt from.
pub fn likeness(
    learners: &[StyledMotif],
    held_out: &[StyledMotif],
    written: &[StyledMotif],
) -> MotifLikeness {
    let known: std::collections::HashSet<&Motif> = learners.iter().map(|it| &it.motif).collect();
    let mut times: HashMap<&Motif, usize> = HashMap::new();
    for it in written {
        *times.entry(&it.motif).or_default() += 1;
    }
    let n = written.len().max(1) as f64;
    let once = times.values().filter(|times| **times == 1).count();
    let copied = written
        .iter()
        .filter(|it| known.contains(&it.motif))
        .count();
    MotifLikeness {
        rhythms: divergence(counted(held_out, rhythms), counted(written, rhythms)),
        intervals: divergence(counted(held_out, intervals), counted(written, intervals)),
        degrees: divergence(counted(held_out, degrees), counted(written, degrees)),
        distinct: once as f64 / n,
        copied: copied as f64 / n,
    }
}

fn rhythms(motif: &Motif) -> Vec<Vec<u8>> {
    let bars = motif.cells.chunks(motif.bar_cells().max(1));
    let kind = |cell: &Cell| match cell {
        Cell::Rest => 0,
        Cell::Hold => 1,
        Cell::Pitch(_) => 2,
    };
    bars.map(|bar| bar.iter().map(kind).collect()).collect()
}

fn pitches(motif: &Motif) -> Vec<i8> {
    let pitch = |cell: &Cell| match cell {
        Cell::Pitch(pitch) => Some(*pitch),
        _ => None,
    };
    motif.cells.iter().filter_map(pitch).collect()
}

fn intervals(motif: &Motif) -> Vec<(i8, i8)> {
    let pitches = pitches(motif);
    let triples = pitches.windows(3);
    triples.map(|it| (it[1] - it[0], it[2] - it[1])).collect()
}

fn degrees(motif: &Motif) -> Vec<(bool, i8)> {
    let is_minor = motif.mode == crate::music::Mode::Minor;
    let pitches = pitches(motif).into_iter();
    pitches.map(|it| (is_minor, it.rem_euclid(12))).collect()
}

fn counted<T: Eq + Hash>(motifs: &[StyledMotif], parts: fn(&Motif) -> Vec<T>) -> HashMap<T, f64> {
    let mut counts = HashMap::new();
    for part in motifs.iter().flat_map(|it| parts(&it.motif)) {
        *counts.entry(part).or_insert(0.0) += 1.0;
    }
    let sum: f64 = counts.values().sum();
    counts.values_mut().for_each(|count| *count /= sum);
    counts
}

/// Source: Lin, "Divergence measures based on the Shannon entropy", 1991.
fn divergence<T: Eq + Hash>(one: HashMap<T, f64>, other: HashMap<T, f64>) -> f64 {
    let part = |a: f64, b: f64| {
        if a > 0.0 {
            0.5 * a * (2.0 * a / (a + b)).log2()
        } else {
            0.0
        }
    };
    let of = |counts: &HashMap<T, f64>, key: &T| counts.get(key).copied().unwrap_or(0.0);
    let from_one: f64 = one.iter().map(|(key, a)| part(*a, of(&other, key))).sum();
    let from_other: f64 = other.iter().map(|(key, b)| part(*b, of(&one, key))).sum();
    from_one + from_other
}
