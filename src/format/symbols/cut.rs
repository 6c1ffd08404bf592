//! Where long notes are cut on paper, though they sound on.

use crate::music::{Score, Tick};

/// The phrase ends at which no note begins, in ticks: those that sound are tied over them.
pub(in crate::format) fn cuts_of(score: &Score) -> Vec<u32> {
    let has_onset = |tick: &Tick| {
        let next = score.notes().partition_point(|note| note.onset < *tick);
        score
            .notes()
            .get(next)
            .is_some_and(|note| note.onset == *tick)
    };
    let ends = score.header().phrase_ends.iter();
    ends.filter(|tick| !has_onset(tick))
        .map(|tick| tick.get())
        .collect()
}
