//! The melody of a score.

use super::symbol::{RelativePitch, tonic_below};
use crate::markov::rhythm::Place;
use crate::markov::timeline::place_of;
use crate::music::{Duration, KeySignature, Meter, Mode, Pitch, Score, Tick, Voice, sort_by_rank};
use crate::theory::find_key;

/// Ticks in a step: thirty-seconds and triplets of sixteenths fall on it.
pub(super) const UNIT: u32 = 20;

/// Steps of silence, a sixteenth note, below which a note is taken to reach the next one.
const SHORTEST_REST: u32 = 6;

/// A note of one voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MelodyNote {
    /// When it begins.
    pub onset: Tick,
    /// How long it lasts.
    pub duration: Duration,
    /// How high it is.
    pub pitch: Pitch,
}

/// A note or rest with its place and its duration in steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimedPitch {
    pub pitch: RelativePitch,
    pub place: Place,
    pub steps: u16,
}

/// The melody of a voice in the key of its score; the mode tells which chain it belongs to. `None` for silence.
pub(super) fn melody_of(score: &Score, voice: Voice) -> Option<(Mode, Vec<TimedPitch>)> {
    let key: KeySignature = score.header().key.or_else(|| find_key(score))?;
    if score.is_percussion(voice) {
        return None;
    }
    let notes = score.voice(voice).map(|note| MelodyNote {
        onset: note.onset,
        duration: note.duration,
        pitch: note.pitch,
    });
    let notes: Vec<MelodyNote> = notes.collect();
    let tonic = tonic_below(middle(notes.iter().map(|note| note.pitch))?, key);
    Some((key.mode(), timed(&notes, None, tonic, score.meter())))
}

/// Notes, the highest of each onset, and the rests between them, up to where something else begins.
pub(super) fn timed(
    notes: &[MelodyNote],
    until: Option<Tick>,
    tonic: Pitch,
    meter: &Meter,
) -> Vec<TimedPitch> {
    let mut notes = notes.to_vec();
    sort_by_rank(&mut notes, |note| {
        [
            i64::from(step(note.onset)),
            -i64::from(note.pitch.midi()),
            0,
        ]
    });
    notes.dedup_by_key(|note| step(note.onset));
    let mut line = Vec::with_capacity(notes.len());
    for (index, note) in notes.iter().enumerate() {
        let start = step(note.onset);
        let next = notes
            .get(index + 1)
            .map(|next| next.onset)
            .or(until)
            .map(step);
        let end = step(note.onset + note.duration).max(start + 1);
        let end = next.map_or(end, |next| {
            if end + SHORTEST_REST > next {
                next
            } else {
                end
            }
        });
        let mut push = |pitch: RelativePitch, start: u32, end: u32| {
            if end > start {
                line.push(TimedPitch {
                    pitch,
                    place: place_of(meter, start, UNIT),
                    steps: u16::try_from(end - start).unwrap_or(u16::MAX),
                });
            }
        };
        push(RelativePitch::of(note.pitch, tonic), start, end);
        push(RelativePitch::Rest, end, next.unwrap_or(end));
    }
    line
}

/// The step next to a tick.
pub(super) fn step(tick: Tick) -> u32 {
    (tick.get() + UNIT / 2) / UNIT
}

/// The middle of some pitches; `None` if there are none.
pub(super) fn middle(pitches: impl Iterator<Item = Pitch>) -> Option<Pitch> {
    let mut pitches: Vec<Pitch> = pitches.collect();
    pitches.sort_unstable();
    pitches.get(pitches.len() / 2).copied()
}
