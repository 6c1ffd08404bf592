//! Runs of music that pieces share, in whatever key.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::music::Score;

/// Longest run that is looked for, in onsets: far more than a phrase.
const LONGEST: usize = 96;

/// Every run of up to [`LONGEST`] onsets of some pieces.
///
/// A run is a row of onsets, each with the time to the next, the pitches that begin there, from the
/// highest of them, and how far that lies from the highest before. Two runs are the same if one is
/// the other in another key.
#[derive(Debug, Clone, Default)]
pub struct SharedRuns {
    /// For each length, hashes of the runs of that length.
    runs: Vec<HashSet<u64>>,
}

impl SharedRuns {
    /// The runs of some scores.
    pub fn of(scores: &[Score]) -> Self {
        let mut runs: Vec<HashSet<u64>> = vec![HashSet::new(); LONGEST.ilog2() as usize + 1];
        for score in scores {
            let onsets = onsets_of(score);
            for (power, known) in runs.iter_mut().enumerate() {
                known.extend(onsets.windows(1 << power).map(hash));
            }
        }
        Self { runs }
    }

    /// The longest run of a score whose every stretch of half its length or more is known.
    ///
    /// Runs are kept by powers of two, so a run counts as shared if all the stretches of the largest
    /// power that fit into it are: a bound from above, so that nothing shared is overlooked.
    pub fn longest_in(&self, score: &Score) -> usize {
        let onsets = onsets_of(score);
        let mut longest = 0;
        for (power, known) in self.runs.iter().enumerate() {
            let length = 1 << power;
            let mut run = 0;
            for window in onsets.windows(length) {
                run = if known.contains(&hash(window)) {
                    run + 1
                } else {
                    0
                };
                if run > 0 {
                    // A row of known stretches, up to twice their length: longer ones ask the next power.
                    longest = longest.max((length + run - 1).min(2 * length - 1));
                }
            }
        }
        longest
    }
}

/// An onset: ticks to the next, semitones from the highest pitch before, and the pitches below.
type Onset = (u32, i16, Vec<u8>);

fn onsets_of(score: &Score) -> Vec<Onset> {
    let mut onsets = Vec::new();
    let mut before: Option<u8> = None;
    let groups: Vec<_> = score
        .notes()
        .chunk_by(|one, other| one.onset == other.onset)
        .collect();
    for (index, group) in groups.iter().enumerate() {
        let next = groups.get(index + 1).map(|next| next[0].onset);
        let gap = next.map_or(0, |next| next.since(group[0].onset).get());
        let mut pitches: Vec<u8> = group.iter().map(|note| note.pitch.midi()).collect();
        pitches.sort_unstable_by_key(|pitch| std::cmp::Reverse(*pitch));
        let top = pitches[0];
        let step = before.map_or(0, |before| i16::from(top) - i16::from(before));
        before = Some(top);
        let below = pitches.iter().map(|pitch| top - pitch).collect();
        onsets.push((gap, step, below));
    }
    onsets
}

/// The first step leads into the run and is not part of it.
fn hash(run: &[Onset]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (index, (gap, step, below)) in run.iter().enumerate() {
        let step = if index == 0 { 0 } else { *step };
        // Nor is the time after its last onset.
        let gap = if index + 1 == run.len() { 0 } else { *gap };
        (gap, step, below).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, Note, NoteId, Pitch, ScoreHeader, Tick, Velocity, Voice};

    fn tune(pitches: &[i64]) -> Score {
        let note = |(index, pitch): (usize, &i64)| Note {
            id: NoteId(index as u32),
            voice: Voice::SOPRANO,
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::new(index as u32 * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let notes = pitches.iter().enumerate().map(note).collect();
        Score::new(ScoreHeader::default(), notes).unwrap()
    }

    #[test]
    fn a_transposed_run_is_found_and_measured() {
        let runs = SharedRuns::of(&[tune(&[60, 62, 64, 65, 67, 69, 71, 72, 60, 48])]);
        let longest = |pitches: &[i64]| runs.longest_in(&tune(pitches));
        assert_eq!(longest(&[62, 64, 66, 67, 69, 71, 73, 74, 62, 50]), 10);
        assert_eq!(longest(&[40, 90, 66, 67, 69, 71, 20, 100, 3]), 4);
        assert_eq!(longest(&[1, 20, 50, 10]), 1);
    }
}
