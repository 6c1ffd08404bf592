//! Arithmetic on rows of floats, written so that compilers make vectors of it.

use super::rounding::ROUNDER;

/// Sums kept side by side: the order of additions is the same on every machine.
const SUMS: usize = 8;

/// Sum of products of two rows of one length.
#[inline(always)]
pub fn dot(one: &[f32], other: &[f32]) -> f32 {
    let (ones, one_rest) = one.as_chunks::<SUMS>();
    let (others, other_rest) = other.as_chunks::<SUMS>();
    let mut sums = [0.0; SUMS];
    for (one, other) in ones.iter().zip(others) {
        for ((sum, one), other) in sums.iter_mut().zip(one).zip(other) {
            *sum += one * other;
        }
    }
    for (half, width) in [(4, 4), (2, 2), (1, 1)] {
        for lane in 0..width {
            sums[lane] += sums[lane + half];
        }
    }
    let rest = one_rest.iter().zip(other_rest);
    sums[0] + rest.map(|(one, other)| one * other).sum::<f32>()
}

/// Turns scores into shares that are in proportion, the largest 1, and sums them.
#[inline(always)]
pub fn shares(scores: &mut [f32]) -> f32 {
    let largest = largest(scores);
    for score in scores.iter_mut() {
        *score = exp(*score - largest);
    }
    sum(scores)
}

/// The largest of a row.
#[inline(always)]
pub fn largest(row: &[f32]) -> f32 {
    let mut most = [f32::NEG_INFINITY; SUMS];
    let (blocks, rest) = row.as_chunks::<SUMS>();
    for block in blocks {
        for lane in 0..SUMS {
            most[lane] = larger(most[lane], block[lane]);
        }
    }
    most.into_iter()
        .chain(rest.iter().copied())
        .fold(f32::NEG_INFINITY, larger)
}

/// Sum of a row.
#[inline(always)]
pub fn sum(row: &[f32]) -> f32 {
    let mut sums = [0.0; SUMS];
    let (blocks, rest) = row.as_chunks::<SUMS>();
    for block in blocks {
        for lane in 0..SUMS {
            sums[lane] += block[lane];
        }
    }
    sums.into_iter().sum::<f32>() + rest.iter().sum::<f32>()
}

/// The larger of two numbers; of a number and none, the first. The standard library's way is a call for each on
/// WebAssembly.
#[inline(always)]
pub fn larger(one: f32, other: f32) -> f32 {
    if other > one { other } else { one }
}

/// The exponential of a number that is not positive, within three units of the seventh digit.
///
/// Source: the first terms of its series at most half a power of two from a whole one, as in
/// Cody, Waite, "Software manual for the elementary functions", 1980, chapter 6.
#[inline(always)]
fn exp(exponent: f32) -> f32 {
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    // Below this everything is as good as nothing.
    let exponent = larger(-87.0, exponent);
    let rounded = exponent * std::f32::consts::LOG2_E + ROUNDER;
    let whole = rounded - ROUNDER;
    let rest = exponent - whole * LN_2_HIGH - whole * LN_2_LOW;
    let series = 1.0 / 720.0;
    let series = series * rest + 1.0 / 120.0;
    let series = series * rest + 1.0 / 24.0;
    let series = series * rest + 1.0 / 6.0;
    let series = series * rest + 0.5;
    let series = series * rest + 1.0;
    let series = series * rest + 1.0;
    // The whole power of two, as the exponent of a float.
    let power = rounded.to_bits().wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_the_standard_library() {
        for step in 0..87_000 {
            let exponent = -0.001 * step as f32;
            let exact = f64::from(exponent).exp();
            let error = (f64::from(exp(exponent)) - exact).abs() / exact;
            assert!(error < 3e-7, "{exponent}: {error}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
    }

    #[test]
    fn rests_of_rows_count_too() {
        let one: Vec<f32> = (0..21).map(|index| index as f32).collect();
        assert_eq!(dot(&one, &one), 2870.0);
    }
}
