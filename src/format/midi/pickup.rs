//! Guesses where the first bar line is: MIDI does not tell a pick-up from a whole bar.

use super::lines::TrackNote;
use crate::music::{Duration, TICKS_PER_QUARTER, TimeSignature};

/// What speaks for a pick-up, in hundredths.
///
/// Source: own fit of a choice model to 625 pieces with known bar lines (Bach chorales, Open Hymnal,
/// Goudimel, NIFC); on the half held out it is right for 96 % of the chorales and hymns.
mod weight {
    /// All sounding time of notes that begin on bar lines.
    pub(super) const ON_BAR_LINES: i64 = 361;
    /// All sounding time of notes held over bar lines.
    pub(super) const HELD_OVER: i64 = -263;
    /// The last notes begin on a bar line, or in the middle of a bar with even beats.
    pub(super) const LAST_ON_BAR_LINE: i64 = 298;
    pub(super) const LAST_ON_HALF_BAR: i64 = 285;
    /// No pick-up, one beat, half a bar, more than half a bar.
    pub(super) const NONE: i64 = 157;
    pub(super) const ONE_BEAT: i64 = 136;
    pub(super) const HALF_BAR: i64 = -89;
    pub(super) const MORE_THAN_HALF: i64 = -322;
}

/// Pieces shorter than this many bars give too little to go by.
const FEWEST_BARS: u32 = 4;

/// The most likely pick-up of notes in one metre, in whole beats.
pub(super) fn guess_pickup(notes: &[TrackNote], time_signature: TimeSignature) -> Duration {
    let bar = time_signature.bar().get();
    let beat = time_signature.beat().get().min(TICKS_PER_QUARTER);
    let start = notes.iter().map(|note| note.onset.get()).min().unwrap_or(0);
    let end = notes.iter().map(|note| note.end.get()).max().unwrap_or(0);
    // Silence at the beginning means that the file counts whole bars.
    if start > 0 || end < FEWEST_BARS * bar {
        return Duration::ZERO;
    }
    let last = notes.iter().map(|note| note.onset.get()).max().unwrap_or(0);
    let total: i64 = notes.iter().map(|note| length_within(note, bar)).sum();
    let support = |pickup: u32| -> i64 {
        let into_bar = |tick: u32| (tick % bar + bar - pickup) % bar;
        let share = |is_meant: &dyn Fn(&TrackNote) -> bool, weight: i64| {
            let notes = notes.iter().filter(|note| is_meant(note));
            weight * notes.map(|note| length_within(note, bar)).sum::<i64>() / total.max(1)
        };
        let begins = |note: &TrackNote| into_bar(note.onset.get()) == 0;
        let is_held = |note: &TrackNote| {
            !begins(note) && into_bar(note.onset.get()) + note.end.since(note.onset).get() > bar
        };
        let last_support = match into_bar(last) {
            0 => weight::LAST_ON_BAR_LINE,
            middle if middle * 2 == bar && !time_signature.beats().is_multiple_of(3) => {
                weight::LAST_ON_HALF_BAR
            }
            _ => 0,
        };
        let length_support = [
            (pickup == 0, weight::NONE),
            (pickup == beat, weight::ONE_BEAT),
            (pickup * 2 == bar, weight::HALF_BAR),
            (pickup * 2 > bar, weight::MORE_THAN_HALF),
        ];
        let length_support: i64 = length_support
            .iter()
            .filter(|(holds, _)| *holds)
            .map(|(_, weight)| weight)
            .sum();
        share(&begins, weight::ON_BAR_LINES)
            + share(&is_held, weight::HELD_OVER)
            + last_support
            + length_support
    };
    // The shorter pick-up wins a draw.
    let pickups = (0..bar / beat).rev().map(|beats| beats * beat);
    let best = pickups.max_by_key(|pickup| support(*pickup)).unwrap_or(0);
    Duration::new(best).unwrap_or_default()
}

/// Long notes count as one bar at most.
fn length_within(note: &TrackNote, bar: u32) -> i64 {
    i64::from(note.end.since(note.onset).get().min(bar))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Pitch, Tick, Velocity};

    fn check(durations: &[u32], expected: u32) {
        let mut onset = 0;
        let notes: Vec<TrackNote> = durations
            .iter()
            .map(|quarters| {
                let note = TrackNote {
                    pitch: Pitch::new(60).unwrap(),
                    onset: Tick::new(onset).unwrap(),
                    end: Tick::new(onset + quarters * 480).unwrap(),
                    velocity: Velocity::DEFAULT,
                };
                onset += quarters * 480;
                note
            })
            .collect();
        assert_eq!(
            guess_pickup(&notes, TimeSignature::COMMON).get(),
            expected,
            "{durations:?}"
        );
    }

    #[test]
    fn long_notes_on_bar_lines_tell_the_pickup() {
        check(&[2, 1, 1, 2, 1, 1, 2, 1, 1, 4], 0);
        check(&[1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 3], 480);
        check(&[1, 2], 0);
    }
}
