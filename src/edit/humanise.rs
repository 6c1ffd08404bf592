//! Humanise: time that wavers within bounds, and notes struck by their place in the bar.

use super::passage::{Accent, Passage};
use super::quantise::placed;
use super::request::Edited;
use super::wander::deviation;
use crate::music::{Note, Tick, Velocity, Voice};

/// The farthest that a beginning is moved, in seconds.
const FARTHEST: f64 = 0.024;
/// Velocities by the place in the bar, and how much they waver.
const DOWNBEAT: f64 = 9.0;
const MIDDLE: f64 = 5.0;
const BEAT: f64 = 1.0;
const HALF: f64 = -4.0;
const BETWEEN: f64 = -7.0;
const WAVERING: f64 = 5.0;
/// The top voice stands out, inner voices stand back.
const TOP: f64 = 5.0;
const INNER: f64 = -4.0;

impl Passage<'_> {
    /// Moves beginnings a little and strikes notes by their place. Notes of a voice keep their order.
    pub fn humanised(&self, timing: f64, velocity: f64, rng_seed: u64) -> Edited {
        let qpm = self.score.header().tempo.qpm();
        let farthest = FARTHEST * qpm / 60.0 * 480.0 * timing;
        let voices = self.score.voices();
        let shift = |note: &Note| -> i64 {
            if !self.may_change(note) {
                return 0;
            }
            // Strong places hold the time.
            let looseness = match self.accent(note.onset) {
                Accent::Downbeat => 0.5,
                Accent::Middle => 0.7,
                _ => 1.0,
            };
            let wanted = deviation(rng_seed, note.onset.get(), note.voice.0) * farthest * looseness;
            // Less than half way to either neighbour, so that nobody overtakes another.
            let room = self.room(note).saturating_sub(1) / 2;
            (wanted.round() as i64).clamp(-i64::from(room.min(note.onset.get())), i64::from(room))
        };
        let moved = |note: &Note| {
            let by = shift(note);
            let onset = moved_by(note.onset, by);
            let next = self.after(note);
            let end = match next {
                // What was joined to the next note stays joined, what was parted stays parted.
                Some(next) if next.onset <= note.end() => {
                    let overlap = note.end().since(next.onset).get();
                    moved_by(next.onset, shift(&next)).get() + overlap
                }
                Some(next) => {
                    let latest = moved_by(next.onset, shift(&next)).get();
                    moved_by(note.end(), by).get().min(latest)
                }
                None => moved_by(note.end(), by).get(),
            };
            let note_moved = if self.may_change(note) {
                placed(note, onset, end.saturating_sub(onset.get()))
            } else {
                *note
            };
            self.struck(note_moved, note, &voices, velocity, rng_seed)
        };
        Edited {
            notes: self.score.notes().iter().map(moved).collect(),
            remarks: Vec::new(),
        }
    }

    /// A note as hard as its place asks.
    fn struck(
        &self,
        note: Note,
        was: &Note,
        voices: &[Voice],
        velocity: f64,
        rng_seed: u64,
    ) -> Note {
        if !self.may_change(was) || velocity == 0.0 {
            return note;
        }
        let accent = match self.accent(was.onset) {
            Accent::Downbeat => DOWNBEAT,
            Accent::Middle => MIDDLE,
            Accent::Beat => BEAT,
            Accent::Half => HALF,
            Accent::Between => BETWEEN,
        };
        let balance = match voices {
            [first, .., last] if note.voice != *last => {
                if note.voice == *first {
                    TOP
                } else {
                    INNER
                }
            }
            _ => 0.0,
        };
        let wavers = WAVERING * deviation(!rng_seed, was.onset.get(), was.voice.0);
        let harder = velocity * (accent + balance + wavers);
        Note {
            velocity: Velocity::clamped(i64::from(note.velocity.get()) + harder.round() as i64),
            ..note
        }
    }

    /// Ticks to the nearest other beginning of a voice.
    fn room(&self, note: &Note) -> u32 {
        let others = self.before(note).into_iter().chain(self.after(note));
        let distances = others.map(|it| it.onset.get().abs_diff(note.onset.get()));
        distances.min().unwrap_or(u32::from(u16::MAX))
    }
}

fn moved_by(tick: Tick, by: i64) -> Tick {
    let moved = (i64::from(tick.get()) + by).max(0);
    u32::try_from(moved)
        .ok()
        .and_then(|moved| Tick::new(moved).ok())
        .unwrap_or(tick)
}
