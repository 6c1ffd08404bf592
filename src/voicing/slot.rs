//! A passage cut into stretches in which no line changes.

use crate::music::Chord;

/// What a line does in a slot.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// It is silent.
    Silent,
    /// It sings what stands: a MIDI note.
    Stands(u8),
    /// It sings on what was chosen for the slot before.
    Held,
    /// It sings one of these MIDI notes, each at a cost in nats.
    Open(Vec<(u8, f64)>),
}

impl Place {
    /// Whether what it sings is chosen.
    pub fn is_ours(&self) -> bool {
        matches!(self, Self::Open(_) | Self::Held)
    }
}

/// A stretch of a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// The chord that holds, where one is known.
    pub chord: Option<Chord>,
    /// What each line does, from the top.
    pub lines: Vec<Place>,
    /// Whether the music comes to rest here: the chord is to stand on its root.
    pub is_close: bool,
}

impl Slot {
    /// Whether a line is to be chosen.
    pub fn is_open(&self) -> bool {
        let mut lines = self.lines.iter();
        lines.any(|line| matches!(line, Place::Open(_)))
    }
}
