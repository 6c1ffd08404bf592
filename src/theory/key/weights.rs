//! Pitch classes by how long they sound, and the keys they are compared with.

use std::ops::Range;

use crate::music::{KeySignature, Mode, Note, PitchClass, Score, Tick};

/// The notes of a score that have a pitch: all but those of drums.
pub(super) fn pitched(score: &Score) -> Vec<&Note> {
    let mut drums = score.voices();
    drums.retain(|voice| score.is_percussion(*voice));
    score
        .notes()
        .iter()
        .filter(|note| !drums.contains(&note.voice))
        .collect()
}

/// Ticks during which each pitch class, C first, sounds within a range.
pub(super) fn weights(notes: &[&Note], range: Range<Tick>) -> [f64; 12] {
    let mut weights = [0.0; 12];
    for note in notes {
        let heard = note.end().min(range.end).since(note.onset.max(range.start));
        weights[usize::from(note.pitch.class().get())] += f64::from(heard.get());
    }
    weights
}

/// The 24 keys, major before minor, in their usual spelling.
pub(super) fn all_keys() -> impl Iterator<Item = KeySignature> {
    let modes = [Mode::Major, Mode::Minor].into_iter();
    modes.flat_map(|mode| (0..12).map(move |tonic| KeySignature::on(PitchClass::of(tonic), mode)))
}
