//! Words into a score.

use thiserror::Error;

use crate::music::{
    Chord, ChordChange, Duration, KeySignature, Meter, Note, NoteId, Part, Score, ScoreError,
    ScoreHeader, Tick, TimeError, TimeSignature, Velocity, Voice,
};

use super::event::{DRUM_VOICE, Event, MAX_DURATION_STEPS, NotePitch};
use super::grammar::{Grammar, GrammarError};
use super::metre::Metre;
use super::step::{Step, TICKS_PER_STEP};
use super::vocabulary::{Token, Vocabulary};

/// What keeps words from being a score.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Words in an order that no score gives.
    #[error("word {index}: {error}")]
    Grammar {
        /// Which word, counted from 0.
        index: usize,
        /// What is wrong with it.
        #[source]
        error: GrammarError,
    },
    /// Times outside what a score holds.
    #[error(transparent)]
    Time(#[from] TimeError),
    /// Notes that no score holds.
    #[error(transparent)]
    Score(#[from] ScoreError),
}

/// How long a drum is drawn: a sixteenth. It rings as long as it likes.
const DRUM_STEPS: u32 = 6;

/// Reads a whole text back into a score. Announcements say nothing new and are skipped.
///
/// # Errors
/// [`DecodeError`] if the words are not a sentence of the grammar or reach past the end of time.
pub fn decode(tokens: &[Token]) -> Result<Score, DecodeError> {
    let mut grammar = Grammar::new();
    let mut reader = Reader::default();
    for (index, token) in tokens.iter().enumerate() {
        let was_announcing = grammar.is_announcing();
        grammar
            .advance_token(*token)
            .map_err(|error| DecodeError::Grammar { index, error })?;
        if !was_announcing && !grammar.is_announcing() {
            reader.take(Vocabulary::event(*token));
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    key: Option<KeySignature>,
    has_pickup: bool,
    metre: Option<Metre>,
    changes: Vec<(Step, TimeSignature)>,
    n_bars: u32,
    bar_start: Step,
    position: u32,
    due: Vec<(Voice, NotePitch)>,
    longer: u32,
    notes: Vec<(Voice, NotePitch, Step, u32)>,
    phrase_ends: Vec<Step>,
    chords: Vec<(Step, Option<Chord>)>,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key = Some(key),
            Event::Pickup => self.has_pickup = true,
            Event::Metre(metre) => {
                self.metre = Some(metre);
                if self
                    .changes
                    .last()
                    .is_some_and(|(step, _)| *step == self.bar_start)
                {
                    self.changes.pop();
                }
                self.changes.push((self.bar_start, metre.time_signature()));
            }
            Event::Bar(_) => {
                if self.n_bars > 0 {
                    self.bar_start += self.metre.map_or(0, Metre::bar_steps);
                }
                self.n_bars += 1;
                self.position = 0;
            }
            Event::Position(position) => self.position = position,
            Event::PhraseEnd => self.phrase_ends.push(self.now()),
            Event::Chord(chord) => self.chords.push((self.now(), chord)),
            Event::Note(voice, pitch) => self.due.push((voice, pitch)),
            Event::Drum(drum) => {
                let note = (DRUM_VOICE, drum.pitch(), self.now(), DRUM_STEPS);
                self.notes.push(note);
            }
            Event::Longer => self.longer += MAX_DURATION_STEPS,
            Event::Duration(steps) => {
                let (now, steps) = (self.now(), self.longer + steps);
                let notes = self.due.drain(..);
                self.notes
                    .extend(notes.map(|(voice, pitch)| (voice, pitch, now, steps)));
                self.longer = 0;
            }
            _ => {}
        }
    }

    fn now(&self) -> Step {
        self.bar_start + self.position
    }

    fn finish(self) -> Result<Score, DecodeError> {
        let first_bar = self
            .changes
            .first()
            .map_or(0, |(_, signature)| signature.bar().get() / TICKS_PER_STEP);
        let first_onset = self.notes.iter().map(|note| note.2).min().unwrap_or(0);
        let missing = if self.has_pickup && first_onset < first_bar {
            first_onset
        } else {
            0
        };
        let tick =
            |step: Step| Tick::new((step - step.min(missing)).saturating_mul(TICKS_PER_STEP));
        let pickup = if missing > 0 {
            Duration::new((first_bar - missing) * TICKS_PER_STEP)?
        } else {
            Duration::ZERO
        };
        let mut changes = Vec::new();
        for (step, signature) in &self.changes {
            if changes.last().is_none_or(|(_, last)| last != signature) {
                changes.push((tick(*step)?, *signature));
            }
        }
        let meter = if changes.is_empty() {
            Meter::constant(TimeSignature::COMMON)
        } else {
            Meter::new(pickup, changes)?
        };
        let mut notes = Vec::with_capacity(self.notes.len());
        for (id, (voice, pitch, onset, steps)) in self.notes.into_iter().enumerate() {
            notes.push(Note {
                id: NoteId(id as u32),
                voice,
                pitch: pitch.pitch(),
                onset: tick(onset)?,
                duration: Duration::new(steps.saturating_mul(TICKS_PER_STEP))?,
                velocity: Velocity::DEFAULT,
            });
        }
        let phrase_ends = self
            .phrase_ends
            .into_iter()
            .map(tick)
            .collect::<Result<_, _>>()?;
        let mut chords = Vec::new();
        for (step, chord) in self.chords {
            let tick = tick(step)?;
            chords.push(ChordChange { tick, chord });
        }
        let has_drums = notes.iter().any(|note| note.voice == DRUM_VOICE);
        let drums = has_drums.then(|| Part {
            name: "Drums".to_owned(),
            program: 0,
            is_percussion: true,
            voices: vec![DRUM_VOICE],
        });
        let header = ScoreHeader {
            key: self.key,
            meter,
            parts: drums.into_iter().collect(),
            phrase_ends,
            chords,
            ..ScoreHeader::default()
        };
        Ok(Score::new(header, notes)?)
    }
}
