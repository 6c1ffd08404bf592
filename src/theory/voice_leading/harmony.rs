//! Leading tones, and what becomes of them.

use super::rule::{Finding, Rule};
use super::slices::Slices;
use crate::music::{Chord, ChordChange, KeySignature, Pitch, PitchClass};
use crate::theory::context::Keys;

/// Leading tones of dominants in the outer voices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct LeadingTones {
    /// Those followed by the tonic chord or by its deceptive substitute.
    pub n_bound: usize,
    /// Those that do not rise to the tonic.
    pub unresolved: Vec<Finding>,
}

/// Follows every leading tone that an outer voice has at the end of a dominant. Inner voices may let it fall, as Bach
/// does.
pub(super) fn leading_tones(slices: &Slices, chords: &[ChordChange], keys: &Keys) -> LeadingTones {
    let mut found = LeadingTones::default();
    let outer = [0, slices.voices.len().saturating_sub(1)];
    for pair in chords.windows(2) {
        let (Some(dominant), Some(goal), Some(key)) =
            (pair[0].chord, pair[1].chord, keys.at(pair[1].tick))
        else {
            continue;
        };
        if !is_dominant(dominant, key) || !is_goal(goal, key) {
            continue;
        }
        let next = slices
            .slices
            .partition_point(|slice| slice.tick < pair[1].tick);
        let (Some(before), Some(after)) = (
            slices.slices.get(next.wrapping_sub(1)),
            slices.slices.get(next),
        ) else {
            continue;
        };
        for index in &outer[..outer.len().min(slices.voices.len())] {
            let pitches = (before.pitches[*index], after.pitches[*index]);
            let (Some(from), Some(to)) = pitches else {
                continue;
            };
            if from.class() != degree(key, 11) || from == to {
                continue;
            }
            found.n_bound += 1;
            if !rises(from, to) {
                found.unresolved.push(Finding {
                    rule: Rule::UnresolvedLeadingTone,
                    tick: after.tick,
                    from: before.tick,
                    voices: vec![slices.voices[*index]],
                });
            }
        }
    }
    found
}

fn rises(from: Pitch, to: Pitch) -> bool {
    to.midi() == from.midi() + 1
}

/// Whether a chord of a key has its leading tone and wants its tonic.
fn is_dominant(chord: Chord, key: KeySignature) -> bool {
    let has_leading_tone = chord.classes().any(|class| class == degree(key, 11));
    has_leading_tone && (chord.root == degree(key, 7) || chord.root == degree(key, 11))
}

/// Whether a chord of a key is its tonic, or the sixth degree that takes its place.
fn is_goal(chord: Chord, key: KeySignature) -> bool {
    let has_tonic = chord.classes().any(|class| class == degree(key, 0));
    has_tonic
        && [0, 8, 9]
            .map(|semitones| degree(key, semitones))
            .contains(&chord.root)
}

fn degree(key: KeySignature, semitones: i64) -> PitchClass {
    PitchClass::of(i64::from(key.tonic().get()) + semitones)
}
