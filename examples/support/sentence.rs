//! Texts to measure with.

use antiphon::model::{Input, Rng};
use antiphon::token::{Event, Grammar, Token, Vocabulary};

/// A random sentence of the grammar.
pub fn sentence(n_tokens: usize) -> Result<Vec<Input>, Box<dyn std::error::Error>> {
    let mut rng = Rng::new(1);
    let mut grammar = Grammar::new();
    let mut tokens: Vec<Token> = Vec::new();
    while tokens.len() < n_tokens {
        let mask = grammar.mask();
        let goes_on = |token: &Token| {
            let event = Vocabulary::event(*token);
            mask.allows(*token) && !matches!(event, Event::End | Event::Bar(Some(_)))
        };
        let tokens_there_are = (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index);
        let allowed: Vec<Token> = tokens_there_are.filter(goes_on).collect();
        let token = allowed[rng.next_below(allowed.len())];
        grammar.advance_token(token)?;
        tokens.push(token);
    }
    Ok(Input::of_text(&tokens)?)
}
