//! The progression of a score.

use super::symbol::RelativeChord;
use crate::markov::rhythm::Place;
use crate::markov::timeline::place_of;
use crate::music::{KeySignature, Mode, Score};
use crate::theory::{find_chords, find_key};

/// Ticks in a step: an eighth note.
pub(super) const UNIT: u32 = 240;

/// A chord, where it begins and how long it lasts, in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimedChord {
    pub chord: RelativeChord,
    pub place: Place,
    pub start: u32,
    pub steps: u16,
}

/// The chords of a score in its key; the mode tells which chain they belong to. `None` if it has no key or no chords.
///
/// Chord symbols count where somebody wrote some; else the chords that are heard. Equal neighbours are one chord.
pub(super) fn progression_of(score: &Score) -> Option<(Mode, Vec<TimedChord>)> {
    let key: KeySignature = score.header().key.or_else(|| find_key(score))?;
    let written = &score.header().chords;
    let heard = if written.is_empty() {
        find_chords(score)
    } else {
        Vec::new()
    };
    let changes = if written.is_empty() { &heard } else { written };
    let step = |tick: u32| (tick + UNIT / 2) / UNIT;
    let mut starts: Vec<(u32, RelativeChord)> = Vec::new();
    for change in changes {
        let (start, chord) = (
            step(change.tick.get()),
            RelativeChord::of(change.chord, key),
        );
        // Of two changes within half a step the later one stays.
        if starts.last().is_some_and(|(last, _)| *last == start) {
            starts.pop();
        }
        if starts.last().is_none_or(|(_, last)| *last != chord) {
            starts.push((start, chord));
        }
    }
    let end = score.end().get().div_ceil(UNIT);
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([end]);
    let timed = starts
        .iter()
        .zip(ends)
        .filter(|((start, _), end)| end > start);
    let timed = timed.map(|((start, chord), end)| TimedChord {
        chord: *chord,
        place: place_of(score.meter(), *start, UNIT),
        start: *start,
        steps: u16::try_from(end - start).unwrap_or(u16::MAX),
    });
    let timed: Vec<TimedChord> = timed.collect();
    (!timed.is_empty()).then_some((key.mode(), timed))
}
