//! How likely a network found what was written.

use crate::model::LanguageModel;
use crate::token::{Event, Token, TokenMask, Vocabulary};

use super::generation::Generation;

/// Nats of words, and the notes among them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Likelihood {
    nats: f64,
    n_notes: usize,
}

impl Likelihood {
    /// Counts a word.
    pub fn add(&mut self, token: Token, nats: f64) {
        self.nats += nats;
        let event = Vocabulary::event(token);
        self.n_notes += usize::from(matches!(event, Event::Note(..) | Event::Drum(_)));
    }

    /// Nats a note; `None` without any.
    pub fn a_note(self) -> Option<f64> {
        (self.n_notes > 0).then(|| self.nats / self.n_notes as f64)
    }
}

/// Nats of a word among those that a mask allows: what cannot be said is not charged for.
pub fn nats_of(token: Token, logits: &[f32], mask: &TokenMask) -> f64 {
    let allowed = || {
        let logits = logits.iter().zip(mask.as_slice());
        logits.filter_map(|(logit, allowed)| allowed.then_some(*logit))
    };
    // A comparison, as in `model/cpu`: the standard library's largest is a call for each number on WebAssembly.
    let highest = allowed().fold(
        f32::NEG_INFINITY,
        |most, it| if it > most { it } else { most },
    );
    let total: f64 = allowed().map(|it| f64::from((it - highest).exp())).sum();
    let nats = f64::from(highest - logits[token.index()]) + total.ln();
    // Only a broken model has no number for a word.
    if nats.is_finite() { nats } else { 0.0 }
}

impl<M: LanguageModel> Generation<M> {
    /// Nats a note of what was written until now, each word among those that could be said in its place, before
    /// faults and wishes were weighed in; `None` without any note.
    pub fn likelihood(&self) -> Option<f64> {
        self.likelihood.a_note()
    }

    /// Counts a word that is the answer's own.
    pub(super) fn charge(&mut self, token: Token, nats: f64) {
        if !self.is_given(Vocabulary::event(token)) {
            self.likelihood.add(token, nats);
        }
    }
}
