//! Harmonize: voices to a voice.

use crate::music::{Score, Tick};

use super::composer::Composer;
use super::composition::{Composition, Task};
use super::error::ComposeError;
use super::options::Options;

/// Writes some voices afresh to the others, which stay as they are.
#[derive(Debug, Clone, PartialEq)]
pub struct HarmonizeRequest {
    /// What there is.
    pub score: Score,
    /// Style, voices to write, draws, locks.
    pub options: Options,
}

impl Composer {
    /// Begins a harmonization over the whole length of the score.
    ///
    /// # Errors
    /// [`ComposeError`] if the request cannot be answered; nothing has been generated then.
    pub fn harmonize(&self, request: HarmonizeRequest) -> Result<Composition, ComposeError> {
        request.options.check(&request.score)?;
        let is_written = |voice| request.options.writes(&request.score, voice);
        if !request
            .score
            .notes()
            .iter()
            .any(|note| !is_written(note.voice))
        {
            return Err(ComposeError::NothingToHarmonize);
        }
        let removed = request
            .score
            .notes()
            .iter()
            .filter(|note| is_written(note.voice) && !request.options.locked.contains(&note.id))
            .map(|note| note.id)
            .collect();
        let n_bars = request.score.n_bars();
        let span = Tick::ZERO..request.score.meter().bar_start(n_bars);
        let task = Task {
            is_key_wished: false,
            act: "harmonize",
            removed,
            n_bars,
            span,
            score: request.score,
        };
        Composition::begin(self, task, &request.options)
    }
}
