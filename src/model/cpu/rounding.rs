//! Floats rounded to whole numbers of sixteen bits.

use super::floats::{larger, sum};

/// Values that are rounded side by side.
pub const LANES: usize = 8;

/// Added to a float below 2^22 it leaves the nearest integer in the lowest bits.
pub const ROUNDER: f32 = 12_582_912.0;

/// The nearest whole number of a float that is one of sixteen bits.
#[inline(always)]
pub fn nearest(value: f32) -> i16 {
    (value + ROUNDER).to_bits() as i16
}

/// The same of several.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub fn nearest_each(values: [f32; LANES]) -> [i16; LANES] {
    values.map(nearest)
}

/// The same with the vectors of WebAssembly.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub fn nearest_each(values: [f32; LANES]) -> [i16; LANES] {
    use std::arch::wasm32::{f32x4, f32x4_add, f32x4_splat, i16x8_extract_lane, i16x8_shuffle};

    let [a, b, c, d, e, f, g, h] = values;
    let low = f32x4_add(f32x4(a, b, c, d), f32x4_splat(ROUNDER));
    let high = f32x4_add(f32x4(e, f, g, h), f32x4_splat(ROUNDER));
    let both = i16x8_shuffle::<0, 2, 4, 6, 8, 10, 12, 14>(low, high);
    [
        i16x8_extract_lane::<0>(both),
        i16x8_extract_lane::<1>(both),
        i16x8_extract_lane::<2>(both),
        i16x8_extract_lane::<3>(both),
        i16x8_extract_lane::<4>(both),
        i16x8_extract_lane::<5>(both),
        i16x8_extract_lane::<6>(both),
        i16x8_extract_lane::<7>(both),
    ]
}

/// Steps by which a row is counted, so that its largest value is `most` of them; 0 for a row of zeros, no number for
/// a row with one that is none.
pub fn step_of(row: &[f32], most: f32) -> f32 {
    let mut sizes = [0.0f32; LANES];
    let (blocks, rest) = row.as_chunks::<LANES>();
    for block in blocks {
        for lane in 0..LANES {
            sizes[lane] = larger(sizes[lane], block[lane].abs());
        }
    }
    let rest = rest.iter().map(|value| value.abs());
    sizes.into_iter().chain(rest).fold(0.0, larger) / most + 0.0 * sum(row)
}

/// What a value is multiplied by to be counted in steps.
pub fn inverse_of(step: f32) -> f32 {
    if step > 0.0 { 1.0 / step } else { 0.0 }
}
