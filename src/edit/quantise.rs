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
            let end = self.moved(note.end(), grid, strength);
            // What would vanish lasts a step, or as long as there is room before the next note of its voice.
            let least = ((f64::from(grid) * strength) as u32).clamp(1, grid.max(1));
            let room = self.after(note).map_or(u32::MAX, |next| {
                let next = if self.may_change(&next) {
                    self.moved(next.onset, grid, strength)
                } else {
                    next.onset
                };
                next.since(onset).get()
            });
            let length = end.since(onset).get();
            let length = if length == 0 {
                least.min(room.max(1))
            } else {
                length
            };
            placed(note, onset, length)
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

    /// The place of the grid that is nearest to a tick; the end of a bar is one.
    fn nearest(&self, tick: Tick, grid: u32) -> u32 {
        let meter = self.score.meter();
        let position = meter.position_of(tick);
        let offset = position.offset.get();
        let bar_end = meter.bar_end(position.bar).get();
        let down = offset % grid;
        let below = tick.get().saturating_sub(down);
        let below = below.max(meter.bar_start(position.bar).get());
        let above = (below + grid).min(bar_end).max(below);
        let is_lower = tick.get().abs_diff(below) <= above.abs_diff(tick.get());
        if is_lower { below } else { above }
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
