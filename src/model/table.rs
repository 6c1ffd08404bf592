//! Several texts read side by side: what the weights are loaded for once serves all of them.

use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use super::desk::{Answer, Desk};
use super::input::Input;
use super::language_model::{LanguageModel, ModelError};
use super::recall::Recall;
use super::row::{Row, rows_of};

/// A network with players around it. What they ask is sent on its way together, and answered when the table is served.
#[derive(Debug, Clone)]
pub struct Table(Arc<Mutex<Places>>);

#[derive(Debug)]
struct Places {
    desk: Desk,
    seats: Vec<Seat>,
    /// What was sent and has not been waited for yet, in order.
    sent: Vec<Vec<Course>>,
}

/// What the table knows of a player.
#[derive(Debug, Default)]
struct Seat {
    recall: Recall,
    asked: Option<Question>,
    answer: Option<Result<Vec<Vec<f32>>, ModelError>>,
}

/// Places to be read.
#[derive(Debug)]
struct Question {
    inputs: Vec<Input>,
    /// Places of the text before them.
    start: usize,
    /// Logits are wanted after as many of the last.
    n_last: usize,
}

impl Question {
    /// Places that are read without an answer.
    fn n_silent(&self) -> usize {
        self.inputs.len() - self.n_last
    }
}

/// A pass on its way: whose rows are asked for, and their logits to come.
type Course = (Vec<usize>, Answer);

/// One of the players at a table, with a text of its own. It waits until it is served.
#[derive(Debug)]
pub struct SeatedPlayer {
    table: Table,
    index: usize,
    capacity: usize,
}

impl Table {
    /// A table for some players, none of whom has read anything; `desk` has room for their texts.
    pub fn new(desk: Desk, n_players: usize) -> (Self, Vec<SeatedPlayer>) {
        let capacity = desk.capacity();
        let table = Self(Arc::new(Mutex::new(Places {
            desk,
            seats: std::iter::repeat_with(Seat::default)
                .take(n_players)
                .collect(),
            sent: Vec::new(),
        })));
        let player = |index| SeatedPlayer {
            table: table.clone(),
            index,
            capacity,
        };
        let players = (0..n_players).map(player).collect();
        (table, players)
    }

    /// Sends all that is asked for on its way, at once. How many rows that were, none if nothing was asked.
    pub fn send(&self) -> usize {
        self.places().send()
    }

    /// Whether nothing is asked or on its way: what the players remember is what was read.
    pub fn is_idle(&self) -> bool {
        let places = self.places();
        places.sent.is_empty() && places.seats.iter().all(|seat| seat.asked.is_none())
    }

    /// Waits for what was sent first, and brings it to those who asked. Whether anything was on its way.
    pub async fn serve(&self) -> bool {
        let first = {
            let sent = &mut self.places().sent;
            if sent.is_empty() {
                return false;
            }
            sent.remove(0)
        };
        for (seats, answer) in first {
            let logits = answer.logits().await;
            self.places().bring(&seats, logits);
        }
        true
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        // What a panic interrupted is read again: it was not answered.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    fn send(&mut self) -> usize {
        let (courses, n_rows) = self.begin();
        if n_rows > 0 {
            self.sent.push(courses);
        }
        n_rows
    }

    /// Begins to read all that is asked for, in so many rows.
    fn begin(&mut self) -> (Vec<Course>, usize) {
        let asked = self.seats.iter_mut().enumerate();
        let mut asked: Vec<(usize, Question)> = asked
            .filter_map(|(index, seat)| Some((index, seat.asked.take()?)))
            .collect();
        self.read_beginnings(&mut asked);
        let mut rows: Vec<Row> = Vec::new();
        let mut is_asked = Vec::new();
        for (index, question) in &asked {
            rows.extend(rows_of(*index, &question.inputs, question.start));
            let n_silent = question.n_silent();
            is_asked.extend((0..question.inputs.len()).map(|row| row >= n_silent));
        }
        let chunk = self.desk.chunk();
        let chunks = rows.chunks(chunk).zip(is_asked.chunks(chunk));
        let courses = chunks.map(|(rows, is_asked)| {
            let asked: Vec<usize> = (0..rows.len()).filter(|row| is_asked[*row]).collect();
            let seats = asked.iter().map(|row| rows[*row].text).collect();
            (seats, self.desk.read(rows, &asked))
        });
        (courses.collect(), rows.len())
    }

    /// Adds logits to the answers of those who asked for them.
    fn bring(&mut self, seats: &[usize], logits: Result<Vec<Vec<f32>>, ModelError>) {
        match logits {
            Ok(logits) => {
                for (seat, logits) in seats.iter().zip(logits) {
                    let answer = self.seats[*seat]
                        .answer
                        .get_or_insert_with(|| Ok(Vec::new()));
                    if let Ok(answer) = answer {
                        answer.push(logits);
                    }
                }
            }
            Err(error) => {
                for seat in seats {
                    self.seats[*seat].answer = Some(Err(error.clone()));
                }
            }
        }
    }

    /// Of texts that are alike until the first answer, as takes of one request are, what is new of that is read once.
    fn read_beginnings(&mut self, asked: &mut [(usize, Question)]) {
        let Some(((first, question), others)) = asked.split_first_mut() else {
            return;
        };
        let (start, n_shared) = (question.start, question.n_silent());
        let is_alike = |(index, other): &(usize, Question)| {
            let [recall, other_recall] = [*first, *index].map(|seat| &self.seats[seat].recall);
            (other.start, other.n_silent()) == (start, n_shared)
                && other_recall.is_alike(recall, start + n_shared)
        };
        if n_shared == 0 || others.is_empty() || !others.iter().all(is_alike) {
            return;
        }
        for chunk in rows_of(*first, &question.inputs[..n_shared], start).chunks(self.desk.chunk())
        {
            self.desk.read(chunk, &[]);
        }
        let others: Vec<usize> = others.iter().map(|(index, _)| *index).collect();
        self.desk.share(*first, &others);
        for (_, question) in asked {
            question.inputs.drain(..n_shared);
            question.start += n_shared;
        }
    }
}

impl LanguageModel for SeatedPlayer {
    async fn feed_each(
        &mut self,
        inputs: &[Input],
        from: usize,
    ) -> Result<Vec<Vec<f32>>, ModelError> {
        let (n_before, n_last) = {
            let mut places = self.table.places();
            let seat = &mut places.seats[self.index];
            let unknown = seat.recall.take_from(inputs, from, self.capacity)?;
            seat.asked = Some(Question {
                inputs: unknown.inputs.to_vec(),
                start: unknown.start,
                n_last: unknown.n_last,
            });
            seat.answer = None;
            (unknown.n_before, unknown.n_last)
        };
        let answer = poll_fn(|_| {
            let answer = &mut self.table.places().seats[self.index].answer;
            // Rows of one question may come in two passes.
            match answer.take_if(|answer| !matches!(answer, Ok(rows) if rows.len() < n_last)) {
                Some(answer) => Poll::Ready(answer),
                None => Poll::Pending,
            }
        });
        let answer = answer.await;
        if answer.is_err() {
            self.table.places().seats[self.index]
                .recall
                .forget(n_before);
        }
        answer
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
