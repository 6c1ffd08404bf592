//! Explanations as a table for readers.

use std::fmt::Write;

use antiphon::compose::{Explanation, Outcome};
use antiphon::music::{Duration, KeySignature, NoteName, Pitch, Score, Tick};

/// Bar and beat of a tick, both counted from 1, as musicians name a place; a pick-up is bar 0.
pub fn place(score: &Score, tick: Tick) -> (u32, f64) {
    let place = score.meter().position_of(tick);
    let beats = f64::from(place.offset.get())
        / f64::from(score.meter().time_signature_at(tick).beat().get());
    let bar = place.bar + u32::from(score.meter().pickup() == Duration::ZERO);
    (bar, beats + 1.0)
}

/// One line a new note: where it is, how likely it was, what it beat, its role, what moved it.
pub fn explained(outcome: &Outcome, explanations: &[Explanation]) -> String {
    let mut table = format!(
        "{:>4} {:>6} {:>5}  {:<5} {:>6}  {:<13} {:<36} moved by\n",
        "bar", "beat", "voice", "note", "likely", "role", "others"
    );
    let key = outcome.receipt.key;
    for explanation in explanations {
        let mut notes = outcome.added.iter();
        let Some(note) = notes.find(|note| note.id == explanation.note) else {
            continue;
        };
        let (bar, beat) = place(&outcome.score, note.onset);
        let others: Vec<String> = explanation
            .alternatives
            .iter()
            .map(|(pitch, probability)| {
                let name = pitch.map_or("silence".to_owned(), |pitch| name_of(pitch, key));
                format!("{name} {:.1} %", 100.0 * probability)
            })
            .collect();
        let moved_by: Vec<&str> = explanation.moved_by.iter().map(|it| it.name()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{bar:>4} {beat:>6.2} {:>5}  {:<5} {:>4.1} %  {:<13} {:<36} {}",
            note.voice.0,
            name_of(note.pitch, key),
            100.0 * explanation.probability,
            explanation.role.map_or("-", |role| role.name()),
            others.join(", "),
            moved_by.join(", "),
        );
    }
    table
}

fn name_of(pitch: Pitch, key: Option<KeySignature>) -> String {
    let fifths = key.map_or(0, |key| i64::from(key.sharps()) + 2);
    let name = NoteName::nearest(pitch.class(), fifths);
    format!("{name}{}", name.octave(pitch))
}
