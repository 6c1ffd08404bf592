//! What every request says beside its music.

use std::collections::HashSet;

use crate::generate::{Constraints, Sampling};
use crate::music::{NoteId, Score, Voice};
use crate::token::{ChordLane, Control, DRUM_VOICE, Style};

use super::engine::Engine;
use super::ensemble::{Ensemble, ensemble_of};
use super::error::ComposeError;
use super::limits::{MAX_BARS, MAX_SCORE_BARS};
use super::plan::Keep;

/// Style, voices to write, how to draw, and what to leave alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The style.
    pub style: Style,
    /// Who writes.
    pub engine: Engine,
    /// The voices to write; [`DRUM_VOICE`] stands for the drums, whichever voice the score has them in.
    pub voices: Vec<Voice>,
    /// What the music should be like, at most one of a kind.
    pub controls: Vec<Control>,
    /// How to draw.
    pub sampling: Sampling,
    /// Seed of the draws.
    pub rng_seed: u64,
    /// Notes to leave as they are.
    pub locked: HashSet<NoteId>,
    /// What new notes must obey, from wishes to laws.
    pub constraints: Constraints,
    /// Notes that are written afresh but for their rhythm or their pitch; whatever stays anyway is kept whole.
    pub holds: Vec<(NoteId, Keep)>,
    /// What stays of all notes in a region that is filled: nothing else begins there then, and drums stay.
    pub keep: Option<Keep>,
    /// Whether the outcome is to say why its notes are what they are.
    pub explain: bool,
}

impl Options {
    /// Options for all voices of a style, drawn at its usual temperature.
    pub fn new(style: Style, rng_seed: u64) -> Self {
        let ensemble = ensemble_of(style);
        Self {
            style,
            engine: Engine::default(),
            voices: ensemble.voices(),
            controls: Vec::new(),
            sampling: Sampling::default().with_temperature(ensemble.usual_temperature),
            rng_seed,
            locked: HashSet::new(),
            constraints: Constraints::default(),
            holds: Vec::new(),
            keep: None,
            explain: false,
        }
    }

    /// The same with notes of which something stays, or with what stays of all notes of a region.
    #[must_use]
    pub fn holding(self, holds: Vec<(NoteId, Keep)>, keep: Option<Keep>) -> Self {
        Self {
            holds,
            keep,
            ..self
        }
    }

    /// The same, whose outcome says why its notes are what they are, if `explain`.
    #[must_use]
    pub fn explaining(self, explain: bool) -> Self {
        Self { explain, ..self }
    }

    /// The same, written by an engine.
    #[must_use]
    pub fn by(self, engine: Engine) -> Self {
        Self { engine, ..self }
    }

    /// The style of a name.
    ///
    /// # Errors
    /// [`ComposeError::UnknownStyle`] if there is none.
    pub fn style_named(name: &str) -> Result<Style, ComposeError> {
        let unknown = || ComposeError::UnknownStyle {
            found: name.chars().take(40).collect(),
        };
        Style::from_name(name).ok_or_else(unknown)
    }

    pub(super) fn check(&self, score: &Score) -> Result<(), ComposeError> {
        let ensemble = ensemble_of(self.style);
        if !self.has_players(&ensemble) {
            return Err(ComposeError::BadVoices {
                found: self.voices.iter().map(|voice| voice.0).collect(),
                style: self.style,
                allowed: ensemble.voices().iter().map(|voice| voice.0).collect(),
            });
        }
        let kinds = self.controls.iter().map(|control| control.kind());
        if !kinds.is_sorted_by(|one, other| one < other) {
            return Err(ComposeError::DoubleControl);
        }
        if score.n_bars() > MAX_SCORE_BARS {
            return Err(ComposeError::ScoreTooLong {
                found: score.n_bars(),
            });
        }
        let ids: HashSet<NoteId> = score.notes().iter().map(|note| note.id).collect();
        // The smallest, so that the message does not depend on the order of a set.
        let held = self.holds.iter().map(|(id, _)| id);
        let named = self.locked.iter().chain(held);
        match named.filter(|id| !ids.contains(id)).min() {
            Some(missing) => Err(ComposeError::UnknownLock(*missing)),
            None => Ok(()),
        }
    }
}

impl Options {
    /// Whether somebody plays each voice; where chord symbols are written, none need be.
    fn has_players(&self, ensemble: &Ensemble) -> bool {
        let players = ensemble.voices();
        let is_someone = !self.voices.is_empty() || ensemble.chords == ChordLane::Free;
        is_someone && self.voices.iter().all(|voice| players.contains(voice))
    }

    /// Whether a voice of a score is to be written.
    pub(super) fn writes(&self, score: &Score, voice: Voice) -> bool {
        if score.is_percussion(voice) {
            self.voices.contains(&DRUM_VOICE)
        } else {
            voice != DRUM_VOICE && self.voices.contains(&voice)
        }
    }
}

/// Checks the length of what is to be written.
pub(super) fn check_bars(bars: u32) -> Result<(), ComposeError> {
    if (1..=MAX_BARS).contains(&bars) {
        Ok(())
    } else {
        Err(ComposeError::BadLength { found: bars })
    }
}
