//! One of the four acts with its request.

use crate::compose::{Composer, Composition};

use super::error::WireError;
use super::request::{WireContinue, WireHarmonize, WireInfill, WireSeed};
use super::score::WireScore;

/// Largest seed that JavaScript's numbers hold exactly.
const LARGEST_SEED: u64 = (1 << 53) - 1;

/// What a composer is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum WireAct {
    /// Starts a piece from nothing.
    Seed(WireSeed),
    /// Goes on after the last bar.
    Continue(WireContinue),
    /// Writes voices to the others.
    Harmonize(WireHarmonize),
    /// Writes a region afresh.
    Infill(WireInfill),
}

impl WireAct {
    /// Begins the act.
    ///
    /// # Errors
    /// [`WireError`] if the request cannot be answered.
    pub fn begin(&self, composer: &Composer) -> Result<Composition, WireError> {
        Ok(match self {
            Self::Seed(request) => composer.seed(request.to_request()?)?,
            Self::Continue(request) => composer.extend(request.to_request()?)?,
            Self::Harmonize(request) => composer.harmonize(request.to_request()?)?,
            Self::Infill(request) => composer.infill(request.to_request()?)?,
        })
    }

    /// The score that the request brings, if it brings one.
    pub fn score(&self) -> Option<&WireScore> {
        match self {
            Self::Seed(_) => None,
            Self::Continue(request) => Some(&request.score),
            Self::Harmonize(request) => Some(&request.score),
            Self::Infill(request) => Some(&request.score),
        }
    }

    /// The same with the seed of a further take: the next one for each.
    #[must_use]
    pub fn take(mut self, take: u64) -> Self {
        let rng_seed = match &mut self {
            Self::Seed(request) => &mut request.rng_seed,
            Self::Continue(request) => &mut request.rng_seed,
            Self::Harmonize(request) => &mut request.rng_seed,
            Self::Infill(request) => &mut request.rng_seed,
        };
        *rng_seed = rng_seed.wrapping_add(take) % (LARGEST_SEED + 1);
        self
    }
}
