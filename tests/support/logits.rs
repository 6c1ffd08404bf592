//! Logits of one network wherever it computes.

use antiphon::model::{Backend, Input, LanguageModel, Network, Weights};
use antiphon::token::{Token, Vocabulary};

/// The first places of any text: what the grammar allows first, again and again.
fn some_inputs() -> Vec<Input> {
    let mut grammar = antiphon::token::Grammar::new();
    let mut inputs = Vec::new();
    while inputs.len() < 24 {
        let token: Option<Token> = (0..Vocabulary::SIZE)
            .filter_map(Vocabulary::from_index)
            .find(|&token| grammar.clone().advance_token(token).is_ok());
        let Some(token) = token else { break };
        grammar.advance_token(token).unwrap();
        inputs.push(Input {
            token,
            cue: grammar.cue(),
        });
    }
    inputs
}

/// Of one network wherever it computes, fed in two pieces so that its memory takes part.
pub async fn logits(file: &[u8], backend: Backend) -> Vec<f32> {
    let weights = Weights::load(file).unwrap();
    let mut player = Network::from_weights(&weights, &backend).unwrap().player();
    let inputs = some_inputs();
    let (first, second) = inputs.split_at(inputs.len() / 2);
    player.feed(first).await.unwrap();
    player.feed(second).await.unwrap()
}

/// Whether logits agree, place by place.
pub fn assert_near(one: &[f32], other: &[f32], tolerance: f32) {
    assert_eq!(one.len(), Vocabulary::SIZE);
    assert_eq!(other.len(), Vocabulary::SIZE);
    let distances = one.iter().zip(other).map(|(a, b)| (a - b).abs());
    let farthest = distances.fold(0.0, f32::max);
    assert!(farthest < tolerance, "logits differ by {farthest}");
}
