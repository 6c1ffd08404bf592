//! Seed: a piece from nothing.

use crate::music::{
    KeySignature, Meter, Score, ScoreHeader, TICKS_PER_QUARTER, Tempo, Tick, TimeSignature,
};

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
        let has_named_key = request.key.is_some();
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
            is_key_wished: has_named_key,
            act: "seed",
            score,
            removed: Vec::new(),
            n_bars: request.bars,
            span: Tick::ZERO..end,
        };
        Composition::begin(self, task, &request.options)
    }
}

/// Bars and tempo of a piece that ends after some seconds: as many whole bars as come nearest at a tempo in
/// quarter notes a minute, and the tempo at which they end just then.
///
/// # Errors
/// [`ComposeError::BadLength`] for less than a bar or more than [`super::MAX_BARS`], or
/// [`ComposeError::Time`] for a tempo that nobody plays.
pub fn bars_of_seconds(
    seconds: f64,
    time_signature: TimeSignature,
    qpm: f64,
) -> Result<(u32, Tempo), ComposeError> {
    let quarters = f64::from(time_signature.bar().get()) / f64::from(TICKS_PER_QUARTER);
    let bars = (seconds * qpm / 60.0 / quarters).round();
    let found = bars.clamp(0.0, f64::from(u32::MAX)) as u32;
    check_bars(found)?;
    let tempo = Tempo::from_qpm(60.0 * quarters * bars / seconds)?;
    Ok((found, tempo))
}
