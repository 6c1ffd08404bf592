//! What is known before a frame, as codes: rows of tables that a network adds up.

use super::echo::{Echo, N_LENGTHS};
use super::habits::{N_KEYS, N_MOTIONS, degree};
use super::text::{Frame, N_FRAMES_PER_BEAT, N_INTERVALS, N_SYMBOLS, NOTHING};

/// Longest time a pitch has been held that is told apart, in frames.
const LONGEST_AGE: usize = 33;
/// Frames of bars of four quarters and of three: the metre is not known, so both are counted.
const FRAMES_PER_BAR: [usize; 2] = [4 * N_FRAMES_PER_BEAT, 3 * N_FRAMES_PER_BEAT];
/// Places in them, one block after the other.
pub const N_PLACES: usize = FRAMES_PER_BAR[0] + FRAMES_PER_BAR[1];

/// Codes of a frame: for each voice what it sang last, what before that and for how long; the place in
/// the bar, of two lengths; the intervals between voices.
pub const N_STREAM_CODES: usize = 4 * 4 + 2 + 2 * 6;
const AGES: usize = LONGEST_AGE + 1;
const EARLIER: usize = 4 * N_SYMBOLS;
const AGE: usize = EARLIER + 4 * N_SYMBOLS;
const PLACE: usize = AGE + 4 * AGES;
const BETWEEN: usize = PLACE + N_PLACES;
/// Rows of the table that they name.
pub const N_STREAM_ROWS: usize = BETWEEN_CLASS + 6 * 12 + 1;
const DEGREES: usize = BETWEEN + 6 * N_INTERVALS;
const BETWEEN_CLASS: usize = DEGREES + 4 * N_KEYS;

/// Codes of a voice's own past: what it sang last, how it came there, for how long, the place; and of its
/// echoes, of all voices and of its own line, where they would go and how long they are.
const N_OWN_CODES: usize = 9 + 2 + 3 + 1;
/// Codes of each voice that the frame has said already: what it sings, whether it moved, how far it is.
const N_SAID_CODES: usize = 4;
const OWN_MOVE: usize = N_SYMBOLS;
const OWN_AGE: usize = OWN_MOVE + N_INTERVALS;
const OWN_PLACE: usize = OWN_AGE + AGES;
const ECHOES: [usize; 2] = [OWN_PLACE + N_PLACES, OWN_PLACE + N_PLACES + ECHO_ROWS];
const ECHO_ROWS: usize = N_LENGTHS + N_INTERVALS;
/// Echoes of the rhythm, of all voices and of the own one: nothing, holding or moving after each length.
const RHYTHM: usize = ECHOES[1] + ECHO_ROWS;
const RHYTHM_ROWS: usize = 3 * N_LENGTHS;
/// How often the voice moves at this place.
const MOTION: usize = RHYTHM + 2 * RHYTHM_ROWS;
/// The degree of what it sang last.
const OWN_DEGREE: usize = MOTION + 3 * N_MOTIONS;
const SAID: usize = OWN_DEGREE + N_KEYS;
const SAID_MOVED: usize = N_SYMBOLS;
const SAID_INTERVAL: usize = SAID_MOVED + 2;
const SAID_CLASS: usize = SAID_INTERVAL + N_INTERVALS;
const N_SAID_ROWS: usize = SAID_CLASS + 12;

/// Codes of the voice that a frame says `slot`-th.
pub const fn n_voice_codes(slot: usize) -> usize {
    N_OWN_CODES + slot * N_SAID_CODES
}

/// Rows of the table that they name.
pub const fn n_voice_rows(slot: usize) -> usize {
    SAID + slot * N_SAID_ROWS + 1
}

/// What is known before a frame.
pub struct Known {
    /// What each voice sang last.
    pub last: Frame,
    /// What it sang before that.
    pub earlier: Frame,
    ages: [usize; 4],
}

impl Default for Known {
    fn default() -> Self {
        Self {
            last: [NOTHING; 4],
            earlier: [NOTHING; 4],
            ages: [1; 4],
        }
    }
}

