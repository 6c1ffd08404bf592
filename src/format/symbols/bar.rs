//! The bars of a metre as measures on paper.

use crate::music::{Duration, Meter, Tick, TimeSignature};

/// A measure. Ticks count from the start of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Bar {
    pub(in crate::format) start: u32,
    pub(in crate::format) end: u32,
    pub(in crate::format) time_signature: TimeSignature,
    /// Ticks that the bar lacks at its beginning: a pick-up ends where a bar ends.
    pub(in crate::format) missing: u32,
    pub(in crate::format) is_pickup: bool,
    /// Whether its time signature stands in it.
    pub(in crate::format) shows_time: bool,
}

/// The bars up to the end of a score, at least one; `None` if there are more than `most`.
pub(in crate::format) fn bars_of(meter: &Meter, end: Tick, most: usize) -> Option<Vec<Bar>> {
    let end = end.get().max(1);
    let mut bars: Vec<Bar> = Vec::new();
    for (index, (start, time_signature)) in meter.changes().iter().enumerate() {
        let limit = meter.changes().get(index + 1).map(|(next, _)| next.get());
        let whole = time_signature.bar().get();
        let mut start = start.get();
        while start < end && limit.is_none_or(|limit| start < limit) {
            let is_pickup = bars.is_empty() && meter.pickup() != Duration::ZERO;
            let length = if is_pickup {
                meter.pickup().get()
            } else {
                whole
            };
            let before = bars.last().map(|bar| bar.time_signature);
            if bars.len() >= most {
                return None;
            }
            let full_end = start + length;
            bars.push(Bar {
                start,
                end: limit.map_or(full_end, |limit| limit.min(full_end)),
                time_signature: *time_signature,
                missing: if is_pickup { whole - length } else { 0 },
                is_pickup,
                shows_time: before != Some(*time_signature),
            });
            start = full_end;
        }
    }
    Some(bars)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_those_of_the_metre() {
        let signature = |beats| TimeSignature::new(beats, 4).unwrap();
        let tick = |tick| Tick::new(tick).unwrap();
        let changes = vec![
            (tick(0), signature(4)),
            (tick(480 + 1920 + 960), signature(4)),
            (tick(480 + 1920 + 960 + 1920), signature(3)),
        ];
        let meter = Meter::new(Duration::QUARTER, changes).unwrap();
        let bars = bars_of(&meter, tick(6_000), 99).unwrap();
        for (bar, number) in bars.iter().zip(0..) {
            assert_eq!(meter.bar_start(number).get(), bar.start);
            assert_eq!(meter.bar_end(number).get(), bar.end);
            let at = meter.position_of(tick(bar.start));
            assert_eq!((at.bar, at.offset.get()), (number, bar.missing));
        }
        let shown: Vec<bool> = bars.iter().map(|bar| bar.shows_time).collect();
        assert_eq!(shown, [true, false, false, false, true]);
        assert_eq!(bars_of(&meter, tick(6_000), 4), None);
        assert_eq!(bars_of(&meter, tick(0), 4).map(|bars| bars.len()), Some(1));
    }
}
