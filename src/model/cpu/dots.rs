//! Sums of products of sixteen-bit inputs and eight-bit weights. Exact, hence the same on every machine.

/// Values taken at once: lengths are multiples of this.
pub const LANES: usize = 16;

/// Longest row whose sum cannot overflow: 1,024 products of 32,767 and 128, in four lanes.
pub const LONGEST: usize = 1024;

/// Sums of products of each of `T` inputs with each of `R` rows of weights, all of one length: a multiple
/// of [`LANES`], at most [`LONGEST`].
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub fn dots<const T: usize, const R: usize>(
    inputs: [&[i16]; T],
    rows: [&[i8]; R],
) -> [[i32; R]; T] {
    let mut sums = [[0i32; R]; T];
    for (input, sums) in inputs.iter().zip(&mut sums) {
        for (row, sum) in rows.iter().zip(sums) {
            for (input, weight) in input.iter().zip(*row) {
                *sum = sum.wrapping_add(i32::from(*input).wrapping_mul(i32::from(*weight)));
            }
        }
    }
    sums
}

/// The same with the vectors of WebAssembly.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub fn dots<const T: usize, const R: usize>(
    inputs: [&[i16]; T],
    rows: [&[i8]; R],
) -> [[i32; R]; T] {
    use std::arch::wasm32::{
        i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8,
        i32x4_extract_lane, i32x4_splat, v128,
    };

    let inputs = inputs.map(|input| input.as_chunks::<8>().0);
    let rows = rows.map(|row| row.as_chunks::<LANES>().0);
    let mut sums = [[i32x4_splat(0); R]; T];
    let n_chunks = rows.iter().map(|row| row.len()).min().unwrap_or(0);
    for chunk in 0..n_chunks {
        let halves: [[v128; 2]; R] = rows.map(|row| {
            let bytes = eight_bits(&row[chunk]);
            [
                i16x8_extend_low_i8x16(bytes),
                i16x8_extend_high_i8x16(bytes),
            ]
        });
        for (input, sums) in inputs.iter().zip(&mut sums) {
            let low = sixteen_bits(&input[2 * chunk]);
            let high = sixteen_bits(&input[2 * chunk + 1]);
            for (half, sum) in halves.iter().zip(sums) {
                let products = i32x4_add(
                    i32x4_dot_i16x8(half[0], low),
                    i32x4_dot_i16x8(half[1], high),
                );
                *sum = i32x4_add(*sum, products);
            }
        }
    }
    sums.map(|sums| {
        sums.map(|sum| {
            let left = i32x4_extract_lane::<0>(sum) + i32x4_extract_lane::<1>(sum);
            left + i32x4_extract_lane::<2>(sum) + i32x4_extract_lane::<3>(sum)
        })
    })
}

/// Sixteen neighbours as a vector: the compiler makes one load of it.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn eight_bits(values: &[i8; LANES]) -> std::arch::wasm32::v128 {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *values;
    std::arch::wasm32::i8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
}

/// Eight neighbours as a vector.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
fn sixteen_bits(values: &[i16; 8]) -> std::arch::wasm32::v128 {
    let [a, b, c, d, e, f, g, h] = *values;
    std::arch::wasm32::i16x8(a, b, c, d, e, f, g, h)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Rng;

    #[test]
    fn sums_are_exact_at_the_longest_and_largest() {
        let mut rng = Rng::new(4);
        let mut numbers = |n: usize, size: usize| -> Vec<i32> {
            let signed = |number: usize| number as i32 - size as i32;
            (0..n).map(|_| signed(rng.next_below(2 * size))).collect()
        };
        let inputs: Vec<i16> = numbers(LONGEST, 32_767).iter().map(|n| *n as i16).collect();
        let random: Vec<i8> = numbers(LONGEST, 127).iter().map(|n| *n as i8).collect();
        let largest: Vec<i8> = inputs
            .iter()
            .map(|n| if *n < 0 { -127 } else { 127 })
            .collect();
        let exact = |row: &[i8]| -> i64 {
            let products = inputs
                .iter()
                .zip(row)
                .map(|(x, w)| i64::from(*x) * i64::from(*w));
            products.sum()
        };
        let found = dots([&inputs[..], &inputs[..]], [&random[..], &largest[..]]);
        for sums in found {
            assert_eq!(sums.map(i64::from), [exact(&random), exact(&largest)]);
        }
    }
}
