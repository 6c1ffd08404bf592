//! The notes of a voice as layers, in each of which nothing overlaps but chords.

use crate::music::{Note, Voice};

/// Notes that begin and end together. Ticks count from the start of the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Chord {
    pub(in crate::format) start: u32,
    pub(in crate::format) end: u32,
    /// Places among the notes of the score, from the top.
    pub(in crate::format) notes: Vec<usize>,
}

/// The chords of each layer, in order; the first layer has the first note of the voice.
///
/// A pitch that sounds twice in a chord goes to another layer the second time.
pub(in crate::format) fn layers_of(notes: &[Note], voice: Voice) -> Vec<Vec<Chord>> {
    let mut own: Vec<usize> = (0..notes.len())
        .filter(|place| notes[*place].voice == voice)
        .collect();
    // The notes of a score are in order of onset, and from the top where they begin together.
    own.sort_by_key(|place| {
        (
            notes[*place].onset,
            std::cmp::Reverse(notes[*place].duration),
        )
    });
    let mut layers: Vec<Vec<Chord>> = Vec::new();
    for place in own {
        let note = &notes[place];
        let (start, end) = (note.onset.get(), note.end().get());
        let joins = |chord: &Chord| {
            let has_pitch = |other: &usize| notes[*other].pitch == note.pitch;
            (chord.start, chord.end) == (start, end) && !chord.notes.iter().any(has_pitch)
        };
        let mut last_chords = layers.iter_mut().filter_map(|layer| layer.last_mut());
        if let Some(chord) = last_chords.find(|chord| joins(chord)) {
            chord.notes.push(place);
            continue;
        }
        let chord = Chord {
            start,
            end,
            notes: vec![place],
        };
        let is_free = |layer: &&mut Vec<Chord>| layer.last().is_none_or(|last| last.end <= start);
        match layers.iter_mut().find(is_free) {
            Some(layer) => layer.push(chord),
            None => layers.push(vec![chord]),
        }
    }
    layers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity};

    #[test]
    fn nothing_overlaps_in_a_layer() {
        let notes = [
            (0, 960, 60),
            (0, 480, 64),
            (0, 480, 67),
            (0, 480, 67),
            (480, 480, 65),
            (960, 480, 62),
        ];
        let notes = notes
            .iter()
            .zip(0..)
            .map(|((onset, length, pitch), id)| Note {
                id: NoteId(id),
                voice: Voice(3),
                pitch: Pitch::new(*pitch).unwrap(),
                onset: Tick::new(*onset).unwrap(),
                duration: Duration::new(*length).unwrap(),
                velocity: Velocity::DEFAULT,
            });
        let score = Score::new(ScoreHeader::default(), notes.collect()).unwrap();
        let pitches: Vec<Vec<Vec<u8>>> = layers_of(score.notes(), Voice(3))
            .iter()
            .map(|layer| {
                let pitch = |place: &usize| score.notes()[*place].pitch.midi();
                layer
                    .iter()
                    .map(|chord| chord.notes.iter().map(pitch).collect())
                    .collect()
            })
            .collect();
        assert_eq!(
            pitches,
            [
                vec![vec![60], vec![62]],
                vec![vec![67, 64], vec![65]],
                vec![vec![67]]
            ]
        );
        assert!(layers_of(score.notes(), Voice(0)).is_empty());
    }
}
