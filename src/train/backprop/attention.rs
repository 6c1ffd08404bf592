//! Causal self-attention and its gradient, in blocks of rows, so that what must not be seen is not worked out.

use ndarray::Array2;
use ndarray::linalg::general_mat_mul;
use pulp::Arch;

use super::kernels::{softmax, through_softmax};
use super::parameters::Layer;
use super::part::{part, part_mut};
use super::rotary::Rotary;

/// Rows worked out together.
const BLOCK: usize = 64;

/// What the way back needs.
#[derive(Debug)]
pub struct Trace {
    qkv: Array2<f32>,       // [seq, 3 * d_model], turned
    maps: Vec<Array2<f32>>, // of each head, [seq, seq]
    joined: Array2<f32>,    // [seq, d_model]
}

/// Where query, key and value of a head stand in a row.
fn columns(head: usize, d_head: usize, d_model: usize) -> [std::ops::Range<usize>; 3] {
    [0, 1, 2].map(|part| {
        let start = part * d_model + head * d_head;
        start..start + d_head
    })
}

/// # Shapes
/// `[seq, d_model]` to the same.
pub fn forward(
    input: &Array2<f32>,
    layer: &Layer,
    n_heads: usize,
    rotary: &Rotary,
) -> (Array2<f32>, Trace) {
    let (seq, d_model) = input.dim();
    let d_head = d_model / n_heads;
    let mut qkv = input.dot(&layer.qkv);
    rotary.turn(&mut qkv, 1.0 / (d_head as f32).sqrt());
    let mut maps = Vec::with_capacity(n_heads);
    let mut joined = Array2::zeros((seq, d_model));
    for head in 0..n_heads {
        let [query, key, value] = columns(head, d_head, d_model);
        let mut whole_map = Array2::zeros((seq, seq));
        for start in (0..seq).step_by(BLOCK) {
            let end = seq.min(start + BLOCK);
            let mut map = part_mut(&mut whole_map, start..end, 0..end);
            let queries = part(&qkv, start..end, query.clone());
            let keys = part(&qkv, 0..end, key.clone());
            general_mat_mul(1.0, &queries, &keys.t(), 0.0, &mut map);
            Arch::new().dispatch(|| {
                for (place, mut row) in (start..end).zip(map.rows_mut()) {
                    if let Some(row) = row.as_slice_mut() {
                        let (seen, hidden) = row.split_at_mut(place + 1);
                        softmax(seen);
                        hidden.fill(0.0);
                    }
                }
            });
            let values = part(&qkv, 0..end, value.clone());
            let mut mixed = part_mut(&mut joined, start..end, query.clone());
            general_mat_mul(1.0, &map, &values, 0.0, &mut mixed);
        }
        maps.push(whole_map);
    }
    let output = joined.dot(&layer.out);
    (output, Trace { qkv, maps, joined })
}

/// Adds the gradients of the projections, and returns that of the input, given that of the output.
pub fn backward(
    d_output: &Array2<f32>,
    input: &Array2<f32>,
    layer: &Layer,
    trace: &Trace,
    rotary: &Rotary,
    gradients: &mut Layer,
) -> Array2<f32> {
    let (seq, d_model) = input.dim();
    let n_heads = trace.maps.len();
    let d_head = d_model / n_heads;
    general_mat_mul(1.0, &trace.joined.t(), d_output, 1.0, &mut gradients.out);
    let d_joined = d_output.dot(&layer.out.t());
    let mut d_qkv = Array2::zeros((seq, 3 * d_model));
    let mut buffer = Array2::zeros((BLOCK, seq));
    for (head, whole_map) in trace.maps.iter().enumerate() {
        let [query, key, value] = columns(head, d_head, d_model);
        for start in (0..seq).step_by(BLOCK) {
            let end = seq.min(start + BLOCK);
            let map = part(whole_map, start..end, 0..end);
            let d_mixed = part(&d_joined, start..end, query.clone());
            let values = part(&trace.qkv, 0..end, value.clone());
            let mut d_map = part_mut(&mut buffer, 0..end - start, 0..end);
            general_mat_mul(1.0, &d_mixed, &values.t(), 0.0, &mut d_map);
            let mut d_values = part_mut(&mut d_qkv, 0..end, value.clone());
            general_mat_mul(1.0, &map.t(), &d_mixed, 1.0, &mut d_values);
            Arch::new().dispatch(|| {
                for (mut d_row, row) in d_map.rows_mut().into_iter().zip(map.rows()) {
                    if let (Some(d_row), Some(row)) = (d_row.as_slice_mut(), row.as_slice()) {
                        through_softmax(d_row, row);
                    }
                }
            });
            let keys = part(&trace.qkv, 0..end, key.clone());
            let mut d_queries = part_mut(&mut d_qkv, start..end, query.clone());
            general_mat_mul(1.0, &d_map, &keys, 0.0, &mut d_queries);
            let queries = part(&trace.qkv, start..end, query.clone());
            let mut d_keys = part_mut(&mut d_qkv, 0..end, key.clone());
            general_mat_mul(1.0, &d_map.t(), &queries, 1.0, &mut d_keys);
        }
    }
    rotary.turn_back(&mut d_qkv, 1.0 / (d_head as f32).sqrt());
    general_mat_mul(1.0, &input.t(), &d_qkv, 1.0, &mut gradients.qkv);
    d_qkv.dot(&layer.qkv.t())
}
