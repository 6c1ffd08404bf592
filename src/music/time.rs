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
pub struct Tick(pub(super) u32);

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
pub struct Duration(pub(super) u32);

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
