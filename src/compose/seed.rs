//! Seed: a piece from nothing.

use crate::music::{KeySignature, Meter, Score, ScoreHeader, Tempo, Tick, TimeSignature};

use super::composer::Composer;
use super::composition::{Composition, Task};
use super::ensemble::ensemble_of;
use super::error::ComposeError;
use super::options::{Options, check_bars};

/// Starts a piece of a given length.
#[derive(Debug, Clone, PartialEq)]
pub struct SeedRequest {
    /// Style, voices, draws. Locks mean nothing here.
    pub options: Options,
    /// Key; `None` for one that is usual in the style.
    pub key: Option<KeySignature>,
    /// Metre.
    pub time_signature: TimeSignature,
    /// Speed, kept in the score.
    pub tempo: Tempo,
    /// Length, 1 to [`super::MAX_BARS`].
    pub bars: u32,
}

impl Composer {
    /// Begins a piece from nothing: exactly as many bars as asked for, with an end.
    ///
    /// # Errors
    /// [`ComposeError`] if the request cannot be answered; nothing has been generated then.
    pub fn seed(&self, request: SeedRequest) -> Result<Composition, ComposeError> {
        check_bars(request.bars)?;
        let ensemble = ensemble_of(request.options.style);
        let header = ScoreHeader {
            key: request
                .key
                .or_else(|| ensemble.usual_key(request.options.rng_seed)),
            meter: Meter::constant(request.time_signature),
            tempo: request.tempo,
            parts: ensemble.parts(&request.options.voices),
            ..ScoreHeader::default()
        };
        let score = Score::new(header, Vec::new())?;
        request.options.check(&score)?;
        let end = score.meter().bar_start(request.bars);
        let task = Task {
            act: "seed",
            score,
            removed: Vec::new(),
            n_bars: request.bars,
            span: Tick::ZERO..end,
        };
        Composition::begin(self, task, &request.options)
    }
}
