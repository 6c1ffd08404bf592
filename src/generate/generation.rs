//! One running generation: a prompt in, notes out one by one. Dropping it cancels it.

use std::collections::{HashSet, VecDeque};

use thiserror::Error;

use crate::model::{Input, LanguageModel, ModelError};
use crate::music::NoteId;
use crate::token::{
    EncodePlan, Event, Grammar, GrammarError, Grid, GridNote, MAX_DURATION_STEPS, N_VOICES, Step,
    Token, TokenMask, Vocabulary, encode, encode_bar_announcement, note_events,
};

use super::brief::Brief;
use super::rules::{Due, Place};
use super::sampler::Sampler;

/// Room kept for one bar when the text is cut to the model's view.
const ROOM_FOR_A_BAR: usize = 192;

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
}

/// A generation at some place of the piece.
#[derive(Debug)]
pub struct Generation<M> {
    brief: Brief,
    plan: EncodePlan,
    model: M,
    sampler: Sampler,
    grammar: Grammar,
    /// Notes that stand, in order; new ones join `brief.grid` as well.
    kept: Vec<GridNote>,
    n_kept_said: usize,
    unfed: Vec<Input>,
    due: Option<Due>,
    /// Words that are certain to come next.
    certain: VecDeque<Event>,
    bar: usize,
    last_bar: usize,
    free_from: [Step; N_VOICES],
    next_id: u32,
    n_sampled: usize,
    is_over: bool,
}

