//! The drums the model has words for.

use crate::music::Pitch;

use super::event::NotePitch;

/// A drum of the kit; General MIDI's other percussion counts as the one that sounds most like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Drum(u8);

/// The pitch that stands for each drum: its General MIDI number.
const KIT: [u8; Drum::COUNT] = [
    36, 37, 38, 39, 42, 43, 44, 46, 47, 49, 50, 51, 53, 54, 56, 70,
];

/// Drums of General MIDI 35 to 81, each with its pitch in [`KIT`].
const LIKE: [u8; 47] = [
    36, 36, 37, 38, 39, 38, 43, 42, 43, 44, 47, 46, 47, 50, 49, 50, 51, 49, 53, 54, 49, 56, 49, 56,
    51, 50, 47, 50, 50, 47, 50, 47, 56, 56, 70, 70, 70, 70, 70, 70, 37, 37, 37, 47, 47, 53, 53,
];

impl Drum {
    /// How many there are.
    pub const COUNT: usize = 16;

    /// The drum of a General MIDI percussion pitch, if it is one.
    pub fn of(pitch: Pitch) -> Option<Drum> {
        let like = LIKE.get(usize::from(pitch.midi()).checked_sub(35)?)?;
        Self::from_index(KIT.iter().position(|drum| drum == like)?)
    }

    /// The drum at an index of the vocabulary.
    pub const fn from_index(index: usize) -> Option<Drum> {
        if index < Self::COUNT {
            Some(Drum(index as u8))
        } else {
            None
        }
    }

    /// Its index in the vocabulary, by pitch from below.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The pitch that stands for it.
    pub fn pitch(self) -> NotePitch {
        let pitch = Pitch::new(i64::from(KIT[self.index()])).ok();
        pitch
            .and_then(NotePitch::of)
            .expect("invariant: KIT holds piano keys")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_drum_is_its_own_and_all_percussion_is_some_drum() {
        for drum in (0..Drum::COUNT).filter_map(Drum::from_index) {
            assert_eq!(Drum::of(drum.pitch().pitch()), Some(drum));
        }
        for midi in 0..=127 {
            let drum = Drum::of(Pitch::new(midi).unwrap());
            assert_eq!(drum.is_some(), (35..=81).contains(&midi), "{midi}");
        }
    }
}
