//! A text through the network and back.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, Axis, Slice};

use super::known::N_STREAM_CODES;
use super::parameters::FrameParameters;
use super::text::FrameText;
use super::voice;
use crate::train::backprop::{
    Dropout, Rotary, add_up_rows, backward_all, floats, forward_all, norm_backward, norm_forward,
    sum_rows,
};

/// Place of the dropout behind the last block; those of the voices follow.
const BEHIND_BLOCKS: usize = 1000;

/// What is left out in training.
#[derive(Debug, Clone, Copy)]
pub struct Dropouts {
    /// Of the stream.
    pub stream: Dropout,
    /// Where voices are foretold.
    pub voices: Dropout,
}

/// Nats of every cell of a text: soprano to bass, `[seq]`.
pub fn foretell(text: &FrameText, parameters: &FrameParameters) -> Vec<[f32; 4]> {
    let no_dropout = Dropout::new(0.0, 0);
    let mut stream = sum_rows(&text.stream_codes, N_STREAM_CODES, &parameters.embedding);
    let rotary = rotary(text, parameters);
    forward_all(
        &parameters.layers,
        parameters.n_heads,
        &mut stream,
        &rotary,
        no_dropout,
    );
    let (normed, _) = norm_forward(&stream, &parameters.norm);
    let heard = normed.dot(&parameters.hearing);
    let mut nats = vec![[0.0; 4]; text.len()];
    for (slot, voice) in parameters.voices.iter().enumerate() {
        let heard = columns_of(&heard, slot);
        let (of_voice, _) = voice::forward(voice, slot, text, heard, no_dropout);
        for (nats, of_voice) in nats.iter_mut().zip(of_voice) {
            nats[text.order[slot]] = of_voice;
        }
    }
    nats
}

/// Adds to `gradients` those of `weight` times the sum of nats of all cells. Returns that sum.
pub fn learn(
    text: &FrameText,
    parameters: &FrameParameters,
    dropouts: Dropouts,
    weight: f32,
    gradients: &mut FrameParameters,
) -> f64 {
    let dropout = dropouts.stream;
    let mut stream = sum_rows(&text.stream_codes, N_STREAM_CODES, &parameters.embedding);
    dropout.at(0).apply(floats(&mut stream));
    let rotary = rotary(text, parameters);
    let traces = forward_all(
        &parameters.layers,
        parameters.n_heads,
        &mut stream,
        &rotary,
        dropout,
    );
    let (mut normed, scales) = norm_forward(&stream, &parameters.norm);
    let behind = dropouts.voices.at(BEHIND_BLOCKS);
    behind.apply(floats(&mut normed));
    let heard = normed.dot(&parameters.hearing);
    let mut d_heard = Array2::zeros(heard.dim());
    let mut loss = 0.0;
    let voices = parameters.voices.iter().zip(&mut gradients.voices);
    for (slot, (voice, gradients)) in voices.enumerate() {
        let dropout = dropouts.voices.at(BEHIND_BLOCKS + 1 + slot);
        let (nats, trace) = voice::forward(voice, slot, text, columns_of(&heard, slot), dropout);
        loss += nats.iter().copied().map(f64::from).sum::<f64>();
        let d_voice = voice::backward(voice, slot, text, trace, weight, dropout, gradients);
        d_heard
            .slice_axis_mut(Axis(1), columns(slot, d_voice.ncols()))
            .assign(&d_voice);
    }
    general_mat_mul(1.0, &normed.t(), &d_heard, 1.0, &mut gradients.hearing);
    let mut d_normed = d_heard.dot(&parameters.hearing.t());
    behind.apply(floats(&mut d_normed));
    let mut d_stream = Array2::zeros(stream.dim());
    norm_backward(
        d_normed,
        &stream,
        (&parameters.norm, &scales),
        &mut gradients.norm,
        &mut d_stream,
    );
    backward_all(
        &parameters.layers,
        &traces,
        &mut d_stream,
        &rotary,
        dropout,
        &mut gradients.layers,
    );
    dropout.at(0).apply(floats(&mut d_stream));
    add_up_rows(
        &text.stream_codes,
        N_STREAM_CODES,
        &d_stream,
        &mut gradients.embedding,
    );
    loss
}

