//! A player that goes back to its composer, with what it has read.

use std::sync::{Arc, Mutex};

use crate::model::{Input, LanguageModel, ModelError, Network, Player};

/// Where a composer keeps the players of its last answers: a text that begins like the one before
/// need not be read again, and its memory need not be allocated again.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf(Arc<Mutex<Vec<Player>>>);

impl Shelf {
    /// A shelf with some players on it.
    pub fn of(players: Vec<Player>) -> Self {
        Self(Arc::new(Mutex::new(players)))
    }

    /// The player that was given back last, or a new one.
    pub fn lend(&self, network: &Network) -> LentPlayer {
        let kept = self.0.lock().ok().and_then(|mut kept| kept.pop());
        LentPlayer {
            player: Some(kept.unwrap_or_else(|| network.player())),
            shelf: self.clone(),
        }
    }
}

/// A player on loan.
#[derive(Debug)]
pub(super) struct LentPlayer {
    /// There until the loan ends.
    player: Option<Player>,
    shelf: Shelf,
}

impl Drop for LentPlayer {
    fn drop(&mut self) {
        if let Ok(mut kept) = self.shelf.0.lock() {
            kept.extend(self.player.take());
        }
    }
}

impl LanguageModel for LentPlayer {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        match &mut self.player {
            Some(player) => player.feed_each(inputs, from).await,
            None => Err(given_back()),
        }
    }

    fn rewind(&mut self, n_fed: usize) {
        if let Some(player) = &mut self.player {
            player.rewind(n_fed);
        }
    }

    fn n_fed(&self) -> usize {
        self.player.as_ref().map_or(0, LanguageModel::n_fed)
    }

    fn capacity(&self) -> usize {
        self.player.as_ref().map_or(0, LanguageModel::capacity)
    }
}

fn given_back() -> ModelError {
    ModelError::DeviceLost("its player was given back".into())
}
