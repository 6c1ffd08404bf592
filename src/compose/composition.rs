//! One answer on its way: notes as they are decided, then the outcome.

use std::collections::HashSet;

use crate::generate::Written;
use crate::music::{
    ChordChange, Duration, KeySignature, Note, NoteId, Part, Score, Tick, Velocity, Voice,
    sort_by_rank,
};
use crate::theory::find_key;
use crate::token::{ChordLane, DRUM_VOICE, GridNote, Step};

use super::composer::Composer;
use super::conditions::{held_at, prepare, type_chords};
use super::engine::Engine;
use super::error::ComposeError;
use super::explanation::{Explanation, explain};
use super::options::Options;
use super::pen::{Commission, Pen};

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
    /// Who wrote it.
    pub engine: Engine,
    /// Name and fingerprint of the weights, of the chains, or of both.
    pub model_version: String,
    /// Tokens drawn, or by chains alone what was told.
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
    /// Why each new note is what it is, in the order of `added`, if that was asked for.
    pub explanations: Option<Vec<Explanation>>,
    /// Nats a note that the network needed for what is new, among what it was allowed to say; `None` where no
    /// network wrote, or no note.
    pub likelihood: Option<f64>,
}

/// What an act asks of the engine.
pub(super) struct Task {
    /// Its name.
    pub act: &'static str,
    /// Whether the key of the score is what new notes are to be in.
    pub is_key_wished: bool,
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
    pen: Pen,
    /// The request's score without the notes to be replaced.
    base: Score,
    removed: Vec<NoteId>,
    added: Vec<Note>,
    phrase_ends: Vec<Tick>,
    chords: Vec<ChordChange>,
    /// The chord that holds after the span, to be named again if new ones come before.
    chord_after: Option<ChordChange>,
    /// The score's own voice for the drums.
    drum_voice: Voice,
    is_complete: bool,
    receipt: Receipt,
}

impl Composition {
    pub(super) fn begin(
        composer: &Composer,
        task: Task,
        options: &Options,
    ) -> Result<Self, ComposeError> {
        let key = task.score.header().key.or_else(|| find_key(&task.score));
        let gone: HashSet<NoteId> = task.removed.iter().copied().collect();
        let kept = task
            .score
            .notes()
            .iter()
            .filter(|note| !gone.contains(&note.id))
            .copied()
            .collect();
        let mut header = task.score.header().clone();
        let drum_voice = drum_voice_of(&task.score);
        if options.voices.contains(&DRUM_VOICE) && !task.score.is_percussion(drum_voice) {
            header.parts.push(drum_part(drum_voice));
        }
        type_chords(&mut header, &task, options, key)?;
        let base = Score::new(header, kept)?;
        let prepared = prepare(&base, &task, options, key)?;
        let grid = &prepared.grid;
        let ends = prepared.phrase_ends.iter();
        let phrase_ends = ends.map(|step| grid.tick_of(*step)).collect();
        let is_ours = options.engine == Engine::MarkovHarmony;
        let writes_chords =
            prepared.chords == ChordLane::Free || is_ours && prepared.chords == ChordLane::Absent;
        let chord_after = writes_chords.then(|| ChordChange {
            tick: task.span.end,
            chord: held_at(base.header(), task.span.end),
        });
        let commission = Commission {
            composer,
            base: &base,
            task: &task,
            options,
            key,
        };
        let (pen, model_version) = commission.pen(prepared)?;
        let base_end = base.end();
        Ok(Self {
            pen,
            base,
            removed: task.removed,
            added: Vec::new(),
            phrase_ends,
            chords: Vec::new(),
            chord_after: chord_after.filter(|change| change.tick < base_end),
            drum_voice,
            is_complete: false,
            receipt: Receipt {
                act: task.act,
                rng_seed: options.rng_seed,
                style: options.style.name(),
                key,
                engine: options.engine,
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
        while let Some(written) = self.pen.next_written().await? {
            match written {
                Written::Note(note) => {
                    let note = self.note_of(&note)?;
                    self.added.push(note);
                    return Ok(Some(note));
                }
                Written::PhraseEnd(step) => self.phrase_ends.push(self.tick_of(step)),
                Written::Chord(step, chord) => {
                    let tick = self.tick_of(step);
                    self.chords.push(ChordChange { tick, chord });
                }
            }
        }
        self.is_complete = true;
        Ok(None)
    }

    /// Tokens drawn so far, and how often the network read for them: fewer times where another one drafts.
    pub fn effort(&self) -> (usize, usize) {
        (self.pen.n_drawn(), self.pen.n_readings())
    }

    /// Ends the answer, at its end or before.
    ///
    /// # Errors
    /// [`ComposeError::Score`] if the notes do not make a score: a defect of the engine.
    pub fn finish(self) -> Result<Outcome, ComposeError> {
        let mut header = self.base.header().clone();
        // Of an answer that was ended early not all that was planned is there.
        let notes = || self.base.notes().iter().chain(&self.added);
        let begins = |tick: &Tick| notes().any(|note| note.onset == *tick);
        let phrase_ends = self.phrase_ends.into_iter();
        header.phrase_ends.extend(phrase_ends.filter(begins));
        let is_new =
            |change: &ChordChange| self.chords.last().map(|last| last.chord) != Some(change.chord);
        let restored = self
            .chord_after
            .filter(|change| !self.chords.is_empty() && is_new(change));
        // Of two changes at one tick the first is kept: one that stood stays.
        header.chords.extend(self.chords);
        header.chords.extend(restored);
        let mut added = self.added;
        sort_by_rank(&mut added, Note::rank);
        let notes = self.base.notes().iter().chain(&added).copied().collect();
        let receipt = Receipt {
            n_tokens: self.pen.n_drawn(),
            ..self.receipt
        };
        let score = Score::new(header, notes)?;
        let insights = self.pen.insights();
        Ok(Outcome {
            explanations: insights.map(|insights| explain(&score, &added, insights)),
            likelihood: self.pen.likelihood(),
            score,
            added,
            removed: self.removed,
            is_complete: self.is_complete,
            receipt,
        })
    }

    fn tick_of(&self, step: Step) -> Tick {
        self.pen.grid().tick_of(step)
    }

    fn note_of(&self, note: &GridNote) -> Result<Note, ComposeError> {
        let (onset, end) = self.pen.ticks_of(note);
        let length = end.since(onset);
        Ok(Note {
            id: note.id,
            voice: match note.voice {
                DRUM_VOICE => self.drum_voice,
                voice => voice,
            },
            pitch: note.pitch.pitch(),
            onset,
            duration: Duration::new(length.get().max(1))?,
            velocity: Velocity::DEFAULT,
        })
    }
}

/// The voice of the score's drum kit, or one that is free for it.
fn drum_voice_of(score: &Score) -> Voice {
    let kit = score.header().parts.iter().find(|part| part.is_percussion);
    let named = kit.and_then(|part| part.voices.first().copied());
    let is_taken = |voice: &Voice| {
        let mut parts = score.header().parts.iter();
        parts.any(|part| part.voices.contains(voice)) || score.voice(*voice).next().is_some()
    };
    let free = || {
        (DRUM_VOICE.0..=u8::MAX)
            .map(Voice)
            .find(|voice| !is_taken(voice))
    };
    named.or_else(free).unwrap_or(DRUM_VOICE)
}

fn drum_part(voice: Voice) -> Part {
    Part {
        name: "Drums".to_owned(),
        program: 0,
        is_percussion: true,
        voices: vec![voice],
    }
}
