//! Humanise: time that wavers within bounds, and notes struck by their place in the bar.

use super::passage::{Accent, Passage};
use super::quantise::placed;
use super::request::Edited;
use super::wander::deviation;
use crate::music::{Note, Tick, Velocity, Voice};
use crate::theory::felt_beat;

/// The farthest that a beginning is moved, in seconds.
const FARTHEST: f64 = 0.024;
/// How much velocities waver.
const WAVERING: f64 = 5.0;

impl Passage<'_> {
    /// Moves beginnings a little and strikes notes by their place. Notes of a voice keep their order.
    pub fn humanised(&self, timing: f64, velocity: f64, rng_seed: u64) -> Edited {
        let farthest = |note: &Note| {
            let qpm = self.score.header().tempo_at(note.onset).qpm();
            FARTHEST * qpm / 60.0 * 480.0 * timing * self.feel.spread
        };
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
            let deviation = deviation(rng_seed, note.onset.get(), note.voice.0);
            let wavers = deviation * farthest(note) * looseness;
            let wanted = wavers + timing * self.lilt(note.onset);
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
        let (top, inner) = self.feel.balance;
        let balance = match voices {
            [first, .., last] if note.voice != *last => {
                if note.voice == *first {
                    top
                } else {
                    inner
                }
            }
            _ => 0.0,
        };
        let accent = self.stress(was.onset) + self.feel.arch * self.swell(was.onset);
        let wavers = WAVERING * deviation(!rng_seed, was.onset.get(), was.voice.0);
        let harder = velocity * (accent + balance + wavers);
        Note {
            velocity: Velocity::clamped(i64::from(note.velocity.get()) + harder.round() as i64),
            ..note
        }
    }

    /// What the style adds to the velocity of a place in the bar.
    fn stress(&self, tick: Tick) -> f64 {
        let [downbeat, middle, beat, half, between] = self.feel.stress;
        match self.accent(tick) {
            Accent::Downbeat => downbeat,
            Accent::Middle => middle,
            // What answers the strong beats, where every other beat is one.
            Accent::Beat if self.has_middle(tick) => beat + self.feel.backbeat,
            Accent::Beat => beat,
            Accent::Half => half,
            Accent::Between => between,
        }
    }

    /// How far a phrase has swollen, -0.5 at its ends to 0.5 in its middle; 0 where no phrases are told.
    fn swell(&self, tick: Tick) -> f64 {
        let ends = &self.score.header().phrase_ends;
        let next = ends.partition_point(|end| *end < tick);
        let Some(end) = ends.get(next) else {
            return 0.0;
        };
        let start = next.checked_sub(1).map_or(0, |last| ends[last].get());
        let length = f64::from(end.get().saturating_sub(start).max(1));
        let share = f64::from(tick.get().saturating_sub(start)) / length;
        (std::f64::consts::PI * share).sin() - 0.5
    }

    /// Ticks by which the second half of a beat is late.
    fn lilt(&self, tick: Tick) -> f64 {
        let beat = self.score.meter().time_signature_at(tick);
        let beat = f64::from(felt_beat(beat).get());
        if self.accent(tick) == Accent::Half {
            self.feel.lilt * beat
        } else {
            0.0
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
