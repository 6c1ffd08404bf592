//! What a matrix is multiplied with: rows of floats, rounded to sixteen bits with a scale a row.

use super::dots::LANES;
use super::floats::ROUNDER;

/// Largest rounded value.
const LARGEST: f32 = 32_767.0;

/// Rounded rows, the buffer of which is used again and again.
#[derive(Debug, Clone, Default)]
pub struct Operand {
    values: Vec<i16>,  // [n_rows, width]
    factors: Vec<f32>, // [n_rows]
    width: usize,
}

/// Length of rows with room for whole vectors.
pub fn padded(n_values: usize) -> usize {
    n_values.next_multiple_of(LANES)
}

impl Operand {
    /// Takes rows of `scales.len()` values, each value multiplied by its scale first.
    #[inline(always)]
    pub fn fill(&mut self, rows: &[f32], scales: &[f32]) {
        let n_values = scales.len().max(1);
        self.width = padded(n_values);
        self.factors.clear();
        self.values.clear();
        for row in rows.chunks_exact(n_values) {
            let largest = largest(row, scales);
            // Rows of zeros stay zeros.
            let factor = if largest > 0.0 {
                largest / LARGEST
            } else {
                1.0
            };
            let inverse = 1.0 / factor;
            let start = self.values.len();
            self.values.resize(start + self.width, 0);
            let mut total = 0.0;
            let values = self.values[start..].iter_mut();
            for ((rounded, value), scale) in values.zip(row).zip(scales) {
                total += value;
                *rounded = (value * scale * inverse + ROUNDER).to_bits() as i16;
            }
            // What is no number stays none.
            self.factors.push(factor + 0.0 * total);
        }
    }

    /// Number of rows.
    pub fn n_rows(&self) -> usize {
        self.factors.len()
    }

    /// The values of a row, with zeros up to whole vectors.
    #[inline(always)]
    pub fn row(&self, index: usize) -> &[i16] {
        &self.values[index * self.width..(index + 1) * self.width]
    }

    /// What one stands for in a row.
    #[inline(always)]
    pub fn factor(&self, index: usize) -> f32 {
        self.factors[index]
    }
}

/// The largest size among values multiplied by their scales.
#[inline(always)]
fn largest(values: &[f32], scales: &[f32]) -> f32 {
    let mut largest = [0.0f32; LANES];
    let places = values.chunks(LANES).zip(scales.chunks(LANES));
    for (values, scales) in places {
        for ((largest, value), scale) in largest.iter_mut().zip(values).zip(scales) {
            let size = (value * scale).abs();
            if size > *largest {
                *largest = size;
            }
        }
    }
    let mut most = 0.0f32;
    for size in largest {
        most = most.max(size);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_rounded_to_their_largest() {
        let mut operand = Operand::default();
        operand.fill(&[1.0, -0.5, 0.25, 0.0, 0.0, 0.0], &[1.0, 2.0, 4.0]);
        assert_eq!(operand.n_rows(), 2);
        assert_eq!(operand.row(0)[..4], [32_767, -32_767, 32_767, 0]);
        assert!((operand.factor(0) * LARGEST - 1.0).abs() < 1e-6);
        assert!(operand.row(1).iter().all(|value| *value == 0));
        operand.fill(&[f32::NAN, 1.0], &[1.0, 1.0]);
        assert!(operand.factor(0).is_nan());
    }
}
