//! Which lengths may be one symbol at which place of a bar, so that the beats stay visible.

use super::value::Value;
use crate::music::TimeSignature;

/// A level of a metre: half bars, beats, halves of beats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Level {
    /// Ticks between its places.
    unit: u32,
    /// A note over one of its places begins and ends on a multiple of this.
    anchor: u32,
}

/// The levels of a metre or of a tuplet, the slowest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Pulse {
    levels: Vec<Level>,
    is_compound: bool,
}

/// A symbol with its place, in ticks from where the pulse begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Piece {
    pub(in crate::format) start: u32,
    pub(in crate::format) end: u32,
    pub(in crate::format) value: Value,
}

/// Whether three written beats make one: 6/8, 9/8, 3/8, 6/4, but not 3/4.
pub(in crate::format) fn is_compound(time_signature: TimeSignature) -> bool {
    let beats = time_signature.beats();
    beats.is_multiple_of(3) && (beats > 3 || time_signature.beat_unit() >= 8)
}

impl Pulse {
    /// The pulse of a metre.
    pub(in crate::format) fn of(time_signature: TimeSignature) -> Self {
        let (beats, unit) = (time_signature.beats(), time_signature.beat().get());
        let is_compound = is_compound(time_signature);
        let (beats, beat) = if is_compound {
            (beats / 3, 3 * unit)
        } else {
            (beats, unit)
        };
        let mut levels = Vec::new();
        // The largest power of two in the number of beats: 4 in 4/4, 2 in 6/8, 1 in 5/4.
        let mut group = beats & beats.wrapping_neg();
        while group > 1 {
            group /= 2;
            levels.push(Level {
                unit: beat * group,
                anchor: if is_compound && group == 1 {
                    beat
                } else {
                    beat * group / 2
                },
            });
        }
        if levels.last().is_none_or(|level| level.unit != beat) {
            levels.push(Level {
                unit: beat,
                anchor: if is_compound { beat } else { beat / 2 },
            });
        }
        if is_compound {
            levels.push(Level {
                unit,
                anchor: unit / 2,
            });
        }
        let mut pulse = Self {
            levels,
            is_compound,
        };
        pulse.halve();
        pulse
    }

    /// The pulse of a tuplet whose notes are units long where they are written.
    pub(in crate::format) fn of_tuplet(unit: u32) -> Self {
        let anchor = unit / 2;
        let mut pulse = Self {
            levels: vec![Level { unit, anchor }],
            is_compound: false,
        };
        pulse.halve();
        pulse
    }

    /// Adds halves of the last level down to the shortest value.
    fn halve(&mut self) {
        while let Some(last) = self
            .levels
            .last()
            .filter(|last| last.unit >= 2 * Value::SHORTEST)
        {
            let unit = last.unit / 2;
            self.levels.push(Level {
                unit,
                anchor: unit / 2,
            });
        }
    }

    /// The symbols of a note or rest; tied together they last as long.
    pub(in crate::format) fn pieces(&self, start: u32, end: u32, is_rest: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.split(start, end, is_rest, &mut pieces);
        pieces
    }

    fn split(&self, start: u32, end: u32, is_rest: bool, pieces: &mut Vec<Piece>) {
        let length = end.saturating_sub(start);
        let value = Value::of(length);
        let crossed = self.levels.iter().find(|level| {
            // The first place of the level after the start.
            (start / level.unit + 1) * level.unit < end
        });
        let is_one = match (crossed, value) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(level), Some(value)) => self.allows(value, start, end, *level, is_rest),
        };
        let (Some(level), false) = (crossed, is_one) else {
            let value = value.unwrap_or_else(|| Value::nearest(length));
            pieces.push(Piece { start, end, value });
            return;
        };
        // What begins on the level keeps as much of it as it can.
        let cut = if start.is_multiple_of(level.unit) {
            (end - 1) / level.unit * level.unit
        } else {
            (start / level.unit + 1) * level.unit
        };
        self.split(start, cut, is_rest, pieces);
        self.split(cut, end, is_rest, pieces);
    }

    /// Whether one symbol may stand over a place of a level.
    fn allows(&self, value: Value, start: u32, end: u32, level: Level, is_rest: bool) -> bool {
        let begins_on_level = start.is_multiple_of(level.unit);
        if is_rest {
            return begins_on_level && (!value.is_dotted || self.is_compound);
        }
        let anchor = level.anchor.max(1);
        let is_anchored = start.is_multiple_of(anchor) && end.is_multiple_of(anchor);
        is_anchored && (begins_on_level || end - start < 2 * level.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(beats: u32, unit: u32, start: u32, end: u32, is_rest: bool) -> Vec<u32> {
        let pulse = Pulse::of(TimeSignature::new(beats, unit).unwrap());
        let pieces = pulse.pieces(start, end, is_rest);
        assert_eq!(pieces.first().map(|piece| piece.start), Some(start));
        assert_eq!(pieces.last().map(|piece| piece.end), Some(end));
        pieces.iter().map(|piece| piece.end - piece.start).collect()
    }

    #[test]
    fn beats_stay_visible() {
        let check = |beats, unit, (start, end), expected: &[u32]| {
            let found = lengths(beats, unit, start, end, false);
            assert_eq!(found, expected, "{start} to {end} in {beats}/{unit}");
        };
        check(4, 4, (0, 1920), &[1920]);
        check(4, 4, (480, 1440), &[960]);
        check(4, 4, (480, 1920), &[1440]);
        check(4, 4, (720, 1200), &[240, 240]);
        check(4, 4, (240, 720), &[480]);
        check(4, 4, (0, 1200), &[960, 240]);
        check(4, 4, (0, 1680), &[960, 720]);
        check(4, 4, (360, 600), &[120, 120]);
        check(4, 4, (120, 360), &[240]);
        check(3, 4, (0, 1440), &[1440]);
        check(3, 4, (480, 1440), &[960]);
        check(3, 4, (240, 1440), &[240, 960]);
        check(6, 8, (0, 1440), &[1440]);
        check(6, 8, (0, 960), &[720, 240]);
        check(6, 8, (480, 960), &[240, 240]);
        check(6, 8, (240, 720), &[480]);
        check(12, 8, (720, 2160), &[1440]);
        check(5, 4, (0, 2400), &[1920, 480]);
        check(3, 2, (0, 2880), &[2880]);
        check(6, 2, (0, 5760), &[5760]);
    }

    #[test]
    fn rests_stand_on_their_beats() {
        let check = |beats, unit, (start, end), expected: &[u32]| {
            let found = lengths(beats, unit, start, end, true);
            assert_eq!(found, expected, "{start} to {end} in {beats}/{unit}");
        };
        check(4, 4, (480, 1920), &[480, 960]);
        check(4, 4, (480, 1440), &[480, 480]);
        check(4, 4, (0, 720), &[480, 240]);
        check(4, 4, (240, 480), &[240]);
        check(6, 8, (720, 1440), &[720]);
        check(6, 8, (240, 1440), &[480, 720]);
    }

    #[test]
    fn what_fits_no_symbol_is_one_nearly() {
        let pulse = Pulse::of(TimeSignature::COMMON);
        let pieces = pulse.pieces(7, 27, false);
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].value.name, "64th");
        for end in 1..2_000 {
            let pieces = pulse.pieces(0, end, false);
            assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
        }
    }
}
