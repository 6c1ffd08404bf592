//! The closed set of things the model can say.

use crate::music::{Chord, KeySignature, Pitch, Voice};

use super::control::Control;
use super::drum::Drum;
use super::metre::Metre;
use super::style::Style;

/// Pitched lines the model writes.
pub const N_VOICES: usize = 4;

/// The line of the drums, after the pitched ones.
pub const DRUM_VOICE: Voice = Voice(N_VOICES as u8);

/// Longest duration one word can say, in steps: two bars of 4/4. Longer ones add [`Event::Longer`].
pub const MAX_DURATION_STEPS: u32 = 192;

/// Bars before the end that are counted down.
pub const MAX_COUNTDOWN: u32 = 8;

/// A pitch the model has a word for: the 88 keys of a piano, A0 (21) to C8 (108).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotePitch(u8);

impl NotePitch {
    /// How many there are.
    pub const COUNT: usize = 88;
    const LOWEST: u8 = 21;

    /// The word's pitch for a pitch of the score, if it lies on the piano.
    pub const fn of(pitch: Pitch) -> Option<NotePitch> {
        let midi = pitch.midi();
        if midi >= Self::LOWEST && midi < Self::LOWEST + Self::COUNT as u8 {
            Some(NotePitch(midi - Self::LOWEST))
        } else {
            None
        }
    }

    /// The pitch at an index, 0 to 87.
    pub const fn from_index(index: usize) -> Option<NotePitch> {
        if index < Self::COUNT {
            Some(NotePitch(index as u8))
        } else {
            None
        }
    }

    /// 0 (A0) to 87 (C8).
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The pitch of the score.
    pub fn pitch(self) -> Pitch {
        Pitch::new(i64::from(self.0 + Self::LOWEST))
            .expect("invariant: piano keys are MIDI pitches")
    }
}

/// One word of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Event {
    /// Fills a batch; never part of a piece.
    Pad,
    /// The piece is over.
    End,
    /// Opens the announcement of what is given in the next bar.
    Given,
    /// Closes the announcement.
    GivenEnd,
    /// The notes that begin here end a phrase (a fermata in a chorale).
    PhraseEnd,
    /// The first bar is a pick-up: it begins where its first note does.
    Pickup,
    /// Header: the style.
    Style(Style),
    /// Header, or after a bar line: the time signature from here on.
    Metre(Metre),
    /// Header: the key. Its spelling is not said, only tonic and mode.
    Key(KeySignature),
    /// Header: what the music is like.
    Control(Control),
    /// Header: chord symbols stand in this text.
    ChordLane,
    /// Header: this voice takes part.
    Voice(Voice),
    /// A bar line, with the number of bars still to come, this one included, where it is said (1 to 8).
    Bar(Option<u32>),
    /// A place inside the bar, in steps from its start; left out at the bar line.
    Position(u32),
    /// The chord from here on; its bass is not said. `None` where there is none.
    Chord(Option<Chord>),
    /// A note begins; lower notes of its voice with the same duration may follow, then the duration.
    Note(Voice, NotePitch),
    /// A drum is struck.
    Drum(Drum),
    /// Length of the notes just named, in steps (1 to 192).
    Duration(u32),
    /// 192 steps more for the notes just named; a duration or another of these follows.
    Longer,
}
