//! The search for a way in which everything can be written that has to be.

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::Rng;
use crate::music::Voice;
use crate::theory::LINE_REST;
use crate::token::{N_VOICES, NotePitch, Step};

use super::duties::Hold;
use super::outlook::{Outlook, Standing, WayNote, is_fine};

impl Outlook<'_> {
    /// Looks for a way, with the pitches in another order at each attempt.
    /// What is known of it behind the horizon is kept.
    pub(super) fn seek(
        &self,
        from: &Standing,
        known: &[WayNote],
        attempt: u64,
    ) -> Option<Vec<WayNote>> {
        let horizon = if known.is_empty() {
            self.span.1
        } else {
            self.horizon(from)
        };
        let mut rng = Rng::new(attempt);
        let aims = self.aims(from);
        let mut state = from.clone();
        let mut bar = self.grid.bar_at(state.step);
        let mut way = Vec::new();
        loop {
            if let Some(note) = self.next_note(&state, &aims, attempt, &mut rng) {
                self.begin(&mut state, &note);
                way.push(note);
                continue;
            }
            let hold = self.next_hold(&state);
            if hold.is_some_and(|hold| hold.onset <= state.step) {
                return None;
            }
            let next = self.next_step(&state)?;
            if !self.cross_bars(&state, &mut bar, next) {
                return None;
            }
            state.step = next;
            state.voice = Voice(0);
            if next >= horizon {
                let rest = known.iter().filter(|note| note.step >= next);
                let rest: Vec<WayNote> = rest.cloned().collect();
                let is_open = self.leads_on(&state, &rest);
                way.extend(rest);
                return is_open.then_some(way);
            }
        }
    }

    /// The next step at which something has to begin or might have to: `None` where time is over.
    fn next_step(&self, state: &Standing) -> Option<Step> {
        let hold = self.next_hold(state).map(|hold| hold.onset);
        let end = self.span.1;
        if state.step >= end && hold.is_none() {
            return None;
        }
        let is_due = |voice: &Voice| self.is_wanted(state, *voice);
        let is_any = self.write.iter().any(is_due) || self.conditions.fewest_onsets().is_some();
        let fine = (state.step + 1..end).find(|step| self.is_named(*step));
        let fine = fine.filter(|_| is_any);
        Some(
            hold.into_iter()
                .chain(fine)
                .fold(end.max(state.step + 1), Step::min),
        )
    }

    /// Whether a voice has something to begin that is not bound to a place.
    fn is_wanted(&self, state: &Standing, voice: Voice) -> bool {
        let duties = &self.conditions.duties;
        let n_sung = state.n_sung.get(usize::from(voice.0)).copied().unwrap_or(0);
        duties.next_group(voice, n_sung).is_some()
            || !duties.binds(voice) && self.n_missing(state, voice, state.step) > 0
    }

    /// The next note that has to begin where an answer stands, and can.
    fn next_note(
        &self,
        state: &Standing,
        aims: &[Range<i16>],
        attempt: u64,
        rng: &mut Rng,
    ) -> Option<WayNote> {
        let hold = self
            .next_hold(state)
            .filter(|hold| hold.onset == state.step);
        let last = hold.map_or(Voice(N_VOICES as u8 - 1), |hold| hold.voice);
        let voices = self
            .write
            .iter()
            .filter(|voice| (state.voice..=last).contains(voice));
        for voice in voices {
            if let Some(hold) = hold.filter(|hold| hold.voice == *voice) {
                return self.hold_note(state, hold, &aims[state.n_held], attempt, rng);
            }
            let is_free =
                self.is_silent(state, *voice, state.step) && self.is_wanted(state, *voice);
            if let Some(note) = is_free
                .then(|| self.free_note(state, *voice, attempt, rng))
                .flatten()
            {
                return Some(note);
            }
        }
        None
    }

    /// Notes in the place of those that are held.
    fn hold_note(
        &self,
        state: &Standing,
        hold: &Hold,
        aim: &Range<i16>,
        attempt: u64,
        rng: &mut Rng,
    ) -> Option<WayNote> {
        let duration = match hold.duration {
            Some(kept) => kept.steps,
            None => self.least_duration(state, hold.voice, hold.onset)?,
        };
        let note = |pitches: Vec<NotePitch>| WayNote {
            step: hold.onset,
            voice: hold.voice,
            pitches,
            duration,
        };
        if hold.pitches.len() >= hold.n_notes {
            let note = note(hold.pitches.clone());
            return self.sings(state, &note).then_some(note);
        }
        let near = self.by_nearness(state, hold.voice, attempt, rng);
        let is_aimed = |pitch: &NotePitch| aim.contains(&i16::from(pitch.pitch().midi()));
        let mut near = near.into_iter().filter(is_aimed);
        near.find_map(|first| {
            let mut pitches = hold.pitches.clone();
            if !pitches.contains(&first) {
                pitches.push(first);
            }
            let below = self.by_nearness(state, hold.voice, 0, rng);
            for pitch in below {
                if pitches.len() < hold.n_notes && !pitches.contains(&pitch) {
                    pitches.push(pitch);
                }
            }
            pitches.sort_unstable_by_key(|pitch| Reverse(*pitch));
            let note = note(pitches);
            self.sings(state, &note).then_some(note)
        })
    }

    /// The next of a queue, or any note that a bar still has to have.
    fn free_note(
        &self,
        state: &Standing,
        voice: Voice,
        attempt: u64,
        rng: &mut Rng,
    ) -> Option<WayNote> {
        let step = state.step;
        let duration = self.least_duration(state, voice, step)?;
        let note = |pitches: Vec<NotePitch>| WayNote {
            step,
            voice,
            pitches,
            duration,
        };
        let n_sung = state.n_sung.get(usize::from(voice.0)).copied()?;
        if self.conditions.duties.binds(voice) {
            let group = self.conditions.duties.next_group(voice, n_sung)?;
            let note = note(group.to_vec());
            return self.sings(state, &note).then_some(note);
        }
        let near = self.by_nearness(state, voice, attempt, rng);
        let mut notes = near.into_iter().map(|pitch| note(vec![pitch]));
        notes.find(|note| self.sings(state, note))
    }

    /// Notes that a voice may begin where an answer stands: what it has to, or any that are allowed, the
    /// nearest first.
    pub fn first_notes(&self, state: &Standing, voice: Voice) -> Vec<WayNote> {
        let duties = &self.conditions.duties;
        let mut rng = Rng::new(0);
        if duties.binds(voice) {
            return self
                .free_note(state, voice, 0, &mut rng)
                .into_iter()
                .collect();
        }
        let Some(duration) = self.least_duration(state, voice, state.step) else {
            return Vec::new();
        };
        let near = self.by_nearness(state, voice, 0, &mut rng);
        let notes = near.into_iter().map(|pitch| WayNote {
            step: state.step,
            voice,
            pitches: vec![pitch],
            duration,
        });
        notes.filter(|note| self.sings(state, note)).collect()
    }

    /// The shortest duration that may be said of a note at a step.
    pub fn least_duration(&self, state: &Standing, voice: Voice, step: Step) -> Option<Step> {
        let shortest = self.judge(state).shortest().unwrap_or(1).max(1);
        let room = self.room_end(state, voice, step).checked_sub(step)?;
        let bar = self.grid.bars.get(self.grid.bar_at(step))?;
        let position = step - bar.start;
        let is_said = |steps: &Step| *steps == room || is_fine(position + steps);
        (shortest..=room).find(is_said)
    }

    /// The pitches of a voice: those nearest to what it sang last first, or after the first attempt in any
    /// order.
    fn by_nearness(
        &self,
        state: &Standing,
        voice: Voice,
        attempt: u64,
        rng: &mut Rng,
    ) -> Vec<NotePitch> {
        let Some((low, high)) = self.ranges.get(usize::from(voice.0)).copied() else {
            return Vec::new();
        };
        let line = state.lines.of_voice(voice);
        let tick = self.grid.tick_of(state.step).get();
        let last = line.and_then(|line| line.split(tick).0.last());
        let home = last.map_or(low + (high - low) / 2, |last| last.midi);
        let all = (0..NotePitch::COUNT).filter_map(NotePitch::from_index);
        let inside = all.filter(|pitch| (low..=high).contains(&pitch.pitch().midi()));
        let keyed = inside.map(|pitch| {
            let away = u64::from(pitch.pitch().midi().abs_diff(home));
            (if attempt == 0 { away } else { rng.next_u64() }, pitch)
        });
        let mut keyed: Vec<(u64, NotePitch)> = keyed.collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(_, pitch)| pitch).collect()
    }

    /// For each hold the pitches from which its voice still reaches what it has to sing after it, by leaps
    /// that the law allows.
    fn aims(&self, from: &Standing) -> Vec<Range<i16>> {
        let holds = &self.conditions.duties.holds;
        let all = 0..128;
        let mut aims = vec![all.clone(); holds.len()];
        let limit = self.conditions.constraints.largest_leap;
        let Some(limit) = limit.filter(|limit| limit.strictness.is_law()) else {
            return aims;
        };
        let leap = i16::from(limit.value);
        for index in (from.n_held..holds.len()).rev() {
            let hold = &holds[index];
            let end = hold.duration.map_or(u32::MAX, |kept| kept.end_tick.get());
            let line = from.lines.of_voice(hold.voice);
            let given = line.and_then(|line| line.split(hold.onset_tick.get() + 1).1.first());
            let later = holds.iter().enumerate().skip(index + 1);
            let mut later = later.filter(|(_, other)| other.voice == hold.voice);
            let held = later.next().map(|(at, _)| at);
            let goals = [
                given.map(|note| {
                    let midi = i16::from(note.midi);
                    (note.onset, midi..midi + 1)
                }),
                held.map(|at| (holds[at].onset_tick.get(), aims[at].clone())),
            ];
            let next = goals.into_iter().flatten().min_by_key(|(onset, _)| *onset);
            let joined =
                next.filter(|(onset, _)| end != u32::MAX && onset.saturating_sub(end) < LINE_REST);
            if let Some((_, goal)) = joined {
                aims[index] = goal.start - leap..goal.end + leap;
            }
            if let Some(pitch) = hold.pitches.first() {
                let midi = i16::from(pitch.pitch().midi());
                aims[index] = midi..midi + 1;
            }
        }
        aims
    }
}
