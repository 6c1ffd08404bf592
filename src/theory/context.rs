//! The key at every tick of a score.

use super::key::find_keys;
use crate::music::{KeySignature, Score, Tick};

/// The keys of a score, to be asked by tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys(Vec<(Tick, KeySignature)>);

impl Keys {
    /// Hears the keys of a score.
    pub fn of(score: &Score) -> Self {
        Self(find_keys(score))
    }

    /// The key in force at a tick; `None` if the score is silent.
    pub fn at(&self, tick: Tick) -> Option<KeySignature> {
        let after = self.0.partition_point(|(start, _)| *start <= tick);
        self.0.get(after.max(1) - 1).map(|(_, key)| *key)
    }
}
