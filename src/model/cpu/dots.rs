//! Sums of products of sixteen-bit inputs with weights of eight or sixteen bits. Exact, hence the same on every machine.

/// Outputs whose sums are kept side by side.
pub const OUTPUTS: usize = 16;

/// Two neighbouring inputs.
pub type Pair = [i16; 2];

/// The weights of a pair of inputs for a block of outputs: two for each output.
pub type Weights<W> = [W; 2 * OUTPUTS];

/// Most pairs whose sum cannot overflow: twice 256 products of 32,767 and 128. Longer rows are summed part by part.
/// Whoever brings weights of sixteen bits sees to it that 256 pairs of theirs do not overflow either.
const LONGEST: usize = 256;

/// What inputs are multiplied with.
pub trait Weight: Copy + Into<i32> {
    /// All of them in sixteen bits each, in the vectors of AVX2.
    #[cfg(all(target_arch = "x86_64", feature = "train"))]
    fn halves(weights: &Weights<Self>, avx2: pulp::x86::V3) -> [std::arch::x86_64::__m256i; 2];

    /// Eight weights from one on, in sixteen bits each.
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    fn vector(weights: &Weights<Self>, first: usize) -> std::arch::wasm32::v128;
}

impl Weight for i8 {
    #[cfg(all(target_arch = "x86_64", feature = "train"))]
    #[inline(always)]
    fn halves(weights: &Weights<Self>, avx2: pulp::x86::V3) -> [std::arch::x86_64::__m256i; 2] {
        let (halves, _) = weights.as_chunks::<OUTPUTS>();
        [
            avx2.avx2._mm256_cvtepi8_epi16(pulp::cast(halves[0])),
            avx2.avx2._mm256_cvtepi8_epi16(pulp::cast(halves[1])),
        ]
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    fn vector(weights: &Weights<Self>, first: usize) -> std::arch::wasm32::v128 {
        let bytes: [u8; 8] = std::array::from_fn(|lane| weights[first + lane].cast_unsigned());
        // Loaded into both halves at once.
        let twice = std::arch::wasm32::i64x2_splat(i64::from_le_bytes(bytes));
        std::arch::wasm32::i16x8_extend_low_i8x16(twice)
    }
}

impl Weight for i16 {
    #[cfg(all(target_arch = "x86_64", feature = "train"))]
    #[inline(always)]
    fn halves(weights: &Weights<Self>, _: pulp::x86::V3) -> [std::arch::x86_64::__m256i; 2] {
        let (halves, _) = weights.as_chunks::<OUTPUTS>();
        [pulp::cast(halves[0]), pulp::cast(halves[1])]
    }

    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    #[inline(always)]
    fn vector(weights: &Weights<Self>, first: usize) -> std::arch::wasm32::v128 {
        let [a, b, c, d, e, f, g, h] = std::array::from_fn(|lane| weights[first + lane]);
        std::arch::wasm32::i16x8(a, b, c, d, e, f, g, h)
    }
}

/// Sums of products of each of `T` rows of inputs with the weights of each output, times the scale of the output and
/// the factor of the row; all rows have one length.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
pub fn dots<const T: usize, W: Weight>(
    inputs: [&[Pair]; T],
    weights: &[Weights<W>],
    (factors, scales): ([f32; T], &[f32; OUTPUTS]),
) -> [[f32; OUTPUTS]; T] {
    let mut sums = [[0.0f32; OUTPUTS]; T];
    // Plain loops: what iterators leave as functions of their own loses the widest vectors.
    for start in (0..weights.len()).step_by(LONGEST) {
        let end = weights.len().min(start + LONGEST);
        let mut inputs = inputs;
        for input in &mut inputs {
            *input = &input[start..end];
        }
        let parts = part(inputs, &weights[start..end]);
        for row in 0..T {
            for output in 0..OUTPUTS {
                sums[row][output] += parts[row][output] as f32;
            }
        }
    }
    for row in 0..T {
        for output in 0..OUTPUTS {
            sums[row][output] *= factors[row] * scales[output];
        }
    }
    sums
}

/// Sums of products of at most [`LONGEST`] pairs.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline(always)]
fn part<const T: usize, W: Weight>(
    inputs: [&[Pair]; T],
    weights: &[Weights<W>],
) -> [[i32; OUTPUTS]; T] {
    #[cfg(all(target_arch = "x86_64", feature = "train"))]
    if let Some(avx2) = pulp::x86::V3::try_new() {
        return part_by_avx2(inputs, weights, avx2);
    }
    let mut sums = [[0i32; OUTPUTS]; T];
    for (pair, weights) in weights.iter().enumerate() {
        for row in 0..T {
            let [left, right] = inputs[row][pair].map(i32::from);
            for output in 0..OUTPUTS {
                let [one, other] = [weights[2 * output], weights[2 * output + 1]].map(Into::into);
                sums[row][output] += left * one + right * other;
            }
        }
    }
    sums
}

/// The same by instructions that multiply and add pairs, which compilers do not find in the loops above.
#[cfg(all(target_arch = "x86_64", feature = "train"))]
#[inline(always)]
fn part_by_avx2<const T: usize, W: Weight>(
    inputs: [&[Pair]; T],
    weights: &[Weights<W>],
    avx2: pulp::x86::V3,
) -> [[i32; OUTPUTS]; T] {
    let mut sums = [[pulp::cast([0i32; OUTPUTS / 2]); 2]; T];
    for (pair, weights) in weights.iter().enumerate() {
        let halves = W::halves(weights, avx2);
        for row in 0..T {
            let both = avx2.avx._mm256_set1_epi32(pulp::cast(inputs[row][pair]));
            for half in 0..2 {
                let products = avx2.avx2._mm256_madd_epi16(halves[half], both);
                sums[row][half] = avx2.avx2._mm256_add_epi32(sums[row][half], products);
            }
        }
    }
    let mut outputs = [[0; OUTPUTS]; T];
    for row in 0..T {
        outputs[row] = pulp::cast(sums[row]);
    }
    outputs
}

/// The same with the vectors of WebAssembly: each of their lanes sums for an output of its own.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub fn dots<const T: usize, W: Weight>(
    inputs: [&[Pair]; T],
    weights: &[Weights<W>],
    (factors, scales): ([f32; T], &[f32; OUTPUTS]),
) -> [[f32; OUTPUTS]; T] {
    use std::arch::wasm32::{
        f32x4, f32x4_add, f32x4_convert_i32x4, f32x4_extract_lane, f32x4_mul, f32x4_splat,
        i32x4_add, i32x4_dot_i16x8, i32x4_splat,
    };

    const VECTORS: usize = OUTPUTS / 4;
    let inputs = inputs.map(|input| &input[..weights.len()]);
    let mut sums = [[f32x4_splat(0.0); VECTORS]; T];
    for start in (0..weights.len()).step_by(LONGEST) {
        let mut parts = [[i32x4_splat(0); VECTORS]; T];
        for pair in start..weights.len().min(start + LONGEST) {
            let pairs = inputs.map(|input| {
                let [left, right] = input[pair];
                i32x4_splat(i32::from(left.cast_unsigned()) | i32::from(right) << 16)
            });
            for vector in 0..VECTORS {
                let weights = W::vector(&weights[pair], 8 * vector);
                for (parts, pair) in parts.iter_mut().zip(pairs) {
                    parts[vector] = i32x4_add(parts[vector], i32x4_dot_i16x8(weights, pair));
                }
            }
        }
        for (sums, parts) in sums.iter_mut().zip(parts) {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum = f32x4_add(*sum, f32x4_convert_i32x4(part));
            }
        }
    }
    let mut outputs = [[0.0; OUTPUTS]; T];
    for row in 0..T {
        let (outputs, _) = outputs[row].as_chunks_mut::<4>();
        let (scales, _) = scales.as_chunks::<4>();
        for vector in 0..VECTORS {
            let [a, b, c, d] = scales[vector];
            let scales = f32x4_mul(f32x4_splat(factors[row]), f32x4(a, b, c, d));
            let scaled = f32x4_mul(sums[row][vector], scales);
            outputs[vector] = [
                f32x4_extract_lane::<0>(scaled),
                f32x4_extract_lane::<1>(scaled),
                f32x4_extract_lane::<2>(scaled),
                f32x4_extract_lane::<3>(scaled),
            ];
        }
    }
    outputs
}

