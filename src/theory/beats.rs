//! Beats as they are felt: the raster on which harmony is heard.

use crate::music::{Duration, Score, TICKS_PER_QUARTER, Tick, TimeSignature};

/// How much weight a beat carries in its bar, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The first of the bar.
    Downbeat,
    /// Half of an even bar, or a written beat that is itself divided.
    Strong,
    /// Every other.
    Weak,
}

/// One beat of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beat {
    /// Where it begins.
    pub start: Tick,
    /// First tick after it.
    pub end: Tick,
    /// Its weight in the bar.
    pub strength: Strength,
}

/// The length of a felt beat: a dotted quarter in 6/8, a quarter in 4/4 and in 2/2.
///
/// Longer written beats are divided, since harmony changes on their halves; shorter ones are joined, since
/// harmony seldom changes faster than a quarter note.
pub fn felt_beat(time_signature: TimeSignature) -> Duration {
    let written = time_signature.beat().get();
    let bar = time_signature.bar().get();
    let is_compound = time_signature.beats().is_multiple_of(3) && written <= TICKS_PER_QUARTER / 2;
    let mut beat = if is_compound { 3 * written } else { written };
    while beat < TICKS_PER_QUARTER && 2 * beat <= bar {
        beat *= 2;
    }
    while beat >= 2 * TICKS_PER_QUARTER {
        beat /= 2;
    }
    Duration::new(beat).unwrap_or(Duration::QUARTER)
}

/// Every beat of a score up to the end of its last note; bars that a change of metre cuts short end early.
pub(super) fn beats(score: &Score) -> Vec<Beat> {
    let meter = score.meter();
    let mut beats = Vec::new();
    for bar in 0..score.n_bars() {
        let (start, end) = (meter.bar_start(bar), meter.bar_end(bar).min(score.end()));
        let time_signature = meter.time_signature_at(start);
        let step = felt_beat(time_signature).get();
        // A pick-up bar lacks its beginning, so its first beat may be less than whole.
        let mut offset = meter.position_of(start).offset.get();
        let mut tick = start;
        while tick < end {
            let to_next = Duration::new(step - offset % step).unwrap_or(Duration::QUARTER);
            let next = (tick + to_next).min(end);
            beats.push(Beat {
                start: tick,
                end: next,
                strength: strength(time_signature, offset),
            });
            offset += to_next.get();
            tick = next;
        }
    }
    beats
}

/// How much weight a tick carries in its bar, wherever it stands.
pub(super) fn strength_at(score: &Score, tick: Tick) -> Strength {
    strength(
        score.meter().time_signature_at(tick),
        score.meter().position_of(tick).offset.get(),
    )
}

fn strength(time_signature: TimeSignature, offset: u32) -> Strength {
    let bar = time_signature.bar().get();
    let written = time_signature.beat().get();
    let is_half = time_signature.beats().is_multiple_of(2) && 2 * offset == bar;
    if offset == 0 {
        Strength::Downbeat
    } else if is_half || (written > TICKS_PER_QUARTER && offset.is_multiple_of(written)) {
        Strength::Strong
    } else {
        Strength::Weak
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beats_are_felt_between_a_quarter_and_its_dotted_value() {
        let check = |beats: u32, beat_unit: u32, felt: u32| {
            let time_signature = TimeSignature::new(beats, beat_unit).unwrap();
            assert_eq!(felt_beat(time_signature).get(), felt, "{beats}/{beat_unit}");
        };
        check(4, 4, 480);
        check(3, 4, 480);
        check(2, 2, 480);
        check(3, 2, 480);
        check(6, 8, 720);
        check(3, 8, 720);
        check(12, 8, 720);
        check(4, 8, 480);
        check(1, 1, 480);
    }
}
