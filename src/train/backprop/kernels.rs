//! Loops over floats, each run on the widest vectors that the processor has.

use pulp::Arch;

/// Sums kept side by side, as floats may not be added in another order than is written.
const LANES: usize = 16;

/// Adds `right` to `left`.
pub fn add(left: &mut [f32], right: &[f32]) {
    Arch::new().dispatch(|| {
        for (left, right) in left.iter_mut().zip(right) {
            *left += right;
        }
    });
}

/// Sets what is below zero to zero.
pub fn relu(values: &mut [f32]) {
    Arch::new().dispatch(|| {
        for value in values.iter_mut() {
            *value = value.max(0.0);
        }
    });
}

/// Squares of values.
pub fn squares(values: &[f32]) -> Vec<f32> {
    Arch::new().dispatch(|| values.iter().map(|value| value * value).collect())
}

/// Turns the gradient of a square into that of what was squared.
pub fn through_square(gradients: &mut [f32], values: &[f32]) {
    Arch::new().dispatch(|| {
        for (gradient, value) in gradients.iter_mut().zip(values) {
            *gradient *= 2.0 * value;
        }
    });
}

/// Sum of products.
#[inline(always)]
pub fn dot(left: &[f32], right: &[f32]) -> f32 {
    let (left_chunks, left_rest) = left.as_chunks::<LANES>();
    let (right_chunks, right_rest) = right.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (left, right) in left_chunks.iter().zip(right_chunks) {
        for (sum, (left, right)) in sums.iter_mut().zip(left.iter().zip(right)) {
            *sum += left * right;
        }
    }
    let rest: f32 = left_rest.iter().zip(right_rest).map(|(l, r)| l * r).sum();
    sums.iter().sum::<f32>() + rest
}

/// Softmax in place. Returns the logarithm of the sum it divided by.
#[inline(always)]
pub fn softmax(values: &mut [f32]) -> f32 {
    let mut highest = [f32::NEG_INFINITY; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (highest, value) in highest.iter_mut().zip(chunk) {
            *highest = highest.max(*value);
        }
    }
    let highest = highest.iter().chain(rest).copied();
    let highest = highest.fold(f32::NEG_INFINITY, f32::max);
    for value in values.iter_mut() {
        *value = exp(*value - highest);
    }
    let mut sums = [0.0; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += value;
        }
    }
    let total = sums.iter().sum::<f32>() + rest.iter().sum::<f32>();
    let scale = 1.0 / total;
    for value in values.iter_mut() {
        *value *= scale;
    }
    highest + total.ln()
}

/// Turns the gradient of a softmax into that of what went in.
#[inline(always)]
pub fn through_softmax(gradients: &mut [f32], outputs: &[f32]) {
    let mean = dot(gradients, outputs);
    for (gradient, output) in gradients.iter_mut().zip(outputs) {
        *gradient = (*gradient - mean) * output;
    }
}

/// e to a number at most 0, within three units of the last place.
///
/// Source: Cephes `expf`: a power of two times a polynomial over half of ln 2 to either side.
#[inline(always)]
fn exp(value: f32) -> f32 {
    /// Adding it rounds to a whole number, which then stands in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let value = value.max(-87.0);
    let shifted = value * std::f32::consts::LOG2_E + ROUND;
    let whole = shifted - ROUND;
    let rest = value - whole * LN_2_HIGH - whole * LN_2_LOW;
    let mut sum = 1.987_569_1e-4;
    for factor in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        5.0e-1,
    ] {
        sum = sum * rest + factor;
    }
    let fraction = sum * rest * rest + rest + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    fraction * f32::from_bits(exponent.wrapping_add(127) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_the_standard_library() {
        for step in 0..8_600 {
            let value = -step as f32 / 100.0;
            let exact = f64::from(value).exp();
            let error = (f64::from(exp(value)) - exact).abs() / exact;
            assert!(error < 3.0 * f64::from(f32::EPSILON), "{value}: {error}");
        }
        assert!(exp(-1e9) < 1e-37);
    }

    #[test]
    fn softmax_adds_up_to_one_at_any_length() {
        for n in [1, 15, 16, 17, 100] {
            let values: Vec<f32> = (0..n).map(|i| (i * 7 % 13) as f32 - 5.0).collect();
            let mut shares = values.clone();
            let log_total = softmax(&mut shares);
            let total: f64 = values.iter().map(|value| f64::from(*value).exp()).sum();
            assert!((f64::from(log_total) - total.ln()).abs() < 1e-5);
            for (share, value) in shares.iter().zip(&values) {
                assert!((f64::from(*share) - f64::from(*value).exp() / total).abs() < 1e-6);
            }
        }
    }
}
