//! Which pieces train and which judge, and that none of the judges has been seen in training.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::music::{Score, Voice};

/// What a piece is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Split {
    /// The model learns from it.
    Train,
    /// The model is judged by it.
    Valid,
}

impl Split {
    /// "train" or "valid".
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Valid => "valid",
        }
    }

    /// The split of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Train, Self::Valid]
            .into_iter()
            .find(|split| split.name() == name)
    }

    /// The split of a work, always the same for the same words; one work in twenty judges.
    pub fn of_work(work: &str) -> Self {
        /// FNV-1a, Fowler, Noll and Vo, 1991: stable over versions, unlike the standard hasher.
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0000_0100_0000_01b3;
        const STIR: u64 = 0xff51_afd7_ed55_8ccd;
        let hash = work.bytes().fold(OFFSET, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(PRIME)
        });
        // Words that differ in their last letter only need one more stir.
        let stirred = (hash ^ (hash >> 32)).wrapping_mul(STIR);
        if (stirred >> 32) % 20 == 0 {
            Self::Valid
        } else {
            Self::Train
        }
    }
}

/// How much of the shorter piece's four-part music may stand in the other one.
const MOST_SHARED_PARTS: f64 = 0.3;
/// How much of the shorter piece's melody may stand in the other one.
const MOST_SHARED_MELODY: f64 = 0.6;

/// Chords in a row that are compared.
const CHORDS_IN_A_ROW: usize = 5;
/// Melody notes in a row that are compared.
const NOTES_IN_A_ROW: usize = 10;

/// What a piece sounds like, whatever its key and the length of its beat.
#[derive(Debug, Clone, Default)]
pub(super) struct Fingerprint {
    parts: HashSet<u64>,
    melody: HashSet<u64>,
    whole: u64,
}

/// How alike two pieces are, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Likeness {
    pub(super) parts: f64,
    pub(super) melody: f64,
}

impl Likeness {
    /// Whether the four-part music is the same for a good part.
    pub(super) fn is_same_setting(self) -> bool {
        self.parts > MOST_SHARED_PARTS
    }

    /// Whether the melody is the same.
    pub(super) fn is_same_melody(self) -> bool {
        self.melody > MOST_SHARED_MELODY
    }
}

impl Fingerprint {
    pub(super) fn of(score: &Score) -> Self {
        let melody: Vec<(i64, u64)> = score
            .voice(Voice::SOPRANO)
            .map(|note| (i64::from(note.pitch.midi()), u64::from(note.duration.get())))
            .collect();
        let melody: Vec<u64> = melody
            .windows(2)
            // The ratio of two lengths, exact enough to tell a dot from a triplet.
            .map(|pair| {
                hash(&[
                    pair[1].0 - pair[0].0,
                    (pair[1].1 * 48 / pair[0].1.max(1)) as i64,
                ])
            })
            .collect();
        let chords = chords_of(score);
        let chords: Vec<u64> = chords
            .windows(2)
            .map(|pair| {
                let (before, now) = (pair[0], pair[1]);
                hash(&[
                    now[0] - before[0],
                    now[0] - now[1],
                    now[1] - now[2],
                    now[2] - now[3],
                ])
            })
            .collect();
        Self {
            parts: rows(&chords, CHORDS_IN_A_ROW),
            whole: chords
                .iter()
                .chain(&melody)
                .fold(0, |all, part| hash(&[all as i64, *part as i64])),
            melody: rows(&melody, NOTES_IN_A_ROW),
        }
    }
}

/// The four pitches at every onset; a silent voice counts as one octave under the bass of all.
fn chords_of(score: &Score) -> Vec<[i64; 4]> {
    let mut sounding: [Option<(i64, u32)>; 4] = [None; 4];
    let mut chords = Vec::new();
    let mut notes = score.notes().iter().peekable();
    while let Some(note) = notes.next() {
        sounding[usize::from(note.voice.0 % 4)] =
            Some((i64::from(note.pitch.midi()), note.end().get()));
        if notes.peek().is_none_or(|next| next.onset > note.onset) {
            chords.push(sounding.map(|voice| match voice {
                Some((pitch, end)) if end > note.onset.get() => pitch,
                _ => 0,
            }));
        }
    }
    chords
}

fn rows(parts: &[u64], length: usize) -> HashSet<u64> {
    parts
        .windows(length)
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

fn shared(one: &HashSet<u64>, other: &HashSet<u64>) -> f64 {
    let shorter = one.len().min(other.len());
    // A handful of equal turns in a very short piece proves nothing.
    if shorter < 8 {
        return 0.0;
    }
    one.intersection(other).count() as f64 / shorter as f64
}

fn likeness(one: &Fingerprint, other: &Fingerprint) -> Likeness {
    Likeness {
        parts: shared(&one.parts, &other.parts),
        melody: shared(&one.melody, &other.melody),
    }
}

/// For every piece, the earlier piece it repeats, if any.
pub(super) fn repeats(fingerprints: &[Fingerprint]) -> Vec<Option<usize>> {
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let earlier = fingerprints.iter().enumerate().map(|(index, fingerprint)| {
        let first = *seen.entry(fingerprint.whole).or_insert(index);
        (first != index).then_some(first)
    });
    earlier.collect()
}

/// For every piece, the judge it is most like, and how much.
pub(super) fn nearest(
    pieces: &[&Fingerprint],
    judges: &[&Fingerprint],
) -> Vec<Option<(usize, Likeness)>> {
    pieces
        .par_iter()
        .map(|piece| {
            let found = judges
                .iter()
                .enumerate()
                .map(|(index, judge)| (index, likeness(piece, judge)));
            found.max_by(|one, other| {
                let rank = |likeness: Likeness| likeness.parts.max(likeness.melody);
                rank(one.1).total_cmp(&rank(other.1))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, Note, NoteId, Pitch, ScoreHeader, Tick, Velocity};

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

    #[test]
    fn the_same_music_is_known_in_another_key_and_note_value() {
        let one = Fingerprint::of(&score(1, 0, 480));
        let moved = Fingerprint::of(&score(1, -3, 240));
        assert_eq!(repeats(&[one.clone(), moved.clone()]), [None, Some(0)]);
        let likeness = likeness(&one, &moved);
        assert_eq!((likeness.parts, likeness.melody), (1.0, 1.0));
        assert!(likeness.is_same_setting() && likeness.is_same_melody());
    }

    #[test]
    fn other_music_is_not_taken_for_the_same() {
        let prints: Vec<Fingerprint> = (1..4)
            .map(|seed| Fingerprint::of(&score(seed, 0, 480)))
            .collect();
        assert_eq!(repeats(&prints), [None, None, None]);
        let found = nearest(&[&prints[0]], &[&prints[1], &prints[2]]);
        let (_, likeness) = found[0].unwrap();
        assert!(!likeness.is_same_setting() && !likeness.is_same_melody());
    }

    #[test]
    fn about_one_work_in_twenty_judges_even_if_names_differ_little() {
        let judges = (0..1000).filter(|n| Split::of_work(&format!("psalm {n:03}")) == Split::Valid);
        assert!((30..70).contains(&judges.count()));
        assert_eq!(
            Split::of_work("adeste fideles"),
            Split::of_work("adeste fideles")
        );
    }
}
