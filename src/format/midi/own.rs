//! What our own files say beyond the MIDI standard, in sequencer-specific events that others skip:
//! which voice and part a track is, and how long the pick-up is.

use crate::music::{Chord, Duration, Voice};

/// "Non-commercial" maker of the MIDI standard, and our name.
const MARK: &[u8] = b"\x7dantiphon";

/// Text of the marker at a phrase end; readable in other programs too.
pub(super) const PHRASE_END: &[u8] = b"phrase end";

/// What the text of a chord symbol's marker begins with.
const CHORD: &str = "chord: ";

/// The chord symbol of a place without chord.
const NO_CHORD: &str = "N.C.";

/// The text of the marker at a chord symbol; readable in other programs too.
pub(super) fn chord_marker(chord: Option<Chord>) -> String {
    let symbol = chord.map(|chord| chord.to_string());
    format!("{CHORD}{}", symbol.as_deref().unwrap_or(NO_CHORD))
}

/// The chord symbol of a marker; `None` for other markers, and for chords that nobody knows.
pub(super) fn read_chord_marker(text: &[u8]) -> Option<Option<Chord>> {
    let symbol = std::str::from_utf8(text).ok()?.strip_prefix(CHORD)?;
    if symbol == NO_CHORD {
        Some(None)
    } else {
        symbol.parse().ok().map(Some)
    }
}

/// One of our events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// Length of the pick-up.
    Pickup(Duration),
    /// The track holds a voice of a part; a part without voices has none.
    Track {
        /// Index among the parts; `None` for a voice without part.
        part: Option<u16>,
        voice: Option<Voice>,
    },
}

impl Own {
    pub(super) fn bytes(self) -> Vec<u8> {
        let mut bytes = MARK.to_vec();
        match self {
            Self::Pickup(pickup) => {
                bytes.push(b'P');
                // Data bytes of MIDI have seven bits.
                bytes.extend((0..4).map(|group| (pickup.get() >> (7 * group) & 0x7f) as u8));
            }
            Self::Track { part, voice } => {
                bytes.push(b'T');
                let part = u32::from(part.map_or(0, |part| part.saturating_add(1)));
                let voice = voice.map_or(0, |voice| u32::from(voice.0) + 1);
                for number in [part, voice] {
                    bytes.extend((0..3).map(|group| (number >> (7 * group) & 0x7f) as u8));
                }
            }
        }
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (kind, data) = bytes.strip_prefix(MARK)?.split_first()?;
        let number = |data: &[u8]| {
            data.iter()
                .rev()
                .fold(0_u32, |number, byte| number << 7 | u32::from(byte & 0x7f))
        };
        match (kind, data.len()) {
            (b'P', 4) => Some(Self::Pickup(Duration::new(number(data)).ok()?)),
            (b'T', 6) => {
                let (part, voice) = (number(&data[..3]), number(&data[3..]));
                Some(Self::Track {
                    part: part.checked_sub(1).map(u16::try_from).transpose().ok()?,
                    voice: voice
                        .checked_sub(1)
                        .map(u8::try_from)
                        .transpose()
                        .ok()?
                        .map(Voice),
                })
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_events_read_back() {
        let check = |own: Own| assert_eq!(Own::read(&own.bytes()), Some(own));
        check(Own::Pickup(Duration::new(1_440).unwrap()));
        check(Own::Track {
            part: None,
            voice: Some(Voice(255)),
        });
        check(Own::Track {
            part: Some(300),
            voice: None,
        });
        assert_eq!(Own::read(b"\x7dantiphonT"), None);
        assert_eq!(Own::read(b"\x43yamaha"), None);
    }

    #[test]
    fn chord_markers_read_back() {
        for chord in [None, "F#m7b5/E".parse().ok()] {
            let text = chord_marker(chord);
            assert_eq!(read_chord_marker(text.as_bytes()), Some(chord), "{text}");
        }
        for text in ["phrase end", "chord: ", "chord: H7", "Am"] {
            assert_eq!(read_chord_marker(text.as_bytes()), None, "{text}");
        }
    }
}
