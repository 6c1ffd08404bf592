//! Cuts long pieces into sections that can be learnt from one by one.

use std::ops::Range;

use super::clean::regular_stretches;
use crate::music::{
    ChordChange, Duration, Meter, Note, NoteId, Score, ScoreHeader, Tick, TimeSignature,
};

/// Longest section, in bars.
const LONGEST: u32 = 200;

/// How many bars a cut may move to where fewer notes are held over it.
const LEEWAY: u32 = 4;

/// The score in sections of much the same length; itself, where it is short enough.
pub(super) fn sections(score: Score) -> Vec<Score> {
    let n_bars = score.n_bars();
    if n_bars <= LONGEST {
        return vec![score];
    }
    let n_sections = n_bars.div_ceil(LONGEST - LEEWAY);
    let mut cuts = vec![0];
    for section in 1..n_sections {
        let bar = n_bars * section / n_sections;
        let near = bar.saturating_sub(LEEWAY / 2)..=bar + LEEWAY / 2;
        cuts.extend(near.min_by_key(|near| (n_held(&score, *near), near.abs_diff(bar))));
    }
    cuts.push(n_bars);
    let sections = cuts
        .windows(2)
        .filter_map(|pair| section(&score, pair[0]..pair[1]));
    sections.collect()
}

/// The rows of bars of a score that make a metre, without what is too short to tell anything; the score
/// itself, where all bars do.
pub(super) fn regular_sections(score: &Score) -> Vec<Score> {
    /// In bars.
    const SHORTEST: usize = 8;
    let stretches = regular_stretches(score.meter(), score.end());
    if stretches.len() < 2 {
        return vec![score.clone()];
    }
    let long_enough = stretches.into_iter().filter(|bars| bars.len() >= SHORTEST);
    long_enough
        .filter_map(|bars| section(score, bars))
        .collect()
}

/// Notes held over the beginning of a bar.
fn n_held(score: &Score, bar: u32) -> usize {
    let start = score.meter().bar_start(bar);
    let notes = score.notes().iter();
    notes
        .filter(|note| note.onset < start && start < note.end())
        .count()
}

fn section(score: &Score, bars: Range<u32>) -> Option<Score> {
    let start = score.meter().bar_start(bars.start);
    let end = score.meter().bar_start(bars.end);
    let notes = score.notes_from(start..end).iter().enumerate();
    let notes = notes.map(|(index, note)| Note {
        id: NoteId(index as u32),
        onset: Tick::ZERO + note.onset.since(start),
        duration: note.end().min(end).since(note.onset),
        ..*note
    });
    let header = score.header();
    let ends = header
        .phrase_ends
        .iter()
        .filter(|at| (start..end).contains(at));
    let pickup = if start == Tick::ZERO {
        score.meter().pickup()
    } else {
        Duration::ZERO
    };
    let header = ScoreHeader {
        meter: Meter::new(pickup, signatures(score.meter(), start, end)).ok()?,
        phrase_ends: ends.map(|at| Tick::ZERO + at.since(start)).collect(),
        chords: chords(&header.chords, start, end),
        ..header.clone()
    };
    Score::new(header, notes.collect()).ok()
}

fn signatures(meter: &Meter, start: Tick, end: Tick) -> Vec<(Tick, TimeSignature)> {
    let mut signatures = vec![(Tick::ZERO, meter.time_signature_at(start))];
    let later = meter.changes().iter();
    let later = later.filter(|(at, _)| start < *at && *at < end);
    signatures.extend(later.map(|(at, signature)| (Tick::ZERO + at.since(start), *signature)));
    signatures
}

/// The chord symbols of a section; it begins with the one that holds there.
fn chords(chords: &[ChordChange], start: Tick, end: Tick) -> Vec<ChordChange> {
    let moved = |change: &ChordChange| ChordChange {
        tick: Tick::ZERO + change.tick.since(start),
        ..*change
    };
    let before = chords.iter().rev().find(|change| change.tick <= start);
    let inside = chords.iter();
    let inside = inside.filter(|change| start < change.tick && change.tick < end);
    before.into_iter().chain(inside).map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Pitch, Velocity, Voice};

    #[test]
    fn a_long_piece_is_cut_where_nothing_is_held() {
        let mut notes: Vec<Note> = (0..1000_u32)
            .map(|beat| Note {
                id: NoteId(beat),
                voice: Voice(0),
                pitch: Pitch::new(60).unwrap(),
                onset: Tick::new(beat * 480).unwrap(),
                duration: Duration::QUARTER,
                velocity: Velocity::DEFAULT,
            })
            .collect();
        // Held over the middle.
        notes[499].duration = Duration::QUARTER.times(2);
        let header = ScoreHeader {
            phrase_ends: vec![Tick::new(999 * 480).unwrap()],
            ..ScoreHeader::default()
        };
        let score = Score::new(header, notes).unwrap();
        let cut = sections(score);
        let bars: Vec<u32> = cut.iter().map(Score::n_bars).collect();
        assert_eq!(bars, [124, 126]);
        let n_notes: usize = cut.iter().map(|section| section.notes().len()).sum();
        assert_eq!(n_notes, 1000);
        assert_eq!(cut[1].header().phrase_ends, [Tick::new(503 * 480).unwrap()]);
    }

    #[test]
    fn a_bar_that_makes_no_metre_is_left_out() {
        let note = |index: u32| Note {
            id: NoteId(index),
            voice: Voice(0),
            pitch: Pitch::new(60).unwrap(),
            onset: Tick::new(index * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        };
        let common = TimeSignature::COMMON;
        let broken = Tick::new(10 * 1920 + 50).unwrap();
        let meter = Meter::new(Duration::ZERO, vec![(Tick::ZERO, common), (broken, common)]);
        let header = ScoreHeader {
            meter: meter.unwrap(),
            ..ScoreHeader::default()
        };
        let score = Score::new(header, (0..80).map(note).collect()).unwrap();
        let bars: Vec<u32> = regular_sections(&score).iter().map(Score::n_bars).collect();
        assert_eq!(bars, [10, 10]);
    }
}
