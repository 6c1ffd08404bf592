//! Which tokens the brief allows at a place: the lock mask.

use crate::music::Voice;
use crate::token::{
    Event, Grammar, GridNote, MAX_DURATION_STEPS, N_VOICES, NotePitch, Step, TokenMask,
};

use super::brief::Brief;

/// Finest rhythm that is written: thirty-seconds, or triplets of sixteenths. In steps.
const FINEST: [u32; 2] = [3, 4];

/// A note whose duration is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Its line.
    pub voice: Voice,
    /// Its pitch.
    pub pitch: NotePitch,
    /// Steps already said.
    pub said: u32,
}

/// What the rules need to know of the bar that is being written.
pub struct Place<'a> {
    /// The task.
    pub brief: &'a Brief,
    /// State of the text.
    pub grammar: &'a Grammar,
    /// Start of the bar.
    pub bar_start: Step,
    /// Length of the bar, in steps.
    pub bar_steps: u32,
    /// Kept notes of this bar that are still to be said, in order.
    pub kept: &'a [GridNote],
    /// Kept notes of the whole piece, in order.
    pub all_kept: &'a [GridNote],
    /// First step at which each voice is silent.
    pub free_from: [Step; N_VOICES],
    /// What leaves the bar: the next bar line, or the end.
    pub leave: Event,
}

impl Place<'_> {
    /// The tokens that may come next. Never empty while the bar is open.
    pub fn mask(&self, due: Option<Due>) -> TokenMask {
        let mut mask = TokenMask::none();
        if let Some(due) = due {
            self.allow_durations(due, &mut mask);
            return mask;
        }
        let now = self.now();
        let next_kept = self.kept.first();
        let kept_here = next_kept.filter(|note| note.onset == now);
        if let Some(note) = kept_here {
            mask.allow(Event::Note(note.voice, note.pitch));
        }
        for voice in self
            .brief
            .write
            .iter()
            .copied()
            .filter(|voice| self.can_begin(*voice, now))
        {
            if kept_here.is_none_or(|note| voice < note.voice) {
                self.allow_notes(voice, &mut mask);
            }
        }
        if self.grammar.allows(Event::PhraseEnd) && (!mask.is_empty() || self.grammar.is_note_due())
        {
            if self.brief.grid.phrase_ends.binary_search(&now).is_ok() {
                // A phrase end that stands is said.
                let mut only = TokenMask::none();
                only.allow(Event::PhraseEnd);
                return only;
            }
            if self.brief.span.contains(&now)
                && kept_here.is_none_or(|note| self.brief.may_write(note.voice))
            {
                mask.allow(Event::PhraseEnd);
            }
        }
        if self.grammar.is_note_due() || kept_here.is_some() {
            return mask;
        }
        let last = next_kept.map_or(self.bar_steps, |note| note.onset - self.bar_start + 1);
        for position in self.grammar.position() + 1..last {
            let step = self.bar_start + position;
            let is_kept = next_kept.is_some_and(|note| note.onset == step);
            let is_free =
                is_fine(position) && Voice::SATB.iter().any(|voice| self.can_begin(*voice, step));
            if is_kept || is_free {
                mask.allow(Event::Position(position));
            }
        }
        if self.kept.is_empty() {
            mask.allow(self.leave);
        }
        mask
    }

    fn now(&self) -> Step {
        self.bar_start + self.grammar.position()
    }

    /// Whether a new note of a voice may begin at a step: the voice is to be written, and silent.
    fn can_begin(&self, voice: Voice, step: Step) -> bool {
        self.brief.may_write(voice)
            && self.free_from[usize::from(voice.0)] <= step
            && self.longest(voice, step) > 0
    }

    /// Longest new note of a voice at a step: up to the end of the span and to the voice's next kept note.
    fn longest(&self, voice: Voice, step: Step) -> u32 {
        if !self.brief.span.contains(&step) {
            return 0;
        }
        let after = self.all_kept.partition_point(|note| note.onset < step);
        let next = self.all_kept[after..]
            .iter()
            .find(|note| note.voice == voice)
            .map(|note| note.onset);
        // A kept note that began earlier may still sound.
        let sounding = self.all_kept[..after]
            .iter()
            .rev()
            .any(|note| note.voice == voice && note.end() > step);
        if sounding {
            0
        } else {
            next.unwrap_or(Step::MAX).min(self.brief.span.end) - step
        }
    }

    fn allow_notes(&self, voice: Voice, mask: &mut TokenMask) {
        for pitch in (0..NotePitch::COUNT).filter_map(NotePitch::from_index) {
            if self.brief.is_in_range(voice, pitch.pitch())
                && self.grammar.allows(Event::Note(voice, pitch))
            {
                mask.allow(Event::Note(voice, pitch));
            }
        }
    }

    fn allow_durations(&self, due: Due, mask: &mut TokenMask) {
        let longest = self.longest(due.voice, self.now()).saturating_sub(due.said);
        for steps in 1..=longest.min(MAX_DURATION_STEPS) {
            // Whatever ends with the room there is may always be said.
            if steps == longest || is_fine(self.grammar.position() + steps) {
                mask.allow(Event::Duration(steps));
            }
        }
        if longest > MAX_DURATION_STEPS && self.grammar.allows(Event::Longer) {
            mask.allow(Event::Longer);
        }
    }
}

fn is_fine(step: u32) -> bool {
    FINEST.iter().any(|raster| step.is_multiple_of(*raster))
}
