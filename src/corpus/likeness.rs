//! How like one piece is to others: to those that judge, and to earlier editions of itself.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::fingerprint::Fingerprint;

/// How much of the shorter piece's harmony may stand in the other one.
const MOST_SHARED_PARTS: f64 = 0.3;
/// How much of the shorter piece's melody may stand in the other one.
const MOST_SHARED_MELODY: f64 = 0.6;
/// How much of the shorter performance's drum patterns may stand in the other one.
const MOST_SHARED_PATTERNS: f64 = 0.5;
/// From how much shared harmony, or melody, on a piece is another edition of the other.
const EDITION_PARTS: f64 = 0.5;
const EDITION_MELODY: f64 = 0.8;

/// Fewer rows than this prove nothing: a handful of equal turns in a very short piece.
const FEWEST_ROWS: usize = 8;
const FEWEST_PATTERNS: usize = 2;

/// How alike two pieces are, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Likeness {
    /// Shared chords, or drum patterns.
    pub(super) parts: f64,
    /// Shared melody.
    pub(super) melody: f64,
    is_drums: bool,
}

impl Likeness {
    /// Everything shared.
    pub(super) const WHOLE: Self = Self {
        parts: 1.0,
        melody: 1.0,
        is_drums: false,
    };

    /// Whether the harmony, or the drumming, is the same for a good part.
    pub(super) fn is_same_setting(self) -> bool {
        let most = if self.is_drums {
            MOST_SHARED_PATTERNS
        } else {
            MOST_SHARED_PARTS
        };
        self.parts > most
    }

    /// Whether the melody is the same.
    pub(super) fn is_same_melody(self) -> bool {
        self.melody > MOST_SHARED_MELODY
    }

    /// Whether both are the same piece, given that there are no two settings of it.
    fn is_edition(self) -> bool {
        self.parts > EDITION_PARTS || self.melody > EDITION_MELODY
    }

    fn rank(self) -> f64 {
        self.parts.max(self.melody)
    }
}

/// Pieces by the rows that stand in them, so that only those with something in common are compared.
struct Index<'a> {
    prints: &'a [&'a Fingerprint],
    parts: HashMap<u64, Vec<u32>>,
    melody: HashMap<u64, Vec<u32>>,
}

impl<'a> Index<'a> {
    fn of(prints: &'a [&'a Fingerprint]) -> Self {
        let by_row = |rows: fn(&Fingerprint) -> &HashSet<u64>| {
            let mut index: HashMap<u64, Vec<u32>> = HashMap::new();
            for (place, print) in prints.iter().enumerate() {
                for row in rows(print) {
                    index.entry(*row).or_default().push(place as u32);
                }
            }
            index
        };
        Self {
            prints,
            parts: by_row(|print| &print.parts),
            melody: by_row(|print| &print.melody),
        }
    }

    /// The likest of those whose place is allowed.
    fn likest(
        &self,
        print: &Fingerprint,
        is_allowed: impl Fn(usize) -> bool,
    ) -> Option<(usize, Likeness)> {
        // Rows shared with each piece: of chords, of melody.
        let mut shared: HashMap<u32, (usize, usize)> = HashMap::new();
        for place in print
            .parts
            .iter()
            .filter_map(|row| self.parts.get(row))
            .flatten()
        {
            shared.entry(*place).or_default().0 += 1;
        }
        for place in print
            .melody
            .iter()
            .filter_map(|row| self.melody.get(row))
            .flatten()
        {
            shared.entry(*place).or_default().1 += 1;
        }
        let alike = shared.into_iter().filter_map(|(place, (parts, melody))| {
            let other = self.prints[place as usize];
            if !is_allowed(place as usize) || print.is_drums != other.is_drums {
                return None;
            }
            let fewest = if print.is_drums {
                FEWEST_PATTERNS
            } else {
                FEWEST_ROWS
            };
            let share = |shared: usize, one: usize, other: usize| {
                let shorter = one.min(other);
                if shorter < fewest {
                    0.0
                } else {
                    shared as f64 / shorter as f64
                }
            };
            let likeness = Likeness {
                parts: share(parts, print.parts.len(), other.parts.len()),
                melody: share(melody, print.melody.len(), other.melody.len()),
                is_drums: print.is_drums,
            };
            Some((place as usize, likeness))
        });
        // Of equals the first, whatever order the map has.
        alike.max_by(|one, other| {
            let by_rank = one.1.rank().total_cmp(&other.1.rank());
            by_rank.then(other.0.cmp(&one.0))
        })
    }
}

