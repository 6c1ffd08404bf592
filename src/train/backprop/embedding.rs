//! Rows of a table added up, and their gradient.

use ndarray::Array2;

use super::kernels::add;
use super::norm::floats;

/// For each place the sum of the rows that its `n_features` codes name, `[places, width]`.
pub fn sum_rows(codes: &[i32], n_features: usize, table: &Array2<f32>) -> Array2<f32> {
    let mut stream = Array2::zeros((codes.len() / n_features, table.ncols()));
    add_rows(codes, n_features, table, &mut stream);
    stream
}

/// Adds these sums to a stream.
pub fn add_rows(codes: &[i32], n_features: usize, table: &Array2<f32>, stream: &mut Array2<f32>) {
    let width = table.ncols();
    let rows = table.as_slice().unwrap_or_default();
    let places = floats(stream).chunks_exact_mut(width);
    for (place, codes) in places.zip(codes.chunks_exact(n_features)) {
        for code in codes {
            add(place, &rows[*code as usize * width..][..width]);
        }
    }
}

/// Adds to the table's gradient that of the stream.
pub fn add_up_rows(
    codes: &[i32],
    n_features: usize,
    d_stream: &Array2<f32>,
    d_table: &mut Array2<f32>,
) {
    let width = d_table.ncols();
    let rows = floats(d_table);
    let places = d_stream.as_slice().unwrap_or_default().chunks_exact(width);
    for (place, codes) in places.zip(codes.chunks_exact(n_features)) {
        for code in codes {
            add(&mut rows[*code as usize * width..][..width], place);
        }
    }
}
