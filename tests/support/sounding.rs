//! What is heard of a score, for the suites of the formats.

use antiphon::music::{Score, TICKS_PER_QUARTER};

/// Voice, pitch, onset and duration of every note, in quarter notes where they are whole.
pub fn notes(score: &Score) -> Vec<(u8, u8, f64, f64)> {
    let quarters = |ticks: u32| f64::from(ticks) / f64::from(TICKS_PER_QUARTER);
    let notes = score.notes().iter();
    notes
        .map(|note| {
            let (onset, length) = (quarters(note.onset.get()), quarters(note.duration.get()));
            (note.voice.0, note.pitch.midi(), onset, length)
        })
        .collect()
}
