//! How long notes last, how far they leap, how often they come again, and how many a bar has.

use crate::music::{Duration, Voice};
use crate::theory::LINE_REST;
use crate::token::{Step, TICKS_PER_STEP};

use super::judge::{Beginning, Judge};
use super::lines::Sung;
use super::moment::is_joined;

impl Judge<'_> {
    /// The shortest note by law, in steps.
    pub fn shortest(&self) -> Option<Step> {
        let limit = self.conditions.constraints.shortest_note?;
        let is_law = limit.strictness.is_law();
        is_law.then(|| self.steps_of(limit.value))
    }

    /// The longest note by law, in steps.
    pub fn longest(&self) -> Option<Step> {
        let limit = self.conditions.constraints.longest_note?;
        let is_law = limit.strictness.is_law();
        is_law.then(|| (limit.value.get() / TICKS_PER_STEP).max(1))
    }

    /// A duration in steps, rounded up.
    pub(super) fn steps_of(&self, duration: Duration) -> Step {
        duration.get().div_ceil(TICKS_PER_STEP)
    }

    /// The note that a note follows without a rest in its voice.
    pub(super) fn last(&self, note: Beginning) -> Option<Sung> {
        let last = self.lines.of_voice(note.voice)?.split(note.tick).0.last();
        last.filter(|last| is_joined(last, note.tick)).copied()
    }

    /// Whether an interval is wider than the law allows.
    pub(super) fn is_too_wide(&self, from: u8, to: u8) -> bool {
        let limit = self.conditions.constraints.largest_leap;
        let limit = limit.filter(|limit| limit.strictness.is_law());
        limit.is_some_and(|limit| from.abs_diff(to) > limit.value)
    }

    /// Whether a note repeats its pitch once more than the law allows.
    pub(super) fn is_worn_out(&self, note: Beginning) -> bool {
        let limit = self.conditions.constraints.most_repeats;
        let limit = limit.filter(|limit| limit.strictness.is_law());
        limit.is_some_and(|limit| self.n_before(note) > usize::from(limit.value))
    }

    /// Notes right before a note that have its pitch.
    pub(super) fn n_before(&self, note: Beginning) -> usize {
        let line = self.lines.of_voice(note.voice);
        let past = line.map_or(&[][..], |line| line.split(note.tick).0);
        let mut next = note.tick;
        let same = past.iter().rev().take_while(|last| {
            let is_same = last.midi == note.midi() && is_joined(last, next);
            next = last.onset;
            is_same
        });
        same.count()
    }

    /// Whether a note and the given ones that follow repeat a pitch too often.
    pub(super) fn leads_to_wear(&self, note: Beginning, coming: &[Sung]) -> bool {
        let limit = self.conditions.constraints.most_repeats;
        let Some(limit) = limit.filter(|limit| limit.strictness.is_law()) else {
            return false;
        };
        let mut last_end = None;
        let same = coming.iter().take_while(|next| {
            let is_joined = last_end.is_none_or(|end| next.onset.saturating_sub(end) < LINE_REST);
            last_end = Some(next.end);
            next.midi == note.midi() && is_joined
        });
        self.n_before(note) + same.count() > usize::from(limit.value)
    }

    /// Onsets of a voice in the bar of a step, written or to come.
    pub(super) fn n_in_bar(&self, voice: Voice, step: Step) -> usize {
        let Some(bar) = self.grid.bars.get(self.grid.bar_at(step)) else {
            return 0;
        };
        let [start, end] = [bar.start, bar.end()].map(|step| self.grid.tick_of(step).get());
        let line = self.lines.of_voice(voice);
        line.map_or(0, |line| {
            line.split(end).0.len() - line.split(start).0.len()
        })
    }

    /// Whether the bar has as many notes of the voice as it may have.
    pub(super) fn is_full(&self, note: Beginning) -> bool {
        let density = self.conditions.constraints.density;
        let density = density.filter(|density| density.strictness.is_law());
        density.is_some_and(|density| {
            self.n_in_bar(note.voice, note.step)
                >= usize::try_from(density.highest).unwrap_or(usize::MAX)
        })
    }
}
