//! Tells the melodic lines apart that one MIDI track holds.

use std::cmp::Reverse;

use crate::music::{Duration, Pitch, Tick, Velocity};

/// A note of a track, in ticks of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TrackNote {
    pub(super) pitch: Pitch,
    pub(super) onset: Tick,
    pub(super) end: Tick,
    pub(super) velocity: Velocity,
}

/// Most lines a track is split into; more notes at once are chords of one line.
pub(super) const MOST_LINES: usize = 4;

/// Players let notes overlap by up to a sixteenth of a quarter note; that makes no second line.
const LEGATO: u32 = 30;

/// Share of the sounding time, in percent, that the lines must account for; the rest is divisi.
const COVERED: u64 = 90;

/// How many notes sound at once, not counting rare moments; 0 without notes.
pub(super) fn count_lines(notes: &[TrackNote]) -> usize {
    let mut steps: Vec<(u32, i32)> = Vec::with_capacity(notes.len() * 2);
    for note in notes {
        let (start, end) = (note.onset.get(), note.end.get());
        steps.push((start, 1));
        steps.push((end.saturating_sub(LEGATO).max(start + 1), -1));
    }
    steps.sort_unstable();
    // Ticks with one, two, ... notes; the last place holds all that are too many.
    let mut ticks = [0_u64; MOST_LINES + 2];
    let (mut sounding, mut last) = (0_i32, 0_u32);
    for (tick, change) in steps {
        let place = (sounding.max(0) as usize).min(MOST_LINES + 1);
        ticks[place] += u64::from(tick - last);
        sounding += change;
        last = tick;
    }
    let total: u64 = ticks[1..].iter().sum();
    let mut covered = 0;
    let enough = |ticks: &u64| {
        covered += ticks;
        covered * 100 >= total * COVERED
    };
    if notes.is_empty() {
        0
    } else {
        ticks[1..].iter().position(enough).unwrap_or(0) + 1
    }
}

/// The notes in `n_lines` lines, highest first: notes that begin together keep their order of pitch,
/// and a single note goes on the line whose last note is nearest.
pub(super) fn split_lines(notes: &[TrackNote], n_lines: usize) -> Vec<Vec<TrackNote>> {
    let mut sorted = notes.to_vec();
    // In a unison the lower voice is the one that moves on first, more often than not.
    sorted.sort_by_key(|note| (note.onset, Reverse(note.pitch), Reverse(note.end)));
    if n_lines < 2 {
        return vec![sorted];
    }
    let mut lines: Vec<Line> = usual_pitches(notes, n_lines)
        .into_iter()
        .map(Line::at)
        .collect();
    for chord in sorted.chunk_by(|one, other| one.onset == other.onset) {
        let onset = chord[0].onset;
        let free: Vec<usize> = (0..n_lines)
            .filter(|line| lines[*line].until <= onset + Duration::new(LEGATO).unwrap_or_default())
            .collect();
        for (note, line) in chord.iter().zip(places(chord, &free, &lines, onset)) {
            let line = &mut lines[line];
            line.pitch = i64::from(note.pitch.midi());
            line.until = line.until.max(note.end);
            line.notes.push(*note);
        }
    }
    lines.into_iter().map(|line| line.notes).collect()
}

/// A line being filled.
struct Line {
    /// Pitch of its last note.
    pitch: i64,
    until: Tick,
    notes: Vec<TrackNote>,
}

impl Line {
    fn at(pitch: i64) -> Self {
        Self {
            pitch,
            until: Tick::ZERO,
            notes: Vec::new(),
        }
    }
}

/// Where each line would lie if all had the same number of notes.
fn usual_pitches(notes: &[TrackNote], n_lines: usize) -> Vec<i64> {
    let mut pitches: Vec<i64> = notes
        .iter()
        .map(|note| i64::from(note.pitch.midi()))
        .collect();
    pitches.sort_unstable_by_key(|pitch| Reverse(*pitch));
    (0..n_lines)
        .map(|line| pitches[(2 * line + 1) * pitches.len() / (2 * n_lines)])
        .collect()
}

/// A line for every note of a chord, from the top.
fn places(chord: &[TrackNote], free: &[usize], lines: &[Line], onset: Tick) -> Vec<usize> {
    if chord.len() > free.len() {
        // More notes than lines: what is left over joins the nearest line.
        let nearest = |note: &TrackNote| {
            let distance = |line: &usize| (lines[*line].pitch - i64::from(note.pitch.midi())).abs();
            (0..lines.len()).min_by_key(distance).unwrap_or(0)
        };
        let place = |(index, note): (usize, &TrackNote)| {
            free.get(index).copied().unwrap_or_else(|| nearest(note))
        };
        return chord.iter().enumerate().map(place).collect();
    }
    let mut best: Option<(i64, Vec<usize>)> = None;
    for choice in 0_u32..1 << free.len() {
        if choice.count_ones() as usize != chord.len() {
            continue;
        }
        let places: Vec<usize> = (0..free.len())
            .filter(|place| choice >> place & 1 == 1)
            .map(|place| free[place])
            .collect();
        let cost = chord
            .iter()
            .zip(&places)
            .map(|(note, place)| cost_of(note, *place, lines, onset))
            .sum();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, places));
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Semitones from the line's last note, and an octave for every held line that would be crossed.
fn cost_of(note: &TrackNote, place: usize, lines: &[Line], onset: Tick) -> i64 {
    const CROSSING: i64 = 12;
    let pitch = i64::from(note.pitch.midi());
    let crossed = lines.iter().enumerate().filter(|(other, line)| {
        let is_wrong = if *other < place {
            pitch > line.pitch
        } else {
            pitch < line.pitch
        };
        *other != place && line.until > onset && is_wrong
    });
    (pitch - lines[place].pitch).abs() + CROSSING * crossed.count() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(pitch: i64, onset: u32, end: u32) -> TrackNote {
        TrackNote {
            pitch: Pitch::new(pitch).unwrap(),
            onset: Tick::new(onset).unwrap(),
            end: Tick::new(end).unwrap(),
            velocity: Velocity::DEFAULT,
        }
    }

    fn pitches(line: &[TrackNote]) -> Vec<u8> {
        line.iter().map(|note| note.pitch.midi()).collect()
    }

    #[test]
    fn a_held_note_keeps_its_line() {
        let notes = [
            note(72, 0, 960),
            note(67, 0, 480),
            note(65, 480, 960),
            note(71, 960, 1440),
            note(67, 960, 1440),
            note(69, 1440, 1920),
        ];
        assert_eq!(count_lines(&notes), 2);
        let lines = split_lines(&notes, 2);
        assert_eq!(pitches(&lines[0]), [72, 71, 69]);
        assert_eq!(pitches(&lines[1]), [67, 65, 67]);
    }

    #[test]
    fn legato_makes_no_second_line_and_chords_do() {
        assert_eq!(count_lines(&[note(60, 0, 125), note(62, 100, 225)]), 1);
        assert_eq!(count_lines(&[]), 0);
        let chord: Vec<TrackNote> = (0..8).map(|index| note(60 + index, 0, 480)).collect();
        assert_eq!(count_lines(&chord), MOST_LINES + 1);
        assert_eq!(split_lines(&chord, 2).concat().len(), 8);
    }
}
