//! What drafts and readings cost, and what is therefore best: drafts of how many words, read together or by halves.
//!
//! A reading costs most devices the same whether it is of one word or of a few, and weak ones more by every few
//! rows; so what counts is how many words come of the time of a draft and the reading behind it.

use super::estimates::{Line, Mean};
use crate::model::ABREAST;

/// How some answers are drafted and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Words of a draft, or none.
    pub length: usize,
    /// All answers are drafted, then read together; else one half is drafted while the other is read.
    pub is_whole: bool,
}

/// What a drafter and a device have been found to cost.
#[derive(Debug, Default)]
pub struct Costs {
    /// Milliseconds a drafted word.
    word: Mean,
    /// Places a drafted word.
    places: Mean,
    /// Milliseconds a reading of all answers, by its rows; nothing else goes on meanwhile.
    whole: Line,
    /// The same of half of them, while the other half is drafted.
    half: Line,
    /// One for each drafted word that was said, nothing for the first of a draft that was not.
    foresight: Mean,
}

impl Costs {
    /// Takes in that so many words in so many places were drafted in so many milliseconds.
    pub fn add_draft(&mut self, spent: f64, n_words: usize, n_places: usize) {
        if n_words > 0 {
            self.word.add(spent, n_words as f64);
            self.places.add(n_places as f64, n_words as f64);
        }
    }

    /// Takes in a reading of so many milliseconds, or at most so many if its end is not known.
    pub fn add_reading(&mut self, spent: f64, is_known: bool, n_rows: usize, is_whole: bool) {
        let line = if is_whole {
            &mut self.whole
        } else {
            &mut self.half
        };
        let rows = abreast(n_rows as f64);
        let before = line.at(rows).filter(|_| !is_known);
        line.add(rows, before.map_or(spent, |before| before.min(spent)));
    }

    /// Takes in how many words of a draft were said in a row.
    pub fn add_said(&mut self, n_words: usize, n_drafted: usize) {
        let n_tried = n_drafted.min(n_words + 1);
        if n_tried > 0 {
            self.foresight.add(n_words as f64, n_tried as f64);
        }
    }

    /// How most words come of a millisecond; nothing where too little is known.
    pub fn best(&self, n_answers: usize, longest: usize) -> Option<Round> {
        let foresight = self.foresight.value().unwrap_or(1.0);
        // Words that come of a draft: one in any case, and as many more as are foreseen in a row.
        let (mut n_words, mut chance) = (1.0, 1.0);
        let mut best = None;
        let mut most = 0.0;
        for length in 0..=longest {
            for is_whole in [true, false] {
                let round = Round { length, is_whole };
                // Halves let the device read while others are drafted.
                if !is_whole && (n_answers == 1 || length == 0) {
                    continue;
                }
                let speed = n_words / self.time(round, n_answers)?;
                if speed > most {
                    (best, most) = (Some(round), speed);
                }
            }
            chance *= foresight;
            n_words += chance;
        }
        best
    }

    /// Milliseconds until each of some answers has been drafted and read.
    fn time(&self, round: Round, n_answers: usize) -> Option<f64> {
        let length = round.length as f64;
        let places = self.places.value()?;
        let drafting = self.word.value()? * length;
        let n_rows = |n_answers: usize| n_answers as f64 * (1.0 + places * length);
        if round.is_whole {
            let reading = self.reading(n_rows(n_answers), true)?;
            return Some(n_answers as f64 * drafting + reading);
        }
        let half = n_answers / 2;
        let halves = [half, n_answers - half];
        let mut readings = 0.0;
        for half in halves {
            readings += self.reading(n_rows(half), false)?;
        }
        Some(readings.max(n_answers as f64 * drafting))
    }

    fn reading(&self, n_rows: f64, is_whole: bool) -> Option<f64> {
        let (line, other) = if is_whole {
            (&self.whole, &self.half)
        } else {
            (&self.half, &self.whole)
        };
        let rows = abreast(n_rows);
        line.at(rows).or_else(|| other.at(rows))
    }
}

/// Rows, of which some are read in the time of one.
fn abreast(rows: f64) -> f64 {
    let abreast = ABREAST as f64;
    (rows / abreast).ceil() * abreast
}
