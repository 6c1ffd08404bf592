//! A matrix in eight bits, and its product.

use super::dots::{LONGEST, dots};
use super::operand::{Operand, padded};
use super::widest::{Work, widest};
use crate::model::quantize;

/// Outputs and places taken at once: as many sums as there are registers for.
const ROWS: usize = 4;
const PLACES: usize = 2;

/// Weights a byte each; those of one output lie side by side.
#[derive(Debug, Clone)]
pub struct Matrix {
    weights: Vec<i8>, // [n_out, width]
    width: usize,
    /// What each input is multiplied by first, `[n_in]`.
    in_scales: Vec<f32>,
    /// What each output is multiplied by last, `[n_out]`.
    out_scales: Vec<f32>,
}

impl Matrix {
    /// A projection of values `[n_in, n_out]`, rounded with a scale an input, as weights files have it.
    pub fn of_projection(values: &[f32], n_out: usize) -> Self {
        let (bytes, in_scales) = quantize::to_bytes(values, n_out);
        let width = padded(in_scales.len());
        let mut weights = vec![0; n_out * width];
        for (input, row) in bytes.chunks_exact(n_out.max(1)).enumerate() {
            for (output, weight) in row.iter().enumerate() {
                weights[output * width + input] = *weight;
            }
        }
        Self {
            weights,
            width,
            in_scales,
            out_scales: vec![1.0; n_out],
        }
    }

    /// Rows of values `[n_out, n_in]` that are outputs, rounded with a scale each.
    pub fn of_rows(values: &[f32], n_in: usize) -> Self {
        let (bytes, out_scales) = quantize::to_bytes(values, n_in);
        let width = padded(n_in);
        let mut weights = Vec::with_capacity(out_scales.len() * width);
        for row in bytes.chunks_exact(n_in.max(1)) {
            weights.extend(row);
            weights.resize(weights.len().next_multiple_of(width), 0);
        }
        Self {
            weights,
            width,
            in_scales: vec![1.0; n_in],
            out_scales,
        }
    }

    /// Number of outputs.
    pub fn n_out(&self) -> usize {
        self.out_scales.len()
    }

    /// Adds to `sum` a row of [`Matrix::of_rows`], as it was before rounding.
    #[inline(always)]
    pub fn add_row(&self, row: usize, sum: &mut [f32]) {
        let scale = self.out_scales[row];
        for (sum, weight) in sum.iter_mut().zip(self.row(row)) {
            *sum += scale * f32::from(*weight);
        }
    }

    /// The product of rows of inputs; `operand` is a buffer.
    ///
    /// # Shapes
    /// `[n_rows, n_in]` to `[n_rows, n_out]`.
    pub fn product(&self, inputs: &[f32], operand: &mut Operand, outputs: &mut [f32]) {
        widest(Product {
            matrix: self,
            inputs,
            operand,
            outputs,
        });
    }

    #[inline(always)]
    fn row(&self, row: usize) -> &[i8] {
        &self.weights[row * self.width..(row + 1) * self.width]
    }

    #[inline(always)]
    fn tile<const T: usize, const R: usize>(
        &self,
        operand: &Operand,
        place: usize,
        row: usize,
        outputs: &mut [f32],
    ) {
        let mut sums = [[0.0f32; R]; T];
        // Plain loops: what iterators leave as functions of their own loses the widest vectors.
        let (mut inputs, mut rows): ([&[i16]; T], [&[i8]; R]) = ([&[]; T], [&[]; R]);
        for start in (0..self.width).step_by(LONGEST) {
            let part = start..(start + LONGEST).min(self.width);
            for (index, input) in inputs.iter_mut().enumerate() {
                *input = &operand.row(place + index)[part.clone()];
            }
            for (index, weights) in rows.iter_mut().enumerate() {
                *weights = &self.row(row + index)[part.clone()];
            }
            let parts = dots(inputs, rows);
            for (sums, parts) in sums.iter_mut().zip(parts) {
                for (sum, part) in sums.iter_mut().zip(parts) {
                    *sum += part as f32;
                }
            }
        }
        for (index, sums) in sums.iter().enumerate() {
            let factor = operand.factor(place + index);
            let outputs = &mut outputs[(place + index) * self.n_out() + row..][..R];
            let scales = &self.out_scales[row..row + R];
            for ((output, sum), scale) in outputs.iter_mut().zip(sums).zip(scales) {
                *output = sum * factor * scale;
            }
        }
    }
}

struct Product<'a> {
    matrix: &'a Matrix,
    inputs: &'a [f32],
    operand: &'a mut Operand,
    outputs: &'a mut [f32],
}

impl Work for Product<'_> {
    #[inline(always)]
    fn work(self) {
        let (matrix, operand) = (self.matrix, self.operand);
        operand.fill(self.inputs, &matrix.in_scales);
        let whole_rows = matrix.n_out() / ROWS * ROWS;
        let whole_places = operand.n_rows() / PLACES * PLACES;
        for row in (0..whole_rows).step_by(ROWS) {
            for place in (0..whole_places).step_by(PLACES) {
                matrix.tile::<PLACES, ROWS>(operand, place, row, self.outputs);
            }
            for place in whole_places..operand.n_rows() {
                matrix.tile::<1, ROWS>(operand, place, row, self.outputs);
            }
        }
        for row in whole_rows..matrix.n_out() {
            for place in 0..operand.n_rows() {
                matrix.tile::<1, 1>(operand, place, row, self.outputs);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rng;

    #[test]
    fn products_are_those_of_floats_but_for_rounding() {
        let mut rng = Rng::new(2);
        for (n_in, n_out, n_rows) in [(5, 3, 1), (40, 9, 3), (1500, 6, 2)] {
            let mut normal =
                |n: usize| -> Vec<f32> { (0..n).map(|_| rng.next_normal() as f32).collect() };
            let (values, inputs) = (normal(n_in * n_out), normal(n_rows * n_in));
            let (bytes, scales) = quantize::to_bytes(&values, n_out);
            let bytes: Vec<u8> = bytes.into_iter().map(i8::cast_unsigned).collect();
            let rounded = quantize::from_bytes(&bytes, &scales);
            let mut found = vec![0.0; n_rows * n_out];
            let matrix = Matrix::of_projection(&values, n_out);
            matrix.product(&inputs, &mut Operand::default(), &mut found);
            for (place, input) in inputs.chunks(n_in).enumerate() {
                for output in 0..n_out {
                    let terms = input.iter().enumerate();
                    let exact: f32 = terms.map(|(i, x)| x * rounded[i * n_out + output]).sum();
                    let error = (found[place * n_out + output] - exact).abs();
                    assert!(
                        error < 2e-3 * (n_in as f32).sqrt(),
                        "{n_in} {exact} {error}"
                    );
                }
            }
        }
    }
}
