//! Texts shared out among the cores.

use rayon::prelude::*;

/// Sums of gradients kept side by side. They are added up in their order, whatever the number of
/// cores, so that a run ends with the same weights on every machine.
const LANES: usize = 8;

/// Learns from `n_texts` texts: `learn` adds the gradients of one to those it is given and returns its
/// loss. Returns the sum of the losses and of the gradients.
pub fn in_lanes<G: Send>(
    n_texts: usize,
    zeros: impl Fn() -> G + Sync,
    learn: impl Fn(usize, &mut G) -> f64 + Sync,
    add: impl Fn(&mut G, &G),
) -> (f64, G) {
    let lanes: Vec<(f64, G)> = (0..LANES.min(n_texts))
        .into_par_iter()
        .map(|lane| {
            let mut gradients = zeros();
            let texts = (lane..n_texts).step_by(LANES);
            let losses = texts.map(|index| learn(index, &mut gradients));
            (losses.sum(), gradients)
        })
        .collect();
    let mut lanes = lanes.into_iter();
    let (mut loss, mut gradients) = lanes.next().unwrap_or_else(|| (0.0, zeros()));
    for (more, others) in lanes {
        loss += more;
        add(&mut gradients, &others);
    }
    (loss, gradients)
}
