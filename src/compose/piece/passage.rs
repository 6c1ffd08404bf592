//! Some bars of music, apart from their score: to be moved, cut and joined.

use std::ops::Range;

use crate::music::{ChordChange, Duration, Interval, Note, NoteId, Pitch, Tick, Velocity, Voice};
use crate::token::{DRUM_VOICE, N_VOICES};

/// Notes, phrase ends and chord symbols at their ticks in the piece.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passage {
    /// Notes, in any order.
    pub notes: Vec<Note>,
    /// Onsets under phrase ends.
    pub phrase_ends: Vec<Tick>,
    /// Chord changes.
    pub chords: Vec<ChordChange>,
}

impl Passage {
    /// What begins inside a range, cut off at its end.
    pub fn within(&self, span: &Range<Tick>) -> Self {
        let notes = self.notes.iter().filter(|note| span.contains(&note.onset));
        let cut = |note: &Note| Note {
            duration: note.end().min(span.end).since(note.onset),
            ..*note
        };
        Self {
            notes: notes.map(cut).collect(),
            phrase_ends: self
                .phrase_ends
                .iter()
                .copied()
                .filter(|tick| span.contains(tick))
                .collect(),
            chords: self
                .chords
                .iter()
                .copied()
                .filter(|it| span.contains(&it.tick))
                .collect(),
        }
    }

    /// The notes of some voices, and everything else.
    pub fn of_voices(mut self, voices: &[Voice]) -> Self {
        self.notes.retain(|note| voices.contains(&note.voice));
        self
    }

    /// The same at another time: what stood at `from` stands at `to`.
    pub fn moved(mut self, from: Tick, to: Tick) -> Self {
        let moved = |tick: Tick| to + tick.since(from);
        for note in &mut self.notes {
            note.onset = moved(note.onset);
        }
        self.phrase_ends
            .iter_mut()
            .for_each(|tick| *tick = moved(*tick));
        self.chords
            .iter_mut()
            .for_each(|change| change.tick = moved(change.tick));
        self
    }

    /// The same in another key, by an interval or its complement, whichever keeps to the ranges; a note that
    /// would still leave them moves by octaves.
    pub fn transposed(mut self, interval: Interval, ranges: &[(u8, u8); N_VOICES]) -> Self {
        let complement = if interval.0 > 0 {
            interval.0 - 12
        } else {
            interval.0 + 12
        };
        let outside = |by: i8| {
            let pitched = self.notes.iter().filter(|note| note.voice != DRUM_VOICE);
            let leaves = |note: &&Note| {
                !is_in_range(
                    i16::from(note.pitch.midi()) + i16::from(by),
                    note.voice,
                    ranges,
                )
            };
            pitched.filter(leaves).count()
        };
        let by = if outside(complement) < outside(interval.0) {
            complement
        } else {
            interval.0
        };
        for note in self
            .notes
            .iter_mut()
            .filter(|note| note.voice != DRUM_VOICE)
        {
            let plain = i16::from(note.pitch.midi()) + i16::from(by);
            let octaves = [0, -12, 12, -24, 24];
            let shifted = octaves.iter().map(|octave| plain + octave);
            let fitting = shifted
                .clone()
                .find(|pitch| is_in_range(*pitch, note.voice, ranges));
            if let Ok(pitch) = Pitch::new(i64::from(fitting.unwrap_or(plain))) {
                note.pitch = pitch;
            }
        }
        for change in &mut self.chords {
            change.chord = change.chord.map(|chord| chord.transposed(interval));
        }
        self
    }

    /// Takes another passage in.
    pub fn join(&mut self, other: Self) {
        self.notes.extend(other.notes);
        self.phrase_ends.extend(other.phrase_ends);
        self.chords.extend(other.chords);
    }

    /// The last onset of a voice with pitches.
    pub fn last_onset(&self) -> Option<Tick> {
        self.pitched().map(|note| note.onset).max()
    }

    /// The notes that have pitches.
    pub fn pitched(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.voice != DRUM_VOICE)
    }

    /// Adds a note that has no name yet.
    pub fn push(&mut self, voice: Voice, pitch: Pitch, span: Range<Tick>) {
        self.notes.push(Note {
            id: NoteId(0),
            voice,
            pitch,
            onset: span.start,
            duration: span.end.since(span.start).max(Duration::TICK),
            velocity: Velocity::DEFAULT,
        });
    }
}

fn is_in_range(midi: i16, voice: Voice, ranges: &[(u8, u8); N_VOICES]) -> bool {
    ranges
        .get(usize::from(voice.0))
        .is_none_or(|(low, high)| (i16::from(*low)..=i16::from(*high)).contains(&midi))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tick(quarter: u32) -> Tick {
        Tick::new(480 * quarter).unwrap()
    }

    fn line(pitches: &[i64]) -> Passage {
        let mut passage = Passage::default();
        for (quarter, pitch) in (0..).zip(pitches) {
            passage.push(
                Voice(0),
                Pitch::new(*pitch).unwrap(),
                tick(quarter)..tick(quarter + 1),
            );
        }
        passage
    }

    fn pitches(passage: &Passage) -> Vec<u8> {
        passage.notes.iter().map(|note| note.pitch.midi()).collect()
    }

    #[test]
    fn transposition_keeps_to_the_range() {
        let ranges = [(60, 72); N_VOICES];
        let up = line(&[60, 64, 65]).transposed(Interval(7), &ranges);
        assert_eq!(pitches(&up), [67, 71, 72]);
        let down = line(&[70, 71, 72]).transposed(Interval(7), &ranges);
        assert_eq!(pitches(&down), [65, 66, 67]);
        let wide = line(&[60, 72]).transposed(Interval(2), &ranges);
        assert_eq!(pitches(&wide), [62, 62]);
    }

    #[test]
    fn what_is_moved_and_cut_keeps_its_shape() {
        let passage = line(&[60, 62, 64, 65]).within(&(tick(1)..tick(3)));
        assert_eq!(pitches(&passage), [62, 64]);
        let moved = passage.moved(tick(1), tick(9));
        let onsets: Vec<u32> = moved
            .notes
            .iter()
            .map(|note| note.onset.get() / 480)
            .collect();
        assert_eq!(onsets, [9, 10]);
    }
}
