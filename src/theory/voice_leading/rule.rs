//! The rules of voice leading, and what breaks them.

use std::fmt;

use crate::music::{Tick, Voice};

/// A rule of voice leading in the common practice.
///
/// Source: Fux, "Gradus ad Parnassum", 1725, for parallels; Kostka, Payne, "Tonal harmony", 6th edition, chapters 5
/// to 8, and Aldwell, Schachter, "Harmony and voice leading", chapter 6, for the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// Two voices move in the same direction from one perfect fifth, or twelfth, to another.
    ParallelFifths,
    /// Two voices move in the same direction from one octave, or double octave, to another.
    ParallelOctaves,
    /// Two voices move together in unison.
    ParallelUnisons,
    /// The outer voices move in the same direction into a perfect fifth, the upper one by leap.
    HiddenFifths,
    /// The outer voices move in the same direction into an octave, the upper one by leap.
    HiddenOctaves,
    /// A lower voice sounds above a higher one.
    VoiceCrossing,
    /// A voice moves beyond where its neighbour just was.
    VoiceOverlap,
    /// Neighbouring upper voices stand more than an octave apart.
    WideSpacing,
    /// A voice of a four-part choir leaves what its singers can sing.
    OutOfRange,
    /// The leading tone of a dominant, in an outer voice, does not rise to the tonic that follows.
    UnresolvedLeadingTone,
    /// A voice moves by an augmented second or an augmented fourth.
    AugmentedInterval,
    /// A voice leaps by a seventh or by more than an octave.
    LargeLeap,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Rule; 12] = [
        Rule::ParallelFifths,
        Rule::ParallelOctaves,
        Rule::ParallelUnisons,
        Rule::HiddenFifths,
        Rule::HiddenOctaves,
        Rule::VoiceCrossing,
        Rule::VoiceOverlap,
        Rule::WideSpacing,
        Rule::OutOfRange,
        Rule::UnresolvedLeadingTone,
        Rule::AugmentedInterval,
        Rule::LargeLeap,
    ];

    /// What musicians call a breach of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ParallelFifths => "parallel fifths",
            Self::ParallelOctaves => "parallel octaves",
            Self::ParallelUnisons => "parallel unisons",
            Self::HiddenFifths => "hidden fifths",
            Self::HiddenOctaves => "hidden octaves",
            Self::VoiceCrossing => "voice crossing",
            Self::VoiceOverlap => "voice overlap",
            Self::WideSpacing => "wide spacing",
            Self::OutOfRange => "out of range",
            Self::UnresolvedLeadingTone => "unresolved leading tone",
            Self::AugmentedInterval => "augmented interval",
            Self::LargeLeap => "large leap",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A place where a rule is broken.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Where it is heard: the onset of the second chord of a motion, or of the first where a state begins.
    pub tick: Tick,
    /// The onset of the chord before it, for motions; otherwise the same as `tick`.
    pub from: Tick,
    /// The voices that break it, from the top.
    pub voices: Vec<Voice>,
}
