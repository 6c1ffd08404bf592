//! Time that wavers: deviations that belong to a place, so that what begins together stays together.

use crate::model::Rng;

/// How much of a deviation is shared by all who begin at a tick.
const SHARED: f64 = 0.7;

/// A deviation from -1 to 1 of a voice at a tick, the same for the same seed.
pub(super) fn deviation(rng_seed: u64, tick: u32, voice: u8) -> f64 {
    let together = normal(rng_seed ^ u64::from(tick).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let alone = normal(rng_seed.rotate_left(17) ^ u64::from(tick) << 8 ^ u64::from(voice));
    ((SHARED * together + (1.0 - SHARED) * alone) / 2.0).clamp(-1.0, 1.0)
}

fn normal(seed: u64) -> f64 {
    let mut rng = Rng::new(seed);
    // Neighbouring seeds are told apart by a step of the generator.
    rng.next_u64();
    rng.next_normal()
}