impl<M: LanguageModel> Generation<M> {
    /// Starts on a task; new notes are named from `first_id` on. The model forgets what it read before.
    pub fn new(brief: Brief, first_id: NoteId, mut model: M) -> Self {
        model.reset();
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
            voices: brief.voices.clone(),
            bars: 0..0,
            total_bars: Some(brief.grid.bars.len()),
            given,
        };
        let sampler = Sampler::new(brief.sampling, brief.rng_seed);
        let is_over = brief.grid.bars.is_empty() || brief.span.is_empty() || brief.write.is_empty();
        let mut generation = Self {
            plan,
            model,
            sampler,
            grammar: Grammar::new(),
            n_kept_said: kept.partition_point(|note| note.onset < from),
            kept,
            unfed: Vec::new(),
            due: None,
            certain: VecDeque::new(),
            bar,
            last_bar,
            free_from: [0; N_VOICES],
            next_id: first_id.0,
            n_sampled: 0,
            is_over,
            brief,
        };
        for note in &generation.kept[..generation.n_kept_said] {
            let free_from = &mut generation.free_from[usize::from(note.voice.0) % N_VOICES];
            *free_from = (*free_from).max(note.end());
        }
        generation
    }

    /// Goes on until something new is written; `None` once the span is full.
    ///
    /// # Errors
    /// [`GenerateError`] if the model fails; what was written before stays written.
    pub async fn next_written(&mut self) -> Result<Option<Written>, GenerateError> {
        if self.unfed.is_empty() && self.model.n_fed() == 0 && !self.is_over {
            self.open_text()?;
            self.open_bar()?;
        }
        while !self.is_over {
            let event = match self.certain.pop_front() {
                Some(event) => event,
                None => {
                    let mask = self.mask();
                    Vocabulary::event(self.choose(&mask).await?)
                }
            };
            if let Some(written) = self.take(event)? {
                return Ok(Some(written));
            }
        }
        Ok(None)
    }

    /// Tokens drawn from the model so far.
    pub fn n_sampled(&self) -> usize {
        self.n_sampled
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
        Place {
            brief: &self.brief,
            grammar: &self.grammar,
            bar_start: bar.start,
            bar_steps: bar.metre.bar_steps(),
            kept: &self.kept[self.n_kept_said..self.n_kept_said + in_bar],
            all_kept: &self.kept,
            free_from: self.free_from,
            leave: if is_last {
                Event::End
            } else {
                self.plan.bar_line(self.bar + 1)
            },
        }
        .mask(self.due)
    }

    /// The one token a mask leaves, or one drawn from the model.
    async fn choose(&mut self, mask: &TokenMask) -> Result<Token, GenerateError> {
        if let Some(token) = mask.single() {
            return Ok(token);
        }
        let no_word = GenerateError::NoWord { bar: self.bar };
        if self.model.n_fed() + self.unfed.len() > self.model.capacity() {
            // A bar too long for the model's view: what stands is said to its end, nothing is added.
            let mut narrow = mask.clone();
            let next = self.kept.get(self.n_kept_said).copied();
            let bar_start = self.brief.grid.bars[self.bar].start;
            narrow.retain(|event| match event {
                Event::Note(voice, pitch) => {
                    next.is_some_and(|note| note.voice == voice && note.pitch == pitch)
                }
                Event::Position(position) => {
                    next.is_some_and(|note| note.onset == bar_start + position)
                }
                Event::PhraseEnd => false,
                _ => true,
            });
            let chosen = if narrow.is_empty() { mask } else { &narrow };
            let first = (0..Vocabulary::SIZE)
                .filter_map(Vocabulary::from_index)
                .find(|token| chosen.allows(*token));
            return first.ok_or(no_word);
        }
        let logits = self.model.feed(&self.unfed).await?;
        self.unfed.clear();
        self.n_sampled += 1;
        self.sampler.sample(&logits, mask).ok_or(no_word)
    }

    /// Takes a word into the text and does what it says.
    fn take(&mut self, event: Event) -> Result<Option<Written>, GenerateError> {
        if matches!(event, Event::Bar(_) | Event::End) {
            self.bar += 1;
            if event == Event::End || self.bar > self.last_bar {
                self.is_over = true;
                return Ok(None);
            }
            self.say(event)?;
            self.open_bar()?;
            return Ok(None);
        }
        self.say(event)?;
        let now = self.brief.grid.bars[self.bar].start + self.grammar.position();
        match event {
            Event::Note(voice, pitch) => {
                let kept = self.kept.get(self.n_kept_said);
                match kept
                    .filter(|note| note.onset == now && note.voice == voice && note.pitch == pitch)
                {
                    Some(note) => {
                        self.certain.extend(note_events(note).into_iter().skip(1));
                        let free_from = &mut self.free_from[usize::from(voice.0) % N_VOICES];
                        *free_from = (*free_from).max(note.end());
                        self.n_kept_said += 1;
                    }
                    None => {
                        self.due = Some(Due {
                            voice,
                            pitch,
                            said: 0,
                        })
                    }
                }
                Ok(None)
            }
            Event::Longer => {
                if let Some(due) = &mut self.due {
                    due.said += MAX_DURATION_STEPS;
                }
                Ok(None)
            }
            Event::Duration(steps) => Ok(self
                .due
                .take()
                .map(|due| self.write(due, now, due.said + steps))),
            Event::PhraseEnd => Ok(match self.brief.grid.phrase_ends.binary_search(&now) {
                Ok(_) => None,
                Err(place) => {
                    self.brief.grid.phrase_ends.insert(place, now);
                    Some(Written::PhraseEnd(now))
                }
            }),
            _ => Ok(None),
        }
    }

    fn write(&mut self, due: Due, onset: Step, duration: u32) -> Written {
        let note = GridNote {
            id: NoteId(self.next_id),
            voice: due.voice,
            pitch: due.pitch,
            onset,
            duration,
        };
        self.next_id += 1;
        self.free_from[usize::from(due.voice.0) % N_VOICES] = note.end();
        let place = self
            .brief
            .grid
            .notes
            .partition_point(|other| other.order() < note.order());
        self.brief.grid.notes.insert(place, note);
        Written::Note(note)
    }

    fn say(&mut self, event: Event) -> Result<(), GenerateError> {
        self.grammar.advance(event)?;
        if let Some(token) = Vocabulary::token(event) {
            self.unfed.push(Input {
                token,
                cue: self.grammar.cue(),
            });
        }
        Ok(())
    }

    /// What comes right after a bar line: a new metre, and what is given in the next bar.
    fn open_bar(&mut self) -> Result<(), GenerateError> {
        let used = self.model.n_fed() + self.unfed.len();
        if used + ROOM_FOR_A_BAR > self.model.capacity() {
            self.open_text()?;
        }
        let bars = &self.brief.grid.bars;
        if self.bar > self.plan.bars.start && bars[self.bar].metre != bars[self.bar - 1].metre {
            self.say(Event::Metre(bars[self.bar].metre))?;
        }
        if self.bar + 1 < self.brief.grid.bars.len() {
            for event in encode_bar_announcement(&self.brief.grid, &self.plan, self.bar + 1) {
                self.say(event)?;
            }
        }
        Ok(())
    }

    /// Starts the text afresh with as many whole bars before this one as half the view holds.
    fn open_text(&mut self) -> Result<(), GenerateError> {
        let half = self.model.capacity() / 2;
        let mut start = self.bar;
        while start > 0 && self.tokens_from(start - 1).len() <= half {
            start -= 1;
        }
        let tokens = self.tokens_from(start);
        self.plan.bars = start..self.bar;
        self.model.reset();
        self.unfed.clear();
        self.grammar = Grammar::new();
        for token in tokens {
            self.say(Vocabulary::event(token))?;
        }
        self.say(self.plan.bar_line(self.bar))
    }

    /// The text from a bar up to this one.
    fn tokens_from(&self, start: usize) -> Vec<Token> {
        let plan = EncodePlan {
            bars: start..self.bar,
            ..self.plan.clone()
        };
        encode(&self.brief.grid, &plan).tokens
    }
}
