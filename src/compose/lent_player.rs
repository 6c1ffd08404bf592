//! A player that goes back to its composer, with what it has read.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Input, LanguageModel, ModelError, Network, Player, Table};

/// Where a composer keeps the players of its last answers: a text that begins like the one before
/// need not be read again, and its memory need not be allocated again.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf(Arc<Mutex<Vec<Player>>>);

impl Shelf {
    /// Players that are there.
    fn len(&self) -> usize {
        self.0.lock().map_or(0, |kept| kept.len())
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

/// Where a composer keeps the players of its last takes, with the table at which they sit: takes of a request
/// that begins like the one before need not read that again.
#[derive(Debug, Clone, Default)]
pub(super) struct Seats(Arc<Mutex<Option<(Shelf, Table)>>>);

impl Seats {
    /// As many players as there are takes, with their table where the network reads several at the price of few.
    pub fn lend(&self, network: &Network, n_players: usize) -> (Shelf, Option<Table>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Who was left in the middle of something, or is not back yet, stays where it is.
        let is_free =
            |(shelf, table): &&(Shelf, Table)| shelf.len() == n_players && table.is_idle();
        if let Some((shelf, table)) = kept.as_ref().filter(is_free) {
            return (shelf.clone(), Some(table.clone()));
        }
        let (players, table) = network.players(n_players);
        let shelf = Shelf(Arc::new(Mutex::new(players)));
        *kept = table.clone().map(|table| (shelf.clone(), table));
        (shelf, table)
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
