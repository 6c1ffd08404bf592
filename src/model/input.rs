//! What the network reads at one place: the token and its cue, as codes into one embedding table.

use crate::token::{CUE_FEATURES, Cue, Grammar, GrammarError, N_CUE_CODES, Token, Vocabulary};

/// Codes a place has: the token and the cue's.
pub const N_FEATURES: usize = 1 + CUE_FEATURES;

/// One place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// The token said here.
    pub token: Token,
    /// What is known once it is said.
    pub cue: Cue,
}

impl Input {
    /// Number of codes: rows of the embedding table. Tokens come first.
    pub const N_CODES: usize = Vocabulary::SIZE + N_CUE_CODES;

    /// Rows of the embedding table that this place adds up.
    pub fn codes(&self) -> [usize; N_FEATURES] {
        let mut codes = [0; N_FEATURES];
        codes[0] = self.token.index();
        for (code, cue) in codes[1..].iter_mut().zip(self.cue.codes()) {
            *code = Vocabulary::SIZE + cue;
        }
        codes
    }

    /// The places of a whole text.
    ///
    /// # Errors
    /// [`GrammarError`] if the tokens are not a sentence.
    pub fn of_text(tokens: &[Token]) -> Result<Vec<Input>, GrammarError> {
        let mut grammar = Grammar::new();
        tokens
            .iter()
            .map(|&token| {
                grammar.advance_token(token)?;
                Ok(Input {
                    token,
                    cue: grammar.cue(),
                })
            })
            .collect()
    }
}

/// Texts of equal length, side by side.
#[derive(Debug, Clone, Default)]
pub struct InputBatch {
    /// Codes, `[batch, seq, N_FEATURES]`.
    pub codes: Vec<i32>,
    /// Number of texts.
    pub batch: usize,
    /// Places in each.
    pub seq: usize,
}

impl InputBatch {
    /// One text.
    pub fn single(inputs: &[Input]) -> Self {
        let codes = inputs
            .iter()
            .flat_map(|input| input.codes())
            .map(|code| code as i32)
            .collect();
        Self {
            codes,
            batch: 1,
            seq: inputs.len(),
        }
    }
}
