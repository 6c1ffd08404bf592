//! Where a bar is written in tuplets.

use super::pulse::{Piece, Pulse, is_compound};
use super::value::Value;
use crate::music::TimeSignature;

/// So many notes in the time of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Ratio {
    pub(in crate::format) actual: u32,
    pub(in crate::format) normal: u32,
}

/// What is tried: triplets and quintuplets, the only ones that last whole ticks.
const RATIOS: [Ratio; 2] = [
    Ratio {
        actual: 3,
        normal: 2,
    },
    Ratio {
        actual: 5,
        normal: 4,
    },
];

/// A stretch of a bar that is written in a tuplet. Ticks count from where the whole bar would begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Window {
    pub(in crate::format) start: u32,
    pub(in crate::format) end: u32,
    pub(in crate::format) ratio: Ratio,
}

/// Something that sounds or rests: where it begins and ends, and whether it rests.
pub(in crate::format) type Span = (u32, u32, bool);

/// What a place off every grid costs: more than any way to write one that is on a grid.
const OFF_GRID: usize = 64;

/// What a symbol costs, and one that a longer symbol before it may take in.
const SYMBOL: usize = 2;
const TAIL: usize = 1;

/// A stretch of more than one beat, and what a tuplet over it costs beside its symbols.
const LONG: u32 = 960;
const LONG_TUPLET: usize = 1;

/// The shortest stretch that is tried as a tuplet.
const SHORTEST: u32 = 120;

impl Window {
    /// The place as it is written, if all notes had the length of their symbols.
    fn written(self, tick: u32) -> u32 {
        (tick - self.start) * self.ratio.actual / self.ratio.normal
    }

    fn sounding(self, written: u32) -> u32 {
        self.start + written * self.ratio.normal / self.ratio.actual
    }

    /// Ticks between its notes where all are as long as they can be, as written.
    fn unit(self) -> u32 {
        (self.end - self.start) / self.ratio.normal
    }

    /// Whether a place inside can be written exactly.
    fn fits(self, tick: u32) -> bool {
        let (length, Ratio { actual, normal }) = (self.end - self.start, self.ratio);
        // Short notes belong to a beat.
        let grid = if length >= LONG {
            length / actual
        } else {
            Value::SHORTEST * normal / actual
        };
        length.is_multiple_of(actual) && (tick - self.start).is_multiple_of(grid.max(1))
    }

    /// The symbols of a span inside; places are those that sound.
    pub(in crate::format) fn pieces(self, (start, end, is_rest): Span) -> Vec<Piece> {
        let pulse = Pulse::of_tuplet(self.unit());
        let (start, end) = (self.written(start), self.written(end));
        let pieces = pulse.pieces(start, end, is_rest).into_iter();
        let sounding = pieces.map(|piece| Piece {
            start: self.sounding(piece.start),
            end: self.sounding(piece.end),
            ..piece
        });
        sounding.collect()
    }
}

/// The tuplets of a bar, in order, chosen so that it needs few symbols.
///
/// `spans` follow each other without gaps.
pub(in crate::format) fn tuplets_of(time_signature: TimeSignature, spans: &[Span]) -> Vec<Window> {
    let on_grid = |(start, _, _): &Span| start.is_multiple_of(Value::SHORTEST);
    if spans.iter().all(on_grid) {
        return Vec::new();
    }
    let (start, end) = match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => (first.0, last.1),
        _ => return Vec::new(),
    };
    let bar = time_signature.bar().get();
    // A bar of two halves may hold a tuplet over both; others are made of beats.
    let is_even = time_signature.beats().is_power_of_two() && !is_compound(time_signature);
    let beat = time_signature.beat().get();
    let length = if is_even { bar.min(1_920) } else { beat };
    let pulse = Pulse::of(time_signature);
    let search = Search {
        pulse: &pulse,
        start,
        end,
    };
    let mut windows = Vec::new();
    let mut rest = spans;
    for root in (0..bar).step_by(length.max(1) as usize) {
        let here = search.inside(rest, root, root + length);
        windows.extend(search.best(here, root, length).1);
        let past = rest.partition_point(|span| span.1 <= root + length);
        rest = &rest[past..];
    }
    windows
}

struct Search<'a> {
    pulse: &'a Pulse,
    /// Where the bar begins and ends: a pick-up lacks its beginning.
    start: u32,
    end: u32,
}

