//! Whether a word leaves a way in which all that has to be written still can be.

use crate::model::LanguageModel;
use crate::music::{Tick, Voice};
use crate::token::{DRUM_VOICE, Event, Grid, MAX_DURATION_STEPS, N_VOICES, NotePitch, Step};

use super::constraints::{Outlook, Standing, WayNote};
use super::due::Due;
use super::generation::Generation;

/// Notes of a voice that are tried where something has to begin.
const MOST_TRIED: usize = 6;

impl<M: LanguageModel> Generation<M> {
    /// Whether a word leaves a way on, which is then the one that is known.
    pub(super) fn leads_on(&mut self, event: Event) -> bool {
        if !self.brief.conditions.has_duties() {
            return true;
        }
        let Some(way) = self.way_after(event) else {
            return false;
        };
        self.way = way;
        true
    }

    fn way_after(&self, event: Event) -> Option<Vec<WayNote>> {
        let outlook = self.outlook(&self.brief.grid);
        let mut state = self.standing();
        if !outlook.is_bound(&state) {
            return Some(Vec::new());
        }
        match (event, &self.due) {
            (Event::Note(voice, pitch), None) => {
                if self.is_kept(voice, state.step) {
                    state.voice = Voice(voice.0 + 1);
                } else {
                    let note = first_note(&outlook, &state, voice, pitch)?;
                    outlook.begin(&mut state, &note);
                }
                outlook.way_on(&state, &self.way)
            }
            (Event::Duration(steps), Some(due)) => {
                self.end(&mut state, due, due.said + steps);
                outlook.way_on(&state, &self.way)
            }
            (Event::Longer, Some(due)) => {
                self.end(&mut state, due, due.said + MAX_DURATION_STEPS + 1);
                outlook.way_on(&state, &self.way)
            }
            (Event::Position(position), _) => {
                let bar = self.brief.grid.bars.get(self.bar)?;
                state.step = bar.start + position;
                state.voice = Voice(0);
                self.way_with_onset(&outlook, &state)
            }
            (Event::Drum(_), _) => {
                // Drums are said last at an onset: no line begins there after them.
                state.voice = DRUM_VOICE;
                outlook.way_on(&state, &self.way)
            }
            (Event::PhraseEnd, _) => self.way_with_onset(&outlook, &state),
            (Event::Bar(_) | Event::End, _) => {
                let bar = self.brief.grid.bars.get(self.bar)?;
                let next = bar.end().min(self.brief.span.end).max(state.step);
                if !outlook.is_bar_over(&state, bar.end()) {
                    return None;
                }
                state.step = next;
                state.voice = Voice(0);
                outlook.way_on(&state, &self.way)
            }
            (Event::Chord(chord), _) => {
                let mut grid = self.brief.grid.clone();
                let place = grid.chords.partition_point(|(step, _)| *step < state.step);
                grid.chords.insert(place, (state.step, chord));
                self.outlook(&grid).way_on(&state, &self.way)
            }
            _ => Some(self.way.clone()),
        }
    }

    /// A way on that begins something at once, since a place was named.
    fn way_with_onset(&self, outlook: &Outlook<'_>, state: &Standing) -> Option<Vec<WayNote>> {
        let step = state.step;
        let is_kept = self.kept.iter().any(|note| note.onset == step);
        let is_chord = self.chords.iter().any(|(chord, _)| *chord == step);
        let holds = &self.brief.conditions.duties.holds;
        let is_held = holds[self.n_held..].iter().any(|hold| hold.onset == step);
        let way = outlook.way_on(state, &self.way);
        let begins = |way: &Vec<WayNote>| way.first().is_some_and(|note| note.step == step);
        if is_kept
            || is_chord
            || is_held
            || self.brief.may_drum()
            || way.as_ref().is_some_and(begins)
        {
            return way;
        }
        let voices = self.brief.write.iter().filter(|voice| **voice < DRUM_VOICE);
        let free = voices.filter(|voice| outlook.is_silent(state, **voice, step));
        for voice in free {
            let notes = outlook.first_notes(state, *voice);
            for note in notes.into_iter().take(MOST_TRIED) {
                let mut begun = state.clone();
                outlook.begin(&mut begun, &note);
                if let Some(way) = outlook.way_on(&begun, &self.way) {
                    return Some([vec![note], way].concat());
                }
            }
        }
        None
    }

    /// Where the answer stands, before a word is said.
    fn standing(&self) -> Standing {
        Standing {
            step: self.now(),
            voice: Voice(0),
            lines: self.lines.clone(),
            free_from: self.free_from,
            n_held: self.n_held,
            n_sung: self.n_sung,
        }
    }

    fn outlook<'a>(&'a self, grid: &'a Grid) -> Outlook<'a> {
        Outlook {
            conditions: &self.brief.conditions,
            grid,
            kept: &self.kept,
            write: &self.brief.write,
            ranges: &self.brief.ranges,
            span: (self.brief.span.start, self.brief.span.end),
        }
    }

    /// Whether the next note of a voice at a step is one that stands.
    fn is_kept(&self, voice: Voice, step: Step) -> bool {
        let next = self.kept.get(self.n_kept_said);
        next.is_some_and(|note| (note.onset, note.voice) == (step, voice))
    }

    /// Ends the notes that are due.
    fn end(&self, state: &mut Standing, due: &Due, duration: Step) {
        let duties = &self.brief.conditions.duties;
        let grid = &self.brief.grid;
        let hold = duties.hold_at(due.voice, state.step);
        let onset = hold.map_or_else(|| grid.tick_of(state.step), |hold| hold.onset_tick);
        let kept = hold.and_then(|hold| hold.duration);
        let duration = kept.map_or(duration, |kept| kept.steps);
        let end = state.step + duration;
        let end_tick: Tick = kept.map_or_else(|| grid.tick_of(end), |kept| kept.end_tick);
        for pitch in &due.pitches {
            let midi = pitch.pitch().midi();
            state.lines.add(due.voice, (onset, end_tick), midi, true);
        }
        let index = usize::from(due.voice.0);
        if let Some(free_from) = state.free_from.get_mut(index) {
            *free_from = (*free_from).max(end);
        }
        state.voice = Voice(due.voice.0 + 1);
    }
}

/// A note as short as it may be; `None` where it has no room, or is not among those that have to begin.
fn first_note(
    outlook: &Outlook<'_>,
    state: &Standing,
    voice: Voice,
    pitch: NotePitch,
) -> Option<WayNote> {
    if usize::from(voice.0) >= N_VOICES {
        return None;
    }
    let hold = outlook.conditions.duties.hold_at(voice, state.step);
    let duration = match hold.and_then(|hold| hold.duration) {
        Some(kept) => kept.steps,
        None => outlook.least_duration(state, voice, state.step)?,
    };
    Some(WayNote {
        step: state.step,
        voice,
        pitches: vec![pitch],
        duration,
    })
}
