//! Whether all that has to be written still can be.
//!
//! A voice that has to begin cannot rest where the laws leave it no pitch, so masks that look one note ahead
//! do not keep every law. What does is a *way*: notes that fulfil every duty and break no law, found before
//! the first word is drawn. A word is said only if there is a way on after it; the one that is known is
//! always among them, so the answer never comes to a place that it cannot leave.

use crate::music::{Tick, Voice};
use crate::token::{Grid, GridNote, N_VOICES, NotePitch, Step};

use super::conditions::Conditions;
use super::duties::Hold;
use super::judge::Judge;
use super::lines::Lines;

/// Ways that are tried before there is said to be none: the first nearest to what was sung before, the
/// others at random.
const MOST_TRIED: u64 = 10;

/// Finest rhythm that is written: thirty-seconds, or triplets of sixteenths. In steps.
const FINEST: [Step; 2] = [3, 4];

/// Whether new notes may begin or end at a step of a bar.
pub fn is_fine(position: Step) -> bool {
    FINEST.iter().any(|raster| position.is_multiple_of(*raster))
}

/// Notes of a voice that a way begins together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WayNote {
    /// Where.
    pub step: Step,
    /// The voice.
    pub voice: Voice,
    /// Their pitches, from the top.
    pub pitches: Vec<NotePitch>,
    /// How long they sound.
    pub duration: Step,
}

/// How far an answer has come.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Where it is.
    pub step: Step,
    /// The highest voice that may still begin there.
    pub voice: Voice,
    /// What is sung, given notes included.
    pub lines: Lines,
    /// First step at which each voice is silent.
    pub free_from: [Step; N_VOICES],
    /// Holds that are begun.
    pub n_held: usize,
    /// Onsets of each voice that its queue has been given.
    pub n_sung: [usize; N_VOICES],
}

/// What an answer is written into, for those who look ahead.
#[derive(Debug, Clone, Copy)]
pub struct Outlook<'a> {
    /// What is asked for.
    pub conditions: &'a Conditions,
    /// Bars and chords.
    pub grid: &'a Grid,
    /// Notes that stand, in order.
    pub kept: &'a [GridNote],
    /// Voices that may be written.
    pub write: &'a [Voice],
    /// Lowest and highest pitch of each voice, as MIDI numbers.
    pub ranges: &'a [(u8, u8)],
    /// Where new notes may sound, and where that ends.
    pub span: (Step, Step),
}

