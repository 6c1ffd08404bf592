//! Who writes an answer.

use super::error::ComposeError;

/// What an answer is written by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// The network alone.
    #[default]
    Neural,
    /// Markov chains alone, without weights.
    Markov,
    /// Chains write the chord symbols, the network the notes.
    MarkovHarmony,
    /// Chains write the top voice, the network the others.
    MarkovMelody,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Engine; 4] = [
        Engine::Neural,
        Engine::Markov,
        Engine::MarkovHarmony,
        Engine::MarkovMelody,
    ];

    /// What requests and receipts call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neural => "neural",
            Self::Markov => "markov",
            Self::MarkovHarmony => "markov-harmony",
            Self::MarkovMelody => "markov-melody",
        }
    }

    /// The engine of a name.
    ///
    /// # Errors
    /// [`ComposeError::UnknownEngine`] if there is none.
    pub fn named(name: &str) -> Result<Self, ComposeError> {
        let known = Self::ALL.into_iter().find(|engine| engine.name() == name);
        known.ok_or_else(|| ComposeError::UnknownEngine {
            found: name.chars().take(40).collect(),
        })
    }
}
