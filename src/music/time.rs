//! Musical time: ticks, metre and tempo. Seconds live in `format` and in the page's audio room.

use std::ops::{Add, Sub};

use thiserror::Error;

/// Ticks in one quarter note. Divisible by 3 and 32, and what most MIDI files use.
pub const TICKS_PER_QUARTER: u32 = 480;

/// The last tick a score may reach: about 52,000 bars of 4/4. Sums of two never overflow `u32`.
pub const MAX_TICK: u32 = 100_000_000;

/// What can be wrong with a value of musical time.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TimeError {
    /// A tick or duration lies past [`MAX_TICK`].
    #[error("tick {found} lies past the last allowed tick {MAX_TICK}")]
    TickTooLate {
        /// The tick found.
        found: u64,
    },
    /// A time signature has parts that music does not write.
    #[error(
        "time signature {beats}/{beat_unit} found; 1 to 64 beats of 1, 2, 4, 8, 16 or 32 are allowed"
    )]
    BadTimeSignature {
        /// Upper number found.
        beats: u32,
        /// Lower number found.
        beat_unit: u32,
    },
    /// A tempo outside what can be played.
    #[error("tempo of {found} quarter notes a minute found; 10 to 400 are allowed")]
    BadTempo {
        /// Quarter notes a minute, as found.
        found: f64,
    },
    /// Metre changes are empty, unordered or do not start at tick 0.
    #[error("metre changes must start at tick 0 and rise strictly")]
    BadMeterChanges,
    /// A pick-up at least as long as the first bar.
    #[error("pick-up of {found} ticks found; less than one bar of {bar} ticks is allowed")]
    PickupTooLong {
        /// Length of the pick-up in ticks.
        found: u32,
        /// Length of a bar in ticks.
        bar: u32,
    },
}

/// A point in musical time, in ticks from the start of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tick(u32);

impl Tick {
    /// The start of every score.
    pub const ZERO: Tick = Tick(0);

    /// A tick, checked against [`MAX_TICK`].
    ///
    /// # Errors
    /// [`TimeError::TickTooLate`] past the limit.
    pub const fn new(tick: u32) -> Result<Self, TimeError> {
        if tick > MAX_TICK {
            Err(TimeError::TickTooLate { found: tick as u64 })
        } else {
            Ok(Self(tick))
        }
    }

    /// The number of ticks since the start.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The span from `earlier` to this tick; empty if `earlier` is later.
    pub const fn since(self, earlier: Tick) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }
}

/// A length of musical time in ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u32);

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);
    /// The shortest length there is.
    pub const TICK: Duration = Duration(1);
    /// One quarter note.
    pub const QUARTER: Duration = Duration(TICKS_PER_QUARTER);

    /// A length, checked against [`MAX_TICK`].
    ///
    /// # Errors
    /// [`TimeError::TickTooLate`] past the limit.
    pub const fn new(ticks: u32) -> Result<Self, TimeError> {
        if ticks > MAX_TICK {
            Err(TimeError::TickTooLate {
                found: ticks as u64,
            })
        } else {
            Ok(Self(ticks))
        }
    }

    /// The number of ticks.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// This length `count` times over, stopping at [`MAX_TICK`].
    pub const fn times(self, count: u32) -> Duration {
        let ticks = self.0.saturating_mul(count);
        Duration(if ticks > MAX_TICK { MAX_TICK } else { ticks })
    }
}

/// Stops at [`MAX_TICK`].
impl Add<Duration> for Tick {
    type Output = Tick;
    fn add(self, duration: Duration) -> Tick {
        Tick((self.0 + duration.0).min(MAX_TICK))
    }
}

/// Stops at the start of the score.
impl Sub<Duration> for Tick {
    type Output = Tick;
    fn sub(self, duration: Duration) -> Tick {
        Tick(self.0.saturating_sub(duration.0))
    }
}

/// Stops at [`MAX_TICK`].
impl Add for Duration {
    type Output = Duration;
    fn add(self, other: Duration) -> Duration {
        Duration((self.0 + other.0).min(MAX_TICK))
    }
}

/// Beats in a bar and the note value of one beat, as written: 3/4, 6/8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TimeSignature {
    beats: u8,
    beat_unit: u8,
}

impl TimeSignature {
    /// Four quarter notes a bar.
    pub const COMMON: TimeSignature = TimeSignature {
        beats: 4,
        beat_unit: 4,
    };

    /// A time signature of `beats` notes of value 1 / `beat_unit`.
    ///
    /// # Errors
    /// [`TimeError::BadTimeSignature`] outside 1 to 64 beats of 1, 2, 4, 8, 16 or 32.
    pub const fn new(beats: u32, beat_unit: u32) -> Result<Self, TimeError> {
        if beats < 1 || beats > 64 || beat_unit > 32 || !beat_unit.is_power_of_two() {
            return Err(TimeError::BadTimeSignature { beats, beat_unit });
        }
        Ok(Self {
            beats: beats as u8,
            beat_unit: beat_unit as u8,
        })
    }

    /// The upper number.
    pub const fn beats(self) -> u32 {
        self.beats as u32
    }

    /// The lower number.
    pub const fn beat_unit(self) -> u32 {
        self.beat_unit as u32
    }

    /// The length of a written beat: a quarter in 3/4, an eighth in 6/8.
    pub const fn beat(self) -> Duration {
        Duration(4 * TICKS_PER_QUARTER / self.beat_unit as u32)
    }

    /// The length of a whole bar.
    pub const fn bar(self) -> Duration {
        Duration(4 * TICKS_PER_QUARTER / self.beat_unit as u32 * self.beats as u32)
    }
}

/// Speed, held as microseconds a quarter note like MIDI, so that files round-trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tempo {
    microseconds_per_quarter: u32,
}

impl Tempo {
    /// 96 quarter notes a minute.
    pub const MODERATE: Tempo = Tempo {
        microseconds_per_quarter: 625_000,
    };

    /// A tempo in quarter notes a minute.
    ///
    /// # Errors
    /// [`TimeError::BadTempo`] outside 10 to 400, or if it is not a number.
    pub fn from_qpm(qpm: f64) -> Result<Self, TimeError> {
        if !(10.0..=400.0).contains(&qpm) {
            return Err(TimeError::BadTempo { found: qpm });
        }
        Ok(Self {
            microseconds_per_quarter: (60_000_000.0 / qpm).round() as u32,
        })
    }

    /// Quarter notes a minute.
    pub fn qpm(self) -> f64 {
        60_000_000.0 / f64::from(self.microseconds_per_quarter)
    }

    /// Microseconds in one quarter note.
    pub const fn microseconds_per_quarter(self) -> u32 {
        self.microseconds_per_quarter
    }
}

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
        let bar = changes[0].1.bar();
        let limit = changes
            .get(1)
            .map_or(bar.get(), |(tick, _)| bar.get().min(tick.get()));
        if pickup.get() >= limit && pickup != Duration::ZERO {
            return Err(TimeError::PickupTooLong {
                found: pickup.get(),
                bar: limit,
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
    fn refuses_what_music_does_not_write() {
        assert!(TimeSignature::new(4, 3).is_err());
        assert!(TimeSignature::new(0, 4).is_err());
        assert!(Tempo::from_qpm(f64::NAN).is_err());
        assert!(Tick::new(MAX_TICK + 1).is_err());
        assert!(Meter::new(Duration(1920), vec![(Tick(0), signature(4, 4))]).is_err());
    }
}
