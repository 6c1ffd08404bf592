//! One running generation: a prompt in, notes out one by one. Dropping it cancels it.

use std::collections::{HashSet, VecDeque};

use thiserror::Error;

use crate::model::{Input, LanguageModel, ModelError};
use crate::music::{Chord, NoteId, Voice};
use crate::token::{
    ChordLane, DRUM_VOICE, EncodePlan, Event, Grammar, GrammarError, Grid, GridNote,
    MAX_DURATION_STEPS, N_VOICES, NotePitch, Step, Token, TokenMask, Vocabulary, line_events,
};

use super::brief::Brief;
use super::constraints::Lines;
use super::reader::Reader;
use super::rules::{Due, Place, event_of};
use super::sampler::Sampler;

/// What can end a generation.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum GenerateError {
    /// The model failed.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The masks let a word through that the grammar refuses: a defect of this room.
    #[error("generation lost its place: {0}")]
    Grammar(#[from] GrammarError),
    /// The masks let nothing through: a defect of this room.
    #[error("generation found no word for bar {bar}")]
    NoWord {
        /// Where.
        bar: usize,
    },
}

/// Something new in the piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A note.
    Note(GridNote),
    /// The end of a phrase.
    PhraseEnd(Step),
    /// A chord symbol.
    Chord(Step, Option<Chord>),
}

/// Steps a new drum is drawn for: a sixteenth.
const DRUM_STEPS: u32 = 6;

/// A generation at some place of the piece.
#[derive(Debug)]
pub struct Generation<M> {
    pub(super) brief: Brief,
    pub(super) plan: EncodePlan,
    pub(super) reader: Reader<M>,
    pub(super) sampler: Sampler,
    pub(super) grammar: Grammar,
    /// What is sung, where there are constraints to be judged by it.
    pub(super) lines: Lines,
    /// Notes that stand, in order; new ones join `brief.grid` as well.
    pub(super) kept: Vec<GridNote>,
    pub(super) n_kept_said: usize,
    /// Chord changes of this bar that stand and are still to be said.
    pub(super) chords: Vec<(Step, Option<Chord>)>,
    pub(super) due: Option<Due>,
    /// What is decided and not told yet.
    pub(super) written: VecDeque<Written>,
    /// Words that are certain to come next.
    pub(super) certain: VecDeque<Event>,
    pub(super) bar: usize,
    pub(super) last_bar: usize,
    pub(super) free_from: [Step; N_VOICES],
    pub(super) next_id: u32,
    pub(super) n_sampled: usize,
    pub(super) is_over: bool,
}

impl<M: LanguageModel> Generation<M> {
    /// Starts on a task; new notes are named from `first_id` on. The model forgets what it read before.
    pub fn new(brief: Brief, first_id: NoteId, model: M) -> Self {
        let bar = brief.grid.bar_at(brief.span.start);
        let last_bar = brief
            .grid
            .bar_at(brief.span.end.saturating_sub(1).max(brief.span.start));
        let from = brief.grid.bars.get(bar).map_or(0, |bar| bar.start);
        let kept = brief.grid.notes.clone();
        let given: HashSet<NoteId> = kept
            .iter()
            .filter(|note| note.onset >= from)
            .map(|note| note.id)
            .collect();
        let plan = EncodePlan {
            style: brief.style,
            key: brief.key,
            controls: brief.controls.clone(),
            voices: brief.voices.clone(),
            chords: brief.chords,
            bars: 0..0,
            total_bars: Some(brief.grid.bars.len()),
            given,
        };
        let sampler = Sampler::new(brief.sampling, brief.rng_seed);
        let writes_nothing = brief.write.is_empty() && brief.chords != ChordLane::Free;
        let is_over = brief.grid.bars.is_empty() || brief.span.is_empty() || writes_nothing;
        let mut generation = Self {
            plan,
            reader: Reader::new(model),
            sampler,
            grammar: Grammar::new(),
            n_kept_said: kept.partition_point(|note| note.onset < from),
            lines: lines_of(&brief),
            kept,
            chords: Vec::new(),
            due: None,
            written: VecDeque::new(),
            certain: VecDeque::new(),
            bar,
            last_bar,
            free_from: [0; N_VOICES],
            next_id: first_id.0,
            n_sampled: 0,
            is_over,
            brief,
        };
        for index in 0..generation.n_kept_said {
            let note = generation.kept[index];
            generation.occupy(note.voice, note.end());
        }
        generation
    }

    /// Goes on until something new is written; `None` once the span is full.
    ///
    /// # Errors
    /// [`GenerateError`] if the model fails; what was written before stays written.
    pub async fn next_written(&mut self) -> Result<Option<Written>, GenerateError> {
        if self.reader.text().is_empty() && !self.is_over {
            self.open_text()?;
            self.open_bar()?;
        }
        while self.written.is_empty() && !self.is_over {
            self.step().await?;
        }
        Ok(self.written.pop_front())
    }

    /// Says one more word.
    pub(super) async fn step(&mut self) -> Result<(), GenerateError> {
        if let Some(event) = self.certain.pop_front() {
            return self.say(event);
        }
        let mask = self.mask();
        let event = Vocabulary::event(self.choose(&mask).await?);
        self.take(event)
    }

