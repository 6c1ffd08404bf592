//! One training text: a piece, transposed, seen through a window, with something given.

use std::collections::HashSet;

use crate::model::{Input, Rng};
use crate::music::{Interval, KeySignature, NoteId, Voice};
use crate::token::{EncodePlan, Grid, GridNote, NotePitch, Style, Token, encode};

/// Lowest and highest pitch each voice may be transposed to, as MIDI numbers.
const TRANSPOSED_RANGES: [(u8, u8); 4] = [(55, 84), (46, 79), (41, 74), (33, 67)];

/// How often only some of a piece's voices are heard.
const SUBSET_SHARE: f64 = 0.2;

/// A piece ready for training.
#[derive(Debug, Clone)]
pub struct TrainingPiece {
    /// Its name.
    pub id: String,
    /// Its style.
    pub style: Style,
    /// Its key, where known.
    pub key: Option<KeySignature>,
    /// Its notes.
    pub grid: Grid,
}

/// A text with, for each token, whether its loss counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Places of the text.
    pub inputs: Vec<Input>,
    /// Whether the token at this place is the model's to say.
    pub counts: Vec<bool>,
}

impl Example {
    /// A random text of a piece, at most `seq + 1` tokens: `seq` to read and as many to foretell.
    ///
    /// `None` if the piece has no bars or the window holds no sentence.
    pub fn random(piece: &TrainingPiece, seq: usize, rng: &mut Rng) -> Option<Example> {
        let shift = random_shift(&piece.grid, rng);
        let mut grid = transposed(&piece.grid, shift);
        // A lone melody, or some of the voices, is music too.
        if rng.next_f64() < SUBSET_SHARE {
            let voices = random_voices(&grid, rng);
            grid.notes.retain(|note| voices.contains(&note.voice));
        }
        let n_bars = grid.bars.len();
        let start = if rng.next_f64() < 0.4 {
            0
        } else {
            rng.next_below(n_bars)
        };
        // Longer than any window; the text is cut to length below.
        let end = n_bars.min(start + seq / 8 + 2);
        let plan = EncodePlan {
            style: (rng.next_f64() < 0.9).then_some(piece.style),
            key: piece
                .key
                .filter(|_| rng.next_f64() < 0.8)
                .map(|key| key.transposed(shift)),
            voices: voices_of(&grid),
            bars: start..end,
            total_bars: (rng.next_f64() < 0.75).then_some(n_bars),
            given: random_given(&grid, start..end, rng),
        };
        Self::of_plan(&grid, &plan, seq)
    }

    /// The text of a plan, cut to `seq + 1` tokens.
    pub fn of_plan(grid: &Grid, plan: &EncodePlan, seq: usize) -> Option<Example> {
        let mut encoded = encode(grid, plan);
        encoded.tokens.truncate(seq + 1);
        encoded.is_given.truncate(seq + 1);
        let inputs = Input::of_text(&encoded.tokens).ok()?;
        let counts = encoded.is_given.iter().map(|is_given| !is_given).collect();
        Some(Example { inputs, counts })
    }

    /// The tokens.
    pub fn tokens(&self) -> impl Iterator<Item = Token> {
        self.inputs.iter().map(|input| input.token)
    }
}

/// The voices that have notes, from the top.
pub fn voices_of(grid: &Grid) -> Vec<Voice> {
    let mut voices: Vec<Voice> = grid.notes.iter().map(|note| note.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    voices
}

/// Half the time the first voice alone, else each with an even chance; never none.
fn random_voices(grid: &Grid, rng: &mut Rng) -> Vec<Voice> {
    let all = voices_of(grid);
    let first = all.first().copied().unwrap_or(Voice::SOPRANO);
    if rng.next_f64() < 0.5 {
        return vec![first];
    }
    let some: Vec<Voice> = all.into_iter().filter(|_| rng.next_f64() < 0.5).collect();
    if some.is_empty() { vec![first] } else { some }
}

/// A shift of -6 to +5 semitones that keeps every voice inside its range; none if there is no other.
fn random_shift(grid: &Grid, rng: &mut Rng) -> Interval {
    for _ in 0..8 {
        let shift = Interval(rng.next_below(12) as i8 - 6);
        let fits = grid.notes.iter().all(|note| {
            let range = TRANSPOSED_RANGES.get(usize::from(note.voice.0));
            let moved = note.pitch.pitch().transposed(shift);
            range
                .zip(moved)
                .is_some_and(|((low, high), pitch)| (*low..=*high).contains(&pitch.midi()))
        });
        if fits {
            return shift;
        }
    }
    Interval(0)
}

/// A grid moved by an interval; notes that would leave the piano keep their pitch.
pub fn transposed(grid: &Grid, shift: Interval) -> Grid {
    let mut grid = grid.clone();
    for note in &mut grid.notes {
        let moved = note.pitch.pitch().transposed(shift).and_then(NotePitch::of);
        note.pitch = moved.unwrap_or(note.pitch);
    }
    grid
}

/// What a composer might be given: nothing, whole voices, what follows a span, or scattered notes.
fn random_given(grid: &Grid, bars: std::ops::Range<usize>, rng: &mut Rng) -> HashSet<NoteId> {
    let choose = |keep: &dyn Fn(&GridNote) -> bool| {
        grid.notes
            .iter()
            .filter(|note| keep(note))
            .map(|note| note.id)
            .collect()
    };
    match rng.next_f64() {
        dice if dice < 0.35 => HashSet::new(),
        dice if dice < 0.60 => choose(&|note| note.voice == Voice::SOPRANO),
        dice if dice < 0.75 => {
            let voices: Vec<bool> = (0..4).map(|_| rng.next_f64() < 0.5).collect();
            choose(&|note| voices[usize::from(note.voice.0) % 4])
        }
        dice if dice < 0.90 => {
            let gap_start = bars.start + rng.next_below(bars.len());
            let gap_end = (gap_start + 1 + rng.next_below(4)).min(grid.bars.len());
            let (from, to) = (grid.bars[gap_start].start, grid.bars[gap_end - 1].end());
            let voices: Vec<bool> = (0..4).map(|_| rng.next_f64() < 0.7).collect();
            choose(&|note| {
                note.onset < from || note.onset >= to || !voices[usize::from(note.voice.0) % 4]
            })
        }
        _ => {
            let share = rng.next_f64() * 0.6;
            grid.notes
                .iter()
                .filter(|_| rng.next_f64() < share)
                .map(|note| note.id)
                .collect()
        }
    }
}
