//! What a piece sounds like, whatever its key and the length of its beat.

use std::collections::HashSet;

use super::pack::Scoring;
use crate::music::{Note, Score, Voice};

/// Chords in a row that are compared.
const CHORDS_IN_A_ROW: usize = 5;
/// Melody notes in a row that are compared.
const NOTES_IN_A_ROW: usize = 10;
/// Bars of drums in a row that are compared.
const BARS_IN_A_ROW: usize = 2;

/// What a piece sounds like.
#[derive(Debug, Clone, Default)]
pub(super) struct Fingerprint {
    /// Rows of chords; of bars, where there are drums alone.
    pub(super) parts: HashSet<u64>,
    pub(super) melody: HashSet<u64>,
    pub(super) whole: u64,
    pub(super) is_drums: bool,
    /// Whether a piece like this one is another edition of it, and not another setting.
    pub(super) has_editions: bool,
}

impl Fingerprint {
    pub(super) fn of(score: &Score, scoring: Scoring) -> Self {
        if scoring == Scoring::Drums {
            return Self::of_drums(score);
        }
        let melody = melody_of(score);
        let chords: Vec<u64> = match scoring {
            // One voice has no chords.
            Scoring::Line | Scoring::LeadSheet => Vec::new(),
            _ => chords_of(score),
        };
        Self {
            parts: rows(&chords, CHORDS_IN_A_ROW),
            whole: whole_of(&chords, &melody),
            melody: rows(&melody, NOTES_IN_A_ROW),
            is_drums: false,
            has_editions: scoring != Scoring::FourVoices,
        }
    }

    fn of_drums(score: &Score) -> Self {
        let mut bars: Vec<Vec<i64>> = Vec::new();
        for note in score.notes() {
            let place = score.meter().position_of(note.onset);
            let bar = place.bar as usize;
            bars.resize_with(bars.len().max(bar + 1), Vec::new);
            bars[bar].extend([i64::from(place.offset.get()), i64::from(note.pitch.midi())]);
        }
        let bars: Vec<u64> = bars.iter().map(|bar| hash(bar)).collect();
        Self {
            parts: rows(&bars, BARS_IN_A_ROW),
            whole: whole_of(&bars, &[]),
            is_drums: true,
            ..Self::default()
        }
    }
}

fn whole_of(chords: &[u64], melody: &[u64]) -> u64 {
    chords
        .iter()
        .chain(melody)
        .fold(0, |all, part| hash(&[all as i64, *part as i64]))
}

/// The steps of the first voice, by the upper note of its chords.
fn melody_of(score: &Score) -> Vec<u64> {
    let mut notes: Vec<&Note> = score.voice(Voice::SOPRANO).collect();
    notes.dedup_by_key(|note| note.onset);
    let step = |pair: &[&Note]| {
        let pitch = |note: &Note| i64::from(note.pitch.midi());
        let length = |note: &Note| u64::from(note.duration.get());
        // The ratio of two lengths, exact enough to tell a dot from a triplet.
        hash(&[
            pitch(pair[1]) - pitch(pair[0]),
            (length(pair[1]) * 48 / length(pair[0]).max(1)) as i64,
        ])
    };
    notes.windows(2).map(step).collect()
}

/// The steps from chord to chord, of the four voices at every onset; the lowest note of a voice counts.
fn chords_of(score: &Score) -> Vec<u64> {
    let mut sounding: [Option<(i64, u32)>; 4] = [None; 4];
    let mut chords: Vec<[i64; 4]> = Vec::new();
    let pitched = score.notes().iter().filter(|note| note.voice.0 < 4);
    let mut notes = pitched.peekable();
    while let Some(note) = notes.next() {
        sounding[usize::from(note.voice.0)] =
            Some((i64::from(note.pitch.midi()), note.end().get()));
        if notes.peek().is_none_or(|next| next.onset > note.onset) {
            // A silent voice counts as one deep under the bass of all.
            chords.push(sounding.map(|voice| match voice {
                Some((pitch, end)) if end > note.onset.get() => pitch,
                _ => 0,
            }));
        }
    }
    let step = |pair: &[[i64; 4]]| {
        let (before, now) = (pair[0], pair[1]);
        hash(&[
            now[0] - before[0],
            now[0] - now[1],
            now[1] - now[2],
            now[2] - now[3],
        ])
    };
    chords.windows(2).map(step).collect()
}

/// The rows of a piece; those of one or two steps over and over stand in too much music to tell any.
fn rows(parts: &[u64], length: usize) -> HashSet<u64> {
    let is_telling = |row: &&[u64]| {
        let other = row.iter().find(|part| **part != row[0]);
        row.len() < 4
            || other.is_some_and(|other| row.iter().any(|part| part != other && *part != row[0]))
    };
    parts
        .windows(length)
        .filter(is_telling)
        .map(|row| {
            row.iter()
                .fold(0, |all, part| hash(&[all as i64, *part as i64]))
        })
        .collect()
}

fn hash(numbers: &[i64]) -> u64 {
    numbers
        .iter()
        .fold(0x9e37_79b9_7f4a_7c15, |hash: u64, number| {
            let mixed = (hash ^ *number as u64).wrapping_mul(0xff51_afd7_ed55_8ccd);
            mixed ^ (mixed >> 32)
        })
}