impl Known {
    /// Takes a frame in.
    pub fn hear(&mut self, frame: &Frame) {
        for (voice, symbol) in frame.iter().enumerate() {
            if *symbol == self.last[voice] {
                self.ages[voice] += 1;
            } else {
                self.earlier[voice] = self.last[voice];
                self.last[voice] = *symbol;
                self.ages[voice] = 1;
            }
        }
    }

    /// 1 for each voice that moves, else 0.
    pub fn moves(&self, frame: &Frame) -> Frame {
        std::array::from_fn(|voice| u8::from(frame[voice] != self.last[voice]))
    }

    fn age(&self, voice: usize) -> usize {
        self.ages[voice].min(LONGEST_AGE)
    }

    /// Says the stream's codes of the frame at `index`.
    pub fn say_stream(&self, index: usize, key: usize, codes: &mut Vec<i32>) {
        let mut say = |code: usize| codes.push(code as i32);
        for voice in 0..4 {
            say(voice * N_SYMBOLS + usize::from(self.last[voice]));
            say(EARLIER + voice * N_SYMBOLS + usize::from(self.earlier[voice]));
            say(AGE + voice * AGES + self.age(voice));
            say(DEGREES + voice * N_KEYS + degree(self.last[voice], key));
        }
        places(index)
            .into_iter()
            .for_each(|place| say(PLACE + place));
        let pairs = (0..4).flat_map(|upper| (upper + 1..4).map(move |lower| (upper, lower)));
        for (pair, (upper, lower)) in pairs.enumerate() {
            let between = interval(self.last[upper], self.last[lower]);
            say(BETWEEN + pair * N_INTERVALS + between);
            say(BETWEEN_CLASS + pair * 12 + between % 12);
        }
    }

    /// Says what a voice knows of itself, and its echoes.
    pub fn say_voice(
        &self,
        index: usize,
        voice: usize,
        key: usize,
        echoes: [Echo; 2],
        codes: &mut Vec<i32>,
    ) {
        let mut say = |code: usize| codes.push(code as i32);
        let last = self.last[voice];
        say(usize::from(last));
        say(OWN_MOVE + interval(self.earlier[voice], last));
        say(OWN_AGE + self.age(voice));
        say(OWN_DEGREE + degree(last, key));
        places(index)
            .into_iter()
            .for_each(|place| say(OWN_PLACE + place));
        for (echo, rows) in echoes.into_iter().zip(ECHOES) {
            say(rows + echo.length);
            // No interval is 0.
            let to = echo.symbol.map_or(0, |symbol| interval(symbol, last));
            say(rows + N_LENGTHS + to);
        }
    }

    /// Says what a voice knows of those that the frame has `said` before it.
    pub fn say_said(&self, voice: usize, said: &[usize], frame: &Frame, codes: &mut Vec<i32>) {
        let mut say = |code: usize| codes.push(code as i32);
        let last = self.last[voice];
        for (order, &said) in said.iter().enumerate() {
            let rows = SAID + order * N_SAID_ROWS;
            let has_moved = frame[said] != self.last[said];
            say(rows + usize::from(frame[said]));
            say(rows + SAID_MOVED + usize::from(has_moved));
            let interval = interval(frame[said], last);
            say(rows + SAID_INTERVAL + interval);
            say(rows + SAID_CLASS + interval % 12);
        }
    }
}

/// Says echoes of the rhythm, of all voices and of the own one, and how often the voice moves here.
pub fn say_rhythm(rhythms: [Echo; 2], motions: [usize; 3], codes: &mut Vec<i32>) {
    for (which, echo) in rhythms.into_iter().enumerate() {
        let kind = echo.symbol.map_or(0, |moves| 1 + usize::from(moves));
        codes.push((RHYTHM + which * RHYTHM_ROWS + 3 * echo.length + kind) as i32);
    }
    for (which, motion) in motions.into_iter().enumerate() {
        codes.push((MOTION + which * N_MOTIONS + motion) as i32);
    }
}

/// The place of a frame in a bar of either length.
pub fn places(index: usize) -> [usize; 2] {
    [
        index % FRAMES_PER_BAR[0],
        FRAMES_PER_BAR[0] + index % FRAMES_PER_BAR[1],
    ]
}

/// How far `left` is above `right`, moved above zero.
fn interval(left: u8, right: u8) -> usize {
    usize::from(left) + N_SYMBOLS - usize::from(right)
}
