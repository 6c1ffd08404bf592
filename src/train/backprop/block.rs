//! A block and its gradient.

use ndarray::Array2;
use ndarray::linalg::general_mat_mul;

use super::attention;
use super::dropout::Dropout;
use super::kernels::{add, relu, squares, through_square};
use super::norm::{floats, norm_backward, norm_forward};
use super::parameters::Layer;
use super::rotary::Rotary;

/// What the way back through a block needs.
#[derive(Debug)]
pub struct Trace {
    input: Array2<f32>,
    seen: Array2<f32>,
    seen_scales: Vec<f32>,
    attention: attention::Trace,
    middle: Array2<f32>,
    thought: Array2<f32>,
    thought_scales: Vec<f32>,
    hidden: Array2<f32>,
}

/// Sends a stream, `[seq, d_model]`, through all blocks; `dropout` has two places in each.
pub fn forward_all(
    layers: &[Layer],
    n_heads: usize,
    stream: &mut Array2<f32>,
    rotary: &Rotary,
    dropout: Dropout,
) -> Vec<Trace> {
    let layers = layers.iter().enumerate();
    layers
        .map(|(index, layer)| forward(layer, stream, n_heads, rotary, places(dropout, index)))
        .collect()
}

/// Turns the gradient of what leaves the last block into that of what entered the first.
pub fn backward_all(
    layers: &[Layer],
    traces: &[Trace],
    d_stream: &mut Array2<f32>,
    rotary: &Rotary,
    dropout: Dropout,
    gradients: &mut [Layer],
) {
    let layers = layers.iter().zip(traces).zip(gradients).enumerate();
    for (index, ((layer, trace), gradients)) in layers.rev() {
        let places = places(dropout, index);
        backward(layer, trace, d_stream, rotary, places, gradients);
    }
}

/// The dropout of the attention and of the feed-forward of a block.
fn places(dropout: Dropout, index: usize) -> [Dropout; 2] {
    [2 * index + 1, 2 * index + 2].map(|place| dropout.at(place))
}

/// Adds to the stream what a block makes of it.
fn forward(
    layer: &Layer,
    stream: &mut Array2<f32>,
    n_heads: usize,
    rotary: &Rotary,
    dropout: [Dropout; 2],
) -> Trace {
    let input = stream.clone();
    let (seen, seen_scales) = norm_forward(&input, &layer.attention_norm);
    let (mut answer, attention) = attention::forward(&seen, layer, n_heads, rotary);
    dropout[0].apply(floats(&mut answer));
    add(floats(stream), floats(&mut answer));
    let middle = stream.clone();
    let (thought, thought_scales) = norm_forward(&middle, &layer.feed_forward_norm);
    let mut hidden = thought.dot(&layer.up);
    relu(floats(&mut hidden));
    let mut answer = squared(&hidden).dot(&layer.down);
    dropout[1].apply(floats(&mut answer));
    add(floats(stream), floats(&mut answer));
    Trace {
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

/// The squares of a matrix's values.
pub fn squared(hidden: &Array2<f32>) -> Array2<f32> {
    let squares = squares(hidden.as_slice().unwrap_or_default());
    Array2::from_shape_vec(hidden.dim(), squares).expect("invariant: as many squares as values")
}

/// Turns the gradient of what leaves a block into that of what entered it.
fn backward(
    layer: &Layer,
    trace: &Trace,
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
    norm_backward(
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
    norm_backward(
        d_seen,
        &trace.input,
        (&layer.attention_norm, &trace.seen_scales),
        &mut gradients.attention_norm,
        d_stream,
    );
}
