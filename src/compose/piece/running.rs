//! A piece on its way: notes as they are decided, then the outcome.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

use crate::compose::composer::Composer;
use crate::compose::composition::Receipt;
use crate::compose::engine::Engine;
use crate::compose::error::ComposeError;
use crate::music::{Note, Score, ScoreHeader};
use crate::theory::{Close, find_close};
use crate::token::{GridError, Metre};

use super::desk::{Desk, Effort};
use super::ending::Means;
use super::influence::Influence;
use super::mood::Mood;
use super::order::Order;
use super::plan::Plan;
use super::writer::Writer;

/// The writer at work.
type Writing = Pin<Box<dyn Future<Output = Result<(), ComposeError>>>>;

/// A running answer to an order. Dropping it cancels it; [`Piece::finish`] keeps what was told.
pub struct Piece {
    plan: Plan,
    desk: Desk,
    /// Until it is over.
    writing: Option<Writing>,
    /// What has been told.
    told: Vec<Note>,
    title: String,
    is_complete: bool,
    receipt: Receipt,
}

impl fmt::Debug for Piece {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Piece({} notes)", self.told.len())
    }
}

/// What happens while a piece is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceStep {
    /// A note is decided. Notes come in the order of the score, phrase by phrase.
    Note(Note),
    /// A note of a draft, of which it is not known yet whether it stays.
    Draft,
}

/// How a piece ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Ending {
    /// How its end is heard in its key.
    pub close: Close,
    /// Its last chord, where one can be told.
    pub chord: Option<String>,
    /// How it came about.
    pub means: Means,
}

/// What became of an order.
#[derive(Debug, Clone, PartialEq)]
pub struct PieceOutcome {
    /// The piece: all notes that were told.
    pub score: Score,
    /// What it was to be.
    pub plan: Plan,
    /// Whether it was written to its end.
    pub is_complete: bool,
    /// How it ends; `None` where it does not.
    pub ending: Option<Ending>,
    /// What writing it has cost.
    pub effort: Effort,
    /// How it came about.
    pub receipt: Receipt,
}

impl Composer {
    /// Begins a piece to order.
    ///
    /// # Errors
    /// [`ComposeError`] if the order cannot be taken; nothing has been generated then.
    pub fn piece(&self, order: &Order) -> Result<Piece, ComposeError> {
        let plan = Plan::of(order)?;
        let time_signature = plan.time_signature;
        if Metre::of(time_signature).is_none() {
            return Err(GridError::UnknownMetre(time_signature).into());
        }
        let version = self.model_version().ok_or(ComposeError::NoWeights)?;
        let receipt = Receipt {
            act: "piece",
            rng_seed: order.rng_seed,
            style: order.style.name(),
            key: Some(plan.key),
            engine: Engine::Neural,
            model_version: version.to_owned(),
            n_tokens: 0,
        };
        let desk = Desk::new(&plan, order.rng_seed);
        let influence = Influence::of(&order.influence).unwrap_or_default();
        let manner = (order.n_drafts, order.rng_seed);
        let writer = Writer::new(self, plan.clone(), desk.clone(), influence, manner);
        Ok(Piece {
            plan,
            desk,
            writing: Some(Box::pin(writer.write())),
            told: Vec::new(),
            title: title(order),
            is_complete: false,
            receipt,
        })
    }
}

impl Piece {
    /// What the piece will be.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The next note, as soon as it is decided; `None` at the end.
    ///
    /// # Errors
    /// [`ComposeError::Generate`] if the device fails. [`Piece::finish`] still keeps the notes so far.
    pub async fn next_note(&mut self) -> Result<Option<Note>, ComposeError> {
        loop {
            match self.next_step().await? {
                Some(PieceStep::Note(note)) => return Ok(Some(note)),
                Some(PieceStep::Draft) => {}
                None => return Ok(None),
            }
        }
    }

    /// What happens next, so that who asks can do something else meanwhile; `None` at the end.
    ///
    /// # Errors
    /// As [`Piece::next_note`].
    pub async fn next_step(&mut self) -> Result<Option<PieceStep>, ComposeError> {
        if let Some(note) = self.desk.next_untold() {
            self.told.push(note);
            return Ok(Some(PieceStep::Note(note)));
        }
        let Some(writing) = &mut self.writing else {
            return Ok(None);
        };
        let desk = &self.desk;
        let written = poll_fn(|context| match writing.as_mut().poll(context) {
            Poll::Ready(result) => Poll::Ready(Some(result)),
            // A pause of its own, not a device that is waited for.
            Poll::Pending if desk.take_pause() => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        });
        if let Some(result) = written.await {
            self.writing = None;
            result?;
            self.is_complete = true;
        }
        let note = self.desk.next_untold();
        self.told.extend(note);
        Ok(match note {
            Some(note) => Some(PieceStep::Note(note)),
            None if self.writing.is_none() => None,
            None => Some(PieceStep::Draft),
        })
    }

    /// Ends the piece, at its end or before.
    ///
    /// # Errors
    /// [`ComposeError::Score`] if the notes do not make a score: a defect of the engine.
    pub fn finish(self) -> Result<PieceOutcome, ComposeError> {
        let stands = self.desk.stands();
        let heard = self.told.last().map(|note| note.onset);
        let is_heard = |tick| heard.is_some_and(|last| tick <= last);
        let header = ScoreHeader {
            title: self.title,
            key: Some(self.plan.key),
            meter: crate::music::Meter::constant(self.plan.time_signature),
            tempo: self.plan.tempo,
            tempo_changes: Vec::new(),
            parts: self.plan.parts.clone(),
            phrase_ends: stands
                .phrase_ends
                .into_iter()
                .filter(|tick| is_heard(*tick))
                .collect(),
            chords: stands
                .chords
                .into_iter()
                .filter(|change| is_heard(change.tick))
                .collect(),
        };
        let is_complete = self.is_complete && self.told.len() == stands.notes.len();
        let score = Score::new(header, self.told)?;
        let ending = self.desk.means().filter(|_| is_complete).map(|means| {
            let found = find_close(&score, self.plan.key);
            let (close, chord) = found.unwrap_or((Close::Open, None));
            Ending {
                close,
                chord: chord.map(|chord| chord.to_string()),
                means,
            }
        });
        let effort = self.desk.effort();
        Ok(PieceOutcome {
            score,
            plan: self.plan,
            is_complete,
            ending,
            effort,
            receipt: Receipt {
                n_tokens: effort.n_tokens,
                ..self.receipt
            },
        })
    }
}

/// "Calm, tender hymn".
fn title(order: &Order) -> String {
    let moods: Vec<&str> = order.moods.iter().copied().map(Mood::name).collect();
    let title = format!(
        "{} {}",
        moods.join(", "),
        order.style.name().replace('-', " ")
    );
    let title = title.trim();
    let mut letters = title.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
