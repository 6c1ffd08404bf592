//! Root-mean-square normalisation and its gradient.

use ndarray::{Array1, Array2};
use pulp::Arch;

use super::kernels::dot;
use crate::model::NORM_EPSILON;

/// Divides each row by its root mean square and scales by the gain.
/// Returns also what each row was multiplied by.
pub fn norm_forward(input: &Array2<f32>, gain: &Array1<f32>) -> (Array2<f32>, Vec<f32>) {
    let width = input.ncols();
    let mut output = input.clone();
    let mut scales = Vec::with_capacity(input.nrows());
    let (values, gain) = (floats(&mut output), gain.as_slice().unwrap_or_default());
    Arch::new().dispatch(|| {
        for row in values.chunks_exact_mut(width) {
            let mean_square = dot(row, row) / width as f32;
            let scale = (mean_square + NORM_EPSILON as f32).sqrt().recip();
            for (value, gain) in row.iter_mut().zip(gain) {
                *value *= scale * gain;
            }
            scales.push(scale);
        }
    });
    (output, scales)
}

/// Adds the gradients of gain and input, given that of the output.
pub fn norm_backward(
    mut d_output: Array2<f32>,
    input: &Array2<f32>,
    (gain, scales): (&Array1<f32>, &[f32]),
    d_gain: &mut Array1<f32>,
    d_input: &mut Array2<f32>,
) {
    let width = input.ncols();
    let gain = gain.as_slice().unwrap_or_default();
    let d_gain = d_gain.as_slice_mut().unwrap_or_default();
    let input = input.as_slice().unwrap_or_default().chunks_exact(width);
    let d_input = floats(d_input).chunks_exact_mut(width);
    let d_output = floats(&mut d_output).chunks_exact_mut(width);
    Arch::new().dispatch(|| {
        for (((row, d_row), d_out), scale) in input.zip(d_input).zip(d_output).zip(scales) {
            for ((d_gain, value), d_out) in d_gain.iter_mut().zip(row).zip(&*d_out) {
                *d_gain += d_out * value * scale;
            }
            for (d_out, gain) in d_out.iter_mut().zip(gain) {
                *d_out *= gain;
            }
            let pull = dot(d_out, row) * scale * scale / width as f32;
            for ((d_value, value), d_out) in d_row.iter_mut().zip(row).zip(&*d_out) {
                *d_value += scale * (d_out - pull * value);
            }
        }
    });
}

/// The values of a matrix, row by row.
pub fn floats(matrix: &mut Array2<f32>) -> &mut [f32] {
    matrix
        .as_slice_mut()
        .expect("invariant: matrices here are whole and stand row by row")
}