    /// Tokens drawn from the model so far.
    pub fn n_sampled(&self) -> usize {
        self.n_sampled
    }

    /// How often the model read: once a token, or seldomer where somebody drafts.
    pub fn n_readings(&self) -> usize {
        self.reader.n_readings()
    }

    /// The piece so far, new notes included.
    pub fn grid(&self) -> &Grid {
        &self.brief.grid
    }

    fn mask(&self) -> TokenMask {
        let grid = &self.brief.grid;
        let bar = &grid.bars[self.bar];
        let in_bar = self.kept[self.n_kept_said..].partition_point(|note| note.onset < bar.end());
        let is_last = self.bar + 1 == grid.bars.len();
        let sounds = |note: &GridNote| note.onset < bar.end() && note.end() > bar.start;
        // A piece is as long as it was asked to be only if its last bar is heard.
        let must_sound = is_last
            && self.brief.span.end >= bar.end()
            && !self.brief.write.is_empty()
            && !grid.notes.iter().any(sounds);
        Place {
            brief: &self.brief,
            grammar: &self.grammar,
            bar_start: bar.start,
            bar_steps: bar.metre.bar_steps(),
            kept: &self.kept[self.n_kept_said..self.n_kept_said + in_bar],
            chords: &self.chords,
            all_kept: &self.kept,
            free_from: self.free_from,
            must_sound,
            leave: if is_last {
                Event::End
            } else {
                self.plan.bar_line(self.bar + 1)
            },
            judge: self.judge(),
        }
        .mask(self.due.as_ref())
    }

    /// The one token a mask leaves, or one drawn from the model.
    async fn choose(&mut self, mask: &TokenMask) -> Result<Token, GenerateError> {
        if let Some(token) = mask.single() {
            return Ok(token);
        }
        let no_word = GenerateError::NoWord { bar: self.bar };
        if self.reader.text().len() > self.reader.capacity() {
            // A bar too long for the model's view: what stands is said to its end, nothing is added.
            let mut narrow = mask.clone();
            let next = self.kept.get(self.n_kept_said);
            let next_chord = self.chords.first().map(|(step, _)| *step);
            let bar_start = self.brief.grid.bars[self.bar].start;
            narrow.retain(|event| match event {
                Event::Note(..) | Event::Drum(_) => {
                    next.is_some_and(|note| event_of(note) == event)
                }
                Event::Position(position) => {
                    let step = Some(bar_start + position);
                    next.map(|note| note.onset) == step || next_chord == step
                }
                Event::Chord(_) => next_chord.is_some(),
                Event::PhraseEnd => false,
                _ => true,
            });
            let chosen = if narrow.is_empty() { mask } else { &narrow };
            let first = (0..Vocabulary::SIZE)
                .filter_map(Vocabulary::from_index)
                .find(|token| chosen.allows(*token));
            return first.ok_or(no_word);
        }
        let mut logits = self.logits().await?;
        self.weigh(&mut logits, mask);
        self.n_sampled += 1;
        self.sampler.sample(&logits, mask).ok_or(no_word)
    }

    /// Takes a word into the text and does what it says.
    fn take(&mut self, event: Event) -> Result<(), GenerateError> {
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
            .filter(|note| planned.contains(&note.id));
        self.written.extend(ours.map(|note| Written::Note(*note)));
        let end = rest[..n_notes].iter().map(GridNote::end).max();
        self.occupy(first.voice, end.unwrap_or(first.end()));
        self.n_kept_said += n_notes;
    }

    fn begin_note(&mut self, event: Event, now: Step) {
        match (event, &mut self.due) {
            (Event::Note(_, pitch), Some(due)) => due.pitches.push(pitch),
            (Event::Note(voice, pitch), due) => {
                *due = Some(Due {
                    voice,
                    pitches: vec![pitch],
                    said: 0,
                });
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
        self.occupy(voice, note.end());
        if voice != DRUM_VOICE && self.brief.conditions.is_any() {
            let grid = &self.brief.grid;
            let sounds = (grid.tick_of(onset), grid.tick_of(note.end()));
            self.lines.add(voice, sounds, pitch.pitch().midi(), true);
        }
        let notes = &mut self.brief.grid.notes;
        let place = notes.partition_point(|other| other.order() < note.order());
        notes.insert(place, note);
        self.written.push_back(Written::Note(note));
    }

    /// A voice sounds until a step; drums never keep each other waiting.
    fn occupy(&mut self, voice: Voice, until: Step) {
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
}

/// What is sung before anything is written.
fn lines_of(brief: &Brief) -> Lines {
    let mut lines = Lines::of(&brief.conditions.given);
    let planned = |note: &&GridNote| brief.conditions.planned.contains(&note.id);
    for note in brief.grid.notes.iter().filter(planned) {
        let grid = &brief.grid;
        let sounds = (grid.tick_of(note.onset), grid.tick_of(note.end()));
        lines.add(note.voice, sounds, note.pitch.pitch().midi(), true);
    }
    lines
}