/// For every piece, the earlier piece that it repeats, or of which it is another edition.
pub(super) fn repeats(prints: &[&Fingerprint]) -> Vec<Option<(usize, Likeness)>> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let same: Vec<Option<usize>> = prints
        .iter()
        .enumerate()
        .map(|(place, print)| {
            let first = *seen.entry(print.whole).or_insert(place);
            (first != place).then_some(first)
        })
        .collect();
    let index = Index::of(prints);
    let places: Vec<usize> = (0..prints.len()).collect();
    places
        .par_iter()
        .map(|place| {
            if let Some(first) = same[*place] {
                return Some((first, Likeness::WHOLE));
            }
            let print = prints[*place];
            let is_earlier = |other: usize| other < *place && prints[other].has_editions;
            let found = print.has_editions.then(|| index.likest(print, is_earlier));
            found
                .flatten()
                .filter(|(_, likeness)| likeness.is_edition())
        })
        .collect()
}

/// For every piece, the judge it is most like, and how much; `None` if they have nothing in common.
pub(super) fn nearest(
    pieces: &[&Fingerprint],
    judges: &[&Fingerprint],
) -> Vec<Option<(usize, Likeness)>> {
    let index = Index::of(judges);
    pieces
        .par_iter()
        .map(|piece| index.likest(piece, |_| true))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::pack::Scoring;
    use super::*;
    use crate::music::{
        Duration, Note, NoteId, Pitch, Score, ScoreHeader, TICKS_PER_QUARTER, Tick, Velocity, Voice,
    };

    /// Four voices in parallel: a melody of pseudo-random steps, moved and stretched.
    fn score(rng_seed: u32, transposition: i64, beat: u32) -> Score {
        let mut state = rng_seed;
        let mut notes = Vec::new();
        for index in 0..60_u32 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let step = i64::from(state >> 28);
            for (voice, below) in Voice::SATB.into_iter().zip([0, 5, 12, 24 + step % 3]) {
                notes.push(Note {
                    id: NoteId(notes.len() as u32),
                    voice,
                    pitch: Pitch::new(70 + step + transposition - below).unwrap(),
                    onset: Tick::new(index * beat).unwrap(),
                    duration: Duration::new(beat).unwrap(),
                    velocity: Velocity::DEFAULT,
                });
            }
        }
        Score::new(ScoreHeader::default(), notes).unwrap()
    }

    fn print(score: &Score) -> Fingerprint {
        Fingerprint::of(score, Scoring::FourVoices)
    }

    #[test]
    fn the_same_music_is_known_in_another_key_and_note_value() {
        let one = print(&score(1, 0, 480));
        let moved = print(&score(1, -3, 240));
        assert_eq!(repeats(&[&one, &moved]), [None, Some((0, Likeness::WHOLE))]);
        let (_, likeness) = nearest(&[&one], &[&moved])[0].unwrap();
        assert_eq!((likeness.parts, likeness.melody), (1.0, 1.0));
        assert!(likeness.is_same_setting() && likeness.is_same_melody());
    }

    #[test]
    fn other_music_is_not_taken_for_the_same() {
        let prints: Vec<Fingerprint> = (1..4).map(|seed| print(&score(seed, 0, 480))).collect();
        let prints: Vec<&Fingerprint> = prints.iter().collect();
        assert_eq!(repeats(&prints), [None, None, None]);
        let found = nearest(&prints[..1], &prints[1..]);
        assert!(found[0].is_none_or(|(_, likeness)| {
            !likeness.is_same_setting() && !likeness.is_same_melody()
        }));
    }

    #[test]
    fn another_edition_is_known_by_what_it_shares() {
        let whole = score(1, 0, 480);
        // The last of sixty beats is missing.
        let cut = whole.notes()[..236].to_vec();
        let cut = Score::new(ScoreHeader::default(), cut).unwrap();
        let check = |scoring: Scoring, is_found: bool| {
            let prints = [&whole, &cut].map(|score| Fingerprint::of(score, scoring));
            let found = repeats(&[&prints[0], &prints[1]]);
            assert_eq!(found[1].is_some(), is_found);
        };
        check(Scoring::Keyboard, true);
        check(Scoring::Line, true);
        check(Scoring::FourVoices, false);
    }

    #[test]
    fn drums_are_alike_by_their_bars() {
        let hit = |index: u32, pitch: i64, sixteenth: u32| Note {
            id: NoteId(index),
            voice: Voice(4),
            pitch: Pitch::new(pitch).unwrap(),
            onset: Tick::new(sixteenth * TICKS_PER_QUARTER / 4).unwrap(),
            duration: Duration::new(120).unwrap(),
            velocity: Velocity::DEFAULT,
        };
        let beat = |drum: i64| {
            let hits = (0..64).map(|index| {
                let sixteenth = index * 2 + u32::from(index % 16 == 3 && index > 20);
                hit(index, if index % 2 == 0 { 36 } else { drum }, sixteenth)
            });
            let score = Score::new(ScoreHeader::default(), hits.collect()).unwrap();
            Fingerprint::of(&score, Scoring::Drums)
        };
        let (one, other) = (beat(38), beat(42));
        let same = nearest(&[&one], &[&one])[0].unwrap();
        assert!(same.1.is_same_setting() && !same.1.is_same_melody());
        assert_eq!(nearest(&[&one], &[&other]), [None]);
    }
}
