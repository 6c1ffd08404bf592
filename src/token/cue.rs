//! What a musician sees at a word: the place in the bar and what is sounding.

use crate::music::Chord;

use super::event::{MAX_DURATION_STEPS, N_VOICES, NotePitch};
use super::vocabulary::{N_CHORDS, chord_index};

/// Numbers in a cue: the place, four sounding pitches, the time to the next end, and the chord.
pub const CUE_FEATURES: usize = 3 + N_VOICES;

const SOUNDING: usize = MAX_DURATION_STEPS as usize;
const NEXT_END: usize = SOUNDING + N_VOICES * (NotePitch::COUNT + 1);
/// Longest time to the next end that is told apart, in steps.
const MAX_NEXT_END: u32 = 96;

/// How many different codes a cue may hold.
pub const N_CUE_CODES: usize = CHORD + N_CHORDS;
const CHORD: usize = NEXT_END + MAX_NEXT_END as usize + 1;

/// What is known beside the word itself, worked out from the words so far.
///
/// The network gets it as extra inputs, so that it need not add up durations to know where it is and
/// what sounds. It is a function of the tokens: it carries no information of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Cue {
    /// Steps from the start of the bar.
    pub position: u32,
    /// What each voice is sounding: of a chord the highest note in the two upper voices, else the lowest.
    pub sounding: [Option<NotePitch>; N_VOICES],
    /// Steps until the first of them ends; 0 when nothing sounds.
    pub next_end: u32,
    /// The chord that holds, where chord symbols are said.
    pub chord: Option<Chord>,
}

impl Cue {
    /// The cue as codes below [`N_CUE_CODES`], one block a feature.
    pub fn codes(&self) -> [usize; CUE_FEATURES] {
        let mut codes = [0; CUE_FEATURES];
        codes[0] = self.position.min(MAX_DURATION_STEPS - 1) as usize;
        for (voice, pitch) in self.sounding.iter().enumerate() {
            let height = pitch.map_or(0, |pitch| pitch.index() + 1);
            codes[1 + voice] = SOUNDING + voice * (NotePitch::COUNT + 1) + height;
        }
        codes[1 + N_VOICES] = NEXT_END + self.next_end.min(MAX_NEXT_END) as usize;
        codes[2 + N_VOICES] = CHORD + chord_index(self.chord);
        codes
    }
}
