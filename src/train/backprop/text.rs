//! One text through the network and back.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis};
use pulp::Arch;

use super::block;
use super::dropout::Dropout;
use super::embedding::{add_up_rows, sum_rows};
use super::kernels::softmax;
use super::norm::{floats, norm_backward, norm_forward};
use super::parameters::Parameters;
use super::part::{part, part_mut};
use super::rotary::Rotary;
use crate::model::N_FEATURES;
use crate::token::Vocabulary;

/// A text to learn from: what is read at each place, and what of the rest counts.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Codes, `[seq, N_FEATURES]`.
    pub codes: &'a [i32],
    /// The token after each place, `[seq]`.
    pub targets: &'a [i32],
    /// Where the loss counts, `[seq]`.
    pub counts: &'a [f32],
}

impl<'a> Text<'a> {
    /// Without the places behind the last that counts: nothing is learned there.
    fn cut(self) -> Self {
        let last = self.counts.iter().rposition(|count| *count > 0.0);
        let seq = last.map_or(0, |last| last + 1);
        Self {
            codes: &self.codes[..seq * N_FEATURES],
            targets: &self.targets[..seq],
            counts: &self.counts[..seq],
        }
    }

    /// Places whose loss counts, each with the token to foretell.
    fn counted(&self) -> Vec<(usize, usize)> {
        let places = self.targets.iter().zip(self.counts).enumerate();
        places
            .filter(|(_, (_, count))| **count > 0.0)
            .map(|(place, (target, _))| (place, *target as usize))
            .collect()
    }
}

/// Adds to `gradients` those of `weight` times the sum of negative log-likelihoods of a text.
/// Returns that sum, in nats.
pub fn learn(
    text: Text,
    parameters: &Parameters,
    dropout: Dropout,
    weight: f32,
    gradients: &mut Parameters,
) -> f64 {
    let text = text.cut();
    let counted = text.counted();
    if counted.is_empty() {
        return 0.0;
    }
    let d_head = parameters.embedding.ncols() / parameters.n_heads;
    let rotary = Rotary::new(text.targets.len(), d_head);
    let mut stream = sum_rows(text.codes, N_FEATURES, &parameters.embedding);
    dropout.at(0).apply(floats(&mut stream));
    let traces = block::forward_all(
        &parameters.layers,
        parameters.n_heads,
        &mut stream,
        &rotary,
        dropout,
    );
    let (loss, mut d_stream) = output(&counted, &stream, parameters, weight, gradients);
    block::backward_all(
        &parameters.layers,
        &traces,
        &mut d_stream,
        &rotary,
        dropout,
        &mut gradients.layers,
    );
    dropout.at(0).apply(floats(&mut d_stream));
    add_up_rows(text.codes, N_FEATURES, &d_stream, &mut gradients.embedding);
    loss
}

/// The loss, and the gradient of the stream that leaves the last block.
fn output(
    counted: &[(usize, usize)],
    stream: &Array2<f32>,
    parameters: &Parameters,
    weight: f32,
    gradients: &mut Parameters,
) -> (f64, Array2<f32>) {
    let places: Vec<usize> = counted.iter().map(|(place, _)| *place).collect();
    let last = stream.select(Axis(0), &places);
    let (normed, scales) = norm_forward(&last, &parameters.norm);
    let width = stream.ncols();
    let words = part(&parameters.embedding, 0..Vocabulary::SIZE, 0..width);
    let mut shares = normed.dot(&words.t()); // [counted, Vocabulary::SIZE]
    let mut loss = 0.0;
    let rows = floats(&mut shares).chunks_exact_mut(Vocabulary::SIZE);
    Arch::new().dispatch(|| {
        for (row, (_, target)) in rows.zip(counted) {
            let said = row[*target];
            loss += f64::from(softmax(row) - said);
            row[*target] -= 1.0;
            row.iter_mut().for_each(|value| *value *= weight);
        }
    });
    let mut learned = part_mut(&mut gradients.embedding, 0..Vocabulary::SIZE, 0..width);
    general_mat_mul(1.0, &shares.t(), &normed, 1.0, &mut learned);
    let mut d_last = Array2::zeros(last.dim());
    norm_backward(
        shares.dot(&words),
        &last,
        (&parameters.norm, &scales),
        &mut gradients.norm,
        &mut d_last,
    );
    let mut d_stream = Array2::zeros(stream.dim());
    for (place, row) in places.iter().zip(d_last.rows()) {
        d_stream.row_mut(*place).assign(&row);
    }
    (loss, d_stream)
}
