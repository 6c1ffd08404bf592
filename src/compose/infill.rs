//! Infill: a region afresh, led into what follows.

use std::ops::Range;

use crate::music::{Duration, Score, Tick};
use crate::token::DRUM_VOICE;

use super::composer::Composer;
use super::composition::{Composition, Task};
use super::error::ComposeError;
use super::limits::{MAX_BARS, MAX_SCORE_BARS};
use super::options::Options;

/// Writes some voices afresh between two ticks. What begins outside stays.
#[derive(Debug, Clone, PartialEq)]
pub struct InfillRequest {
    /// What there is.
    pub score: Score,
    /// Style, voices to write, draws, locks.
    pub options: Options,
    /// Where to write, at most [`super::MAX_BARS`] bars.
    pub region: Range<Tick>,
}

impl Composer {
    /// Begins to fill a region.
    ///
    /// # Errors
    /// [`ComposeError`] if the request cannot be answered; nothing has been generated then.
    pub fn infill(&self, mut request: InfillRequest) -> Result<Composition, ComposeError> {
        request.options.check(&request.score)?;
        if request.options.keep.is_some() {
            // Of a drum nothing can be kept by itself, so all of it is.
            request.options.voices.retain(|voice| *voice != DRUM_VOICE);
        }
        let Range { start, end } = request.region;
        if start >= end {
            return Err(ComposeError::EmptyRegion {
                start: start.get(),
                end: end.get(),
            });
        }
        let meter = request.score.meter();
        let first_bar = meter.position_of(start).bar;
        let last_bar = meter.position_of(end - Duration::TICK).bar;
        if last_bar - first_bar + 1 > MAX_BARS {
            return Err(ComposeError::BadLength {
                found: last_bar - first_bar + 1,
            });
        }
        if last_bar + 1 > MAX_SCORE_BARS {
            return Err(ComposeError::ScoreTooLong {
                found: last_bar + 1,
            });
        }
        let removed = request
            .score
            .notes()
            .iter()
            .filter(|note| (start..end).contains(&note.onset))
            .filter(|note| {
                request.options.writes(&request.score, note.voice)
                    && !request.options.locked.contains(&note.id)
            })
            .map(|note| note.id)
            .collect();
        let n_bars = request.score.n_bars().max(last_bar + 1);
        let task = Task {
            is_key_wished: false,
            act: "infill",
            removed,
            n_bars,
            span: start..end,
            score: request.score,
        };
        Composition::begin(self, task, &request.options)
    }
}
