//! What one voice does by itself: its range, its leaps, its augmented intervals.

use super::rule::{Finding, Rule};
use super::slices::Slices;
use crate::music::{KeySignature, Mode, Score, Voice};
use crate::theory::context::Keys;

/// Lowest and highest MIDI note of soprano, alto, tenor and bass.
///
/// Source: Kostka, Payne, "Tonal harmony", 6th edition, chapter 5: C4-G5, G3-D5, C3-G4, E2-C4, widened to what Bach's
/// chorales use: A5, F3-E5, B2-A4, C2-E4.
const RANGES: [(u8, u8); 4] = [(60, 81), (53, 76), (47, 69), (36, 64)];

/// Notes that a singer of a four-part choir has to leave to another.
pub(super) fn out_of_range(score: &Score, slices: &Slices) -> Vec<Finding> {
    if slices.voices != Voice::SATB {
        return Vec::new();
    }
    let notes = score.notes().iter().filter(|note| {
        let range = RANGES.get(usize::from(note.voice.0));
        range.is_some_and(|(lowest, highest)| !(*lowest..=*highest).contains(&note.pitch.midi()))
    });
    let finding = |note: &crate::music::Note| Finding {
        rule: Rule::OutOfRange,
        tick: note.onset,
        from: note.onset,
        voices: vec![note.voice],
    };
    notes.map(finding).collect()
}

/// Leaps that are hard to sing, and augmented intervals.
pub(super) fn awkward_leaps(slices: &Slices, keys: &Keys) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (before, after) in slices.steps() {
        let key = keys
            .at(before.tick)
            .filter(|key| keys.at(after.tick) == Some(*key));
        for (index, voice) in slices.voices.iter().enumerate() {
            let Some((from, to)) = before.step_to(after, index) else {
                continue;
            };
            let rule = if matches!((to - from).abs(), 10 | 11 | 13..) {
                Rule::LargeLeap
            } else if key.is_some_and(|key| is_augmented(from, to, key)) {
                Rule::AugmentedInterval
            } else {
                continue;
            };
            findings.push(Finding {
                rule,
                tick: after.tick,
                from: before.tick,
                voices: vec![*voice],
            });
        }
    }
    findings
}

/// Whether two notes form an augmented second or fourth, as the degrees of a key are spelled.
///
/// Diminished fifths have as many semitones as augmented fourths, but the higher of their notes is the degree that
/// falls; they are allowed.
fn is_augmented(from: i16, to: i16, key: KeySignature) -> bool {
    let (low, high) = (from.min(to), from.max(to));
    let degree = |midi: i16| (midi - i16::from(key.tonic().get())).rem_euclid(12);
    let is_minor = key.mode() == Mode::Minor;
    match (high - low, degree(low), degree(high)) {
        // From the fourth degree to the leading tone, in either mode.
        (6, 5, 11) => true,
        // From the low sixth degree of minor to the second and to the leading tone.
        (6, 8, 2) | (3, 8, 11) => is_minor,
        _ => false,
    }
}
