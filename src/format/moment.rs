//! Exact musical time while reading: fine enough for triplets of quintuplets, rounded only once.

use std::ops::Add;

use crate::music::{Duration, MAX_TICK, TICKS_PER_QUARTER, Tick};

/// Parts of one tick: 9 * 5 * 7 * 11 * 13, so that common tuplets of short notes stay exact.
const PARTS_PER_TICK: u64 = 45_045;

/// The end of time; sums stop here.
const LAST: u64 = MAX_TICK as u64 * PARTS_PER_TICK;

/// A moment or a length in parts of a tick; sums stop at the last allowed tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Moment(u64);

impl Moment {
    pub(super) const ZERO: Moment = Moment(0);

    /// `numerator / denominator` quarter notes; zero if the denominator is zero.
    pub(super) fn quarters(numerator: u64, denominator: u64) -> Self {
        let parts =
            u128::from(numerator) * u128::from(u64::from(TICKS_PER_QUARTER) * PARTS_PER_TICK);
        let rounded = (parts + u128::from(denominator / 2)).checked_div(u128::from(denominator));
        Self(rounded.map_or(0, |parts| parts.min(u128::from(LAST)) as u64))
    }

    /// This length times `numerator / denominator`.
    pub(super) fn scaled(self, numerator: u64, denominator: u64) -> Self {
        let parts = u128::from(self.0) * u128::from(numerator) + u128::from(denominator / 2);
        let scaled = parts.checked_div(u128::from(denominator));
        Self(scaled.map_or(0, |parts| parts.min(u128::from(LAST)) as u64))
    }

    /// The length from `earlier` to here; zero if `earlier` is later.
    pub(super) fn since(self, earlier: Moment) -> Moment {
        Moment(self.0.saturating_sub(earlier.0))
    }

    /// The nearest tick.
    pub(super) fn tick(self) -> Tick {
        Tick::ZERO + self.duration()
    }

    /// The nearest length in ticks.
    pub(super) fn duration(self) -> Duration {
        let ticks = (self.0 + PARTS_PER_TICK / 2) / PARTS_PER_TICK;
        Duration::new(ticks.min(u64::from(MAX_TICK)) as u32).unwrap_or_default()
    }
}

impl From<Duration> for Moment {
    fn from(duration: Duration) -> Self {
        Self(u64::from(duration.get()) * PARTS_PER_TICK)
    }
}

impl Add for Moment {
    type Output = Moment;
    fn add(self, other: Moment) -> Moment {
        Moment((self.0 + other.0).min(LAST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_triplets_fill_a_quarter() {
        let triplet = Moment::quarters(1, 3);
        assert_eq!(triplet + triplet + triplet, Moment::quarters(1, 1));
        assert_eq!(triplet.tick().get(), 160);
    }

    #[test]
    fn time_stops_at_its_end() {
        let late = Moment::quarters(u64::MAX, 1);
        assert_eq!((late + late).tick().get(), MAX_TICK);
        assert_eq!(Moment::quarters(1, 0), Moment::ZERO);
    }
}
