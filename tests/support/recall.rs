//! What a player has read before changes nothing, wherever it computes.

use antiphon::model::{Input, LanguageModel, Network};
use antiphon::token::Vocabulary;

/// Between logits of the same places read in other pieces.
const NEAR: f32 = 1e-4;

/// Logits of every place are those of one reading each, and a text gone back in is read as if its new
/// ending had been the first.
pub async fn assert_recall_changes_nothing(network: &Network) {
    let text: Vec<Input> = Vocabulary::NOTES
        .take(40)
        .filter_map(Vocabulary::from_index)
        .map(|token| Input {
            token,
            cue: Default::default(),
        })
        .collect();
    let mut player = network.player();
    let each = player.feed_each(&text[..30], 20).await.unwrap();
    assert_eq!(each.len(), 10);
    for (index, logits) in each.iter().enumerate() {
        let fresh = network.player().feed(&text[..21 + index]).await.unwrap();
        assert!(distance(logits, &fresh) < NEAR);
    }
    player.rewind(25);
    assert_eq!(player.n_fed(), 25);
    let other = player.feed(&text[30..34]).await.unwrap();
    let mut whole = text[..25].to_vec();
    whole.extend(&text[30..34]);
    let fresh = network.player().feed(&whole).await.unwrap();
    assert!(distance(&other, &fresh) < NEAR);
}

fn distance(one: &[f32], other: &[f32]) -> f32 {
    let pairs = one.iter().zip(other);
    pairs
        .map(|(one, other)| (one - other).abs())
        .fold(0.0, f32::max)
}
