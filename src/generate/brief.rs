//! What a generation is asked to do: what stands, what is to be written, and where.

use std::ops::Range;

use crate::music::{KeySignature, Pitch, Voice};
use crate::token::{ChordLane, Control, DRUM_VOICE, Grid, N_VOICES, Step, Style};

use super::constraints::Conditions;
use super::sampler::Sampling;
use super::voice_leading::FaultCosts;

/// Ranges of the four voices of a choir, lowest and highest pitch as MIDI numbers.
///
/// Source: Piston, "Harmony", 5th edition 1987, chapter 2; widened by what the training chorales sing.
pub const VOICE_RANGES: [(u8, u8); N_VOICES] = [(58, 83), (51, 77), (45, 72), (36, 65)];

/// A task for one generation.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The notes that stand, with all bars the piece will have. Every one of them is kept.
    pub grid: Grid,
    /// Style, where one is asked for.
    pub style: Option<Style>,
    /// Key, where it is known.
    pub key: Option<KeySignature>,
    /// What the music should be like, by rising kind.
    pub controls: Vec<Control>,
    /// Whether chord symbols are part of the text; free ones are written inside the span.
    pub chords: ChordLane,
    /// Voices of the piece.
    pub voices: Vec<Voice>,
    /// Voices that may be written, from the top; [`DRUM_VOICE`] for the drums.
    pub write: Vec<Voice>,
    /// Where new notes may sound: each begins and ends inside.
    pub span: Range<Step>,
    /// Lowest and highest pitch of each voice, as MIDI numbers.
    pub ranges: [(u8, u8); N_VOICES],
    /// Most notes each voice may begin at one onset.
    pub chord_notes: [usize; N_VOICES],
    /// How much less likely faults of voice leading are made.
    pub fault_costs: FaultCosts,
    /// What new notes must obey.
    pub conditions: Conditions,
    /// How to draw.
    pub sampling: Sampling,
    /// Seed of the draws.
    pub rng_seed: u64,
}

impl Brief {
    /// Whether a voice may be written.
    pub fn may_write(&self, voice: Voice) -> bool {
        self.write.contains(&voice)
    }

    /// Whether drums may be written.
    pub fn may_drum(&self) -> bool {
        self.may_write(DRUM_VOICE)
    }

    /// Whether a voice may sing a pitch.
    pub fn is_in_range(&self, voice: Voice, pitch: Pitch) -> bool {
        self.ranges
            .get(usize::from(voice.0))
            .is_some_and(|(low, high)| (*low..=*high).contains(&pitch.midi()))
    }
}
