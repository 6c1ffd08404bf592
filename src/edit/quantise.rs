//! Quantise: beginnings and ends on a grid.

use super::passage::Passage;
use super::request::Edited;
use crate::music::{Duration, Note, Tick};

impl Passage<'_> {
    /// Moves selected notes to a grid, a share of the way.
    ///
    /// Notes of a voice keep their order, since what is nearest to a later place never lies earlier.
    pub fn quantised(&self, grid: u32, strength: f64) -> Edited {
        let move_note = |note: &Note| {
            if !self.may_change(note) {
                return *note;
            }
            let onset = self.moved(note.onset, grid, strength);
            let next = self.after(note);
            // What did not reach the next note of its voice does not reach it now.
            let limit = next.filter(|next| note.end() <= next.onset).map(|next| {
                if self.may_change(&next) {
                    self.moved(next.onset, grid, strength)
                } else {
                    next.onset
                }
            });
            let limit = limit.filter(|limit| *limit > onset);
            let end = self.moved(note.end(), grid, strength);
            // What would vanish lasts to the next place of the grid.
            let end = if end > onset {
                end.get()
            } else {
                self.places(onset, grid).1
            };
            let end = limit.map_or(end, |limit| end.min(limit.get()));
            placed(note, onset, end.saturating_sub(onset.get()))
        };
        Edited {
            notes: self.score.notes().iter().map(move_note).collect(),
            remarks: Vec::new(),
        }
    }

    /// A tick a share of the way to the grid.
    fn moved(&self, tick: Tick, grid: u32, strength: f64) -> Tick {
        let goal = f64::from(self.nearest(tick, grid));
        let now = f64::from(tick.get());
        let moved = (now + strength * (goal - now)).round() as u32;
        Tick::new(moved).unwrap_or(tick)
    }

    /// The place of the grid that is nearest to a tick.
    fn nearest(&self, tick: Tick, grid: u32) -> u32 {
        let (below, above) = self.places(tick, grid);
        let is_lower = tick.get().abs_diff(below) <= above.abs_diff(tick.get());
        if is_lower { below } else { above }
    }

    /// The places of the grid at or below a tick, and above it; the end of a bar is one.
    fn places(&self, tick: Tick, grid: u32) -> (u32, u32) {
        let meter = self.score.meter();
        let position = meter.position_of(tick);
        let down = position.offset.get() % grid;
        let start = meter.bar_start(position.bar).get();
        let below = tick.get().saturating_sub(down).max(start);
        let above = tick.get() + (grid - down);
        (below, above.min(meter.bar_end(position.bar).get()))
    }
}

/// A note at another place.
pub(super) fn placed(note: &Note, onset: Tick, length: u32) -> Note {
    let duration = Duration::new(length.max(1)).unwrap_or(note.duration);
    Note {
        onset,
        duration,
        ..*note
    }
}
