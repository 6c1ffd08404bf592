//! How far a draft should reach, and whether answers are read together or by halves: as measured on the way.
//!
//! Of several answers one half may be drafted while the device reads the other, or all are drafted and then read
//! together. Which of both is quicker, and with drafts of how many words if any, depends on the device
//! (`costs.rs`). Lengths change when a word is known, never which word it is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::costs::{Costs, Round};

/// Words of the longest draft.
pub const LONGEST: usize = 16;

/// Rounds from one that is shorter or longer than seems best to the next: what is never tried is never known.
const TRIALS: usize = 16;

/// The share of a reading's time that must have been waited for it, that its end be known.
const LEAST_WAIT: f64 = 0.1;

/// The pace of one device and its drafter, known the better the more is drafted.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Milliseconds since whenever.
    clock: fn() -> f64,
    /// Answers that are drafted one after another.
    n_answers: usize,
    measured: Arc<Mutex<Measured>>,
}

#[derive(Debug)]
struct Measured {
    costs: Costs,
    /// When the last reading came, if it was waited for; else it had come at some time before.
    last_come: Option<f64>,
    /// How answers that share the device are drafted and read now.
    round: Round,
    n_rounds: usize,
}

/// The moment at which something began.
#[derive(Debug, Clone, Copy)]
pub struct Moment(f64);

/// Before anything is known, and where nothing is measured.
const FIRST: Round = Round {
    length: LONGEST,
    is_whole: false,
};

impl Pace {
    /// Nothing known yet; `clock` tells milliseconds.
    pub fn new(clock: fn() -> f64) -> Self {
        let measured = Measured {
            costs: Costs::default(),
            last_come: None,
            round: FIRST,
            n_rounds: 0,
        };
        Self {
            clock,
            n_answers: 1,
            measured: Arc::new(Mutex::new(measured)),
        }
    }

    /// The same where some answers share the device, and whoever sends their drafts to it says how it reads.
    #[must_use]
    pub fn shared_by(&self, n_answers: usize) -> Self {
        Self {
            n_answers,
            ..self.clone()
        }
    }

    /// Whether one answer has the device for itself.
    pub fn is_alone(&self) -> bool {
        self.n_answers == 1
    }

    /// Words that the next draft should have; none where a reading of one word is the quickest.
    pub fn length(&self) -> usize {
        let mut measured = self.measured();
        if self.is_alone() {
            measured.next_round(1).length
        } else {
            measured.round.length
        }
    }

    /// Whether answers should be read together, and not by halves.
    pub fn is_whole(&self) -> bool {
        self.is_alone() || self.measured().round.is_whole
    }

    /// Settles how answers that share the device go on, which they do until this is asked again.
    pub fn turn(&self) {
        let mut measured = self.measured();
        measured.round = measured.next_round(self.n_answers);
    }

    /// Now.
    pub fn start(&self) -> Moment {
        Moment((self.clock)())
    }

    /// A draft that began then has so many words, in so many places.
    pub fn drafted(&self, start: Moment, n_words: usize, n_places: usize) {
        let spent = (self.clock)() - start.0;
        self.measured().costs.add_draft(spent, n_words, n_places);
    }

    /// A reading of so many rows that was sent and then waited for has come; of all answers, or of a half.
    pub fn read(&self, sent: Moment, awaited: Moment, n_rows: usize, is_whole: bool) {
        let now = (self.clock)();
        let mut measured = self.measured();
        // A device reads what it was sent before first.
        let begun = measured.last_come.map_or(sent.0, |come| come.max(sent.0));
        let spent = now - begun;
        let is_known = now - awaited.0 >= LEAST_WAIT * spent;
        measured
            .costs
            .add_reading(spent, is_known, n_rows, is_whole);
        measured.last_come = is_known.then_some(now);
    }

    /// So many words of a draft were said in a row, and the next was not if there was one.
    pub fn said(&self, n_words: usize, n_drafted: usize) {
        self.measured().costs.add_said(n_words, n_drafted);
    }

    fn measured(&self) -> MutexGuard<'_, Measured> {
        // Numbers that only advise: any of them will do.
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Measured {
    /// What seems best, or at times something near it.
    fn next_round(&mut self, n_answers: usize) -> Round {
        const SHORTER: usize = 1;
        const TOGETHER: usize = 1 + TRIALS / 2;
        const LONGER: usize = 1 + TRIALS;
        const LONGER_AGAIN: usize = 2 + TRIALS;
        // What is far from the best costs the more.
        const SELDOM: usize = 8;

        let best = self.costs.best(n_answers, LONGEST).unwrap_or(FIRST);
        let of_length = |length| Round { length, ..best };
        let longer = of_length(LONGEST.min(2 * best.length.max(1)));
        let (cycle, trial) = (self.n_rounds / (2 * TRIALS), self.n_rounds % (2 * TRIALS));
        self.n_rounds += 1;
        let is_rare_due = cycle.is_multiple_of(SELDOM);
        match trial {
            SHORTER => of_length(best.length / 2),
            // What comes before it is looked for tells nothing but that it is quick.
            TOGETHER if is_rare_due && !best.is_whole && self.last_come.is_none() => Round {
                length: 0,
                is_whole: true,
            },
            LONGER if is_rare_due || best.length > 0 => longer,
            // Before the first draft after a while the drafter has to catch up.
            LONGER_AGAIN if is_rare_due && best.length == 0 => longer,
            _ => best,
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
