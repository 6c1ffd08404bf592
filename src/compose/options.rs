//! What every request says beside its music.

use std::collections::HashSet;

use crate::generate::Sampling;
use crate::music::{NoteId, Score, Voice};
use crate::token::{N_VOICES, Style};

use super::error::ComposeError;
use super::limits::{MAX_BARS, MAX_SCORE_BARS};

/// Style, voices to write, how to draw, and what to leave alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// The style.
    pub style: Style,
    /// The voices to write.
    pub voices: Vec<Voice>,
    /// How to draw.
    pub sampling: Sampling,
    /// Seed of the draws.
    pub rng_seed: u64,
    /// Notes to leave as they are.
    pub locked: HashSet<NoteId>,
}

impl Options {
    /// Options for all four voices.
    pub fn new(style: Style, rng_seed: u64) -> Self {
        Self {
            style,
            voices: Voice::SATB.to_vec(),
            sampling: Sampling::default(),
            rng_seed,
            locked: HashSet::new(),
        }
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
        let is_writable = |voice: &Voice| usize::from(voice.0) < N_VOICES;
        if self.voices.is_empty() || !self.voices.iter().all(is_writable) {
            return Err(ComposeError::BadVoices {
                found: self.voices.iter().map(|voice| voice.0).collect(),
            });
        }
        if score.n_bars() > MAX_SCORE_BARS {
            return Err(ComposeError::ScoreTooLong {
                found: score.n_bars(),
            });
        }
        let ids: HashSet<NoteId> = score.notes().iter().map(|note| note.id).collect();
        // The smallest, so that the message does not depend on the order of a set.
        match self.locked.difference(&ids).min() {
            Some(missing) => Err(ComposeError::UnknownLock(*missing)),
            None => Ok(()),
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
