//! One voice of a frame foretold from the stream, its own past and the voices said before it.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2};
use pulp::Arch;

use super::known::n_voice_codes;
use super::speech::{N_OUTPUT_ROWS, gather, scatter};
use super::text::{FrameText, N_SYMBOLS, NOTHING};
use crate::train::backprop::{
    Dropout, FeedForward, FeedForwardGradients, FeedForwardTrace, add_rows, add_up_rows, floats,
    norm_backward, norm_forward, softmax,
};

/// Parameters of a voice.
#[derive(Debug, Clone)]
pub struct VoiceParameters {
    /// Rows of codes, `[n_voice_rows, d_voice]`.
    pub table: Array2<f32>,
    /// Gain before the feed-forward, `[d_voice]`.
    pub norm: Array1<f32>,
    /// `[d_voice, 2 * d_voice]`.
    pub up: Array2<f32>,
    /// `[2 * d_voice, d_voice]`.
    pub down: Array2<f32>,
    /// Gain before the output, `[d_voice]`.
    pub output_norm: Array1<f32>,
    /// What speaks for the symbols, `[N_OUTPUT_ROWS, d_voice]`.
    pub output: Array2<f32>,
}

fn feed_forward(voice: &VoiceParameters) -> FeedForward<'_> {
    FeedForward {
        norm: &voice.norm,
        up: &voice.up,
        down: &voice.down,
    }
}

/// What the way back needs.
pub struct VoiceTrace {
    thought: FeedForwardTrace,
    middle: Array2<f32>,
    scales: Vec<f32>,
    normed: Array2<f32>,
    shares: Array2<f32>, // [seq, N_SYMBOLS]
}

/// Foretells a voice. `heard` is what it gets from the stream, `[seq, d_voice]`.
/// Returns the nats of what it sings, `[seq]`.
pub fn forward(
    voice: &VoiceParameters,
    slot: usize,
    text: &FrameText,
    heard: Array2<f32>,
    dropout: Dropout,
) -> (Vec<f32>, VoiceTrace) {
    let mut start = heard;
    add_rows(
        &text.voice_codes[slot],
        n_voice_codes(slot),
        &voice.table,
        &mut start,
    );
    dropout.at(0).apply(floats(&mut start));
    let thought = feed_forward(voice).forward(&mut start, dropout.at(1));
    let middle = start;
    let (mut normed, scales) = norm_forward(&middle, &voice.output_norm);
    dropout.at(2).apply(floats(&mut normed));
    let mut spoken = normed.dot(&voice.output.t()); // [seq, N_OUTPUT_ROWS]
    let mut shares = Array2::zeros((text.len(), N_SYMBOLS));
    let rows = floats(&mut shares).chunks_exact_mut(N_SYMBOLS);
    let mut nats = Vec::with_capacity(text.len());
    let spoken = floats(&mut spoken).chunks_exact(N_OUTPUT_ROWS);
    for (index, (row, spoken)) in rows.zip(spoken).enumerate() {
        gather(text, slot, index, spoken, row);
        row[usize::from(NOTHING)] = f32::NEG_INFINITY;
        let said = row[usize::from(text.frames[index][text.order[slot]])];
        let log_sum = Arch::new().dispatch(|| softmax(row));
        row[usize::from(NOTHING)] = 0.0;
        nats.push(log_sum - said);
    }
    let trace = VoiceTrace {
        thought,
        middle,
        scales,
        normed,
        shares,
    };
    (nats, trace)
}

/// Adds the gradients of `weight` times the sum of nats, and returns that of what was heard.
pub fn backward(
    voice: &VoiceParameters,
    slot: usize,
    text: &FrameText,
    trace: VoiceTrace,
    weight: f32,
    dropout: Dropout,
    gradients: &mut VoiceParameters,
) -> Array2<f32> {
    let mut shares = trace.shares;
    let mut d_spoken = Array2::zeros((text.len(), N_OUTPUT_ROWS));
    let rows = floats(&mut shares).chunks_exact_mut(N_SYMBOLS);
    let d_rows = floats(&mut d_spoken).chunks_exact_mut(N_OUTPUT_ROWS);
    for (index, (row, d_spoken)) in rows.zip(d_rows).enumerate() {
        row[usize::from(text.frames[index][text.order[slot]])] -= 1.0;
        row.iter_mut().for_each(|value| *value *= weight);
        scatter(text, slot, index, row, d_spoken);
    }
    general_mat_mul(
        1.0,
        &d_spoken.t(),
        &trace.normed,
        1.0,
        &mut gradients.output,
    );
    let mut d_normed = d_spoken.dot(&voice.output);
    dropout.at(2).apply(floats(&mut d_normed));
    let mut d_start = Array2::zeros(trace.middle.dim());
    norm_backward(
        d_normed,
        &trace.middle,
        (&voice.output_norm, &trace.scales),
        &mut gradients.output_norm,
        &mut d_start,
    );
    let of_feed_forward = FeedForwardGradients {
        norm: &mut gradients.norm,
        up: &mut gradients.up,
        down: &mut gradients.down,
    };
    feed_forward(voice).backward(&trace.thought, &mut d_start, dropout.at(1), of_feed_forward);
    dropout.at(0).apply(floats(&mut d_start));
    add_up_rows(
        &text.voice_codes[slot],
        n_voice_codes(slot),
        &d_start,
        &mut gradients.table,
    );
    d_start
}
