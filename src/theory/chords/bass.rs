//! Which note of a chord stands in the bass.

use super::evidence::Evidence;
use crate::music::{Chord, Pitch};

/// Sounding pitch classes that make a new bass an inversion of its own, not one note of a broken chord.
const FULL_CHORD: usize = 3;

/// The chords of beats, each over the bass it is heard on.
pub(super) fn basses(chords: &[Option<Chord>], evidence: &[Evidence]) -> Vec<Option<Chord>> {
    let mut last: Option<Chord> = None;
    let beats = chords.iter().zip(evidence);
    let over = beats.map(|(chord, evidence)| {
        let chord = (*chord)?;
        let bass = evidence.bass.map(Pitch::class);
        let inversion = bass
            .filter(|bass| chord.classes().any(|class| class == *bass))
            .map_or(chord, |bass| chord.over(bass));
        let is_held = |before: &Chord| (before.root, before.quality) == (chord.root, chord.quality);
        let held = last.filter(is_held);
        let over = match held {
            Some(held) if evidence.n_classes_at_start < FULL_CHORD => held,
            _ => inversion,
        };
        last = Some(over);
        Some(over)
    });
    over.collect()
}
