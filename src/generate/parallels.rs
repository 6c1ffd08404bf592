//! Parallel fifths, octaves and unisons, seen before they are written.

use crate::music::Voice;
use crate::token::{DRUM_VOICE, Event, Grid, GridNote, NotePitch, Step, TokenMask, Vocabulary};

/// How far back a note is looked for that still sounds, in notes: more than any chord holds.
const LOOK_BACK: usize = 64;

/// The motion of the other voices into an onset.
pub struct Motions {
    /// Voices that move at this onset: from where, to where.
    moved: Vec<(Voice, NotePitch, NotePitch)>,
    /// What sounded at the onset before, by voice.
    before: Vec<GridNote>,
}

impl Motions {
    /// What moves at a step, as far as it is known: notes written there, and those that stand.
    pub fn into_step(grid: &Grid, now: Step) -> Self {
        let n_past = grid.notes.partition_point(|note| note.onset < now);
        let past = &grid.notes[n_past.saturating_sub(LOOK_BACK)..n_past];
        let last_onset = past.last().map_or(0, |note| note.onset);
        let before: Vec<GridNote> = past
            .iter()
            .filter(|note| note.end() > last_onset && note.voice != DRUM_VOICE)
            .copied()
            .collect();
        let n_here = grid.notes.partition_point(|note| note.onset <= now);
        let moved = grid.notes[n_past..n_here].iter().filter_map(|note| {
            let from = before.iter().find(|from| from.voice == note.voice)?;
            (from.pitch != note.pitch).then_some((note.voice, from.pitch, note.pitch))
        });
        Self {
            moved: moved.collect(),
            before,
        }
    }

    /// Whether a voice that goes to a pitch now moves in parallel fifths, octaves or unisons with another.
    ///
    /// Source: the count of `theory::VoiceLeadingReport`, so that what is avoided is what is measured.
    pub fn makes_parallel(&self, voice: Voice, pitch: NotePitch) -> bool {
        let Some(from) = self.before.iter().find(|from| from.voice == voice) else {
            return false;
        };
        let class = |one: NotePitch, other: NotePitch| one.index().abs_diff(other.index()) % 12;
        self.moved.iter().any(|(other, other_from, other_to)| {
            let interval = class(from.pitch, *other_from);
            *other != voice
                && from.pitch != pitch
                && (pitch > from.pitch) == (other_to > other_from)
                && matches!(interval, 0 | 7)
                && class(pitch, *other_to) == interval
        })
    }

    /// Makes the words of parallels less likely by so many nats.
    pub fn weigh(&self, logits: &mut [f32], mask: &TokenMask, nats: f32) {
        if self.moved.is_empty() {
            return;
        }
        for id in Vocabulary::NOTES {
            let token = Vocabulary::from_index(id).filter(|token| mask.allows(*token));
            if let (Some(token), Some(logit)) = (token, logits.get_mut(id))
                && let Event::Note(voice, pitch) = Vocabulary::event(token)
                && self.makes_parallel(voice, pitch)
            {
                *logit -= nats;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{
        Duration, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tick, TimeSignature, Velocity,
    };

    /// Quarter notes on a grid: (voice, MIDI pitch, quarter).
    fn grid(notes: &[(u8, i64, u32)]) -> Grid {
        let note = |(id, (voice, pitch, quarter)): (usize, &(u8, i64, u32))| Note {
            id: NoteId(id as u32),
            voice: Voice(*voice),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::new(quarter * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let header = ScoreHeader {
            meter: Meter::constant(TimeSignature::COMMON),
            ..ScoreHeader::default()
        };
        let notes = notes.iter().enumerate().map(note).collect();
        Grid::quantize(&Score::new(header, notes).unwrap(), 1).unwrap()
    }

    fn check(notes: &[(u8, i64, u32)], voice: u8, midi: i64, expected: bool) {
        let pitch = NotePitch::of(Pitch::new(midi).unwrap()).unwrap();
        let motions = Motions::into_step(&grid(notes), 24);
        assert_eq!(
            motions.makes_parallel(Voice(voice), pitch),
            expected,
            "{notes:?} {midi}"
        );
    }

    #[test]
    fn fifths_and_octaves_in_the_same_direction_are_parallels() {
        // Soprano G to A over a bass that comes from C.
        let fifth = [(0, 67, 0), (3, 48, 0), (0, 69, 1)];
        check(&fifth, 3, 50, true);
        check(&fifth, 3, 38, false);
        check(&fifth, 3, 48, false);
        check(&fifth, 3, 53, false);
        check(&[(0, 72, 0), (3, 48, 0), (0, 74, 1)], 3, 50, true);
        check(&[(0, 72, 0), (1, 72, 0), (0, 74, 1)], 1, 74, true);
        // The soprano stays, or the bass was silent before.
        check(&[(0, 67, 0), (3, 48, 0), (0, 67, 1)], 3, 50, false);
        check(&[(0, 67, 0), (0, 69, 1)], 3, 50, false);
    }
}
