use std::cell::Cell;
use std::collections::VecDeque;

use super::*;
use crate::model::{ABREAST, Rng};

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
    /// Milliseconds a row on top.
    row: f64,
    foresight: f64,
}

/// A word of nano on a processor and a reading of base on an H200, by `examples/gpu_speed`.
const CARD: Pair = Pair {
    word: 0.069,
    reading: 0.68,
    row: 0.0,
    foresight: 0.8,
};

/// Base where a processor plays the GPU, by `examples/gpu_speed` on llvmpipe.
const PROCESSOR: Pair = Pair {
    word: 0.05,
    reading: 3.0,
    row: 0.75,
    foresight: 0.8,
};

/// Drafts at a device, which reads what it is sent one after the other.
struct Sent {
    at: Moment,
    ready: f64,
    is_whole: bool,
    /// The answers, and how many words were drafted for each.
    drafts: Vec<(usize, usize)>,
}

impl Sent {
    fn n_rows(&self) -> usize {
        self.drafts.iter().map(|(_, length)| 1 + length).sum()
    }
}

/// Where an answer stands.
#[derive(Clone, Copy)]
enum Standing {
    Resting,
    Drafted(usize),
    Sent,
}

/// What came of a while.
#[derive(Default)]
struct Account {
    n_words: usize,
    n_drafts: usize,
    n_drafted: usize,
}

impl Account {
    fn mean_length(&self) -> f64 {
        self.n_drafted as f64 / self.n_drafts as f64
    }
}

/// Some answers that are written side by side, as a waiter serves them.
struct Writing {
    pair: Pair,
    pace: Pace,
    /// How they are written where that is not left to the pace.
    fixed: Option<Round>,
    answers: Vec<Standing>,
    sent: VecDeque<Sent>,
    /// When the device has nothing to do any more.
    free: f64,
    rng: Rng,
    account: Account,
}

impl Writing {
    fn new(pair: Pair, n_answers: usize, fixed: Option<Round>) -> Self {
        Self {
            pair,
            pace: Pace::new(|| NOW.get()).shared_by(n_answers),
            fixed,
            answers: vec![Standing::Resting; n_answers],
            sent: VecDeque::new(),
            free: NOW.get(),
            rng: Rng::new(9),
            account: Account::default(),
        }
    }

    /// Until one reading has come.
    fn go_on(&mut self) {
        for index in 0..self.answers.len() {
            if index == self.answers.len() / 2 && !self.is_whole() {
                self.send();
            }
            if let Standing::Resting = self.answers[index] {
                self.answers[index] = Standing::Drafted(self.draft());
            }
        }
        if !self.is_whole() || self.sent.is_empty() {
            self.send();
        }
        let sent = self.sent.pop_front().unwrap();
        self.receive(&sent);
        let is_awaited = self.is_whole() && !sent.is_whole;
        if !is_awaited && self.answers.len() > 1 {
            self.pace.turn();
        }
    }

    fn is_whole(&self) -> bool {
        let fixed = self.fixed.map(|round| round.is_whole);
        fixed.unwrap_or_else(|| self.pace.is_whole())
    }

    fn draft(&mut self) -> usize {
        let fixed = self.fixed.map(|round| round.length);
        let length = fixed.unwrap_or_else(|| self.pace.length());
        let start = self.pace.start();
        pass(self.pair.word * length as f64);
        self.pace.drafted(start, length, length);
        length
    }

    fn send(&mut self) {
        let mut sent = Sent {
            at: self.pace.start(),
            ready: 0.0,
            is_whole: self.is_whole(),
            drafts: Vec::new(),
        };
        for (index, answer) in self.answers.iter_mut().enumerate() {
            if let Standing::Drafted(length) = *answer {
                sent.drafts.push((index, length));
                *answer = Standing::Sent;
            }
        }
        if !sent.drafts.is_empty() {
            let abreast = sent.n_rows().next_multiple_of(ABREAST) as f64;
            let begin = NOW.get().max(self.free);
            self.free = begin + self.pair.reading + self.pair.row * abreast;
            sent.ready = self.free;
            self.sent.push_back(sent);
        }
    }

