//! What a matrix is multiplied with: rows of floats, rounded to sixteen bits with a scale a row.

use super::dots::Pair;
use super::floats::larger;
use super::rounding::{LANES, nearest, nearest_each};

/// Largest rounded value.
const LARGEST: f32 = 32_767.0;

/// Rounded rows, the buffer of which is used again and again.
#[derive(Debug, Clone, Default)]
pub struct Operand {
    pairs: Vec<Pair>,  // [n_rows, width]
    factors: Vec<f32>, // [n_rows]
    width: usize,
}

/// Pairs that hold so many values.
pub fn n_pairs(n_values: usize) -> usize {
    n_values.div_ceil(2)
}

impl Operand {
    /// Takes rows of `scales.len()` values, each value multiplied by its scale first.
    #[inline(always)]
    pub fn fill(&mut self, rows: &[f32], scales: &[f32]) {
        let n_values = scales.len().max(1);
        self.width = n_pairs(n_values);
        self.factors.clear();
        self.pairs.clear();
        for row in rows.chunks_exact(n_values) {
            let largest = largest(row, scales);
            // Rows of zeros stay zeros.
            let factor = if largest > 0.0 {
                largest / LARGEST
            } else {
                1.0
            };
            let start = self.pairs.len();
            self.pairs.resize(start + self.width, [0; 2]);
            let rounded = self.pairs[start..].as_flattened_mut();
            let total = round(row, scales, 1.0 / factor, rounded);
            // What is no number stays none.
            self.factors.push(factor + 0.0 * total);
        }
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.factors.len()
    }

    /// The values of a row, two by two; a last one alone has a zero beside it.
    #[inline(always)]
    pub fn row(&self, index: usize) -> &[Pair] {
        &self.pairs[index * self.width..(index + 1) * self.width]
    }

    /// What one stands for in a row.
    #[inline(always)]
    pub fn factor(&self, index: usize) -> f32 {
        self.factors[index]
    }
}

/// The largest size among values multiplied by their scales.
// Plain loops over whole blocks: compilers make vectors of them.
#[inline(always)]
fn largest(values: &[f32], scales: &[f32]) -> f32 {
    let mut largest = [0.0f32; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    let (factors, factors_rest) = scales.as_chunks::<LANES>();
    for (values, scales) in blocks.iter().zip(factors) {
        for lane in 0..LANES {
            largest[lane] = larger(largest[lane], (values[lane] * scales[lane]).abs());
        }
    }
    let sizes = rest
        .iter()
        .zip(factors_rest)
        .map(|(value, scale)| (value * scale).abs());
    largest.into_iter().chain(sizes).fold(0.0, larger)
}

/// Rounds values multiplied by their scales and by `inverse`, and sums the values.
#[inline(always)]
fn round(values: &[f32], scales: &[f32], inverse: f32, rounded: &mut [i16]) -> f32 {
    let mut totals = [0.0f32; LANES];
    let (blocks, rest) = values.as_chunks::<LANES>();
    let (factors, factors_rest) = scales.as_chunks::<LANES>();
    let (rounded_blocks, rounded_rest) = rounded.as_chunks_mut::<LANES>();
    for ((values, scales), rounded) in blocks.iter().zip(factors).zip(rounded_blocks) {
        let mut scaled = [0.0; LANES];
        for lane in 0..LANES {
            totals[lane] += values[lane];
            scaled[lane] = values[lane] * scales[lane] * inverse;
        }
        *rounded = nearest_each(scaled);
    }
    let mut total = 0.0;
    for ((value, scale), rounded) in rest.iter().zip(factors_rest).zip(rounded_rest) {
        total += value;
        *rounded = nearest(value * scale * inverse);
    }
    totals.into_iter().fold(total, |sum, part| sum + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_rounded_to_their_largest() {
        let mut operand = Operand::default();
        operand.fill(&[1.0, -0.5, 0.25, 0.0, 0.0, 0.0], &[1.0, 2.0, 4.0]);
        assert_eq!(operand.n_rows(), 2);
        assert_eq!(operand.row(0), [[32_767, -32_767], [32_767, 0]]);
        assert!((operand.factor(0) * LARGEST - 1.0).abs() < 1e-6);
        assert!(operand.row(1).iter().all(|pair| *pair == [0; 2]));
        operand.fill(&[f32::NAN, 1.0], &[1.0, 1.0]);
        assert!(operand.factor(0).is_nan());
    }
}
