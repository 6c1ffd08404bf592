//! A feed-forward beside a stream, with its norm and dropout, and its gradient.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2};

use super::dropout::Dropout;
use super::kernels::{add, relu, squares, through_square};
use super::norm::{floats, norm_backward, norm_forward};

/// Its parameters.
#[derive(Debug, Clone, Copy)]
pub struct FeedForward<'a> {
    /// Gain before it, `[width]`.
    pub norm: &'a Array1<f32>,
    /// `[width, hidden]`.
    pub up: &'a Array2<f32>,
    /// `[hidden, width]`.
    pub down: &'a Array2<f32>,
}

/// Their gradients.
#[derive(Debug)]
pub struct FeedForwardGradients<'a> {
    /// Of the gain.
    pub norm: &'a mut Array1<f32>,
    /// Of the way up.
    pub up: &'a mut Array2<f32>,
    /// Of the way down.
    pub down: &'a mut Array2<f32>,
}

/// What the way back needs.
#[derive(Debug)]
pub struct FeedForwardTrace {
    input: Array2<f32>,
    thought: Array2<f32>,
    scales: Vec<f32>,
    hidden: Array2<f32>,
}

impl FeedForward<'_> {
    /// Adds to a stream, `[seq, width]`, what it makes of it.
    pub fn forward(self, stream: &mut Array2<f32>, dropout: Dropout) -> FeedForwardTrace {
        let input = stream.clone();
        let (thought, scales) = norm_forward(&input, self.norm);
        let mut hidden = thought.dot(self.up);
        relu(floats(&mut hidden));
        let mut answer = squared(&hidden).dot(self.down);
        dropout.apply(floats(&mut answer));
        add(floats(stream), floats(&mut answer));
        FeedForwardTrace {
            input,
            thought,
            scales,
            hidden,
        }
    }

    /// Turns the gradient of the stream behind it into that of the stream before.
    pub fn backward(
        self,
        trace: &FeedForwardTrace,
        d_stream: &mut Array2<f32>,
        dropout: Dropout,
        gradients: FeedForwardGradients,
    ) {
        let mut d_answer = d_stream.clone();
        dropout.apply(floats(&mut d_answer));
        let squares = squared(&trace.hidden);
        general_mat_mul(1.0, &squares.t(), &d_answer, 1.0, gradients.down);
        let mut d_hidden = d_answer.dot(&self.down.t());
        through_square(
            floats(&mut d_hidden),
            trace.hidden.as_slice().unwrap_or_default(),
        );
        general_mat_mul(1.0, &trace.thought.t(), &d_hidden, 1.0, gradients.up);
        norm_backward(
            d_hidden.dot(&self.up.t()),
            &trace.input,
            (self.norm, &trace.scales),
            gradients.norm,
            d_stream,
        );
    }
}

/// The squares of a matrix's values.
fn squared(hidden: &Array2<f32>) -> Array2<f32> {
    let squares = squares(hidden.as_slice().unwrap_or_default());
    Array2::from_shape_vec(hidden.dim(), squares).expect("invariant: as many squares as values")
}
