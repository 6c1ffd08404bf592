//! How drums are called, and where they stand on a staff of five lines.

use crate::music::Pitch;

/// A drum on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drum {
    pub(super) name: &'static str,
    /// The place of a note of this letter and octave under a treble clef.
    pub(super) step: char,
    pub(super) octave: u8,
    /// Whether its notes have crosses for heads: cymbals and sticks.
    pub(super) is_cross: bool,
}

/// The percussion of General MIDI from 35. Places follow Norman Weinberg, "Guidelines for Drumset
/// Notation", Percussive Notes, June 1994, as far as they go.
const DRUMS: [(&str, char, u8, bool); 47] = [
    ("Acoustic Bass Drum", 'E', 4, false),
    ("Bass Drum", 'F', 4, false),
    ("Side Stick", 'C', 5, true),
    ("Snare Drum", 'C', 5, false),
    ("Hand Clap", 'B', 4, true),
    ("Electric Snare", 'C', 5, false),
    ("Low Floor Tom", 'G', 4, false),
    ("Closed Hi-Hat", 'G', 5, true),
    ("High Floor Tom", 'A', 4, false),
    ("Pedal Hi-Hat", 'D', 4, true),
    ("Low Tom", 'B', 4, false),
    ("Open Hi-Hat", 'G', 5, true),
    ("Low-Mid Tom", 'D', 5, false),
    ("High-Mid Tom", 'D', 5, false),
    ("Crash Cymbal 1", 'A', 5, true),
    ("High Tom", 'E', 5, false),
    ("Ride Cymbal 1", 'F', 5, true),
    ("Chinese Cymbal", 'B', 5, true),
    ("Ride Bell", 'F', 5, true),
    ("Tambourine", 'B', 5, true),
    ("Splash Cymbal", 'B', 5, true),
    ("Cowbell", 'E', 5, true),
    ("Crash Cymbal 2", 'A', 5, true),
    ("Vibraslap", 'B', 4, true),
    ("Ride Cymbal 2", 'F', 5, true),
    ("High Bongo", 'E', 5, false),
    ("Low Bongo", 'D', 5, false),
    ("Mute High Conga", 'E', 5, true),
    ("Open High Conga", 'E', 5, false),
    ("Low Conga", 'D', 5, false),
    ("High Timbale", 'E', 5, false),
    ("Low Timbale", 'D', 5, false),
    ("High Agogo", 'E', 5, true),
    ("Low Agogo", 'D', 5, true),
    ("Cabasa", 'B', 5, true),
    ("Maracas", 'B', 5, true),
    ("Short Whistle", 'B', 5, false),
    ("Long Whistle", 'B', 5, false),
    ("Short Guiro", 'B', 4, true),
    ("Long Guiro", 'B', 4, true),
    ("Claves", 'B', 4, true),
    ("High Wood Block", 'E', 5, true),
    ("Low Wood Block", 'D', 5, true),
    ("Mute Cuica", 'B', 4, true),
    ("Open Cuica", 'B', 4, false),
    ("Mute Triangle", 'B', 5, true),
    ("Open Triangle", 'B', 5, false),
];

impl Drum {
    /// The drum of a General MIDI pitch; others stand on the middle line.
    pub(super) fn of(pitch: Pitch) -> Self {
        let place = usize::from(pitch.midi()).checked_sub(35);
        let known = place.and_then(|place| DRUMS.get(place)).copied();
        let (name, step, octave, is_cross) = known.unwrap_or(("Percussion", 'B', 4, false));
        Self {
            name,
            step,
            octave,
            is_cross,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drums_are_those_of_general_midi() {
        let name = |midi| Drum::of(Pitch::new(midi).unwrap()).name;
        let found = [34, 35, 38, 42, 49, 56, 81, 82].map(name);
        assert_eq!(
            found,
            [
                "Percussion",
                "Acoustic Bass Drum",
                "Snare Drum",
                "Closed Hi-Hat",
                "Crash Cymbal 1",
                "Cowbell",
                "Open Triangle",
                "Percussion"
            ]
        );
    }
}
