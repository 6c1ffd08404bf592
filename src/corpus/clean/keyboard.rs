//! Two hands: what stands on the upper staff in voices 0 and 1, on the lower one in 2 and 3.

use super::super::refusal::Refusal;
use super::chord_line::chord_lines;
use super::cleaned::{Cleaned, score_of};
use super::snap::{LeastOnGrid, snapped};
use super::time::{framed, placed};
use crate::music::{Note, Part, Score, ScoreHeader, Voice};

/// Ornamental groups of five, seven or eleven stand beside the grid, and are moved on it unheard.
const MOST_ON_GRID: LeastOnGrid = LeastOnGrid(90);

/// Lowest and highest key of a piano; beyond are slips of engravers.
pub(super) const KEYS: std::ops::RangeInclusive<u8> = 21..=108;

/// The score in two layers a hand, each of which may hold chords.
pub(super) fn clean(score: &Score) -> Result<Cleaned, Refusal> {
    let score = framed(&snapped(score, MOST_ON_GRID)?)?;
    let parts = score.header().parts.iter();
    let mut staves: Vec<Vec<Vec<Note>>> = parts.map(|part| layers_of(&score, part)).collect();
    staves.retain(|layers| !layers.is_empty());
    if staves.len() != 2 {
        return Err(Refusal::WrongStaves {
            found: staves.len(),
        });
    }
    let n_found = staves.iter().flatten().map(Vec::len).sum();
    let mut n_lost = 0;
    for layer in staves.iter_mut().flatten() {
        let n_notes = layer.len();
        layer.retain(|note| KEYS.contains(&note.pitch.midi()));
        n_lost += n_notes - layer.len();
    }
    let mut notes = Vec::with_capacity(n_found);
    for (hand, layers) in staves.iter().enumerate() {
        let no_layer = Vec::new();
        let upper = layers.first().unwrap_or(&no_layer);
        let lower = layers.get(1).unwrap_or(&no_layer);
        let further: Vec<Note> = layers.iter().skip(2).flatten().copied().collect();
        let made = chord_lines(&[upper.clone(), lower.clone()], &further);
        n_lost += made.n_lost;
        for (layer, line) in made.lines.iter().enumerate() {
            let voice = Voice((2 * hand + layer) as u8);
            let placed = line.iter().map(|note| placed(note, note.onset, note.end()));
            notes.extend(placed.map(|note| Note { voice, ..note }));
        }
    }
    let header = ScoreHeader {
        parts: hands(),
        chords: Vec::new(),
        ..score.header().clone()
    };
    Ok(Cleaned {
        score: score_of(header, notes)?,
        n_lost,
        n_found,
    })
}

/// The layers of a staff that have notes, from the top.
fn layers_of(score: &Score, part: &Part) -> Vec<Vec<Note>> {
    let mut voices = part.voices.clone();
    voices.sort_unstable();
    let layers = voices.iter().map(|voice| score.voice(*voice).copied());
    let layers = layers.map(Iterator::collect);
    layers
        .filter(|layer: &Vec<Note>| !layer.is_empty())
        .collect()
}

fn hands() -> Vec<Part> {
    let hand = |name: &str, voices: [Voice; 2]| Part {
        name: name.to_owned(),
        program: 0,
        is_percussion: false,
        voices: voices.to_vec(),
    };
    vec![
        hand("Right hand", [Voice(0), Voice(1)]),
        hand("Left hand", [Voice(2), Voice(3)]),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::time::tick;
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, Velocity};

    /// Notes as (pitch, onset, end), the times in quarters.
    type Layer<'a> = &'a [(i64, u32, u32)];

    fn score(staves: &[&[Layer]]) -> Score {
        let mut header = ScoreHeader::default();
        let mut notes: Vec<Note> = Vec::new();
        let mut n_layers = 0;
        for staff in staves {
            let voices = n_layers..n_layers + staff.len() as u8;
            n_layers = voices.end;
            for (layer, voice) in staff.iter().zip(voices.clone()) {
                notes.extend(layer.iter().map(|(pitch, onset, end)| Note {
                    id: NoteId(0),
                    voice: Voice(voice),
                    pitch: Pitch::new(*pitch).unwrap(),
                    onset: tick(onset * 480),
                    duration: Duration::new((end - onset) * 480).unwrap(),
                    velocity: Velocity::DEFAULT,
                }));
            }
            header.parts.push(Part {
                name: String::new(),
                program: 0,
                is_percussion: false,
                voices: voices.map(Voice).collect(),
            });
        }
        score_of(header, notes).unwrap()
    }

    #[test]
    fn hands_keep_their_layers_and_a_third_layer_finds_a_place() {
        let right: [Layer; 3] = [&[(76, 0, 2)], &[(72, 0, 1)], &[(71, 1, 2)]];
        let left: [Layer; 1] = [&[(48, 0, 2), (43, 0, 2)]];
        let cleaned = clean(&score(&[&right, &left])).unwrap();
        let notes = cleaned.score.notes().iter();
        let found: Vec<(u8, u8)> = notes
            .map(|note| (note.voice.0, note.pitch.midi()))
            .collect();
        assert_eq!(found, [(0, 76), (1, 72), (2, 48), (2, 43), (1, 71)]);
        assert_eq!((cleaned.n_found, cleaned.n_lost), (5, 0));
    }

    #[test]
    fn music_on_one_staff_is_for_no_two_hands() {
        let melody = score(&[&[&[(76, 0, 2)]], &[&[]]]);
        assert_eq!(clean(&melody), Err(Refusal::WrongStaves { found: 1 }));
    }
}
