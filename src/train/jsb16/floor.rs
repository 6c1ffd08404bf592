//! The floor: what a Markov model of cells makes of the same grids.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use super::grid::{Jsb16Grid, Row};

/// Symbols a cell may hold: silence and 128 pitches.
const N_SYMBOLS: f64 = 129.0;

/// Lengths of context, from none on.
const N_ORDERS: usize = 7;

/// How often each kind of what followed a context counts for the shorter one.
const DOUBT: f64 = 5.0;

/// How long a pitch has been held is told up to so many frames.
const LONGEST_AGE: usize = 16;

/// Frames a beat has; the grids begin on one.
const FRAMES_PER_BEAT: usize = 4;

/// Transpositions that are counted, in semitones.
const SHIFTS: std::ops::RangeInclusive<i64> = -6..=5;

/// Counts of what follows one context.
#[derive(Debug, Clone, Default)]
struct Followers {
    counts: Vec<(i16, u32)>,
    total: u32,
}

/// A Markov model of cells that backs off from long contexts to short ones.
#[derive(Debug, Clone, Default)]
struct CellMarkov {
    followers: HashMap<u64, Followers, BuildHasherDefault<DefaultHasher>>,
}

/// Nats per cell over `judges` of a Markov model that counted `learners` in twelve transpositions.
/// Each cell is foretold from cells of its own frame that come before it, of the two frames before, from
/// how long its pitch has been held and which voices above move, and from its place in the beat.
/// A judge that is among the learners, by its place in memory, is not counted for itself.
///
/// Source: back-off by Witten, Bell, "The zero-frequency problem", IEEE Trans. Inf. Theory 1991, method C,
/// with kinds counted several times, as music seldom repeats itself across pieces.
pub fn markov_floor(learners: &[Jsb16Grid], judges: &[Jsb16Grid]) -> f64 {
    let mut model = CellMarkov::default();
    learners.iter().for_each(|grid| model.count(grid, true));
    let n_cells: usize = judges.iter().map(Jsb16Grid::n_cells).sum();
    let nats = if std::ptr::eq(learners, judges) {
        // Left out one by one: taken out, judged, put back.
        let judged = judges.iter().map(|grid| {
            model.count(grid, false);
            let nats = model.nats(grid);
            model.count(grid, true);
            nats
        });
        judged.sum::<f64>()
    } else {
        judges.par_iter().map(|grid| model.nats(grid)).sum()
    };
    nats / n_cells.max(1) as f64
}

impl CellMarkov {
    fn count(&mut self, grid: &Jsb16Grid, adds: bool) {
        for shift in SHIFTS {
            let rows = shifted(&grid.rows, shift);
            for (frame, voice) in cells(&rows) {
                for context in contexts(&rows, frame, voice) {
                    let followers = self.followers.entry(context).or_default();
                    followers.count(rows[frame][voice], adds);
                }
            }
        }
    }

    fn nats(&self, grid: &Jsb16Grid) -> f64 {
        let of_cell = |(frame, voice): (usize, usize)| {
            let symbol = grid.rows[frame][voice];
            let mut probability = 1.0 / N_SYMBOLS;
            for context in contexts(&grid.rows, frame, voice) {
                if let Some(followers) = self.followers.get(&context) {
                    probability = followers.probability(symbol, probability);
                }
            }
            -probability.ln()
        };
        cells(&grid.rows).map(of_cell).sum()
    }
}

impl Followers {
    fn count(&mut self, symbol: i16, adds: bool) {
        let known = self.counts.iter().position(|(other, _)| *other == symbol);
        match known {
            Some(place) if !adds => {
                self.counts[place].1 -= 1;
                if self.counts[place].1 == 0 {
                    self.counts.swap_remove(place);
                }
                self.total -= 1;
            }
            _ if !adds => {}
            Some(place) => {
                self.counts[place].1 += 1;
                self.total += 1;
            }
            None => {
                self.counts.push((symbol, 1));
                self.total += 1;
            }
        }
    }

