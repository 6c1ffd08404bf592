//! How common each symbol has been in a piece so far: its key, its voices' ranges, its turns.

use crate::music::Mode;
use crate::theory::find_key_of_classes;

use super::known::{N_PLACES, places};
use super::text::{Frame, N_FRAMES_PER_BEAT, N_SYMBOLS, NOTHING};

/// Shares of the past that are told apart, in per cent: none, and these at most.
const SHARES: [u32; 7] = [1, 3, 6, 10, 15, 22, 100];
/// How many shares are told apart.
pub const N_SHARES: usize = SHARES.len() + 1;
/// Ways of being common: as a pitch class lately and in the whole past, as a symbol of the voice's own,
/// and as what the voice went to from where it is.
pub const N_HABITS: usize = 4;
/// Frames that count as lately.
const LATELY: usize = 32;

/// Shares of frames at which a voice moves that are told apart, in per cent.
const MOTIONS: [u32; 7] = [0, 10, 25, 50, 75, 90, 100];
/// How many are told apart; 0 where there is no past.
pub const N_MOTIONS: usize = MOTIONS.len() + 1;

/// Keys that are told apart, and none.
pub const N_KEYS: usize = 25;
/// How much more notes of late count for the key.
const LATELY_MORE: f64 = 3.0;

/// The degree of a symbol in a key of [`Habits::key`]: 0 without either, then twelve of major and twelve of
/// minor.
pub fn degree(symbol: u8, key: usize) -> usize {
    if key == 0 || symbol == 0 || symbol == NOTHING {
        return 0;
    }
    let (minor, tonic) = ((key - 1) / 12 * 12, (key - 1) % 12);
    1 + minor + (usize::from(symbol) + 12 - tonic) % 12
}

/// Shares of each symbol, as numbers below [`N_SHARES`].
pub type Shares = [[u8; N_SYMBOLS]; N_HABITS];

/// Counts of what a piece has sung so far.
#[derive(Debug)]
pub struct Habits {
    heard: Vec<Frame>,
    lately: [u32; 12],
    ever: [u32; 12],
    own: [[u32; N_SYMBOLS]; 4],
    /// How often each voice moved, and might have, at each place of a beat and of bars of both lengths.
    motions: [[[u32; 2]; 4]; N_MOTION_PLACES],
    /// From each symbol to each other one.
    moves: Vec<[[u32; N_SYMBOLS]; 4]>,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            heard: Vec::new(),
            lately: [0; 12],
            ever: [0; 12],
            own: [[0; N_SYMBOLS]; 4],
            motions: [[[0; 2]; 4]; N_MOTION_PLACES],
            moves: vec![[[0; N_SYMBOLS]; 4]; N_SYMBOLS],
        }
    }
}

impl Habits {
    /// The key that has been heard, lately above all: 0 for none yet, then twelve majors and twelve
    /// minors by the symbol of their tonic, as numbers below [`N_KEYS`].
    pub fn key(&self) -> usize {
        let weights: [f64; 12] = std::array::from_fn(|class| {
            f64::from(self.ever[class]) + LATELY_MORE * f64::from(self.lately[class])
        });
        let key = find_key_of_classes(&weights);
        key.map_or(0, |key| {
            let minor = if key.mode() == Mode::Minor { 12 } else { 0 };
            1 + minor + usize::from(key.tonic().get())
        })
    }

    /// How common symbols have been for a voice.
    pub fn of(&self, voice: usize) -> Shares {
        let last = self.heard.last().map_or(NOTHING, |frame| frame[voice]);
        let (own, moves) = (&self.own[voice], &self.moves[usize::from(last)][voice]);
        let [lately, ever] = [&self.lately, &self.ever].map(|counts| {
            let total = counts.iter().sum();
            counts.map(|count| share(count, total))
        });
        let [n_own, n_moves] = [own, moves].map(|counts| counts.iter().sum());
        let mut shares = [[0; N_SYMBOLS]; N_HABITS];
        for symbol in 1..usize::from(NOTHING) {
            shares[0][symbol] = lately[symbol % 12];
            shares[1][symbol] = ever[symbol % 12];
            shares[2][symbol] = share(own[symbol], n_own);
            shares[3][symbol] = share(moves[symbol], n_moves);
        }
        shares
    }

    /// How often a voice moved at this place of a beat and of bars of both lengths, as numbers below
    /// [`N_MOTIONS`].
    pub fn motions(&self, voice: usize) -> [usize; 3] {
        motion_places(self.heard.len()).map(|place| {
            let [n_moves, n_times] = self.motions[place][voice];
            match n_times {
                0 => 0,
                _ => 1 + MOTIONS.partition_point(|most| most * n_times < 100 * n_moves),
            }
        })
    }

