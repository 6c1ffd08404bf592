//! How two voices move from one simultaneity to the next.

use super::rule::Rule;
use super::slices::Slice;

/// Semitones of a perfect fifth and of an octave.
const FIFTH: i16 = 7;
const OCTAVE: i16 = 12;
/// The widest melodic step.
const STEP: i16 = 2;

/// Two voices that sound in two neighbouring simultaneities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Motion {
    /// The higher voice before and after.
    pub upper: (i16, i16),
    /// The lower voice before and after.
    pub lower: (i16, i16),
}

/// Whether two voices that each go from one pitch to another break the rule of parallel fifths, octaves or unisons:
/// MIDI notes before and after.
///
/// Source: the count of [`super::VoiceLeadingReport`].
pub fn moves_in_parallel(one: (u8, u8), other: (u8, u8)) -> bool {
    let wide = |(from, to): (u8, u8)| (i16::from(from), i16::from(to));
    let motion = Motion {
        upper: wide(one),
        lower: wide(other),
    };
    motion.parallel().is_some()
}

impl Motion {
    /// The motion of two voices, if both sound before and after and neither rests between.
    pub fn of(before: &Slice, after: &Slice, (upper, lower): (usize, usize)) -> Option<Self> {
        Some(Self {
            upper: before.step_to(after, upper)?,
            lower: before.step_to(after, lower)?,
        })
    }

    /// Whether both voices change their pitch.
    pub fn both_move(self) -> bool {
        self.upper.0 != self.upper.1 && self.lower.0 != self.lower.1
    }

    /// Whether both voices move, and the same way.
    pub fn is_similar(self) -> bool {
        (self.upper.1 - self.upper.0).signum() * (self.lower.1 - self.lower.0).signum() > 0
    }

    /// The rule that parallel perfect intervals of the two voices break. Contrary motion from fifth to twelfth or
    /// from octave to unison is none, and neither is a repeated chord.
    pub fn parallel(self) -> Option<Rule> {
        // Of crossed voices the lower one counts as the bass of the interval: C under G is a fifth either way.
        let before = (self.upper.0 - self.lower.0).abs();
        let after = (self.upper.1 - self.lower.1).abs();
        if !self.is_similar() || before.rem_euclid(OCTAVE) != after.rem_euclid(OCTAVE) {
            return None;
        }
        match (before, after.rem_euclid(OCTAVE)) {
            (_, FIFTH) => Some(Rule::ParallelFifths),
            (0, 0) if after == 0 => Some(Rule::ParallelUnisons),
            (_, 0) => Some(Rule::ParallelOctaves),
            _ => None,
        }
    }

    /// The rule that outer voices break which move into a perfect interval, the upper one by leap.
    pub fn hidden(self) -> Option<Rule> {
        let leaps = (self.upper.1 - self.upper.0).abs() > STEP;
        if !leaps || !self.is_similar() || self.parallel().is_some() {
            return None;
        }
        match (self.upper.1 - self.lower.1).abs().rem_euclid(OCTAVE) {
            FIFTH => Some(Rule::HiddenFifths),
            0 => Some(Rule::HiddenOctaves),
            _ => None,
        }
    }

    /// Whether one of two neighbouring voices goes beyond where the other just was, without their crossing.
    pub fn overlaps(self) -> bool {
        let crosses = self.upper.1 < self.lower.1 || self.upper.0 < self.lower.0;
        !crosses && (self.lower.1 > self.upper.0 || self.upper.1 < self.lower.0)
    }
}
