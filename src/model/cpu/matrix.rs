//! A matrix in eight bits, and its product.

use super::dots::{OUTPUTS, Pair, Weights, dots, put};
use super::operand::{Operand, n_pairs};
use super::widest::{Work, widest};
use crate::model::quantize;

/// Places taken at once: as many sums as there are registers for.
const PLACES: usize = 2;

/// Weights a byte each, in blocks of outputs: pair of inputs by pair, those of all outputs of a block lie side by
/// side, and a block is read from end to end.
#[derive(Debug, Clone)]
pub struct Matrix {
    weights: Vec<Weights<i8>>, // [n_out / OUTPUTS, n_pairs]
    n_pairs: usize,
    /// What each input is multiplied by first, `[n_in]`.
    in_scales: Vec<f32>,
    /// What each output is multiplied by last, in blocks as well.
    out_scales: Vec<[f32; OUTPUTS]>,
    n_out: usize,
}

impl Matrix {
    /// A projection of values `[n_in, n_out]`, rounded with a scale an input, as weights files have it.
    pub fn of_projection(values: &[f32], n_out: usize) -> Self {
        let (bytes, in_scales) = quantize::to_bytes(values, n_out);
        let weights = blocks(in_scales.len(), n_out, |input, output| {
            bytes[input * n_out + output]
        });
        Self {
            weights,
            n_pairs: n_pairs(in_scales.len()),
            in_scales,
            out_scales: vec![[1.0; OUTPUTS]; n_out.div_ceil(OUTPUTS)],
            n_out,
        }
    }

    /// Rows of values `[n_out, n_in]` that are outputs, rounded with a scale each.
    pub fn of_rows(values: &[f32], n_in: usize) -> Self {
        let (bytes, out_scales) = quantize::to_bytes(values, n_in);
        let weights = blocks(n_in, out_scales.len(), |input, output| {
            bytes[output * n_in + input]
        });
        Self {
            weights,
            n_pairs: n_pairs(n_in),
            in_scales: vec![1.0; n_in],
            n_out: out_scales.len(),
            out_scales: out_scales.chunks(OUTPUTS).map(padded).collect(),
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

    /// Outputs of a block for some places.
    #[inline(always)]
    fn tile<const T: usize>(
        &self,
        block: usize,
        operand: &Operand,
        place: usize,
        outputs: &mut [f32],
    ) {
        // Plain loops: what iterators leave as functions of their own loses the widest vectors.
        let (mut inputs, mut factors): ([&[Pair]; T], [f32; T]) = ([&[]; T], [0.0; T]);
        for index in 0..T {
            inputs[index] = operand.row(place + index);
            factors[index] = operand.factor(place + index);
        }
        let weights = &self.weights[block * self.n_pairs..(block + 1) * self.n_pairs];
        let sums = dots(inputs, weights, (factors, &self.out_scales[block]));
        for (index, sums) in sums.iter().enumerate() {
            let row = (place + index) * self.n_out;
            put(sums, &mut outputs[row + block * OUTPUTS..row + self.n_out]);
        }
    }
}

/// A block of scales, with zeros up to its end.
fn padded(scales: &[f32]) -> [f32; OUTPUTS] {
    let mut block = [0.0; OUTPUTS];
    block[..scales.len()].copy_from_slice(scales);
    block
}

/// Weights in their blocks, with zeros up to whole ones.
fn blocks(n_in: usize, n_out: usize, weight: impl Fn(usize, usize) -> i8) -> Vec<Weights<i8>> {
    let mut blocks = Vec::with_capacity(n_out.div_ceil(OUTPUTS) * n_pairs(n_in));
    for first in (0..n_out).step_by(OUTPUTS) {
        for pair in 0..n_pairs(n_in) {
            let mut weights = [0; 2 * OUTPUTS];
            for (index, byte) in weights.iter_mut().enumerate() {
                let (input, output) = (2 * pair + index % 2, first + index / 2);
                if input < n_in && output < n_out {
                    *byte = weight(input, output);
                }
            }
            blocks.push(weights);
        }
    }
    blocks
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
        let whole_places = operand.n_rows() / PLACES * PLACES;
        for block in 0..matrix.out_scales.len() {
            for place in (0..whole_places).step_by(PLACES) {
                matrix.tile::<PLACES>(block, operand, place, self.outputs);
            }
            for place in whole_places..operand.n_rows() {
                matrix.tile::<1>(block, operand, place, self.outputs);
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
        for (n_in, n_out, n_rows) in [(5, 3, 1), (40, 9, 3), (1500, 6, 2), (32, 37, 5)] {
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
