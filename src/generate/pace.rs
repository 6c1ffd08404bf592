//! How far a draft should reach: by what its words cost, what a reading costs, and how many words are foreseen.
//!
//! A reading costs most devices the same whether it is of one word or of a few, and weak ones more by every few
//! rows; so what counts is how many words come of the time of a draft and the reading behind it. Of several
//! answers one half is drafted while the device reads the other. Lengths change when a word is known, never
//! which word it is.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::estimates::{Line, Mean};
use crate::model::ABREAST;

/// Words of the longest draft.
pub const LONGEST: usize = 16;

/// Drafts from one that is half or twice as long as seems best to the next: what is never tried is never known.
const TRIALS: usize = 16;

/// The share of a reading's time that must have been waited for it, that its end be known.
const LEAST_WAIT: f64 = 0.1;

/// The pace of one device and its drafter, known the better the more is drafted.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Milliseconds since whenever.
    clock: fn() -> f64,
    /// Answers that are drafted one after another, and read by halves.
    n_answers: usize,
    measured: Arc<Mutex<Measured>>,
}

#[derive(Debug, Default)]
struct Measured {
    /// Milliseconds a drafted word.
    word: Mean,
    /// Places a drafted word.
    places: Mean,
    /// Milliseconds a reading, by its rows.
    reading: Line,
    /// One for each drafted word that was said, nothing for the first of a draft that was not.
    foresight: Mean,
    n_drafts: usize,
}

/// The moment at which something began.
#[derive(Debug, Clone, Copy)]
pub struct Moment(f64);