    /// Takes a frame in.
    pub fn hear(&mut self, frame: &Frame) {
        let pitched =
            |frame: &Frame| frame.map(|symbol| (symbol > 0).then_some(usize::from(symbol)));
        for symbol in pitched(frame).into_iter().flatten() {
            self.lately[symbol % 12] += 1;
            self.ever[symbol % 12] += 1;
        }
        if let Some(old) = self.heard.len().checked_sub(LATELY) {
            for symbol in pitched(&self.heard[old]).into_iter().flatten() {
                self.lately[symbol % 12] -= 1;
            }
        }
        for (voice, symbol) in frame.iter().enumerate() {
            self.own[voice][usize::from(*symbol)] += 1;
            let last = self.heard.last().map_or(NOTHING, |last| last[voice]);
            for place in motion_places(self.heard.len()) {
                let [n_moves, n_times] = &mut self.motions[place][voice];
                *n_moves += u32::from(last != *symbol);
                *n_times += 1;
            }
            if last != *symbol {
                self.moves[usize::from(last)][voice][usize::from(*symbol)] += 1;
            }
        }
        self.heard.push(*frame);
    }
}

/// Places of a beat and of bars of both lengths, one block after the other.
const N_MOTION_PLACES: usize = N_FRAMES_PER_BEAT + N_PLACES;

fn motion_places(index: usize) -> [usize; 3] {
    let [four, three] = places(index);
    [
        index % N_FRAMES_PER_BEAT,
        N_FRAMES_PER_BEAT + four,
        N_FRAMES_PER_BEAT + three,
    ]
}

fn share(count: u32, total: u32) -> u8 {
    if count == 0 {
        return 0;
    }
    1 + SHARES.partition_point(|most| most * total < 100 * count) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sung_becomes_common_and_is_forgotten() {
        let mut habits = Habits::default();
        assert_eq!(habits.of(0), [[0; N_SYMBOLS]; N_HABITS]);
        for _ in 0..4 {
            habits.hear(&[40, 33, 28, 0]);
        }
        for _ in 0..4 {
            habits.hear(&[42, 33, 28, 0]);
        }
        let soprano = habits.of(0);
        // 40 and 28 are of one pitch class: half of all that sounds lately.
        assert_eq!(soprano[0][40], N_SHARES as u8 - 1);
        assert_eq!(soprano[2][40], N_SHARES as u8 - 1);
        assert_eq!((soprano[2][28], soprano[3][42]), (0, 0));
        habits.hear(&[40, 33, 28, 0]);
        assert_eq!(habits.of(0)[3][42], N_SHARES as u8 - 1);
        for _ in 0..LATELY {
            habits.hear(&[45, 45, 45, 45]);
        }
        let soprano = habits.of(0);
        assert_eq!(soprano[0][40], 0);
        assert_ne!(soprano[1][40], 0);
    }
    #[test]
    fn the_key_follows_what_is_heard_and_moves_with_it() {
        let mut habits = Habits::default();
        assert_eq!(habits.key(), 0);
        for shift in [0, 5] {
            let mut habits = Habits::default();
            for step in [0, 2, 4, 5, 7, 9, 11, 12, 7, 4, 0] {
                let tonic = 24 + shift;
                habits.hear(&[tonic + step, tonic + 7, tonic + 4, tonic]);
            }
            let key = habits.key();
            assert_eq!(key, 1 + usize::from(shift));
            assert_eq!(degree(24 + shift, key), 1);
            assert_eq!(degree(24 + shift + 11, key), 12);
        }
        habits.hear(&[0; 4]);
        assert_eq!(habits.key(), 0);
        assert_eq!(degree(0, 5), 0);
        // A minor key's degrees are rows of their own.
        assert_eq!(degree(13, 13 + 1), 13);
    }

    #[test]
    fn a_voice_that_moves_on_beats_is_known_to() {
        let mut habits = Habits::default();
        assert_eq!(habits.motions(0), [0; 3]);
        for frame in 0..24 {
            habits.hear(&[40 + frame / 4 % 2, 30, 28, 20]);
        }
        assert_eq!(habits.motions(0)[0], N_MOTIONS - 1);
        assert_eq!(
            habits.motions(1)[0],
            1 + MOTIONS.partition_point(|most| *most < 17)
        );
        habits.hear(&[40, 30, 28, 20]);
        assert_eq!(habits.motions(0)[0], 1);
    }
}
