//! One running generation: a prompt in, notes out one by one. Dropping it cancels it.

use std::collections::{HashSet, VecDeque};

use thiserror::Error;

use crate::model::{LanguageModel, ModelError};
use crate::music::{Chord, NoteId};
use crate::token::{
    ChordLane, EncodePlan, Event, Grammar, GrammarError, Grid, GridNote, N_VOICES, Step, TokenMask,
    Vocabulary,
};

use super::brief::Brief;
use super::constraints::{Lines, WayNote};
use super::due::Due;
use super::insight::Insights;
use super::likelihood::Likelihood;
use super::reader::Reader;
use super::rules::Place;
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
    /// Holds that are begun, and onsets that each voice has begun.
    pub(super) n_held: usize,
    pub(super) n_sung: [usize; N_VOICES],
    /// A way in which all that has to be written still can be.
    pub(super) way: Vec<WayNote>,
    /// What was weighed where notes were written, for who asks why.
    pub(super) insights: Option<Insights>,
    pub(super) likelihood: Likelihood,
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
            n_held: 0,
            n_sung: [0; N_VOICES],
            way: brief.conditions.way.clone(),
            insights: None,
            likelihood: Likelihood::default(),
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
        let event = Vocabulary::event(self.choose(mask).await?);
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
        self.place().mask(self.due.as_ref())
    }

    /// What the rules need to know of where the text stands.
    pub(super) fn place(&self) -> Place<'_> {
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
            holds: &self.brief.conditions.duties.holds[self.n_held..],
            n_sung: self.n_sung,
            must_sound,
            leave: if is_last {
                Event::End
            } else {
                self.plan.bar_line(self.bar + 1)
            },
            judge: self.judge(),
        }
    }

    /// Where the text stands.
    pub(super) fn now(&self) -> Step {
        let bar = self.brief.grid.bars.get(self.bar);
        bar.map_or(0, |bar| bar.start) + self.grammar.position()
    }
}

/// What is sung before anything is written.
fn lines_of(brief: &Brief) -> Lines {
    let mut lines = Lines::of(&brief.conditions.given);
    let planned = |note: &&GridNote| brief.conditions.planned.contains_key(&note.id);
    for note in brief.grid.notes.iter().filter(planned) {
        let grid = &brief.grid;
        let sounds = (grid.tick_of(note.onset), grid.tick_of(note.end()));
        lines.add(note.voice, sounds, note.pitch.pitch().midi(), true);
    }
    lines
}
