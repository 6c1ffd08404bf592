//! The metres the model has words for.

use crate::music::TimeSignature;

use super::step::TICKS_PER_STEP;

/// Time signatures of the vocabulary, as (beats, beat unit). A bar has at most 192 steps.
const KNOWN: [(u8, u8); 22] = [
    (2, 2),
    (3, 2),
    (4, 2),
    (1, 4),
    (2, 4),
    (3, 4),
    (4, 4),
    (5, 4),
    (6, 4),
    (7, 4),
    (2, 8),
    (3, 8),
    (6, 8),
    (9, 8),
    (12, 8),
    (1, 2),
    (4, 8),
    (5, 8),
    (7, 8),
    (8, 8),
    (12, 16),
    (6, 16),
];

/// A time signature that the vocabulary knows; a header word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metre(u8);

impl Metre {
    /// How many metres there are.
    pub const COUNT: usize = KNOWN.len();

    /// The metre of a time signature, if the vocabulary has it.
    pub fn of(time_signature: TimeSignature) -> Option<Metre> {
        let pair = (
            time_signature.beats() as u8,
            time_signature.beat_unit() as u8,
        );
        KNOWN
            .iter()
            .position(|known| *known == pair)
            .map(|index| Metre(index as u8))
    }

    /// The metre at an index of the vocabulary.
    pub fn from_index(index: usize) -> Option<Metre> {
        (index < Self::COUNT).then_some(Metre(index as u8))
    }

    /// Its index in the vocabulary.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// As written in a score.
    pub fn time_signature(self) -> TimeSignature {
        let (beats, beat_unit) = KNOWN[self.index()];
        TimeSignature::new(u32::from(beats), u32::from(beat_unit))
            .expect("invariant: KNOWN holds valid signatures")
    }

    /// Steps in a whole bar.
    pub fn bar_steps(self) -> u32 {
        self.time_signature().bar().get() / TICKS_PER_STEP
    }
}
