//! Guesses where the first bar line is: MIDI does not tell a pick-up from a whole bar.

use std::collections::BTreeMap;

use super::lines::TrackNote;
use crate::music::{Duration, TICKS_PER_QUARTER, TimeSignature};

/// The most likely pick-up of notes in one metre; zero where nothing speaks for one.
///
/// Bars tend to begin with long notes and chords, notes are seldom held over a bar line, and the last
/// bar is either whole or lacks just the pick-up. Pick-ups are whole beats, or half a bar at most
/// where a beat is a dotted quarter.
pub(super) fn guess_pickup(notes: &[TrackNote], time_signature: TimeSignature) -> Duration {
    let bar = time_signature.bar().get();
    let unit = time_signature.beat().get().min(TICKS_PER_QUARTER);
    let Some(start) = notes.iter().map(|note| note.onset.get()).min() else {
        return Duration::ZERO;
    };
    let end = notes.iter().map(|note| note.end.get()).max().unwrap_or(start);
    // Silence at the beginning means that the file counts whole bars.
    if start >= bar || end - start < 4 * bar {
        return Duration::ZERO;
    }
    let mut weights: BTreeMap<u32, i64> = BTreeMap::new();
    for note in notes {
        let length = note.end.since(note.onset).get();
        *weights.entry(note.onset.get() % bar).or_default() += i64::from(length.min(bar));
    }
    let mut candidates: Vec<(i64, u32)> = (0..bar / unit)
        .map(|beats| beats * unit)
        .filter(|pickup| start == 0 || *pickup == 0)
        .map(|pickup| {
            let on_bar_line = weights.get(&pickup).copied().unwrap_or(0);
            (on_bar_line - held_over(notes, pickup, bar) + fit_of_end(notes, end, pickup, bar), pickup)
        })
        .collect();
    // The shorter pick-up wins a draw.
    candidates.sort_by_key(|(weight, pickup)| (std::cmp::Reverse(*weight), *pickup));
    candidates.first().map_or(Duration::ZERO, |(_, pickup)| Duration::new(*pickup).unwrap_or_default())
}

/// Ticks of notes that begin before a bar line and go on after it.
fn held_over(notes: &[TrackNote], pickup: u32, bar: u32) -> i64 {
    let is_held = |note: &&TrackNote| {
        let into_bar = (note.onset.get() + bar - pickup) % bar;
        into_bar != 0 && into_bar + note.end.since(note.onset).get() > bar
    };
    notes.iter().filter(is_held).map(|note| i64::from(note.end.since(note.onset).get().min(bar))).sum()
}

/// How well the last bar fits: whole, or lacking the pick-up; in ticks of all notes.
fn fit_of_end(notes: &[TrackNote], end: u32, pickup: u32, bar: u32) -> i64 {
    let last = (end + bar - pickup) % bar;
    let fits = last == 0 || last == bar - pickup;
    let total: i64 = notes.iter().map(|note| i64::from(note.end.since(note.onset).get().min(bar))).sum();
    if fits { total / 8 } else { 0 }
}
