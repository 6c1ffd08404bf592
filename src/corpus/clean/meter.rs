//! Mends metres: bars of irregular length, and time signatures that the model has no word for.

use std::ops::Range;

use super::super::refusal::Refusal;
use crate::music::{Duration, Meter, Tick, TimeSignature};
use crate::token::Metre;

/// A bar as it is written.
#[derive(Debug, Clone, Copy)]
struct WrittenBar {
    start: Tick,
    length: Duration,
    time_signature: TimeSignature,
    is_pickup: bool,
}

impl WrittenBar {
    fn is_whole(&self) -> bool {
        self.length == self.time_signature.bar()
    }
}

/// The metre up to `end` in bars that all last as long as their time signature, which has a word.
///
/// Two bars that make one whole bar together (a bar split by a repeat sign) become that bar; a bar of
/// another length gets the time signature of its length; 2/1 becomes 4/2, and 12/4 two bars of 6/4.
///
/// # Errors
/// [`Refusal::Irregular`] if too many bars are of irregular length, or one is of a length without a
/// time signature.
pub(super) fn mended(meter: &Meter, end: Tick) -> Result<Meter, Refusal> {
    let bars = written_bars(meter, end);
    // A new time signature is music; the same one begun anew is a bar of the wrong length.
    let changes = meter.changes();
    let irregular = changes.windows(2).filter(|pair| pair[0].1 == pair[1].1);
    let n_bars = bars.len();
    if irregular.count() * 10 > n_bars + 10 || (changes.len() - 1) * 3 > n_bars + 6 {
        return Err(Refusal::Irregular);
    }
    let mut mended: Vec<(Tick, TimeSignature)> = Vec::new();
    for (bar, _, time_signature) in named_bars(&bars) {
        let time_signature = time_signature.ok_or(Refusal::Irregular)?;
        if mended
            .last()
            .is_none_or(|(_, last)| *last != time_signature)
        {
            mended.push((bar.start, time_signature));
        }
    }
    let pickup = mended.first().map_or(0, |(_, first)| {
        // One of the shorter bars that a long one became may lie in it.
        meter.pickup().get() % first.bar().get()
    });
    let pickup = Duration::new(pickup).unwrap_or_default();
    Meter::new(pickup, mended).map_err(|_| Refusal::Irregular)
}

/// The longest rows of bars up to `end` that time signatures can be given to.
pub fn regular_stretches(meter: &Meter, end: Tick) -> Vec<Range<u32>> {
    let mut stretches: Vec<Range<u32>> = Vec::new();
    let mut bar = 0;
    for (_, n_bars, time_signature) in named_bars(&written_bars(meter, end)) {
        match stretches.last_mut() {
            _ if time_signature.is_none() => {}
            Some(last) if last.end == bar => last.end += n_bars,
            _ => stretches.push(bar..bar + n_bars),
        }
        bar += n_bars;
    }
    stretches
}

/// Every bar with how many written bars it is made of, and its time signature if it can have one.
fn named_bars(bars: &[WrittenBar]) -> Vec<(WrittenBar, u32, Option<TimeSignature>)> {
    let mut named = Vec::with_capacity(bars.len());
    let mut rest = bars;
    while let [bar, later @ ..] = rest {
        rest = later;
        let whole = bar.time_signature.bar();
        let is_halved = later.first().is_some_and(|next| {
            !bar.is_whole()
                && !bar.is_pickup
                && bar.time_signature == next.time_signature
                && bar.length.get() + next.length.get() == whole.get()
        });
        if is_halved {
            rest = &later[1..];
        }
        let time_signature = if is_halved || bar.is_pickup || bar.is_whole() {
            equivalent(bar.time_signature)
        } else {
            of_length(bar.length, bar.time_signature)
        };
        named.push((*bar, 1 + u32::from(is_halved), time_signature));
    }
    named
}

