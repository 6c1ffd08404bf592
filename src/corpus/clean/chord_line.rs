//! Lines that may hold chords: notes of a line begin together or not before the last ones have ended.

use std::collections::BTreeMap;

use super::snap::TICKS_PER_STEP;
use crate::music::{Note, Tick};

/// Most notes that a line begins at once.
pub(super) const MOST_NOTES: usize = 6;

/// Notes of a line by where they begin.
type Line = BTreeMap<Tick, Vec<Note>>;

/// Lines without overlaps, and the number of notes that were left out or cut short by much.
pub(super) struct ChordLines {
    pub(super) lines: Vec<Vec<Note>>,
    pub(super) n_lost: usize,
}

/// Makes chord lines of layers, and finds a place in them for notes that have no layer.
///
/// A note that sounds on into the next onset of its layer moves to another layer that is silent
/// meanwhile; if there is none, it is cut there.
pub(super) fn chord_lines(layers: &[Vec<Note>], homeless: &[Note]) -> ChordLines {
    let mut lines: Vec<Line> = layers.iter().map(|layer| line_of(layer)).collect();
    let mut n_lost = 0;
    for note in homeless {
        match place_for(&lines, note) {
            Some(place) => lines[place].entry(note.onset).or_default().push(*note),
            None => n_lost += 1,
        }
    }
    for index in 0..lines.len() {
        n_lost += part_overlaps(&mut lines, index);
    }
    for line in &mut lines {
        let onsets: Vec<Tick> = line.keys().copied().collect();
        for (index, onset) in onsets.iter().enumerate() {
            if let Some(chord) = line.get_mut(onset) {
                n_lost += thin_out(chord);
                even_out(chord, onsets.get(index + 1).copied());
            }
        }
    }
    ChordLines {
        lines: lines
            .into_iter()
            .map(|line| line.into_values().flatten().collect())
            .collect(),
        n_lost,
    }
}

fn line_of(notes: &[Note]) -> Line {
    let mut line = Line::new();
    for note in notes {
        line.entry(note.onset).or_default().push(*note);
    }
    line
}

/// Whether a line begins no other note while this one sounds, and none sounds on into it.
fn has_room(line: &Line, note: &Note) -> bool {
    /// Notes held over more onsets than this are as good as over.
    const FAR_BACK: usize = 64;
    let before = line.range(..note.end()).rev().take(FAR_BACK);
    let mut others = before.filter(|(onset, _)| **onset != note.onset);
    others.all(|(onset, chord)| {
        *onset < note.onset && chord.iter().all(|other| other.end() <= note.onset)
    })
}

/// The line for a note without one: the nearest in pitch that has room, or else begins there too.
fn place_for(lines: &[Line], note: &Note) -> Option<usize> {
    let distance = |line: &Line| {
        let near = line.range(..=note.onset).next_back();
        let pitches = near.into_iter().flat_map(|(_, chord)| chord);
        let distances = pitches.map(|other| other.pitch.midi().abs_diff(note.pitch.midi()));
        distances.min().unwrap_or(u8::MAX)
    };
    let nearest = |is_fit: &dyn Fn(&Line) -> bool| {
        (0..lines.len())
            .filter(|index| is_fit(&lines[*index]))
            .min_by_key(|index| distance(&lines[*index]))
    };
    nearest(&|line| has_room(line, note))
        .or_else(|| nearest(&|line| line.contains_key(&note.onset)))
}

/// Moves or cuts the notes of a line that sound on into its next onset; gives the number of those cut.
fn part_overlaps(lines: &mut [Line], index: usize) -> usize {
    let onsets: Vec<Tick> = lines[index].keys().copied().collect();
    let mut n_cut = 0;
    for pair in onsets.windows(2) {
        let [onset, next] = [pair[0], pair[1]];
        let Some(chord) = lines[index].remove(&onset) else {
            continue;
        };
        let mut kept = Vec::with_capacity(chord.len());
        // A chord that sounds on as a whole is cut: moved, it would only cross the other line.
        let moves = chord.iter().any(|note| note.end() <= next) || chord.len() == 1;
        for note in chord {
            if note.end() <= next {
                kept.push(note);
                continue;
            }
            let cut = Note {
                duration: next.since(onset),
                ..note
            };
            let other = (0..lines.len())
                .filter(|other| *other != index && moves && !is_legato(&note, &cut))
                .find(|other| has_room(&lines[*other], &note));
            if let Some(other) = other {
                lines[other].entry(onset).or_default().push(note);
            } else {
                n_cut += usize::from(!is_legato(&note, &cut));
                kept.push(cut);
            }
        }
        if !kept.is_empty() {
            lines[index].insert(onset, kept);
        }
    }
    n_cut
}

