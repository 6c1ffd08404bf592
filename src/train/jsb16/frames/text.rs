//! Frames as a network reads them: symbols, and what is known before each.

use super::super::grid::Row;
use super::echo::Echoes;
use super::habits::{Habits, Shares};
use super::known::{Known, N_STREAM_CODES, N_STREAM_ROWS, n_voice_rows, say_rhythm};
use crate::model::Rng;

/// What a cell may hold: silence, 62 pitches, and nothing at all.
pub const N_SYMBOLS: usize = 64;
/// Differences of two symbols, moved above zero.
pub const N_INTERVALS: usize = 2 * N_SYMBOLS;
/// Stands for the cells before the first frame; never foretold.
pub const NOTHING: u8 = 63;
/// The pitch of symbol 1, as a MIDI number.
const LOWEST: i16 = 28;
/// Frames of a beat: the grids begin on one.
pub const N_FRAMES_PER_BEAT: usize = 4;

/// Voices in the order in which a frame says them.
pub type Order = [usize; 4];

/// Symbols from which a voice's next one is heard as an interval: what it sang last and before that, its
/// echoes, what the voices said before it sing, and what the others sang last.
pub const N_ANCHORS: usize = 4 + 3;

/// What four voices sing.
pub type Frame = [u8; 4];

/// Rows of a grid as symbols, moved by some semitones; `None` if a pitch has no symbol.
pub fn framed(rows: &[Row], shift: i16) -> Option<Vec<Frame>> {
    let symbol = |pitch: i16| match pitch {
        -1 => Some(0),
        _ => u8::try_from(pitch + shift - LOWEST + 1)
            .ok()
            .filter(|symbol| (1..NOTHING).contains(symbol)),
    };
    let frame = |row: &Row| {
        let [s, a, t, b] = row.map(symbol);
        Some([s?, a?, t?, b?])
    };
    rows.iter().map(frame).collect()
}

/// Some frames of a piece, with what is known before each.
#[derive(Debug, Clone)]
pub struct FrameText {
    /// Voices in the order in which a frame says them.
    pub order: Order,
    /// What is sung, `[seq]`.
    pub frames: Vec<Frame>,
    /// Anchors of the voices in order, each `[seq, N_ANCHORS]`.
    pub anchors: [Vec<Option<u8>>; 4],
    /// The key heard before each frame, `[seq]`.
    pub keys: Vec<usize>,
    /// How common each symbol has been for the voices in order, each `[seq]`.
    pub shares: [Vec<Shares>; 4],
    /// Codes of the stream, `[seq, N_STREAM_CODES]`.
    pub stream_codes: Vec<i32>,
    /// Codes of the voices in order, each `[seq, n_voice_codes(slot)]`.
    pub voice_codes: [Vec<i32>; 4],
}

impl FrameText {
    /// The text of frames `start .. end` of a piece.
    pub fn new(piece: &[Frame], start: usize, end: usize, order: Order) -> Self {
        let mut text = Self {
            order,
            frames: piece[start..end].to_vec(),
            anchors: Default::default(),
            keys: Vec::with_capacity(end - start),
            shares: Default::default(),
            stream_codes: Vec::with_capacity((end - start) * N_STREAM_CODES),
            voice_codes: Default::default(),
        };
        let mut known = Known::default();
        let (mut echoes, mut rhythm) = (Echoes::default(), Echoes::default());
        let mut habits = Habits::default();
        for (index, frame) in piece[..end].iter().enumerate() {
            if index >= start {
                let key = habits.key();
                text.keys.push(key);
                known.say_stream(index, key, &mut text.stream_codes);
                let voices = text.voice_codes.iter_mut().zip(&mut text.anchors);
                for (slot, (codes, anchors)) in voices.enumerate() {
                    let (voice, said) = (order[slot], &order[..slot]);
                    let echoes = [echoes.of_all(voice, said, frame), echoes.of_own(voice)];
                    known.say_voice(index, voice, key, echoes, codes);
                    let moves = known.moves(frame);
                    let rhythms = [rhythm.of_all(voice, said, &moves), rhythm.of_own(voice)];
                    say_rhythm(rhythms, habits.motions(voice), codes);
                    known.say_said(voice, said, frame, codes);
                    anchors.extend([known.last[voice], known.earlier[voice]].map(Some));
                    anchors.extend(echoes.map(|echo| echo.symbol));
                    anchors.extend(said.iter().map(|&said| Some(frame[said])));
                    let others = order[slot + 1..].iter();
                    anchors.extend(others.map(|&other| Some(known.last[other])));
                    text.shares[slot].push(habits.of(voice));
                }
            }
            rhythm.hear(&known.moves(frame));
            known.hear(frame);
            echoes.hear(frame);
            habits.hear(frame);
        }
        text
    }

    /// Forgets a share of what is known, so that a network does not lean on any of it: codes become the
    /// last row of their table, anchors are lost.
    pub fn forget(&mut self, share: f64, rng: &mut Rng) {
        let mut forget = |codes: &mut [i32], n_rows: usize| {
            for code in codes.iter_mut().filter(|_| rng.next_f64() < share) {
                *code = n_rows as i32 - 1;
            }
        };
        forget(&mut self.stream_codes, N_STREAM_ROWS);
        for (slot, codes) in self.voice_codes.iter_mut().enumerate() {
            forget(codes, n_voice_rows(slot));
        }
        for anchor in self.anchors.iter_mut().flatten() {
            if rng.next_f64() < share {
                *anchor = None;
            }
        }
    }

    /// Number of frames.
    pub fn len(&self) -> usize {
        self.frames.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: Order = [0, 3, 2, 1];

    #[test]
    fn a_window_knows_what_came_before_it() {
        let piece: Vec<Frame> = (0..40).map(|index| [40 + index % 7, 33, 28, 20]).collect();
        let (whole, window) = (
            FrameText::new(&piece, 0, 40, ORDER),
            FrameText::new(&piece, 30, 40, ORDER),
        );
        assert_eq!(window.len(), 10);
        assert_eq!(
            window.stream_codes,
            whole.stream_codes[30 * N_STREAM_CODES..]
        );
        assert_eq!(window.anchors[2], whole.anchors[2][30 * N_ANCHORS..]);
        assert_eq!(window.keys, whole.keys[30..]);
    }

    #[test]
    fn what_has_no_symbol_is_refused() {
        assert_eq!(framed(&[[89, 60, 28, -1]], 0).unwrap(), [[62, 33, 1, 0]]);
        assert_eq!(framed(&[[89, 60, 28, -1]], 1), None);
        assert_eq!(framed(&[[60, 60, 28, -1]], -1), None);
    }

    #[test]
    fn a_share_of_what_is_known_is_forgotten() {
        let piece = [[40, 33, 28, 20]; 200];
        let text = |share: f64| {
            let mut text = FrameText::new(&piece, 0, 200, ORDER);
            text.forget(share, &mut Rng::new(1));
            text
        };
        let n_lost = |text: &FrameText| {
            let codes = text.stream_codes.iter();
            codes
                .filter(|code| **code == N_STREAM_ROWS as i32 - 1)
                .count()
        };
        let (kept, some, all) = (text(0.0), text(0.3), text(1.0));
        assert_eq!((n_lost(&kept), n_lost(&all)), (0, all.stream_codes.len()));
        let share = n_lost(&some) as f64 / some.stream_codes.len() as f64;
        assert!((share - 0.3).abs() < 0.03, "{share}");
        assert!(all.anchors.iter().flatten().all(Option::is_none));
        assert_eq!(some.frames, kept.frames);
    }
}
