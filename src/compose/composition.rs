//! One answer on its way: notes as they are decided, then the outcome.

use std::collections::HashSet;

use crate::generate::{Brief, Generation, VOICE_RANGES, Written};
use crate::model::TransformerPlayer;
use crate::music::{Duration, KeySignature, Note, NoteId, Score, Tick, Velocity, Voice};
use crate::theory::find_key;
use crate::token::{Grid, GridNote, N_VOICES, Step};

use super::composer::Composer;
use super::error::ComposeError;
use super::options::Options;

/// How an outcome came about, so that it can be had again.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// `seed`, `continue`, `harmonize` or `infill`.
    pub act: &'static str,
    /// Seed of the draws.
    pub rng_seed: u64,
    /// Name of the style.
    pub style: &'static str,
    /// Key that was told to the network: the score's, or the one heard in its notes.
    pub key: Option<KeySignature>,
    /// Name and fingerprint of the weights.
    pub model_version: String,
    /// Tokens drawn.
    pub n_tokens: usize,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The request's score without `removed`, with `added`.
    pub score: Score,
    /// New notes, in the order of the score.
    pub added: Vec<Note>,
    /// Notes of the request that are gone.
    pub removed: Vec<NoteId>,
    /// Whether the generation ran to its end.
    pub is_complete: bool,
    /// How it came about.
    pub receipt: Receipt,
}

/// What an act asks of the engine.
pub(super) struct Task {
    /// Its name.
    pub act: &'static str,
    /// The score with all its notes.
    pub score: Score,
    /// Notes to be taken out first.
    pub removed: Vec<NoteId>,
    /// Bars the piece will have.
    pub n_bars: u32,
    /// Where to write.
    pub span: std::ops::Range<Tick>,
}

/// A running answer. Dropping it cancels it; [`Composition::finish`] keeps what was written.
#[derive(Debug)]
pub struct Composition {
    generation: Generation<TransformerPlayer>,
    /// The request's score without the notes to be replaced.
    base: Score,
    removed: Vec<NoteId>,
    added: Vec<Note>,
    phrase_ends: Vec<Tick>,
    is_complete: bool,
    receipt: Receipt,
}

impl Composition {
    pub(super) fn begin(
        composer: &Composer,
        task: Task,
        options: &Options,
    ) -> Result<Self, ComposeError> {
        let (player, model_version) = composer.player()?;
        let first_id = task.score.next_id();
        let key = task.score.header().key.or_else(|| find_key(&task.score));
        let gone: HashSet<NoteId> = task.removed.iter().copied().collect();
        let kept = task
            .score
            .notes()
            .iter()
            .filter(|note| !gone.contains(&note.id))
            .copied()
            .collect();
        let base = Score::new(task.score.header().clone(), kept)?;
        let grid = Grid::quantize(&base, task.n_bars)?;
        let mut voices: Vec<Voice> = base.voices();
        voices.retain(|voice| usize::from(voice.0) < N_VOICES);
        voices.extend(&options.voices);
        voices.sort_unstable();
        voices.dedup();
        let brief = Brief {
            style: Some(options.style),
            key,
            voices,
            write: Voice::SATB
                .into_iter()
                .filter(|voice| options.voices.contains(voice))
                .collect(),
            span: grid.step_of(task.span.start)..grid.step_of(task.span.end),
            ranges: VOICE_RANGES,
            sampling: options.sampling,
            rng_seed: options.rng_seed,
            grid,
        };
        Ok(Self {
            generation: Generation::new(brief, first_id, player),
            base,
            removed: task.removed,
            added: Vec::new(),
            phrase_ends: Vec::new(),
            is_complete: false,
            receipt: Receipt {
                act: task.act,
                rng_seed: options.rng_seed,
                style: options.style.name(),
                key,
                model_version,
                n_tokens: 0,
            },
        })
    }

    /// The next note, as soon as it is decided; `None` at the end.
    ///
    /// # Errors
    /// [`ComposeError::Generate`] if the device fails. [`Composition::finish`] still keeps the notes so far.
    pub async fn next_note(&mut self) -> Result<Option<Note>, ComposeError> {
        while let Some(written) = self.generation.next_written().await? {
            match written {
                Written::Note(note) => {
                    let note = self.note_of(&note)?;
                    self.added.push(note);
                    return Ok(Some(note));
                }
                Written::PhraseEnd(step) => self.phrase_ends.push(self.tick_of(step)),
            }
        }
        self.is_complete = true;
        Ok(None)
    }

    /// Ends the answer, at its end or before.
    ///
    /// # Errors
    /// [`ComposeError::Score`] if the notes do not make a score: a defect of the engine.
    pub fn finish(self) -> Result<Outcome, ComposeError> {
        let mut header = self.base.header().clone();
        header.phrase_ends.extend(self.phrase_ends);
        let mut added = self.added;
        added.sort_by_key(|note| {
            (
                note.onset,
                note.voice,
                std::cmp::Reverse(note.pitch),
                note.id,
            )
        });
        let notes = self.base.notes().iter().chain(&added).copied().collect();
        let receipt = Receipt {
            n_tokens: self.generation.n_sampled(),
            ..self.receipt
        };
        Ok(Outcome {
            score: Score::new(header, notes)?,
            added,
            removed: self.removed,
            is_complete: self.is_complete,
            receipt,
        })
    }

    fn tick_of(&self, step: Step) -> Tick {
        self.generation.grid().tick_of(step)
    }

    fn note_of(&self, note: &GridNote) -> Result<Note, ComposeError> {
        let onset = self.tick_of(note.onset);
        let length = self.tick_of(note.end()).since(onset);
        Ok(Note {
            id: note.id,
            voice: note.voice,
            pitch: note.pitch.pitch(),
            onset,
            duration: Duration::new(length.get().max(1))?,
            velocity: Velocity::DEFAULT,
        })
    }
}
