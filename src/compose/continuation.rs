//! Continue: what comes after the last bar.

use crate::music::Score;

use super::composer::Composer;
use super::composition::{Composition, Task};
use super::error::ComposeError;
use super::limits::MAX_SCORE_BARS;
use super::options::{Options, check_bars};

/// Goes on after the bar in which a score ends. Every note of the score stays.
#[derive(Debug, Clone, PartialEq)]
pub struct ContinueRequest {
    /// What there is.
    pub score: Score,
    /// Style, voices, draws.
    pub options: Options,
    /// How many bars to write, 1 to [`super::MAX_BARS`].
    pub bars: u32,
}

impl Composer {
    /// Begins a continuation: exactly as many bars as asked for, with an end.
    ///
    /// # Errors
    /// [`ComposeError`] if the request cannot be answered; nothing has been generated then.
    pub fn extend(&self, request: ContinueRequest) -> Result<Composition, ComposeError> {
        check_bars(request.bars)?;
        request.options.check(&request.score)?;
        let from = request.score.n_bars();
        if from == 0 {
            return Err(ComposeError::NothingToContinue);
        }
        let n_bars = from + request.bars;
        if n_bars > MAX_SCORE_BARS {
            return Err(ComposeError::ScoreTooLong { found: n_bars });
        }
        let meter = request.score.meter();
        let span = meter.bar_start(from)..meter.bar_start(n_bars);
        let task = Task {
            is_key_wished: request.score.header().key.is_some(),
            act: "continue",
            removed: Vec::new(),
            n_bars,
            span,
            score: request.score,
        };
        Composition::begin(self, task, &request.options)
    }
}
