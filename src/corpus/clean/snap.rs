//! Puts notes that stand nearly on the grid exactly on it.

use super::super::refusal::Refusal;
use super::cleaned::score_of;
use super::time::tick;
use crate::music::{ChordChange, Note, Score, ScoreHeader, TICKS_PER_QUARTER, Tick};

/// Steps in a quarter note that the model can name.
const STEPS_PER_QUARTER: u32 = 24;
/// Ticks of one step.
pub(super) const TICKS_PER_STEP: u32 = TICKS_PER_QUARTER / STEPS_PER_QUARTER;
/// Ticks beside the grid that an onset counts as on it: what the coarsest MIDI files round away.
const TOLERANCE: u32 = 5;

/// How much of a piece must stand on the grid before it is snapped, in percent of its onsets.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeastOnGrid(pub(super) usize);

/// The score with every note on the grid, after a delay that all notes share is taken away.
///
/// # Errors
/// [`Refusal::OffGrid`] if too few notes stand near the grid.
pub(super) fn snapped(score: &Score, least: LeastOnGrid) -> Result<Score, Refusal> {
    let delay = shared_delay(score);
    let is_near = |note: &&Note| {
        let beside = (note.onset.get() + TICKS_PER_STEP - delay) % TICKS_PER_STEP;
        beside.min(TICKS_PER_STEP - beside) <= TOLERANCE
    };
    let n_near = score.notes().iter().filter(is_near).count();
    if n_near * 100 < score.notes().len() * least.0 {
        return Err(Refusal::OffGrid);
    }
    let snap = |at: Tick| snap(at, delay);
    let notes = score.notes().iter().map(|note| {
        let onset = snap(note.onset);
        let end = snap(note.end()).max(tick(onset.get() + TICKS_PER_STEP));
        Note {
            onset,
            duration: end.since(onset),
            ..*note
        }
    });
    let notes = notes.collect();
    let header = score.header();
    let header = ScoreHeader {
        phrase_ends: header.phrase_ends.iter().map(|end| snap(*end)).collect(),
        chords: header
            .chords
            .iter()
            .map(|change| ChordChange {
                tick: snap(change.tick),
                ..*change
            })
            .collect(),
        ..header.clone()
    };
    score_of(header, notes)
}

/// The step nearest to a tick that is late by `delay`, which counts round: a delay of 15 is 5 early.
fn snap(at: Tick, delay: u32) -> Tick {
    let ticks = at.get() + TICKS_PER_STEP / 2;
    let ticks = if delay * 2 > TICKS_PER_STEP {
        ticks + (TICKS_PER_STEP - delay)
    } else {
        ticks.saturating_sub(delay)
    };
    tick(ticks / TICKS_PER_STEP * TICKS_PER_STEP)
}

/// Where between two steps most notes begin, if more than half of them begin at one place.
///
/// abc2midi begins at tick 1, and some sequencers export every note but the first a tick early.
fn shared_delay(score: &Score) -> u32 {
    let mut counts = [0_usize; TICKS_PER_STEP as usize];
    for note in score.notes() {
        counts[(note.onset.get() % TICKS_PER_STEP) as usize] += 1;
    }
    let most = (0..counts.len()).max_by_key(|place| counts[*place]);
    match most {
        Some(place) if counts[place] * 2 > score.notes().len() => place as u32,
        _ => 0,
    }
}
