//! What a constraint is called where it took something away.

use std::fmt;

/// The constraint by which a note is forbidden or made less likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Parallels and crossings.
    VoiceLeading,
    /// A leading tone that would be left hanging.
    LeadingTone,
    /// The notes of a scale.
    Scale,
    /// The range of a voice, in its style or as asked for.
    Range,
    /// Chord tones on beats.
    Chords,
    /// The widest leap.
    Leap,
    /// How often a note may be repeated.
    Repeats,
    /// The shortest note.
    ShortestNote,
    /// The longest note.
    LongestNote,
    /// How many notes a bar has.
    Density,
    /// A cadence: its chords are written beforehand, and nothing under them.
    Cadence,
    /// A first note.
    Start,
    /// A last note.
    End,
    /// A key that was named: where the music begins and ends.
    Key,
    /// A rhythm that stays.
    Rhythm,
    /// Pitches that stay.
    Pitch,
    /// A line that chains wrote.
    Chains,
}

impl Reason {
    /// What the constraint is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::VoiceLeading => "voice leading",
            Self::LeadingTone => "leading tone",
            Self::Scale => "scale",
            Self::Range => "range",
            Self::Chords => "chords",
            Self::Leap => "leap",
            Self::Repeats => "repeats",
            Self::ShortestNote => "shortest note",
            Self::LongestNote => "longest note",
            Self::Density => "density",
            Self::Cadence => "cadence",
            Self::Start => "start",
            Self::End => "end",
            Self::Key => "key",
            Self::Rhythm => "rhythm",
            Self::Pitch => "pitch",
            Self::Chains => "chains",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
