//! What our own files say beyond the MIDI standard, in sequencer-specific events that others skip:
//! which voice and part a track is, and how long the pick-up is.

use crate::music::{Duration, Voice};

/// "Non-commercial" maker of the MIDI standard, and our name.
const MARK: &[u8] = b"\x7dantiphon";

/// Text of the marker at a phrase end; readable in other programs too.
pub(super) const PHRASE_END: &[u8] = b"phrase end";

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
}
