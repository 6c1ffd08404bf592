//! A note: the atom of every score.

use super::order::Rank;
use super::pitch::Pitch;
use super::time::{Duration, Tick};

/// The name of a note inside one score; never used twice there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(
    /// Any number unique in its score.
    pub u32,
);

/// Which melodic line a note belongs to, counted from the highest part of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Voice(
    /// 0 is the first line.
    pub u8,
);

impl Voice {
    /// First line of four-part music.
    pub const SOPRANO: Voice = Voice(0);
    /// Second line of four-part music.
    pub const ALTO: Voice = Voice(1);
    /// Third line of four-part music.
    pub const TENOR: Voice = Voice(2);
    /// Lowest line of four-part music.
    pub const BASS: Voice = Voice(3);
    /// The four lines of four-part music, from the top.
    pub const SATB: [Voice; 4] = [Voice::SOPRANO, Voice::ALTO, Voice::TENOR, Voice::BASS];
}

/// How hard a note is struck: 1 to 127, as in MIDI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Velocity(u8);

impl Velocity {
    /// What a note gets when nobody says: mezzo-forte.
    pub const DEFAULT: Velocity = Velocity(80);

    /// A velocity, moved into 1 to 127.
    pub const fn clamped(velocity: i64) -> Self {
        Self(if velocity < 1 {
            1
        } else if velocity > 127 {
            127
        } else {
            velocity as u8
        })
    }

    /// 1 to 127.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// One note of one voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Note {
    /// Its name in the score.
    pub id: NoteId,
    /// Its line.
    pub voice: Voice,
    /// How high it sounds.
    pub pitch: Pitch,
    /// When it begins.
    pub onset: Tick,
    /// How long it sounds; never zero inside a score.
    pub duration: Duration,
    /// How hard it is struck.
    pub velocity: Velocity,
}

impl Note {
    /// First tick after the note.
    pub fn end(&self) -> Tick {
        self.onset + self.duration
    }

    /// Where it stands in a score: by onset, then voice, then pitch from the top, then name.
    pub fn rank(&self) -> Rank {
        let (voice, pitch) = (i64::from(self.voice.0), i64::from(self.pitch.midi()));
        // A voice has 128 pitches, so that both are one number.
        let row = 128 * voice - pitch;
        [i64::from(self.onset.get()), row, i64::from(self.id.0)]
    }

    /// Whether the note sounds at a tick.
    pub fn sounds_at(&self, tick: Tick) -> bool {
        self.onset <= tick && tick < self.end()
    }
}