/// Writes the first outputs of a block, as many as there is room for.
#[inline(always)]
pub fn put(block: &[f32; OUTPUTS], outputs: &mut [f32]) {
    if let Some(outputs) = outputs.first_chunk_mut() {
        *outputs = *block;
    } else {
        outputs.copy_from_slice(&block[..outputs.len()]);
    }
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
        let inputs: Vec<i16> = numbers(2 * LONGEST, 32_767)
            .iter()
            .map(|n| *n as i16)
            .collect();
        let largest: Vec<i16> = inputs
            .iter()
            .map(|n| if *n < 0 { -32_768 } else { 32_767 })
            .collect();
        let mut weights: Vec<i8> = numbers(2 * LONGEST * OUTPUTS, 127)
            .iter()
            .map(|n| *n as i8)
            .collect();
        let (blocks, _) = weights.as_chunks_mut::<{ 2 * OUTPUTS }>();
        for (block, pair) in blocks.iter_mut().zip(inputs.as_chunks::<2>().0) {
            block[..2].copy_from_slice(&pair.map(|n| if n < 0 { -128 } else { 127 }));
        }
        let rows = [inputs.as_chunks::<2>().0, largest.as_chunks::<2>().0];
        for (sums, row) in dots(rows, blocks, ([1.0; 2], &[1.0; OUTPUTS]))
            .into_iter()
            .zip(rows)
        {
            for (output, sum) in sums.into_iter().enumerate() {
                let products = row.iter().zip(blocks.iter()).flat_map(|(pair, block)| {
                    (0..2).map(move |side| {
                        i64::from(pair[side]) * i64::from(block[2 * output + side])
                    })
                });
                assert_eq!(sum, products.sum::<i64>() as f32);
            }
        }
    }
}