fn written_bars(meter: &Meter, end: Tick) -> Vec<WrittenBar> {
    let mut bars = Vec::new();
    loop {
        let start = meter.bar_start(bars.len() as u32);
        if start >= end && !bars.is_empty() {
            break;
        }
        let next = meter.bar_start(bars.len() as u32 + 1);
        let time_signature = meter.time_signature_at(start);
        let is_pickup = bars.is_empty() && meter.pickup() != Duration::ZERO;
        // How long the last bar would have been does not matter.
        let is_last = next >= end && !is_pickup;
        bars.push(WrittenBar {
            start,
            length: if is_last {
                time_signature.bar()
            } else {
                next.since(start)
            },
            time_signature,
            is_pickup,
        });
        // The end of time repeats itself.
        if next <= start {
            break;
        }
    }
    bars
}

fn has_word(time_signature: &TimeSignature) -> bool {
    Metre::of(*time_signature).is_some()
}

/// A time signature with a word whose bars, one or several, fill a bar of this one.
fn equivalent(time_signature: TimeSignature) -> Option<TimeSignature> {
    if has_word(&time_signature) {
        return Some(time_signature);
    }
    let whole = of_length(time_signature.bar(), time_signature);
    let shorter = || {
        (2..=4).find_map(|n_bars| {
            let length = time_signature.bar().get();
            let length = length.is_multiple_of(n_bars).then_some(length / n_bars)?;
            of_length(Duration::new(length).ok()?, time_signature)
        })
    };
    whole.or_else(shorter)
}

/// The time signature with a word whose bar has this length, in beats as like as can be.
fn of_length(length: Duration, like: TimeSignature) -> Option<TimeSignature> {
    let is_compound = |signature: TimeSignature| {
        signature.beats() > 3 && signature.beats().is_multiple_of(3) && signature.beat_unit() >= 8
    };
    let found = (0..Metre::COUNT).filter_map(Metre::from_index);
    found
        .map(Metre::time_signature)
        .filter(|signature| signature.bar() == length)
        .min_by_key(|signature| {
            let is_other_kind = is_compound(*signature) != is_compound(like);
            let distance = signature
                .beat_unit()
                .ilog2()
                .abs_diff(like.beat_unit().ilog2());
            (is_other_kind, distance)
        })
}

#[cfg(test)]
mod tests {
    use super::super::time::tick;
    use super::*;

    fn signature(beats: u32, beat_unit: u32) -> TimeSignature {
        TimeSignature::new(beats, beat_unit).unwrap()
    }

    /// Changes as (tick, beats, beat unit), with the end of the music in ticks.
    fn check(changes: &[(u32, u32, u32)], end: u32, expected: &[(u32, u32, u32)]) {
        let changes = changes
            .iter()
            .map(|(start, beats, unit)| (tick(*start), signature(*beats, *unit)));
        let meter = Meter::new(Duration::ZERO, changes.collect()).unwrap();
        let mended = mended(&meter, tick(end)).unwrap();
        let found: Vec<(u32, u32, u32)> = mended
            .changes()
            .iter()
            .map(|(start, signature)| (start.get(), signature.beats(), signature.beat_unit()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn bars_get_a_signature_that_has_a_word() {
        check(&[(0, 3, 1)], 28_800, &[(0, 3, 2)]);
        check(&[(0, 12, 4)], 28_800, &[(0, 6, 4)]);
        check(&[(0, 2, 1)], 28_800, &[(0, 4, 2)]);
        check(&[(0, 24, 16)], 28_800, &[(0, 12, 8)]);
    }

    #[test]
    fn a_bar_split_in_two_is_whole_again() {
        check(
            &[(0, 4, 4), (1920 + 1440, 4, 4), (1920 + 1920, 4, 4)],
            19_200,
            &[(0, 4, 4)],
        );
    }

    #[test]
    fn a_bar_of_another_length_has_its_own_signature() {
        check(
            &[(0, 4, 4), (1920 + 1440, 4, 4)],
            19_200,
            &[(0, 4, 4), (1920, 3, 4), (3360, 4, 4)],
        );
        let odd = [(Tick::ZERO, signature(4, 4)), (tick(1970), signature(4, 4))];
        let meter = Meter::new(Duration::ZERO, odd.to_vec()).unwrap();
        assert_eq!(mended(&meter, tick(19_200)), Err(Refusal::Irregular));
    }
}
