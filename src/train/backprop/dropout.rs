//! Dropout whose mask is worked out twice instead of kept.

use pulp::Arch;

/// Which features one place of the network leaves out of one text.
#[derive(Debug, Clone, Copy)]
pub struct Dropout {
    share: f64,
    key: u64,
}

impl Dropout {
    /// Leaves out `share` of the features, drawn by `rng_seed`.
    pub fn new(share: f64, rng_seed: u64) -> Self {
        Self {
            share,
            key: rng_seed,
        }
    }

    /// The mask of another place.
    pub fn at(self, place: usize) -> Self {
        let mut rng = crate::model::Rng::new(self.key ^ (place as u64).wrapping_mul(0x9e37_79b9));
        Self {
            key: rng.next_u64(),
            ..self
        }
    }

    /// Drops values, or their gradients, and makes the others louder by as much as is lost.
    ///
    /// Source: Srivastava et al., "Dropout", JMLR 2014; the hash is the finalizer of MurmurHash3.
    pub fn apply(self, values: &mut [f32]) {
        if self.share <= 0.0 {
            return;
        }
        let limit = (self.share * f64::from(u32::MAX)) as u32;
        let scale = (1.0 / (1.0 - self.share)) as f32;
        let key = self.key as u32;
        Arch::new().dispatch(|| {
            for (index, value) in values.iter_mut().enumerate() {
                let mut hash = (index as u32) ^ key;
                hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
                hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
                hash ^= hash >> 16;
                *value *= if hash < limit { 0.0 } else { scale };
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_is_dropped_and_the_mean_stays() {
        let mut values = vec![1.0; 100_000];
        Dropout::new(0.25, 3).at(5).apply(&mut values);
        let dropped = values.iter().filter(|value| **value == 0.0).count();
        assert!((24_000..26_000).contains(&dropped), "{dropped}");
        let mean = values.iter().sum::<f32>() / values.len() as f32;
        assert!((mean - 1.0).abs() < 0.01);
    }

    #[test]
    fn places_and_seeds_have_masks_of_their_own() {
        let mask = |rng_seed, place| {
            let mut values = vec![1.0; 64];
            Dropout::new(0.5, rng_seed).at(place).apply(&mut values);
            values
        };
        assert_eq!(mask(1, 2), mask(1, 2));
        assert_ne!(mask(1, 2), mask(1, 3));
        assert_ne!(mask(1, 2), mask(2, 2));
    }
}