impl Pace {
    /// Nothing known yet; `clock` tells milliseconds.
    pub fn new(clock: fn() -> f64) -> Self {
        Self {
            clock,
            n_answers: 1,
            measured: Arc::default(),
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

    /// Words that the next draft should have, at least one.
    pub fn length(&self) -> usize {
        let mut measured = self.measured();
        let best = self.best_length(&measured).unwrap_or(LONGEST);
        let n_before = measured.n_drafts;
        measured.n_drafts += 1;
        match n_before % (2 * TRIALS) {
            1 => best.div_ceil(2),
            trial if trial == 1 + TRIALS => LONGEST.min(2 * best),
            _ => best,
        }
    }

    fn best_length(&self, measured: &Measured) -> Option<usize> {
        let word = measured.word.value()?;
        let places = measured.places.value()?;
        let foresight = measured.foresight.value().unwrap_or(1.0);
        let all_words = word * self.n_answers as f64;
        let half = self.n_answers.div_ceil(2) as f64;
        let (mut length, mut most) = (1, 0.0);
        // Words that come of a draft: one in any case, and as many more as are foreseen in a row.
        let (mut n_words, mut chance) = (1.0, 1.0);
        for drafted in 1..=LONGEST {
            chance *= foresight;
            n_words += chance;
            let n_drafted = drafted as f64;
            let reading = measured
                .reading
                .at(abreast(half * (1.0 + places * n_drafted)))?;
            // While one half is read the other is drafted; the longer of both counts.
            let time = (half * word * n_drafted + reading).max(all_words * n_drafted);
            let speed = n_words / time;
            if speed > most {
                (length, most) = (drafted, speed);
            }
        }
        Some(length)
    }

    /// Now.
    pub fn start(&self) -> Moment {
        Moment((self.clock)())
    }

    /// A draft that began then has so many words, in so many places.
    pub fn drafted(&self, start: Moment, n_words: usize, n_places: usize) {
        let spent = self.since(start);
        let mut measured = self.measured();
        measured.word.add(spent, n_words as f64);
        measured.places.add(n_places as f64, n_words as f64);
    }

    /// A reading of so many rows that was sent and then waited for has come.
    pub fn read(&self, sent: Moment, awaited: Moment, n_rows: usize) {
        let (spent, waited) = (self.since(sent), self.since(awaited));
        let reading = &mut self.measured().reading;
        let rows = abreast(n_rows as f64);
        // One that was there when it was looked for had come at some time before.
        let known = reading.at(rows).filter(|_| waited < LEAST_WAIT * spent);
        reading.add(rows, known.map_or(spent, |known| known.min(spent)));
    }

    /// So many words of a draft were said in a row, and the next was not if there was one.
    pub fn said(&self, n_words: usize, n_drafted: usize) {
        let n_tried = n_drafted.min(n_words + 1);
        let foresight = &mut self.measured().foresight;
        foresight.add(n_words as f64, n_tried as f64);
    }

    fn since(&self, start: Moment) -> f64 {
        (self.clock)() - start.0
    }

    fn measured(&self) -> MutexGuard<'_, Measured> {
        // Numbers that only advise: any of them will do.
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Rows, of which some are read in the time of one.
fn abreast(rows: f64) -> f64 {
    let abreast = ABREAST as f64;
    (rows / abreast).ceil() * abreast
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::ops::Add;

    use super::*;
    use crate::model::Rng;

    thread_local! {
        static NOW: Cell<f64> = const { Cell::new(0.0) };
    }

    fn pass(milliseconds: f64) {
        NOW.set(NOW.get() + milliseconds);
    }

    /// A device, a drafter and how well they agree.
    #[derive(Clone, Copy)]
    struct Pair {
        word: f64,
        reading: f64,
        /// Milliseconds a row on top, of as many as are read in the time of one.
        row: f64,
        foresight: f64,
    }

    /// A draft of some answers at a device, which reads one after the other.
    struct Sent {
        at: Moment,
        ready: f64,
        n_rows: usize,
        lengths: Vec<usize>,
    }

    /// What came of a while.
    #[derive(Default)]
    struct Account {
        n_words: usize,
        n_drafts: usize,
        n_drafted: usize,
    }

    impl Pair {
        /// Milliseconds a word, and words a draft, of some answers that are written by halves, once the pace is
        /// known; `length` says how long a draft is to be.
        fn write(self, n_answers: usize, length: impl Fn(&Pace) -> usize) -> (f64, f64) {
            let pace = Pace::new(|| NOW.get()).shared_by(n_answers);
            let first = n_answers / 2;
            let halves = [first, n_answers - first];
            let mut rng = Rng::new(9);
            let mut free = NOW.get();
            let mut sent: [Option<Sent>; 2] = [None, None];
            let mut account = Account::default();
            let mut began = NOW.get();
            for round in 0..400 {
                if round == 200 {
                    (account, began) = (Account::default(), NOW.get());
                }
                for (half, sent) in halves.iter().zip(&mut sent) {
                    if let Some(sent) = sent.take() {
                        account = account + self.receive(&pace, &sent, &mut rng);
                    }
                    let lengths: Vec<usize> =
                        (0..*half).map(|_| self.draft(&pace, &length)).collect();
                    if !lengths.is_empty() {
                        let n_rows = lengths.iter().map(|length| 1 + length).sum();
                        free =
                            NOW.get().max(free) + self.reading + self.row * abreast(n_rows as f64);
                        *sent = Some(Sent {
                            at: pace.start(),
                            ready: free,
                            n_rows,
                            lengths,
                        });
                    }
                }
            }
            let time = NOW.get() - began;
            let mean = account.n_drafted as f64 / account.n_drafts as f64;
            (time / account.n_words as f64, mean)
        }

        fn draft(self, pace: &Pace, length: impl Fn(&Pace) -> usize) -> usize {
            let length = length(pace);
            let start = pace.start();
            pass(self.word * length as f64);
            pace.drafted(start, length, length);
            length
        }

        fn receive(self, pace: &Pace, sent: &Sent, rng: &mut Rng) -> Account {
            let awaited = pace.start();
            pass((sent.ready - NOW.get()).max(0.0));
            pace.read(sent.at, awaited, sent.n_rows);
            let mut account = Account::default();
            for length in &sent.lengths {
                let said = (0..*length).take_while(|_| rng.next_f64() < self.foresight);
                let n_said = said.count();
                pace.said(n_said, *length);
                account = account
                    + Account {
                        n_words: n_said + 1,
                        n_drafts: 1,
                        n_drafted: *length,
                    };
            }
            account
        }

        /// By drafts of the one length that is best.
        fn least(self, n_answers: usize) -> f64 {
            let costs = (1..=LONGEST).map(|length| self.write(n_answers, |_| length).0);
            costs.fold(f64::INFINITY, f64::min)
        }
    }

    impl Add for Account {
        type Output = Self;

        fn add(self, other: Self) -> Self {
            Self {
                n_words: self.n_words + other.n_words,
                n_drafts: self.n_drafts + other.n_drafts,
                n_drafted: self.n_drafted + other.n_drafted,
            }
        }
    }

    #[test]
    fn drafts_are_nearly_as_long_as_is_best() {
        for reading in [0.05, 0.6, 3.0, 40.0] {
            for n_answers in [1, 2, 3, 4] {
                let pair = Pair {
                    word: 0.07,
                    reading,
                    row: 0.0,
                    foresight: 0.85,
                };
                let (found, length) = pair.write(n_answers, Pace::length);
                let least = pair.least(n_answers);
                // Three answers are no two halves, though lengths are worked out as if they were.
                let most = if n_answers == 3 { 1.12 } else { 1.1 };
                assert!(
                    found < most * least,
                    "a reading of {reading} ms, {n_answers} answers: {found} ms a word with drafts of \
                     {length}, {least} at best"
                );
            }
        }
    }

    #[test]
    fn four_answers_cost_little_more_than_one_where_readings_take_longer_than_drafts() {
        // A word of nano on a processor and a reading of base on an H200, by `examples/gpu_speed`.
        let pair = Pair {
            word: 0.069,
            reading: 0.68,
            row: 0.0,
            foresight: 0.8,
        };
        let [one, four] = [1, 4].map(|n_answers| pair.write(n_answers, Pace::length).0);
        assert!(4.0 * four < 1.6 * one, "{} times one", 4.0 * four / one);
    }

    #[test]
    fn who_waits_for_others_drafts_less_and_a_late_device_gets_the_longest_drafts() {
        let mean = |pair: Pair, n_answers| pair.write(n_answers, Pace::length).1;
        let quick = Pair {
            word: 0.07,
            reading: 0.6,
            row: 0.0,
            foresight: 0.85,
        };
        assert!(mean(quick, 4) < 0.7 * mean(quick, 1));
        let late = Pair {
            reading: 200.0,
            foresight: 0.95,
            ..quick
        };
        assert!(mean(late, 1) > 15.0);
    }

    #[test]
    fn a_device_that_pays_for_every_row_gets_short_drafts() {
        // Base where a processor plays the GPU, by `examples/gpu_speed` on llvmpipe.
        let pair = Pair {
            word: 0.05,
            reading: 3.4,
            row: 1.36,
            foresight: 0.8,
        };
        for n_answers in [1, 2, 4] {
            let (found, length) = pair.write(n_answers, Pace::length);
            let least = pair.least(n_answers);
            let longest = pair.write(n_answers, |_| LONGEST).0;
            assert!(
                found < 1.2 * least && found < 0.7 * longest,
                "{n_answers} answers: {found} ms a word with drafts of {length}, {least} at best, {longest} \
                 with the longest"
            );
        }
    }

    #[test]
    fn nothing_known_means_the_longest_draft() {
        assert_eq!(Pace::new(|| NOW.get()).length(), LONGEST);
    }
}
