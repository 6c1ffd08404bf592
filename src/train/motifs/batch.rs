//! Motifs as tensors.

use burn::tensor::{Device, Tensor, TensorData};

use crate::model::Rng;
use crate::motif::{LATENT, MAX_CELLS, N_CONDITIONS, N_SYMBOLS, inputs_of};
use crate::token::Style;

use super::corpus::StyledMotif;

/// Inputs that say a motif.
pub(super) const SAID: usize = MAX_CELLS * N_SYMBOLS;

/// Some motifs on a device.
pub(super) struct MotifBatch {
    /// One number of a cell is 1, of cells past the end none: `[n, SAID]`.
    pub said: Tensor<2>,
    /// What they are asked to be, `[n, N_CONDITIONS]`.
    pub conditions: Tensor<2>,
    /// 1 for every number of a cell that the motif has, `[n, SAID]`.
    pub present: Tensor<2>,
    /// How many.
    pub n: usize,
}

impl MotifBatch {
    /// Motifs drawn so that small styles come oftener than they are.
    pub fn draw(shelf: &Shelf<'_>, n: usize, rng: &mut Rng, device: &Device) -> Self {
        let drawn: Vec<&StyledMotif> = (0..n).map(|_| shelf.draw(rng)).collect();
        Self::of(&drawn, device)
    }

    /// Some motifs.
    pub fn of(motifs: &[&StyledMotif], device: &Device) -> Self {
        let n = motifs.len();
        let (mut said, mut asked, mut present) = (Vec::new(), Vec::new(), Vec::new());
        for StyledMotif { style, motif } in motifs {
            let row = inputs_of(motif, *style);
            said.extend_from_slice(&row[..SAID]);
            asked.extend_from_slice(&row[SAID..]);
            let n_present = motif.cells.len() * N_SYMBOLS;
            present.extend((0..SAID).map(|at| f32::from(u8::from(at < n_present))));
        }
        let tensor = |values: Vec<f32>, width: usize| {
            Tensor::<2>::from_data(TensorData::new(values, [n, width]), device)
        };
        Self {
            said: tensor(said, SAID),
            conditions: tensor(asked, N_CONDITIONS),
            present: tensor(present, SAID),
            n,
        }
    }
}

/// Random numbers `[n, width]` from a normal distribution.
pub(super) fn normal(n: usize, width: usize, rng: &mut Rng, device: &Device) -> Tensor<2> {
    let values: Vec<f32> = (0..n * width).map(|_| rng.next_normal() as f32).collect();
    Tensor::from_data(TensorData::new(values, [n, width]), device)
}

/// Random numbers `[n, SAID]` whose largest of several, added to logits, is drawn as their softmax says (Gumbel 1954).
pub(super) fn gumbel(n: usize, rng: &mut Rng, device: &Device) -> Tensor<2> {
    let mut next = || -(-rng.next_f64().max(1e-9).ln()).ln() as f32;
    let values: Vec<f32> = (0..n * SAID).map(|_| next()).collect();
    Tensor::from_data(TensorData::new(values, [n, SAID]), device)
}

/// For each number whether its cell is seen, `[n, SAID]`: a critic who misses some does not learn motifs by heart.
pub(super) fn glimpses(n: usize, unseen: f64, rng: &mut Rng, device: &Device) -> Tensor<2> {
    let mut values = Vec::with_capacity(n * SAID);
    for _ in 0..n * MAX_CELLS {
        let is_seen = f32::from(u8::from(rng.next_f64() >= unseen));
        values.extend([is_seen; N_SYMBOLS]);
    }
    Tensor::from_data(TensorData::new(values, [n, SAID]), device)
}

/// Places drawn for motifs, `[n, LATENT]`.
pub(super) fn places(n: usize, rng: &mut Rng, device: &Device) -> Tensor<2> {
    normal(n, LATENT, rng, device)
}

/// Motifs by style.
pub(super) struct Shelf<'a> {
    /// Styles that have any, each with the share of draws up to it.
    styles: Vec<(f64, Vec<&'a StyledMotif>)>,
}

impl<'a> Shelf<'a> {
    /// Styles weigh by the square root of what they have.
    pub fn new(motifs: &'a [StyledMotif]) -> Self {
        let mut styles = Vec::new();
        let mut sum = 0.0;
        for style in Style::ALL {
            let of_style: Vec<_> = motifs.iter().filter(|it| it.style == style).collect();
            if !of_style.is_empty() {
                sum += (of_style.len() as f64).sqrt();
                styles.push((sum, of_style));
            }
        }
        styles.iter_mut().for_each(|(share, _)| *share /= sum);
        Self { styles }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.styles.is_empty()
    }

    /// One of them.
    pub fn draw(&self, rng: &mut Rng) -> &'a StyledMotif {
        let draw = rng.next_f64();
        let style = self.styles.iter().find(|(share, _)| draw < *share);
        let (_, motifs) = style.or(self.styles.last()).expect("invariant: not empty");
        motifs[rng.next_below(motifs.len())]
    }
}
