//! A block and its gradient.

use ndarray::Array2;

use super::attention;
use super::dropout::Dropout;
use super::feed_forward::{FeedForward, FeedForwardGradients, FeedForwardTrace};
use super::kernels::add;
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
    thought: FeedForwardTrace,
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
    let thought = feed_forward(layer).forward(stream, dropout[1]);
    Trace {
        input,
        seen,
        seen_scales,
        attention,
        thought,
    }
}

fn feed_forward(layer: &Layer) -> FeedForward<'_> {
    FeedForward {
        norm: &layer.feed_forward_norm,
        up: &layer.up,
        down: &layer.down,
    }
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
    let of_feed_forward = FeedForwardGradients {
        norm: &mut gradients.feed_forward_norm,
        up: &mut gradients.up,
        down: &mut gradients.down,
    };
    feed_forward(layer).backward(&trace.thought, d_stream, dropout[1], of_feed_forward);
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
