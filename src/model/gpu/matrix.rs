//! A matrix in eight bits on the GPU.

use super::device::Gpu;
use crate::model::quantize;

/// Weights, four inputs of four neighbouring outputs in sixteen bytes, and the scales on both sides.
#[derive(Debug)]
pub struct Matrix {
    pub weights: wgpu::Buffer,    // [n_in / 4, n_out / 4, 4, 4] bytes
    pub in_scales: wgpu::Buffer,  // [n_in]
    pub out_scales: wgpu::Buffer, // [n_out]
}

impl Matrix {
    /// A projection of values `[n_in, n_out]`, rounded with a scale an input, as weights files have it;
    /// inputs are multiplied by a gain each where they are normed before.
    pub fn of_projection(gpu: &Gpu, values: &[f32], n_out: usize, gain: Option<&[f32]>) -> Self {
        let (bytes, mut in_scales) = quantize::to_bytes(values, n_out);
        for (scale, gain) in in_scales.iter_mut().zip(gain.unwrap_or_default()) {
            *scale *= gain;
        }
        let weight = |input: usize, output: usize| bytes[input * n_out + output];
        Self::packed(gpu, weight, &in_scales, &vec![1.0; n_out])
    }

    /// Rows of values `[n_out, n_in]` that are outputs, rounded with a scale each.
    pub fn of_rows(gpu: &Gpu, values: &[f32], gain: &[f32]) -> Self {
        let n_in = gain.len();
        let (bytes, mut out_scales) = quantize::to_bytes(values, n_in);
        let n_rows = out_scales.len();
        out_scales.resize(n_rows.next_multiple_of(4), 0.0);
        let weight = |input: usize, output: usize| {
            let found = bytes.get(output * n_in + input);
            found.copied().unwrap_or_default()
        };
        Self::packed(gpu, weight, gain, &out_scales)
    }

    fn packed(
        gpu: &Gpu,
        weight: impl Fn(usize, usize) -> i8,
        in_scales: &[f32],
        out_scales: &[f32],
    ) -> Self {
        let mut bytes = Vec::with_capacity(in_scales.len() * out_scales.len());
        for input in (0..in_scales.len()).step_by(4) {
            for output in (0..out_scales.len()).step_by(4) {
                for input in input..input + 4 {
                    let four = (output..output + 4).map(|output| weight(input, output));
                    bytes.extend(four.map(i8::cast_unsigned));
                }
            }
        }
        Self {
            weights: gpu.upload(&bytes),
            in_scales: gpu.upload(&bytes_of(in_scales)),
            out_scales: gpu.upload(&bytes_of(out_scales)),
        }
    }
}

/// Floats as they lie in a GPU's memory.
pub fn bytes_of(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}
