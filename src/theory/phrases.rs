//! Where phrases end.

use super::beats::{Strength, felt_beat, strength_at};
use super::chords::find_chords;
use super::context::Keys;
use crate::music::{Chord, ChordChange, KeySignature, Note, Score, Tick};

/// Points for a rest of the leading voice after the note: of half a felt beat, and of a whole one.
const REST: u32 = 3;
const LONG_REST: u32 = 6;
/// Points for a note of at least this many times the usual length, and how many.
const LONG: [(u32, u32); 2] = [(4, 3), (2, 2)];
/// Points for the tonic after its dominant, and for either of them otherwise.
const AUTHENTIC: u32 = 2;
const HALF: u32 = 1;
/// Points for a note on the first beat or on a strong one of the bar.
const STRONG: u32 = 1;
/// Points from which a note may end a phrase.
const ENOUGH: u32 = 3;
/// Points that an end must bring to pay for itself.
const LEAST: f64 = 3.0;
/// Length of a usual phrase in felt beats.
const USUAL_BEATS: f64 = 8.0;
/// Points lost for each doubling or halving of that length.
const EACH_OCTAVE: f64 = 2.0;

/// Onsets of the notes with which phrases end, rising: those written in the score, or else those heard in it.
///
/// A phrase ends with a note of the leading voice that is long, followed by a rest, or under which all voices stand
/// still; on a chord that closes; and about eight beats after the last such note. The last note always ends one.
///
/// Source: Temperley, "The cognition of basic musical structures", 2001, chapter 3: gaps, lengths of phrases and
/// metre; cadences here stand in for its parallelism.
pub fn find_phrase_ends(score: &Score) -> Vec<Tick> {
    if !score.header().phrase_ends.is_empty() {
        return score.header().phrase_ends.clone();
    }
    let line = leading_line(score);
    let stillness = Stillness::of(score);
    let usual = median(line.iter().map(|note| note.duration.get()));
    let (chords, keys) = (find_chords(score), Keys::of(score));
    let mut candidates: Vec<(Tick, u32)> = Vec::new();
    for (index, note) in line.iter().enumerate() {
        let next = line.get(index + 1);
        let rest = next.map_or(LONG_REST, |next| rest_points(score, note, next.onset));
        let times = (note.duration.get() / usual.max(1)).max(stillness.after(note.onset));
        let long = LONG
            .iter()
            .find(|(least, _)| times >= *least)
            .map_or(0, |(_, points)| *points);
        let is_strong = strength_at(score, note.onset) != Strength::Weak;
        let points =
            rest + long + cadence(&chords, &keys, note) + if is_strong { STRONG } else { 0 };
        if next.is_none() || (rest + long > 0 && points >= ENOUGH) {
            candidates.push((note.onset, points));
        }
    }
    let start = line.first().map_or(Tick::ZERO, |note| note.onset);
    best_phrases(score, start, &candidates)
}

/// The candidates, the last among them, that are the strongest and part the score into phrases of likely length.
fn best_phrases(score: &Score, start: Tick, candidates: &[(Tick, u32)]) -> Vec<Tick> {
    // For each candidate its best total, and the candidate before it on the way there.
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (tick, points) in candidates {
        let first = (-unlikeliness(score, start, *tick), None);
        let earlier = candidates.iter().zip(&best).enumerate();
        let later = earlier.map(|(index, ((before, _), (total, _)))| {
            (total - unlikeliness(score, *before, *tick), Some(index))
        });
        let (total, before) =
            later.fold(first, |best, way| if way.0 > best.0 { way } else { best });
        best.push((total + f64::from(*points) - LEAST, before));
    }
    let mut ends = Vec::new();
    let mut at = candidates.len().checked_sub(1);
    while let Some(index) = at {
        ends.extend(candidates.get(index).map(|(tick, _)| *tick));
        at = best.get(index).and_then(|(_, before)| *before);
    }
    ends.reverse();
    ends
}

/// How far the length of a phrase is from the usual one, in points.
fn unlikeliness(score: &Score, from: Tick, to: Tick) -> f64 {
    let beat = felt_beat(score.meter().time_signature_at(from)).get();
    let beats = f64::from(to.since(from).get().max(1)) / f64::from(beat);
    EACH_OCTAVE * (beats / USUAL_BEATS).log2().abs()
}

/// How long nothing new begins in any voice, beside what is usual in the score.
struct Stillness {
    /// Every onset and the end, rising.
    ticks: Vec<Tick>,
    /// The usual distance of neighbours, in ticks.
    usual: u32,
}

impl Stillness {
    fn of(score: &Score) -> Self {
        let mut ticks: Vec<Tick> = score.notes().iter().map(|note| note.onset).collect();
        ticks.push(score.end());
        ticks.dedup();
        let usual = median(ticks.windows(2).map(|pair| pair[1].since(pair[0]).get()));
        Self { ticks, usual }
    }

    /// How many times the usual distance the next onset lies away.
    fn after(&self, tick: Tick) -> u32 {
        let next = self.ticks.partition_point(|onset| *onset <= tick);
        let distance = self
            .ticks
            .get(next)
            .map_or(0, |next| next.since(tick).get());
        distance / self.usual.max(1)
    }
}

/// The middle of some numbers; 0 if there are none.
fn median(numbers: impl Iterator<Item = u32>) -> u32 {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.get(numbers.len() / 2).copied().unwrap_or(0)
}

/// The first pitched voice, the highest note where it has chords.
fn leading_line(score: &Score) -> Vec<&Note> {
    let mut voices = score.voices().into_iter();
    let first = voices.find(|voice| !score.is_percussion(*voice));
    let mut line: Vec<&Note> = first.map_or(Vec::new(), |first| score.voice(first).collect());
    line.dedup_by_key(|note| note.onset);
    line
}

/// Points for the rest between a note and the next onset of its voice.
fn rest_points(score: &Score, note: &Note, next: Tick) -> u32 {
    let beat = felt_beat(score.meter().time_signature_at(note.onset)).get();
    match next.since(note.end()).get() {
        rest if rest >= beat => LONG_REST,
        rest if rest >= beat / 2 => REST,
        _ => 0,
    }
}

/// Points for the chord at the end of a note, in the key there.
fn cadence(chords: &[ChordChange], keys: &Keys, note: &Note) -> u32 {
    let after = chords.partition_point(|change| change.tick < note.end());
    let back = |by: usize| {
        after
            .checked_sub(by)
            .and_then(|index| chords.get(index)?.chord)
    };
    let (Some(key), Some(chord)) = (keys.at(note.onset), back(1)) else {
        return 0;
    };
    let is_dominant = |chord| is_on(chord, key, 7) || is_on(chord, key, 11);
    if is_on(chord, key, 0) && back(2).is_some_and(is_dominant) {
        AUTHENTIC
    } else if is_on(chord, key, 7) || is_on(chord, key, 0) {
        HALF
    } else {
        0
    }
}

fn is_on(chord: Chord, key: KeySignature, semitones: u8) -> bool {
    (12 + chord.root.get() - key.tonic().get()) % 12 == semitones
}

/// The ticks at which phrases break off: where the last chord of each is over.
pub(super) fn breaks(score: &Score, phrase_ends: &[Tick]) -> Vec<Tick> {
    let over = phrase_ends.iter().filter_map(|end| {
        let first = score.notes().partition_point(|note| note.onset < *end);
        let struck = score
            .notes()
            .iter()
            .skip(first)
            .take_while(|note| note.onset == *end);
        struck.map(Note::end).max()
    });
    over.collect()
}