    fn probability(&self, symbol: i16, shorter: f64) -> f64 {
        let n_kinds = self.counts.len() as f64;
        if n_kinds == 0.0 {
            return shorter;
        }
        let known = self.counts.iter().find(|(other, _)| *other == symbol);
        let count = known.map_or(0.0, |(_, count)| f64::from(*count));
        let doubt = DOUBT * n_kinds;
        (count + doubt * shorter) / (f64::from(self.total) + doubt)
    }
}

fn cells(rows: &[Row]) -> impl Iterator<Item = (usize, usize)> {
    (0..rows.len()).flat_map(|frame| (0..4).map(move |voice| (frame, voice)))
}

fn shifted(rows: &[Row], shift: i64) -> Vec<Row> {
    let moved = |symbol: i16| {
        if symbol < 0 {
            symbol
        } else {
            symbol + shift as i16
        }
    };
    rows.iter().map(|row| row.map(moved)).collect()
}

/// Hashes of what comes before a cell, from the shortest context to the longest.
fn contexts(rows: &[Row], frame: usize, voice: usize) -> [u64; N_ORDERS] {
    /// Stands for a frame before the first.
    const NOTHING: Row = [-2; 4];
    let said = &rows[frame][..voice];
    let last = frame.checked_sub(1).map_or(NOTHING, |frame| rows[frame]);
    let earlier = frame.checked_sub(2).map_or(NOTHING, |frame| rows[frame]);
    let own = last[voice];
    let mut before = (0..frame).rev();
    let age = before.position(|earlier| rows[earlier][voice] != own);
    let age = age.unwrap_or(frame).min(LONGEST_AGE) as i16;
    // Which voices above have just moved.
    let moves: Vec<i16> = said
        .iter()
        .zip(&last)
        .map(|(one, other)| i16::from(one != other))
        .collect();
    let hash = |order: usize, parts: &[&[i16]]| {
        let mut hasher = DefaultHasher::new();
        (order, voice, parts).hash(&mut hasher);
        if order > 0 {
            (frame % FRAMES_PER_BEAT).hash(&mut hasher);
        }
        hasher.finish()
    };
    [
        hash(0, &[]),
        hash(1, &[&[own]]),
        hash(2, &[&[own], &moves]),
        hash(3, &[&[own, age], &moves]),
        hash(4, &[&[own, age], &moves, said]),
        hash(5, &[&[own, age], said, &last]),
        hash(6, &[&[own, age], said, &last, &earlier]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::jsb16::read_jsb16;

    fn grids(rows: &[[i64; 4]], n_pieces: usize) -> Vec<Jsb16Grid> {
        let text = serde_json::json!({ "valid": vec![rows; n_pieces] });
        read_jsb16(&text.to_string(), "valid").unwrap()
    }

    #[test]
    fn what_was_heard_in_another_key_is_foretold() {
        let learners = grids(&[[72, 67, 60, 48], [74, 67, 62, 47], [72, 67, 64, 48]], 20);
        let same = grids(&[[74, 69, 62, 50], [76, 69, 64, 49], [74, 69, 66, 50]], 1);
        let other = grids(&[[70, 67, 66, 41], [61, 60, 59, 58], [89, 40, 30, 29]], 1);
        assert!(markov_floor(&learners, &same) < 0.8);
        assert!(markov_floor(&learners, &other) > 3.0);
    }

    #[test]
    fn a_piece_does_not_foretell_itself() {
        let alone = grids(&[[72, 67, 60, 48], [74, 67, 62, 47]], 1);
        let exact = N_SYMBOLS.ln();
        assert!((markov_floor(&alone, &alone) - exact).abs() < 1e-9);
        let twins = grids(&[[72, 67, 60, 48], [74, 67, 62, 47]], 2);
        assert!(markov_floor(&twins, &twins) < exact / 2.0);
    }
}