    fn receive(&mut self, sent: &Sent) {
        let awaited = self.pace.start();
        pass((sent.ready - NOW.get()).max(0.0));
        self.pace
            .read(sent.at, awaited, sent.n_rows(), sent.is_whole);
        for (index, length) in &sent.drafts {
            let said = (0..*length).take_while(|_| self.rng.next_f64() < self.pair.foresight);
            let n_said = said.count();
            self.pace.said(n_said, *length);
            self.account.n_words += n_said + 1;
            self.account.n_drafts += 1;
            self.account.n_drafted += length;
            self.answers[*index] = Standing::Resting;
        }
    }
}

impl Pair {
    /// Milliseconds a word, and words a draft, of some answers once the pace is known.
    fn write(self, n_answers: usize, fixed: Option<Round>) -> (f64, f64) {
        let mut writing = Writing::new(self, n_answers, fixed);
        for _ in 0..400 {
            writing.go_on();
        }
        writing.account = Account::default();
        let began = NOW.get();
        for _ in 0..400 {
            writing.go_on();
        }
        let time = NOW.get() - began;
        let Account { n_words, .. } = writing.account;
        (time / n_words as f64, writing.account.mean_length())
    }

    /// In the one way that is best.
    fn least(self, n_answers: usize) -> f64 {
        let ways = (0..=LONGEST)
            .flat_map(|length| [true, false].map(|is_whole| Round { length, is_whole }));
        let costs = ways.map(|round| self.write(n_answers, Some(round)).0);
        costs.fold(f64::INFINITY, f64::min)
    }
}

#[test]
fn answers_are_written_nearly_as_quickly_as_can_be() {
    for reading in [0.05, 0.6, 3.0, 40.0] {
        for n_answers in [1, 2, 3, 4] {
            let pair = Pair {
                word: 0.07,
                reading,
                row: 0.0,
                foresight: 0.85,
            };
            let (found, length) = pair.write(n_answers, None);
            let least = pair.least(n_answers);
            assert!(
                found < 1.1 * least,
                "a reading of {reading} ms, {n_answers} answers: {found} ms a word with drafts of {length}, \
                 {least} at best"
            );
        }
    }
}

#[test]
fn four_answers_cost_little_more_than_one_where_readings_take_longer_than_drafts() {
    let [one, four] = [1, 4].map(|n_answers| CARD.write(n_answers, None).0);
    assert!(4.0 * four < 1.5 * one, "{} times one", 4.0 * four / one);
}

#[test]
fn who_waits_for_others_drafts_less_and_a_late_device_gets_the_longest_drafts() {
    let mean = |pair: Pair, n_answers| pair.write(n_answers, None).1;
    let quick = Pair {
        reading: 0.3,
        ..CARD
    };
    let [one, four] = [1, 4].map(|n_answers| mean(quick, n_answers));
    assert!(four < 0.7 * one, "drafts of {four}, of one answer {one}");
    let late = Pair {
        reading: 200.0,
        foresight: 0.95,
        ..CARD
    };
    assert!(mean(late, 1) > 15.0);
}

#[test]
fn a_device_that_pays_for_every_row_gets_short_drafts() {
    for n_answers in [1, 2, 4] {
        let (found, length) = PROCESSOR.write(n_answers, None);
        let least = PROCESSOR.least(n_answers);
        let longest = Round {
            length: LONGEST,
            is_whole: false,
        };
        let longest = PROCESSOR.write(n_answers, Some(longest)).0;
        assert!(
            found < 1.15 * least && found < 0.7 * longest,
            "{n_answers} answers: {found} ms a word with drafts of {length}, {least} at best, {longest} with \
             the longest"
        );
    }
}

#[test]
fn who_drafts_as_slowly_as_a_device_reads_drafts_nothing() {
    let pair = Pair {
        word: 6.0,
        ..PROCESSOR
    };
    for n_answers in [1, 4] {
        let (found, length) = pair.write(n_answers, None);
        assert!(length < 0.5, "{n_answers} answers: drafts of {length}");
        assert!(found < 1.1 * pair.least(n_answers));
    }
}

#[test]
fn nothing_known_means_the_longest_draft_and_halves() {
    let pace = Pace::new(|| NOW.get());
    assert_eq!(pace.length(), LONGEST);
    assert!(!pace.shared_by(2).is_whole());
}
