//! Metre: bars and places inside them, over changes of time signature.

use super::time::{Duration, MAX_TICK, Tick, TimeError, TimeSignature};

/// A bar by number, counted from 0, and a place inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BarPosition {
    /// Bar index; a pick-up bar is bar 0.
    pub bar: u32,
    /// Ticks from the start of the bar. In a pick-up bar, counted as if the bar were whole.
    pub offset: Duration,
}

/// The metre of a score: a pick-up and the time signatures with the tick where each begins.
///
/// A pick-up bar is a first bar that lacks its beginning: it ends where the first whole bar starts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Meter {
    pickup: Duration,
    changes: Vec<(Tick, TimeSignature)>,
}

impl Meter {
    /// One time signature from start to end, without pick-up.
    pub fn constant(time_signature: TimeSignature) -> Self {
        Self {
            pickup: Duration::ZERO,
            changes: vec![(Tick::ZERO, time_signature)],
        }
    }

    /// A metre with a pick-up and changes; the first change stands at tick 0.
    ///
    /// A change that does not fall on a bar line starts a new bar there.
    ///
    /// # Errors
    /// [`TimeError::BadMeterChanges`] if the changes are empty, unordered or start late;
    /// [`TimeError::PickupTooLong`] if the pick-up fills a bar or reaches past the first change.
    pub fn new(pickup: Duration, changes: Vec<(Tick, TimeSignature)>) -> Result<Self, TimeError> {
        let starts_at_zero = changes.first().is_some_and(|(tick, _)| *tick == Tick::ZERO);
        if !starts_at_zero || !changes.windows(2).all(|pair| pair[0].0 < pair[1].0) {
            return Err(TimeError::BadMeterChanges);
        }
        // A metre may change right after the pick-up, so that its own has no whole bar.
        let bar = changes[0].1.bar().get();
        let change = changes.get(1).map_or(Tick(bar), |(tick, _)| *tick);
        if pickup.get() >= bar || pickup.get() > change.get() {
            return Err(TimeError::PickupTooLong {
                found: pickup.get(),
                bar: bar.min(change.get() + 1),
            });
        }
        Ok(Self { pickup, changes })
    }

    /// Length of the pick-up; zero when the score starts with a whole bar.
    pub fn pickup(&self) -> Duration {
        self.pickup
    }

    /// Every time signature with the tick where it begins; never empty.
    pub fn changes(&self) -> &[(Tick, TimeSignature)] {
        &self.changes
    }

    /// The time signature in force at a tick.
    pub fn time_signature_at(&self, tick: Tick) -> TimeSignature {
        let after = self.changes.partition_point(|(start, _)| *start <= tick);
        self.changes[after.max(1) - 1].1
    }

    /// Bar and place inside it of a tick.
    pub fn position_of(&self, tick: Tick) -> BarPosition {
        let mut first_bar = 0;
        for (index, &(start, time_signature)) in self.changes.iter().enumerate() {
            let bar = time_signature.bar().get();
            // Bars of this stretch are counted from where its first whole bar would begin.
            let missing = if index == 0 && self.pickup != Duration::ZERO {
                bar - self.pickup.get()
            } else {
                0
            };
            let end = self.changes.get(index + 1).map(|(next, _)| *next);
            if end.is_none_or(|end| tick < end) {
                let since = tick.since(start).get() + missing;
                return BarPosition {
                    bar: first_bar + since / bar,
                    offset: Duration(since % bar),
                };
            }
            let length = end.map_or(0, |end| end.since(start).get()) + missing;
            first_bar += length.div_ceil(bar);
        }
        BarPosition {
            bar: first_bar,
            offset: Duration::ZERO,
        }
    }

    /// First tick of a bar; bar 0 begins at tick 0 even when it is a pick-up.
    pub fn bar_start(&self, bar: u32) -> Tick {
        let mut first_bar = 0;
        for (index, &(start, time_signature)) in self.changes.iter().enumerate() {
            let length = time_signature.bar().get();
            let missing = if index == 0 && self.pickup != Duration::ZERO {
                length - self.pickup.get()
            } else {
                0
            };
            let n_bars = self
                .changes
                .get(index + 1)
                .map(|(next, _)| (next.since(start).get() + missing).div_ceil(length));
            if n_bars.is_none_or(|n_bars| bar < first_bar + n_bars) {
                let offset = u64::from(bar - first_bar) * u64::from(length);
                let tick = u64::from(start.get()) + offset.saturating_sub(u64::from(missing));
                return Tick(tick.min(u64::from(MAX_TICK)) as u32);
            }
            first_bar += n_bars.unwrap_or(0);
        }
        Tick(MAX_TICK)
    }

    /// First tick after a bar.
    pub fn bar_end(&self, bar: u32) -> Tick {
        self.bar_start(bar + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::Tempo;

    fn signature(beats: u32, beat_unit: u32) -> TimeSignature {
        TimeSignature::new(beats, beat_unit).unwrap()
    }

    fn check(meter: &Meter, tick: u32, bar: u32, offset: u32) {
        let found = meter.position_of(Tick(tick));
        assert_eq!(
            (found.bar, found.offset.get()),
            (bar, offset),
            "tick {tick}"
        );
    }

    #[test]
    fn pickup_bar_counts_as_the_end_of_a_whole_bar() {
        let meter = Meter::new(Duration(480), vec![(Tick(0), signature(4, 4))]).unwrap();
        check(&meter, 0, 0, 1440);
        check(&meter, 480, 1, 0);
        assert_eq!(meter.bar_start(0), Tick(0));
        assert_eq!(meter.bar_start(1), Tick(480));
        assert_eq!(meter.bar_start(2), Tick(2400));
    }

    #[test]
    fn bars_go_on_counting_over_a_change_of_metre() {
        let meter = Meter::new(
            Duration::ZERO,
            vec![(Tick(0), signature(4, 4)), (Tick(3840), signature(3, 4))],
        )
        .unwrap();
        check(&meter, 3839, 1, 1919);
        check(&meter, 3840, 2, 0);
        check(&meter, 3840 + 1440, 3, 0);
        assert_eq!(meter.bar_start(3), Tick(5280));
        assert_eq!(meter.bar_end(1), Tick(3840));
    }

    #[test]
    fn metre_may_change_right_after_the_pickup() {
        let changes = vec![(Tick(0), signature(4, 4)), (Tick(480), signature(3, 4))];
        let meter = Meter::new(Duration(480), changes.clone()).unwrap();
        check(&meter, 479, 0, 1919);
        check(&meter, 480, 1, 0);
        assert_eq!(meter.bar_start(2), Tick(480 + 1440));
        assert!(Meter::new(Duration(481), changes).is_err());
    }

    #[test]
    fn refuses_what_music_does_not_write() {
        assert!(TimeSignature::new(4, 3).is_err());
        assert!(TimeSignature::new(0, 4).is_err());
        assert!(Tempo::from_qpm(f64::NAN).is_err());
        assert!(Tick::new(MAX_TICK + 1).is_err());
        assert!(Meter::new(Duration(1920), vec![(Tick(0), signature(4, 4))]).is_err());
    }
}