impl Search<'_> {
    /// The spans that reach into a stretch.
    fn inside<'s>(&self, spans: &'s [Span], start: u32, end: u32) -> &'s [Span] {
        let first = spans.partition_point(|span| span.1 <= start);
        let after = spans.partition_point(|span| span.0 < end);
        &spans[first..after.max(first)]
    }

    /// The best way to write a stretch: what it costs, and its tuplets.
    fn best(&self, spans: &[Span], start: u32, length: u32) -> (usize, Vec<Window>) {
        let end = start + length;
        let clipped = |span: &Span| (span.0.max(start), span.1.min(end), span.2);
        let places = || spans.iter().map(|span| span.0).filter(|at| *at > start);
        let off_grid = places().filter(|at| !at.is_multiple_of(Value::SHORTEST));
        let n_off_grid = off_grid.count();
        let plain = spans.iter().map(|span| {
            let (from, to, is_rest) = clipped(span);
            let pieces = self.pulse.pieces(snapped(from), snapped(to), is_rest);
            let has_begun = span.0 < start;
            SYMBOL * pieces.len() - if has_begun { SYMBOL - TAIL } else { 0 }
        });
        let mut best = (plain.sum::<usize>() + OFF_GRID * n_off_grid, Vec::new());
        if n_off_grid == 0 {
            return best;
        }
        if length >= 2 * SHORTEST && length.is_multiple_of(2) {
            let half = length / 2;
            let left = self.best(self.inside(spans, start, start + half), start, half);
            let right = self.best(self.inside(spans, start + half, end), start + half, half);
            if left.0 + right.0 < best.0 {
                best = (left.0 + right.0, [left.1, right.1].concat());
            }
        }
        let is_whole = self.start <= start && end <= self.end;
        for ratio in RATIOS.into_iter().filter(|_| is_whole) {
            let window = Window { start, end, ratio };
            if places().all(|at| window.fits(at)) {
                let symbols = spans.iter().map(|span| window.pieces(clipped(span)).len());
                let extra = if length >= LONG { LONG_TUPLET } else { 0 };
                let cost = SYMBOL * symbols.sum::<usize>() + extra;
                if cost < best.0 {
                    best = (cost, vec![window]);
                }
            }
        }
        best
    }
}

/// The nearest place on the grid of plain values.
pub(in crate::format) fn snapped(tick: u32) -> u32 {
    (tick + Value::SHORTEST / 2) / Value::SHORTEST * Value::SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Start, end and number of notes of the tuplets of a bar whose notes begin at these places.
    fn found(beats: u32, unit: u32, places: &[u32]) -> Vec<(u32, u32, u32)> {
        let time_signature = TimeSignature::new(beats, unit).unwrap();
        let ends = places.iter().skip(1).copied();
        let ends = ends.chain([time_signature.bar().get()]);
        let spans: Vec<Span> = places
            .iter()
            .zip(ends)
            .map(|(start, end)| (*start, end, false))
            .collect();
        let windows = tuplets_of(time_signature, &spans).into_iter();
        windows
            .map(|window| (window.start, window.end, window.ratio.actual))
            .collect()
    }

    #[test]
    fn tuplets_are_as_long_as_they_must_be() {
        let check = |(beats, unit), places: &[u32], expected: &[(u32, u32, u32)]| {
            assert_eq!(found(beats, unit, places), expected, "{places:?}");
        };
        check((4, 4), &[0, 480, 720, 960], &[]);
        check((4, 4), &[0, 480, 640, 800, 960], &[(480, 960, 3)]);
        check((4, 4), &[0, 320, 640, 960], &[(0, 960, 3)]);
        check((4, 4), &[0, 640, 1280], &[(0, 1920, 3)]);
        check((3, 4), &[0, 80, 160, 240, 480], &[(0, 240, 3)]);
        check((6, 8), &[0, 240, 320, 400, 480, 720], &[(240, 480, 3)]);
        check((2, 4), &[0, 96, 192, 288, 384, 480], &[(0, 480, 5)]);
        check(
            (2, 4),
            &[0, 160, 320, 480, 560, 640, 720],
            &[(0, 480, 3), (480, 720, 3)],
        );
    }

    #[test]
    fn every_place_of_the_model_s_grid_is_written_exactly() {
        for place in (20..1920).step_by(20) {
            let windows = found(4, 4, &[0, place]);
            let inside = windows
                .iter()
                .any(|(start, end, _)| *start < place && place < *end);
            assert_eq!(inside, place % 30 != 0, "{place}: {windows:?}");
        }
    }
}
