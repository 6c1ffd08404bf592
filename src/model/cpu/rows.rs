//! Rows in eight bits, to be added up.

use crate::model::quantize;

/// Rows of one length, a byte a value and a scale a row.
#[derive(Debug, Clone)]
pub struct Rows {
    bytes: Vec<i8>, // [n_rows, width]
    scales: Vec<f32>,
    width: usize,
}

impl Rows {
    /// Rows of values `[n_rows, width]`, rounded.
    pub fn new(values: &[f32], width: usize) -> Self {
        let (bytes, scales) = quantize::to_bytes(values, width);
        Self {
            bytes,
            scales,
            width,
        }
    }

    /// Adds a row to `sum`, as it was before rounding.
    pub fn add_to(&self, row: usize, sum: &mut [f32]) {
        let scale = self.scales[row];
        let bytes = &self.bytes[row * self.width..(row + 1) * self.width];
        for (sum, byte) in sum.iter_mut().zip(bytes) {
            *sum += scale * f32::from(*byte);
        }
    }
}
