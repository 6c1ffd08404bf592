//! Drum hits: one length for all, and one pitch for each drum.

use std::cmp::Reverse;

use super::time::tick;
use crate::music::{Duration, Meter, Note, Part, Pitch, Tick, Voice};

/// The voice of the drums, after the four pitched ones.
pub(super) const DRUMS: Voice = Voice(4);

/// How long a hit lasts on paper: a sixteenth note.
pub(super) const HIT: u32 = 120;

/// The drum kit of the style.
pub(super) fn drum_part() -> Part {
    Part {
        name: "Drums".to_owned(),
        program: 0,
        is_percussion: true,
        voices: vec![DRUMS],
    }
}

/// A hit of a drum at a place.
pub(super) fn hit(note: &Note, drum: Pitch, onset: Tick) -> Note {
    Note {
        voice: DRUMS,
        pitch: drum,
        onset,
        duration: Duration::new(HIT).unwrap_or_default(),
        ..*note
    }
}

/// Whether General MIDI names a drum for the pitch.
pub(super) fn is_drum(pitch: Pitch) -> bool {
    (35..=81).contains(&pitch.midi())
}

/// Leaves one hit of each drum at a place, the loudest.
pub(super) fn one_hit_each(hits: &mut Vec<Note>) {
    hits.sort_by_key(|hit| (hit.onset, hit.pitch, Reverse(hit.velocity)));
    hits.dedup_by_key(|hit| (hit.onset, hit.pitch));
}

/// Moves hits forward that would last over the last bar line on paper, so that they add no bar.
pub(super) fn keep_in_last_bar(hits: &mut [Note], meter: &Meter, end: Tick) {
    let Some(last) = hits.iter().map(|hit| hit.onset).max() else {
        return;
    };
    let end = end.max(meter.bar_end(meter.position_of(last).bar));
    for hit in hits.iter_mut().filter(|hit| hit.end() > end) {
        hit.onset = tick(end.get().saturating_sub(HIT));
    }
}