impl Outlook<'_> {
    /// A way on: the known one if it still leads there, or another; `None` if none is found.
    pub fn way_on(&self, from: &Standing, known: &[WayNote]) -> Option<Vec<WayNote>> {
        let place = |note: &&WayNote| (note.step, note.voice) >= (from.step, from.voice);
        let known: Vec<WayNote> = known.iter().filter(place).cloned().collect();
        if self.leads_on(from, &known) {
            return Some(known);
        }
        (0..MOST_TRIED).find_map(|attempt| self.seek(from, &known, attempt))
    }

    /// A step from which on a way that led here before still does, whatever was begun meanwhile: notes that
    /// lie two bars behind everything that sounds depend on nothing but each other.
    pub(super) fn horizon(&self, from: &Standing) -> Step {
        if !self.conditions.duties.queues.is_empty() {
            return self.span.1;
        }
        let sounds = from
            .free_from
            .iter()
            .fold(from.step, |last, end| last.max(*end));
        let bar = self.grid.bar_at(sounds) + 2;
        let end = self.grid.bars.get(bar).map_or(self.span.1, |bar| bar.start);
        end.min(self.span.1)
    }

    /// Whether anything has still to be written.
    pub fn is_bound(&self, from: &Standing) -> bool {
        let duties = &self.conditions.duties;
        let is_unsung = duties.queues.iter().any(|queue| {
            let n_sung = from.n_sung.get(usize::from(queue.voice.0));
            n_sung.is_some_and(|n_sung| *n_sung < queue.groups.len())
        });
        from.n_held < duties.holds.len()
            || is_unsung
            || self.conditions.fewest_onsets().is_some() && from.step < self.span.1
    }

    /// Whether some notes fulfil every duty and break no law.
    pub(super) fn leads_on(&self, from: &Standing, way: &[WayNote]) -> bool {
        let horizon = self.horizon(from);
        let mut state = from.clone();
        let mut bar = self.grid.bar_at(state.step);
        for note in way {
            if !self.cross_bars(&state, &mut bar, note.step) {
                return false;
            }
            if note.step >= horizon {
                return true;
            }
            if !self.sings(&state, note) {
                return false;
            }
            self.begin(&mut state, note);
        }
        let is_whole = self.cross_bars(&state, &mut bar, self.span.1);
        state.step = self.span.1;
        is_whole && !self.is_bound(&state)
    }

    /// Whether a note of a way may begin where it stands.
    pub(super) fn sings(&self, state: &Standing, note: &WayNote) -> bool {
        let place = (note.step, note.voice);
        let hold = self.next_hold(state);
        let hold_place = hold.map(|hold| (hold.onset, hold.voice));
        if hold_place.is_some_and(|held| held < place) {
            return false;
        }
        let n_sung = state.n_sung.get(usize::from(note.voice.0)).copied();
        let duties = &self.conditions.duties;
        let is_queued = duties.queues.iter().any(|queue| queue.voice == note.voice);
        let group = n_sung.and_then(|n_sung| duties.next_group(note.voice, n_sung));
        let Some((until, room)) = self.room(state, note.voice, note.step, note.duration) else {
            return false;
        };
        // A voice says its notes of one onset together: beside one that stands nothing can be held.
        let stands = |other: &GridNote| (other.onset, other.voice) == place;
        let may_begin = hold_place == Some(place) && !self.kept.iter().any(stands)
            || self.is_named(note.step)
                && self.is_silent(state, note.voice, note.step)
                && if is_queued {
                    group == Some(&note.pitches)
                } else {
                    !duties.binds(note.voice)
                };
        let judge = self.judge(state);
        may_begin
            && note.pitches.iter().enumerate().all(|(index, pitch)| {
                let end = judge.ends(note.voice, note.step, room, index == 0)(*pitch);
                end.is_some_and(|end| end >= until)
            })
    }

    /// Whether there is a word for a place, whatever stands there.
    pub(super) fn is_named(&self, step: Step) -> bool {
        let bar = self.grid.bars.get(self.grid.bar_at(step));
        bar.is_some_and(|bar| is_fine(step - bar.start))
    }

    /// Until when a note has to be allowed to sound, and how far it is looked at; `None` without room.
    fn room(
        &self,
        state: &Standing,
        voice: Voice,
        step: Step,
        duration: Step,
    ) -> Option<(Step, Step)> {
        let hold = self.conditions.duties.hold_at(voice, step);
        if let Some(kept) = hold.and_then(|hold| hold.duration) {
            return Some((kept.until, kept.until));
        }
        let room = self.room_end(state, voice, step);
        (room >= step + duration).then_some((step + duration, room))
    }

    /// Where the room of a voice ends that begins at a step.
    pub(super) fn room_end(&self, state: &Standing, voice: Voice, step: Step) -> Step {
        let after = self.kept.partition_point(|note| note.onset <= step);
        let mut coming = self.kept[after..].iter();
        let kept = coming.find(|note| note.voice == voice);
        let mut holds = self.conditions.duties.holds[state.n_held..].iter();
        let held = holds.find(|hold| hold.voice == voice && hold.onset > step);
        let next = kept.map(|note| note.onset);
        let next = next.into_iter().chain(held.map(|hold| hold.onset));
        next.fold(self.span.1, Step::min)
    }

    /// Whether a voice that may be written is silent at a step.
    pub fn is_silent(&self, state: &Standing, voice: Voice, step: Step) -> bool {
        let is_kept = self
            .kept
            .iter()
            .any(|note| note.voice == voice && note.onset <= step && note.end() > step);
        let free_from = state.free_from.get(usize::from(voice.0));
        !is_kept
            && (self.span.0..self.span.1).contains(&step)
            && free_from.is_some_and(|free| *free <= step)
    }

    /// Takes a note into what is sung, and moves on behind it.
    pub fn begin(&self, state: &mut Standing, note: &WayNote) {
        let duties = &self.conditions.duties;
        let judge = self.judge(state);
        let onset = judge.tick_of(note.voice, note.step);
        let hold = duties.hold_at(note.voice, note.step);
        let kept = hold.and_then(|hold| hold.duration);
        let end = kept.map_or_else(
            || self.grid.tick_of(note.step + note.duration),
            |kept| kept.end_tick,
        );
        let ticks = (Tick::new(onset).unwrap_or(Tick::ZERO), end);
        for pitch in &note.pitches {
            state
                .lines
                .add(note.voice, ticks, pitch.pitch().midi(), true);
        }
        state.step = note.step;
        state.voice = Voice(note.voice.0 + 1);
        state.n_held += usize::from(hold.is_some());
        let index = usize::from(note.voice.0);
        if let Some(free_from) = state.free_from.get_mut(index) {
            *free_from = (*free_from).max(note.step + note.duration);
        }
        if let Some(n_sung) = state.n_sung.get_mut(index) {
            *n_sung += 1;
        }
    }

    pub(super) fn judge<'b>(&'b self, state: &'b Standing) -> Judge<'b> {
        Judge {
            conditions: self.conditions,
            lines: &state.lines,
            grid: self.grid,
        }
    }

    pub(super) fn next_hold(&self, state: &Standing) -> Option<&Hold> {
        self.conditions.duties.holds.get(state.n_held)
    }

    /// Whether the bar in which an answer stands has all notes that it has to have, where it ends at a step.
    pub fn is_bar_over(&self, state: &Standing, end: Step) -> bool {
        let mut bar = self.grid.bar_at(state.step);
        self.cross_bars(state, &mut bar, end)
    }

    /// Whether every bar that is over before a step has the notes that it has to have.
    pub(super) fn cross_bars(&self, state: &Standing, bar: &mut usize, step: Step) -> bool {
        while let Some(over) = self.grid.bars.get(*bar).filter(|over| over.end() <= step) {
            let start = over.start;
            let is_short = |voice: &Voice| self.n_missing(state, *voice, start) > 0;
            if self.write.iter().any(is_short) {
                return false;
            }
            *bar += 1;
        }
        true
    }

    /// How many onsets a voice still has to have in the bar of a step.
    pub(super) fn n_missing(&self, state: &Standing, voice: Voice, step: Step) -> usize {
        let Some(fewest) = self.conditions.fewest_onsets() else {
            return 0;
        };
        let index = self.grid.bar_at(step);
        let is_whole = self.grid.bars.get(index).is_some_and(|bar| {
            let is_short = index == 0 && self.grid.has_pickup;
            self.span.0 <= bar.start && bar.end() <= self.span.1 && !is_short
        });
        let is_pitched = usize::from(voice.0) < N_VOICES;
        if !is_whole || !is_pitched {
            return 0;
        }
        fewest.saturating_sub(self.judge(state).n_in_bar(voice, step))
    }
}
