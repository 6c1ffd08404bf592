//! Several texts read side by side: what the weights are loaded for once serves all of them.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use super::attention::Memory;
use super::network::{Buffers, CHUNK, CpuNetwork};
use super::player::rows_of;
use crate::model::input::Input;
use crate::model::language_model::{LanguageModel, ModelError};
use crate::model::recall::Recall;
use crate::token::Vocabulary;

/// A network with players around it. What they ask is answered when the table is served.
#[derive(Debug, Clone)]
pub struct Table(Arc<Mutex<Places>>);

#[derive(Debug)]
struct Places {
    network: Arc<CpuNetwork>,
    memories: Vec<Vec<Memory>>,
    buffers: Buffers,
    seats: Vec<Seat>,
}

/// What the table knows of a player.
#[derive(Debug, Default)]
struct Seat {
    recall: Recall,
    /// Places to be read, and where they begin.
    asked: Option<(Vec<Input>, usize)>,
    answer: Option<Vec<f32>>,
}

/// One of the players at a table, with a text of its own. It waits until the table is served.
#[derive(Debug)]
pub struct SeatedPlayer {
    table: Table,
    index: usize,
    capacity: usize,
}

impl Table {
    /// A table for some players, none of whom has read anything.
    pub fn new(network: &Arc<CpuNetwork>, n_players: usize) -> (Self, Vec<SeatedPlayer>) {
        let table = Self(Arc::new(Mutex::new(Places {
            memories: vec![network.memories(); n_players],
            buffers: network.buffers(),
            seats: std::iter::repeat_with(Seat::default)
                .take(n_players)
                .collect(),
            network: Arc::clone(network),
        })));
        let player = |index| SeatedPlayer {
            table: table.clone(),
            index,
            capacity: network.config().context,
        };
        let players = (0..n_players).map(player).collect();
        (table, players)
    }

    /// Reads what is asked for, all at once. Whether anything was.
    pub fn serve(&self) -> bool {
        self.places().serve()
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        // What a panic interrupted is read again: it was not answered.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    fn serve(&mut self) -> bool {
        let asked = self.seats.iter_mut().enumerate();
        let mut asked: Vec<(usize, Vec<Input>, usize)> = asked
            .filter_map(|(index, seat)| {
                let (inputs, start) = seat.asked.take()?;
                Some((index, inputs, start))
            })
            .collect();
        if asked.is_empty() {
            return false;
        }
        self.read_beginnings(&mut asked);
        // Few enough of each that all of them go through together.
        let share = (CHUNK / asked.len()).max(1);
        for (index, inputs, start) in &mut asked {
            let n_alone = inputs.len().saturating_sub(share);
            for chunk in rows_of(*index, &inputs[..n_alone], *start).chunks(CHUNK) {
                self.network
                    .read(chunk, &mut self.memories, &mut self.buffers);
            }
            inputs.drain(..n_alone);
            *start += n_alone;
        }
        for together in asked.chunks(CHUNK) {
            let mut rows = Vec::new();
            let mut last = Vec::new();
            for (index, inputs, start) in together {
                rows.extend(rows_of(*index, inputs, *start));
                last.push(rows.len() - 1);
            }
            self.network
                .read(&rows, &mut self.memories, &mut self.buffers);
            let logits = self.network.logits(&last, &mut self.buffers);
            for ((index, ..), logits) in together.iter().zip(logits.chunks_exact(Vocabulary::SIZE))
            {
                self.seats[*index].answer = Some(logits.to_vec());
            }
        }
        true
    }

    /// Of texts that begin alike, as takes of one request do, the beginning is read once.
    fn read_beginnings(&mut self, asked: &mut [(usize, Vec<Input>, usize)]) {
        let Some(((first, inputs, _), others)) = asked.split_first_mut() else {
            return;
        };
        let n_last = inputs.len().saturating_sub(1);
        let is_alike = |(_, other, start): &(usize, Vec<Input>, usize)| {
            *start == 0 && other.len() == inputs.len() && other[..n_last] == inputs[..n_last]
        };
        let is_fresh = self.seats[*first].recall.n_fed() == inputs.len();
        if !is_fresh || others.is_empty() || !others.iter().all(is_alike) {
            return;
        }
        for chunk in rows_of(*first, &inputs[..n_last], 0).chunks(CHUNK) {
            self.network
                .read(chunk, &mut self.memories, &mut self.buffers);
        }
        let read = self.memories[*first].clone();
        for (index, ..) in others.iter() {
            self.memories[*index].clone_from(&read);
        }
        for (_, inputs, start) in asked {
            inputs.drain(..n_last);
            *start = n_last;
        }
    }
}

impl LanguageModel for SeatedPlayer {
    async fn feed(&mut self, inputs: &[Input]) -> Result<Vec<f32>, ModelError> {
        {
            let mut places = self.table.places();
            let seat = &mut places.seats[self.index];
            let start = seat.recall.n_fed();
            let most = inputs.len().saturating_sub(1);
            let n_known = seat.recall.take(inputs, most, self.capacity)?;
            seat.asked = Some((inputs[n_known..].to_vec(), start + n_known));
            seat.answer = None;
        }
        poll_fn(
            |_| match self.table.places().seats[self.index].answer.take() {
                Some(logits) => Poll::Ready(Ok(logits)),
                None => Poll::Pending,
            },
        )
        .await
    }

    fn rewind(&mut self, n_fed: usize) {
        self.table.places().seats[self.index].recall.rewind(n_fed);
    }

    fn n_fed(&self) -> usize {
        self.table.places().seats[self.index].recall.n_fed()
    }

    fn capacity(&self) -> usize {
        self.capacity
    }
}
