//! One text through the network and back.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis};
use pulp::Arch;

use super::attention;
use super::dropout::Dropout;
use super::kernels::{add, relu, softmax, squares, through_square};
use super::norm::{self, floats};
use super::parameters::{Layer, Parameters};
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

    fn embedded(&self, embedding: &Array2<f32>) -> Array2<f32> {
        let mut stream = Array2::zeros((self.targets.len(), embedding.ncols()));
        let places = self.codes.chunks_exact(N_FEATURES);
        for (mut row, codes) in stream.rows_mut().into_iter().zip(places) {
            for code in codes {
                row += &embedding.row(*code as usize);
            }
        }
        stream
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

/// What the way back through a block needs.
struct LayerTrace {
    input: Array2<f32>,
    seen: Array2<f32>,
    seen_scales: Vec<f32>,
    attention: attention::Trace,
    middle: Array2<f32>,
    thought: Array2<f32>,
    thought_scales: Vec<f32>,
    hidden: Array2<f32>,
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
    let mut stream = text.embedded(&parameters.embedding);
    dropout.at(0).apply(floats(&mut stream));
    let mut traces = Vec::with_capacity(parameters.layers.len());
    for (index, layer) in parameters.layers.iter().enumerate() {
        let places = [2 * index + 1, 2 * index + 2].map(|place| dropout.at(place));
        traces.push(forward(
            layer,
            &mut stream,
            parameters.n_heads,
            &rotary,
            places,
        ));
    }
    let (loss, mut d_stream) = output(&counted, &stream, parameters, weight, gradients);
    let layers = parameters.layers.iter().zip(&mut gradients.layers);
    for ((index, (layer, gradients)), trace) in layers.enumerate().zip(&traces).rev() {
        let places = [2 * index + 1, 2 * index + 2].map(|place| dropout.at(place));
        backward(layer, trace, &mut d_stream, &rotary, places, gradients);
    }
    dropout.at(0).apply(floats(&mut d_stream));
    for (row, codes) in d_stream
        .rows()
        .into_iter()
        .zip(text.codes.chunks_exact(N_FEATURES))
    {
        for code in codes {
            let mut learned = gradients.embedding.row_mut(*code as usize);
            learned += &row;
        }
    }
    loss
}

fn forward(
    layer: &Layer,
    stream: &mut Array2<f32>,
    n_heads: usize,
    rotary: &Rotary,
    dropout: [Dropout; 2],
) -> LayerTrace {
    let input = stream.clone();
    let (seen, seen_scales) = norm::forward(&input, &layer.attention_norm);
    let (mut answer, attention) = attention::forward(&seen, layer, n_heads, rotary);
    dropout[0].apply(floats(&mut answer));
    add(floats(stream), floats(&mut answer));
    let middle = stream.clone();
    let (thought, thought_scales) = norm::forward(&middle, &layer.feed_forward_norm);
    let mut hidden = thought.dot(&layer.up);
    relu(floats(&mut hidden));
    let mut answer = squared(&hidden).dot(&layer.down);
    dropout[1].apply(floats(&mut answer));
    add(floats(stream), floats(&mut answer));
    LayerTrace {
        input,
        seen,
        seen_scales,
        attention,
        middle,
        thought,
        thought_scales,
        hidden,
    }
}

fn squared(hidden: &Array2<f32>) -> Array2<f32> {
    let squares = squares(hidden.as_slice().unwrap_or_default());
    Array2::from_shape_vec(hidden.dim(), squares).expect("invariant: as many squares as values")
}

/// Turns the gradient of what leaves a block into that of what entered it.
fn backward(
    layer: &Layer,
    trace: &LayerTrace,
    d_stream: &mut Array2<f32>,
    rotary: &Rotary,
    dropout: [Dropout; 2],
    gradients: &mut Layer,
) {
    let mut d_answer = d_stream.clone();
    dropout[1].apply(floats(&mut d_answer));
    let squares = squared(&trace.hidden);
    general_mat_mul(1.0, &squares.t(), &d_answer, 1.0, &mut gradients.down);
    let mut d_hidden = d_answer.dot(&layer.down.t());
    through_square(
        floats(&mut d_hidden),
        trace.hidden.as_slice().unwrap_or_default(),
    );
    general_mat_mul(1.0, &trace.thought.t(), &d_hidden, 1.0, &mut gradients.up);
    norm::backward(
        d_hidden.dot(&layer.up.t()),
        &trace.middle,
        (&layer.feed_forward_norm, &trace.thought_scales),
        &mut gradients.feed_forward_norm,
        d_stream,
    );
    let mut d_answer = d_stream.clone();
    dropout[0].apply(floats(&mut d_answer));
    let d_seen = attention::backward(
        &d_answer,
        &trace.seen,
        layer,
        &trace.attention,
        rotary,
        gradients,
    );
    norm::backward(
        d_seen,
        &trace.input,
        (&layer.attention_norm, &trace.seen_scales),
        &mut gradients.attention_norm,
        d_stream,
    );
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
    let (normed, scales) = norm::forward(&last, &parameters.norm);
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
    norm::backward(
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
