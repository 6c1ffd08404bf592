//! What a word does to the piece.

use crate::model::{Input, LanguageModel};
use crate::music::{Chord, NoteId, Tick, Voice};
use crate::token::{
    DRUM_VOICE, Event, GridNote, MAX_DURATION_STEPS, NotePitch, Step, Vocabulary, line_events,
};

use super::due::{Due, Owed};
use super::generation::{GenerateError, Generation, Written};
use super::rules::event_of;

/// Steps a new drum is drawn for: a sixteenth.
const DRUM_STEPS: u32 = 6;

impl<M: LanguageModel> Generation<M> {
    /// Takes a word into the text and does what it says.
    pub(super) fn take(&mut self, event: Event) -> Result<(), GenerateError> {
        if matches!(event, Event::Bar(_) | Event::End) {
            self.bar += 1;
            if event == Event::End || self.bar > self.last_bar {
                self.is_over = true;
                return Ok(());
            }
            self.say(event)?;
            return self.open_bar();
        }
        self.say(event)?;
        let now = self.brief.grid.bars[self.bar].start + self.grammar.position();
        match event {
            Event::Note(..) | Event::Drum(_) => {
                let kept = self.kept.get(self.n_kept_said);
                if kept.is_some_and(|note| note.onset == now && event_of(note) == event) {
                    self.repeat_kept_line();
                } else {
                    self.begin_note(event, now);
                }
            }
            Event::Longer => {
                if let Some(due) = &mut self.due {
                    due.said += MAX_DURATION_STEPS;
                }
            }
            Event::Duration(steps) => {
                if let Some(due) = self.due.take() {
                    for pitch in due.pitches {
                        self.write(due.voice, pitch, now, due.said + steps);
                    }
                }
            }
            Event::Chord(chord) => self.take_chord(now, chord),
            Event::PhraseEnd => {
                if let Err(place) = self.brief.grid.phrase_ends.binary_search(&now) {
                    self.brief.grid.phrase_ends.insert(place, now);
                    self.written.push_back(Written::PhraseEnd(now));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The notes that a voice keeps at this onset follow the first of them for certain.
    fn repeat_kept_line(&mut self) {
        let first = self.kept[self.n_kept_said];
        let rest = &self.kept[self.n_kept_said..];
        // Drums may be joined by new ones between them, lines may not.
        let n_notes = if first.voice == DRUM_VOICE {
            1
        } else {
            rest.partition_point(|note| (note.onset, note.voice) == (first.onset, first.voice))
        };
        self.certain
            .extend(line_events(&rest[..n_notes]).into_iter().skip(1));
        let planned = &self.brief.conditions.planned;
        let ours = rest[..n_notes]
            .iter()
            .filter(|note| planned.contains_key(&note.id));
        let ours: Vec<GridNote> = ours.copied().collect();
        if let Some(insights) = &mut self.insights {
            insights.tell_planned(&ours, planned);
        }
        self.written.extend(ours.into_iter().map(Written::Note));
        let end = rest[..n_notes].iter().map(GridNote::end).max();
        self.occupy(first.voice, end.unwrap_or(first.end()));
        self.n_kept_said += n_notes;
    }

    fn begin_note(&mut self, event: Event, now: Step) {
        let owed = match event {
            Event::Note(voice, _) => self.place().owed(voice, now),
            _ => Owed::default(),
        };
        match (event, &mut self.due) {
            (Event::Note(_, pitch), Some(due)) => {
                due.pitches.push(pitch);
                due.owed.pay(pitch);
            }
            (Event::Note(voice, pitch), due) => {
                let mut owed = owed;
                owed.pay(pitch);
                *due = Some(Due {
                    voice,
                    pitches: vec![pitch],
                    said: 0,
                    owed,
                    is_bound: self.brief.conditions.duties.binds(voice),
                });
                let duties = &self.brief.conditions.duties;
                self.n_held += usize::from(duties.hold_at(voice, now).is_some());
                if let Some(n_sung) = self.n_sung.get_mut(usize::from(voice.0)) {
                    *n_sung += 1;
                }
            }
            (Event::Drum(drum), _) => {
                let room = self.brief.span.end.saturating_sub(now).max(1);
                self.write(DRUM_VOICE, drum.pitch(), now, DRUM_STEPS.min(room));
            }
            _ => {}
        }
    }

    fn take_chord(&mut self, now: Step, chord: Option<Chord>) {
        if self.chords.first().is_some_and(|(step, _)| *step == now) {
            self.chords.remove(0);
            if self.brief.conditions.planned_chords.contains(&now) {
                self.written.push_back(Written::Chord(now, chord));
            }
            return;
        }
        let chords = &mut self.brief.grid.chords;
        let place = chords.partition_point(|(step, _)| *step < now);
        chords.insert(place, (now, chord));
        self.written.push_back(Written::Chord(now, chord));
    }

    fn write(&mut self, voice: Voice, pitch: NotePitch, onset: Step, duration: u32) {
        let note = GridNote {
            id: NoteId(self.next_id),
            voice,
            pitch,
            onset,
            duration,
        };
        self.next_id += 1;
        if let Some(insights) = &mut self.insights {
            insights.tell(note.id);
        }
        self.occupy(voice, note.end());
        if voice != DRUM_VOICE && self.brief.conditions.is_any() {
            let sounds = self.ticks_of(&note);
            self.lines.add(voice, sounds, pitch.pitch().midi(), true);
        }
        let notes = &mut self.brief.grid.notes;
        let place = notes.partition_point(|other| other.rank() < note.rank());
        notes.insert(place, note);
        self.written.push_back(Written::Note(note));
    }

    /// A voice sounds until a step; drums never keep each other waiting.
    pub(super) fn occupy(&mut self, voice: Voice, until: Step) {
        if let Some(free_from) = self.free_from.get_mut(usize::from(voice.0)) {
            *free_from = (*free_from).max(until);
        }
    }

    pub(super) fn say(&mut self, event: Event) -> Result<(), GenerateError> {
        self.grammar.advance(event)?;
        if let Some(token) = Vocabulary::token(event) {
            self.reader.say(Input {
                token,
                cue: self.grammar.cue(),
            });
        }
        Ok(())
    }

    /// Where a new note begins and ends: one that keeps its rhythm exactly where it did.
    pub fn ticks_of(&self, note: &GridNote) -> (Tick, Tick) {
        let grid = &self.brief.grid;
        let on_grid = (grid.tick_of(note.onset), grid.tick_of(note.end()));
        let duties = &self.brief.conditions.duties;
        duties
            .hold_at(note.voice, note.onset)
            .map_or(on_grid, |hold| {
                let end = hold.duration.map_or(on_grid.1, |kept| kept.end_tick);
                (hold.onset_tick, end)
            })
    }
}
