//! How far a draft should reach: by what its words cost, what a reading costs, and how many words are foreseen.
//!
//! A reading costs a device the same whether it is of one word or of a few, so what counts is how many
//! words come of the time of a draft and the reading behind it. Lengths change when a word is known, never
//! which word it is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Words of the longest draft.
pub const LONGEST: usize = 16;

/// What is left of older measurements whenever a new one comes.
const MEMORY: f64 = 0.9;

/// The pace of one device and its drafter, known the better the more is drafted.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Milliseconds since whenever.
    clock: fn() -> f64,
    /// Answers that are drafted one after another and read at once.
    n_answers: usize,
    measured: Arc<Mutex<Measured>>,
}

#[derive(Debug, Default)]
struct Measured {
    /// Milliseconds a drafted word.
    word: Mean,
    /// Milliseconds a reading.
    reading: Mean,
    /// One for each drafted word that was said, nothing for the first of a draft that was not.
    foresight: Mean,
    /// Milliseconds spent on drafts so far, of all answers.
    drafting: f64,
}

/// A mean that forgets.
#[derive(Debug, Default)]
struct Mean {
    total: f64,
    weight: f64,
}

/// The moment at which something began, and what was spent on drafts until then.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    moment: f64,
    drafting: f64,
}

impl Pace {
    /// Nothing known yet; `clock` tells milliseconds.
    pub fn new(clock: fn() -> f64) -> Self {
        Self {
            clock,
            n_answers: 1,
            measured: Arc::default(),
        }
    }

    /// The same where some answers wait for each other.
    #[must_use]
    pub fn shared_by(&self, n_answers: usize) -> Self {
        Self {
            n_answers,
            ..self.clone()
        }
    }

    /// Words that a draft should have, at least one: what is never tried is never known to be good.
    pub fn length(&self) -> usize {
        let measured = self.measured();
        let (Some(word), Some(reading)) = (measured.word.value(), measured.reading.value()) else {
            return LONGEST;
        };
        let foresight = measured.foresight.value().unwrap_or(1.0);
        let all_words = word * self.n_answers as f64;
        let (mut length, mut most) = (1, 0.0);
        // Words that come of a draft: one in any case, and as many more as are foreseen in a row.
        let (mut n_words, mut chance) = (1.0, 1.0);
        for n_drafted in 1..=LONGEST {
            chance *= foresight;
            n_words += chance;
            let speed = n_words / (reading + all_words * n_drafted as f64);
            if speed > most {
                (length, most) = (n_drafted, speed);
            }
        }
        length
    }

    /// Now.
    pub fn start(&self) -> Start {
        Start {
            moment: (self.clock)(),
            drafting: self.measured().drafting,
        }
    }

    /// A draft that began then has so many words.
    pub fn drafted(&self, start: Start, n_words: usize) {
        let spent = (self.clock)() - start.moment;
        let mut measured = self.measured();
        measured.drafting += spent;
        measured.word.add(spent, n_words as f64);
    }

    /// A reading that began then has come; what others drafted meanwhile is none of it.
    pub fn read(&self, start: Start) {
        let spent = (self.clock)() - start.moment;
        let mut measured = self.measured();
        let drafting = measured.drafting - start.drafting;
        measured.reading.add((spent - drafting).max(0.0), 1.0);
    }

    /// So many words of a draft were said in a row, and the next was not if there was one.
    pub fn said(&self, n_words: usize, n_drafted: usize) {
        let n_tried = n_drafted.min(n_words + 1);
        let foresight = &mut self.measured().foresight;
        foresight.add(n_words as f64, n_tried as f64);
    }

    fn measured(&self) -> MutexGuard<'_, Measured> {
        // Numbers that only advise: any of them will do.
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mean {
    fn add(&mut self, total: f64, weight: f64) {
        self.total = MEMORY * self.total + total;
        self.weight = MEMORY * self.weight + weight;
    }

    fn value(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.total / self.weight)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::model::Rng;

    thread_local! {
        static NOW: Cell<f64> = const { Cell::new(0.0) };
    }

    fn pass(milliseconds: f64) {
        NOW.set(NOW.get() + milliseconds);
    }

    /// A device, a drafter and how well they agree.
    struct Pair {
        word: f64,
        reading: f64,
        foresight: f64,
    }

    impl Pair {
        /// Milliseconds a word of each of some answers, were all drafts of one length.
        fn cost(&self, length: usize, n_answers: usize) -> f64 {
            let n_words: f64 = (0..=length).map(|n| self.foresight.powi(n as i32)).sum();
            (self.reading + self.word * (length * n_answers) as f64) / n_words
        }

        fn least(&self, n_answers: usize) -> f64 {
            let costs = (1..=LONGEST).map(|length| self.cost(length, n_answers));
            costs.fold(f64::INFINITY, f64::min)
        }

        /// Lengths of the drafts of some answers that wait for each other, once the pace is known.
        fn lengths(&self, n_answers: usize) -> Vec<usize> {
            let pace = Pace::new(|| NOW.get()).shared_by(n_answers);
            let mut rng = Rng::new(9);
            let mut round = |_| {
                let lengths: Vec<usize> = (0..n_answers).map(|_| pace.length()).collect();
                let mut starts = Vec::new();
                for length in &lengths {
                    let start = pace.start();
                    pass(self.word * *length as f64);
                    pace.drafted(start, *length);
                    starts.push(pace.start());
                }
                pass(self.reading);
                for (start, length) in starts.into_iter().zip(&lengths) {
                    pace.read(start);
                    let is_said = (0..*length).take_while(|_| rng.next_f64() < self.foresight);
                    pace.said(is_said.count(), *length);
                }
                lengths
            };
            (0..200).flat_map(&mut round).skip(100).collect()
        }
    }

    #[test]
    fn drafts_are_nearly_as_long_as_is_best() {
        let device = |reading| Pair {
            word: 0.07,
            reading,
            foresight: 0.85,
        };
        for reading in [0.05, 0.6, 3.0, 40.0] {
            for n_answers in [1, 4] {
                let pair = device(reading);
                let lengths = pair.lengths(n_answers);
                let costs = lengths.iter().map(|length| pair.cost(*length, n_answers));
                let mean = costs.sum::<f64>() / lengths.len() as f64;
                let least = pair.least(n_answers);
                assert!(
                    mean < 1.1 * least,
                    "a reading of {reading} ms, {n_answers} answers: {mean} ms a word, {least} at best"
                );
            }
        }
    }

    #[test]
    fn who_waits_for_others_drafts_less_and_a_late_device_gets_the_longest_drafts() {
        let mean = |pair: &Pair, n_answers| {
            let lengths = pair.lengths(n_answers);
            lengths.iter().sum::<usize>() as f64 / lengths.len() as f64
        };
        let quick = Pair {
            word: 0.07,
            reading: 0.6,
            foresight: 0.85,
        };
        assert!(mean(&quick, 4) < 0.7 * mean(&quick, 1));
        let late = Pair {
            reading: 200.0,
            foresight: 0.95,
            ..quick
        };
        assert!(mean(&late, 1) > 15.0);
    }

    #[test]
    fn nothing_known_means_the_longest_draft() {
        assert_eq!(Pace::new(|| NOW.get()).length(), LONGEST);
    }
}