/// Whether a cut takes so little that nobody hears it.
fn is_legato(note: &Note, cut: &Note) -> bool {
    let lost = note.duration.get() - cut.duration.get();
    lost <= TICKS_PER_STEP.max(note.duration.get() / 8)
}

/// Leaves one of equal pitches, the longest, and the outer ones of too many; gives the number lost.
fn thin_out(chord: &mut Vec<Note>) -> usize {
    use std::cmp::Reverse;
    chord.sort_by_key(|note| (Reverse(note.pitch), Reverse(note.duration)));
    chord.dedup_by_key(|note| note.pitch);
    let n_lost = chord.len().saturating_sub(MOST_NOTES);
    let middle = chord.len() / 2;
    chord.drain(middle - n_lost / 2..middle - n_lost / 2 + n_lost);
    n_lost
}

/// Lets notes that end nearly together end together.
fn even_out(chord: &mut [Note], next: Option<Tick>) {
    let Some(longest) = chord.iter().max_by_key(|note| note.duration).copied() else {
        return;
    };
    for note in chord {
        if is_legato(&longest, note) && next.is_none_or(|next| longest.end() <= next) {
            note.duration = longest.duration;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::time::tick;
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, Velocity, Voice};

    /// A note from one tick to another.
    fn note(pitch: i64, onset: u32, end: u32) -> Note {
        Note {
            id: NoteId(0),
            voice: Voice(0),
            pitch: Pitch::new(pitch).unwrap(),
            onset: tick(onset),
            duration: Duration::new(end - onset).unwrap(),
            velocity: Velocity::DEFAULT,
        }
    }

    fn check(layers: &[&[Note]], homeless: &[Note], expected: &[&[Note]], n_lost: usize) {
        let layers: Vec<Vec<Note>> = layers.iter().map(|layer| layer.to_vec()).collect();
        let made = chord_lines(&layers, homeless);
        assert_eq!(made.lines, expected);
        assert_eq!(made.n_lost, n_lost);
    }

    #[test]
    fn a_held_note_moves_to_a_silent_line_or_is_cut() {
        let held = note(72, 0, 960);
        let [below, next] = [note(64, 0, 480), note(65, 480, 960)];
        check(
            &[&[held, below, next], &[]],
            &[],
            &[&[below, next], &[held]],
            0,
        );
        let busy = note(60, 240, 480);
        check(
            &[&[held, below, next], &[busy]],
            &[],
            &[&[note(72, 0, 480), below, next], &[busy]],
            1,
        );
    }

    #[test]
    fn a_note_without_a_line_goes_where_there_is_room() {
        let [high, low] = [note(76, 0, 480), note(60, 480, 960)];
        let third = note(64, 0, 480);
        check(&[&[high], &[low]], &[third], &[&[high, third], &[low]], 0);
        let late = note(64, 240, 480);
        check(&[&[high], &[low]], &[late], &[&[high], &[late, low]], 0);
        let other = note(50, 0, 480);
        check(&[&[high], &[other]], &[late], &[&[high], &[other]], 1);
    }

    #[test]
    fn a_chord_has_six_notes_at_most_and_ends_together() {
        let many: Vec<Note> = (0..8).map(|index| note(60 + index, 0, 480)).collect();
        let made = chord_lines(&[many], &[]);
        let pitches: Vec<u8> = made.lines[0].iter().map(|note| note.pitch.midi()).collect();
        assert_eq!((pitches, made.n_lost), (vec![67, 66, 65, 62, 61, 60], 2));
        let made = chord_lines(&[vec![note(64, 0, 480), note(60, 0, 460)]], &[]);
        assert!(made.lines[0].iter().all(|note| note.duration.get() == 480));
    }
}