/// Places are frames, so a rotation is a time.
fn rotary(text: &FrameText, parameters: &FrameParameters) -> Rotary {
    let d_head = parameters.embedding.ncols() / parameters.n_heads;
    Rotary::new(text.len(), d_head)
}

fn columns(slot: usize, width: usize) -> Slice {
    Slice::from(slot * width..(slot + 1) * width)
}

/// What a voice hears.
fn columns_of(heard: &Array2<f32>, slot: usize) -> Array2<f32> {
    let width = heard.ncols() / 4;
    let part = heard.slice_axis(Axis(1), columns(slot, width));
    part.as_standard_layout().into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::config::FrameConfig;
    use super::super::text::{Frame, N_SYMBOLS, NOTHING};
    use super::*;

    const SHAPE: FrameConfig = FrameConfig {
        d_model: 8,
        n_layers: 2,
        n_heads: 2,
        d_hidden: 16,
        d_voice: 8,
        order: [0, 3, 1, 2],
        dropout: 0.25,
        voice_dropout: 0.25,
        forgetting: 0.0,
    };

    /// Four voices, one of them silent now and then.
    fn piece() -> Vec<Frame> {
        let frame = |index: u8| [45 + index % 3, 40, 36 - index % 2, (index % 5) * 6];
        (0..24).map(frame).collect()
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let text = FrameText::new(&piece(), 4, 24, SHAPE.order);
        let mut parameters = FrameParameters::random(&SHAPE, 3);
        // Louder than at first, so that everything matters.
        for values in parameters.slices_mut() {
            values.iter_mut().for_each(|value| *value *= 2.0);
        }
        let dropouts = Dropouts {
            stream: Dropout::new(SHAPE.dropout, 1),
            voices: Dropout::new(SHAPE.voice_dropout, 2),
        };
        let mut gradients = parameters.zeros();
        learn(&text, &parameters, dropouts, 1.0, &mut gradients);
        let loss =
            |moved: &FrameParameters| learn(&text, moved, dropouts, 1.0, &mut parameters.zeros());
        let names = parameters.names();
        for (index, (name, _)) in names.iter().enumerate() {
            let slope = gradients.slices()[index].to_vec();
            let norm = slope.iter().map(|value| value * value).sum::<f32>().sqrt();
            assert!(norm > 0.0, "{name} learns nothing");
            let at = |length: f32| {
                let mut moved = parameters.clone();
                let values = moved.slices_mut().swap_remove(index);
                for (value, slope) in values.iter_mut().zip(&slope) {
                    *value += length * slope / norm;
                }
                loss(&moved)
            };
            // A twentieth of a nat up and down.
            let step = 0.05 / norm;
            let measured = (at(step) - at(-step)) / f64::from(2.0 * step);
            let error = (measured / f64::from(norm) - 1.0).abs();
            assert!(error < 0.02, "{name}: {norm} {measured}");
        }
    }

    #[test]
    fn what_comes_later_changes_nothing() {
        let parameters = FrameParameters::random(&SHAPE, 3);
        let mut piece = piece();
        let before = foretell(&FrameText::new(&piece, 0, 24, SHAPE.order), &parameters);
        piece[12][1] = 50;
        let after = foretell(&FrameText::new(&piece, 0, 24, SHAPE.order), &parameters);
        assert_eq!(before[..12], after[..12]);
        // Soprano and bass of the frame itself are said before its alto, the tenor after it.
        assert_eq!((before[12][0], before[12][3]), (after[12][0], after[12][3]));
        assert_ne!(before[12][2], after[12][2]);
        assert_ne!(before[13], after[13]);
    }

    #[test]
    fn the_shares_of_a_cell_add_up_to_one() {
        let parameters = FrameParameters::random(&SHAPE, 3);
        for voice in 0..4 {
            let shares = (0..N_SYMBOLS as u8).filter(|symbol| *symbol != NOTHING);
            let share = |symbol: u8| {
                let mut piece = piece();
                piece[20][voice] = symbol;
                let nats = foretell(&FrameText::new(&piece, 0, 21, SHAPE.order), &parameters);
                (-f64::from(nats[20][voice])).exp()
            };
            let sum: f64 = shares.map(share).sum();
            assert!((sum - 1.0).abs() < 1e-4, "{sum}");
        }
    }
}
