//! What followed when the piece last went as it goes now.

use super::text::{Frame, N_FRAMES_PER_BEAT};

/// Lengths of a match that are told apart: none, and these at most, in frames.
const LENGTHS: [usize; 11] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, usize::MAX];
/// How many lengths are told apart.
pub const N_LENGTHS: usize = LENGTHS.len() + 1;

/// A symbol that a voice sang after the longest match of what was sung lately, and how long that match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Echo {
    /// The symbol; none without a match.
    pub symbol: Option<u8>,
    /// Length of the match as a number below [`N_LENGTHS`].
    pub length: usize,
}

/// Finds matches between the end of a piece so far and its beginning.
///
/// Only places as far into a beat as the next frame are looked at. Lengths are carried on from frame to
/// frame, so a frame costs as much as there are frames before it.
#[derive(Debug, Default)]
pub struct Echoes {
    heard: Vec<Frame>,
    /// For each earlier frame how many frames before it equal those before the next one.
    shared: Vec<usize>,
    /// The same for each voice by itself.
    own: [Vec<usize>; 4],
}

impl Echoes {
    /// What a voice sang after the longest match of all voices, given what the frame has `said` before it.
    pub fn of_all(&self, voice: usize, said: &[usize], frame: &Frame) -> Echo {
        let is_alike = |earlier: &Frame| said.iter().all(|&voice| earlier[voice] == frame[voice]);
        self.longest(&self.shared, voice, is_alike)
    }

    /// What it sang after the longest match of its own line.
    pub fn of_own(&self, voice: usize) -> Echo {
        self.longest(&self.own[voice], voice, |_| true)
    }

    fn longest(&self, lengths: &[usize], voice: usize, is_alike: impl Fn(&Frame) -> bool) -> Echo {
        let next = self.heard.len();
        let places = (next % N_FRAMES_PER_BEAT..next).step_by(N_FRAMES_PER_BEAT);
        let matches = places.filter(|place| lengths[*place] > 0 && is_alike(&self.heard[*place]));
        // Of equal lengths the last.
        match matches.max_by_key(|place| lengths[*place]) {
            None => Echo::default(),
            Some(place) => Echo {
                symbol: Some(self.heard[place][voice]),
                length: 1 + LENGTHS.partition_point(|most| *most < lengths[place]),
            },
        }
    }

    /// Takes a frame in.
    pub fn hear(&mut self, frame: &Frame) {
        let grow = |lengths: &mut Vec<usize>, is_same: &dyn Fn(&Frame) -> bool| {
            // What was shared before a place is shared before the next one too, and one frame more.
            let next = lengths.iter().zip(&self.heard);
            let grown: Vec<usize> = std::iter::once(0)
                .chain(next.map(|(length, earlier)| if is_same(earlier) { length + 1 } else { 0 }))
                .collect();
            *lengths = grown;
        };
        grow(&mut self.shared, &|earlier| earlier == frame);
        for (voice, lengths) in self.own.iter_mut().enumerate() {
            grow(lengths, &|earlier| earlier[voice] == frame[voice]);
        }
        self.heard.push(*frame);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(soprano: &[u8], alto: &[u8]) -> Echoes {
        let mut echoes = Echoes::default();
        for (soprano, alto) in soprano.iter().zip(alto) {
            echoes.hear(&[*soprano, *alto, 9, 5]);
        }
        echoes
    }

    #[test]
    fn what_comes_back_is_foretold_by_what_followed() {
        let line = [1, 1, 2, 2, 3, 3, 4, 4, 1, 1, 2, 2];
        let echoes = heard(&line, &line);
        let echo = echoes.of_all(0, &[], &[0; 4]);
        assert_eq!(echo.symbol, Some(3));
        assert_eq!(echo.length, 1 + 3);
        // A frame that has gone another way already has no match.
        assert_eq!(echoes.of_all(1, &[0, 3], &[7, 0, 0, 5]), Echo::default());
        assert_eq!(echoes.of_all(1, &[0, 3], &[3, 0, 0, 5]).symbol, Some(3));
    }

    #[test]
    fn a_voice_may_come_back_alone() {
        let soprano = [1, 1, 2, 2, 3, 3, 4, 4, 1, 1, 2, 2];
        let alto = [1, 2, 3, 4, 5, 6, 7, 8, 9, 8, 7, 6];
        let echoes = heard(&soprano, &alto);
        assert_eq!(echoes.of_all(0, &[], &[0; 4]), Echo::default());
        assert_eq!(echoes.of_own(0).symbol, Some(3));
    }

    #[test]
    fn only_the_same_place_of_a_beat_counts() {
        let line = [1, 2, 3, 4, 5, 6, 1, 2];
        assert_eq!(heard(&line, &line).of_own(0), Echo::default());
    }
}
