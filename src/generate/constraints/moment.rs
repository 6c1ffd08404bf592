//! One onset, as far as it is known: where every voice comes from, and where it is.

use crate::music::Voice;
use crate::theory::{LINE_REST, moves_in_parallel};

use super::lines::{Line, Lines, Sung};

/// A voice at an onset.
#[derive(Debug, Clone, Copy)]
struct Part {
    voice: Voice,
    /// The pitch it comes from, if it sounded at the onset before and has not rested since.
    from: Option<u8>,
    /// The pitch that it begins here.
    begins: Option<u8>,
    /// The pitch that it sings here, begun or held.
    sings: Option<u8>,
}

/// The voices at a tick. They are those of [`crate::theory::VoiceLeadingReport`]: what is forbidden here is
/// what is counted there.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// The tick.
    pub tick: u32,
    parts: Vec<Part>,
}

impl Moment {
    /// The voices at a tick up to which everything is known.
    pub fn at(lines: &Lines, tick: u32) -> Self {
        let before = |line: &Line| line.split(tick).0.last().copied();
        let onsets = lines.all().iter().filter_map(before);
        Self::after(lines, tick, onsets.map(|note| note.onset).max())
    }

    /// The voices at a tick before which more may be written: a voice that could come from its last note
    /// does.
    pub fn ahead(lines: &Lines, tick: u32) -> Self {
        Self::after(lines, tick, Some(0))
    }

    fn after(lines: &Lines, tick: u32, last_onset: Option<u32>) -> Self {
        let part = |line: &Line| {
            let (past, coming) = line.split(tick);
            let last = past.last();
            let begins = coming.first().filter(|note| note.onset == tick);
            let held = last.filter(|note| note.end > tick);
            let is_linked = |note: &&Sung| {
                last_onset.is_some_and(|onset| note.end > onset) && is_joined(note, tick)
            };
            Part {
                voice: line.voice,
                from: last.filter(is_linked).map(|note| note.midi),
                begins: begins.map(|note| note.midi),
                sings: begins.or(held).map(|note| note.midi),
            }
        };
        Self {
            tick,
            parts: lines.all().iter().map(part).collect(),
        }
    }

    /// Whether a voice that begins a pitch here moves in parallel with one that begins here too.
    pub fn makes_parallel(&self, voice: Voice, midi: u8) -> bool {
        let part = self.parts.iter().find(|part| part.voice == voice);
        let from = part.and_then(|part| part.from);
        from.is_some_and(|from| self.is_parallel_to(voice, (from, midi)))
    }

    /// Whether a motion of a voice is parallel to that of another.
    pub fn is_parallel_to(&self, voice: Voice, motion: (u8, u8)) -> bool {
        let others = self.parts.iter().filter(|other| other.voice != voice);
        let mut motions = others.filter_map(|other| other.from.zip(other.begins));
        motions.any(|other| moves_in_parallel(motion, other))
    }

    /// Whether a voice that sings a pitch here crosses one that sings already.
    pub fn makes_crossing(&self, voice: Voice, midi: u8) -> bool {
        let mut others = self.parts.iter();
        others.any(|other| {
            let sings = other.sings.filter(|_| other.voice != voice);
            sings.is_some_and(|sings| crosses((voice, midi), (other.voice, sings)))
        })
    }
}

/// Whether a note is joined to what its voice begins at a tick: no rest parts them.
pub(super) fn is_joined(note: &Sung, tick: u32) -> bool {
    tick.saturating_sub(note.end) < LINE_REST
}

/// Whether the higher of two voices sings the lower pitch.
pub(super) fn crosses(one: (Voice, u8), other: (Voice, u8)) -> bool {
    (one.0 < other.0 && one.1 < other.1) || (one.0 > other.0 && one.1 > other.1)
}
