//! One training text: a piece, transposed, seen through a window, with something given.

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{Input, Rng};
use crate::music::{Interval, KeySignature, NoteId, Voice};
use crate::token::{
    ChordLane, Control, DRUM_VOICE, EncodePlan, Grid, GridNote, NotePitch, Style, Token, encode,
};

use super::ablation::Ablation;
use super::controls::Traits;

/// Lowest and highest pitch each voice of a choir may be transposed to, as MIDI numbers.
const CHOIR_RANGES: [(u8, u8); 4] = [(55, 84), (46, 79), (41, 74), (33, 67)];
/// The same for instruments.
const INSTRUMENT_RANGE: (u8, u8) = (24, 103);

/// How often only some of a piece's voices are heard.
const SUBSET_SHARE: f64 = 0.2;

/// How often each control is named.
const CONTROL_SHARE: f64 = 0.25;

/// A piece ready for training.
#[derive(Debug, Clone)]
pub struct TrainingPiece {
    /// Its name.
    pub id: String,
    /// Its style.
    pub style: Style,
    /// Its key, where known.
    pub key: Option<KeySignature>,
    /// Its notes, and its chords: written ones, or those that analysis found.
    pub grid: Grid,
    /// What it is like, for the controls.
    pub traits: Traits,
}

impl TrainingPiece {
    /// What may be told of the whole piece, and nothing given.
    pub fn plan(&self) -> EncodePlan {
        let n_bars = self.grid.bars.len();
        EncodePlan {
            style: Some(self.style),
            key: self.key,
            voices: voices_of(&self.grid),
            bars: 0..n_bars,
            total_bars: Some(n_bars),
            chords: self.chord_lane(),
            ..EncodePlan::default()
        }
    }

    /// The same in another key.
    pub fn transposed(&self, shift: Interval) -> Self {
        Self {
            grid: transposed(&self.grid, shift),
            key: self.key.map(|key| key.transposed(shift)),
            ..self.clone()
        }
    }

    /// Whether chord symbols are part of the music rather than found in it.
    pub fn chord_lane(&self) -> ChordLane {
        if self.style == Style::LeadSheet {
            ChordLane::Free
        } else {
            ChordLane::Absent
        }
    }
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
    /// `controls` are those that hold for it; some of them are named.
    ///
    /// `None` if the piece has no bars or the window holds no sentence.
    pub fn random(
        piece: &TrainingPiece,
        controls: &[Control],
        ablation: Option<Ablation>,
        seq: usize,
        rng: &mut Rng,
    ) -> Option<Example> {
        let shift = random_shift(piece, rng);
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
            controls: controls
                .iter()
                .filter(|_| rng.next_f64() < CONTROL_SHARE)
                .copied()
                .collect(),
            voices: voices_of(&grid),
            chords: random_lane(piece, rng),
            bars: start..end,
            total_bars: (rng.next_f64() < 0.75).then_some(n_bars),
            given: random_given(&grid, start..end, rng),
        };
        Self::of_plan(&grid, &plan, ablation, seq)
    }

    /// The text of a plan, cut to `seq + 1` tokens.
    pub fn of_plan(
        grid: &Grid,
        plan: &EncodePlan,
        ablation: Option<Ablation>,
        seq: usize,
    ) -> Option<Example> {
        let mut encoded = match ablation {
            None => encode(grid, plan),
            Some(ablation) => ablation.encode(grid, plan),
        };
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

/// Shifts of -6 to +5 semitones.
const SHIFTS: Range<i8> = -6..6;

/// Whether a shift keeps every voice inside its range.
fn fits(piece: &TrainingPiece, shift: Interval) -> bool {
    let is_choir = matches!(
        piece.style,
        Style::BachChorale | Style::Hymn | Style::Carol | Style::Renaissance
    );
    let range_of = |voice: Voice| match CHOIR_RANGES.get(usize::from(voice.0)) {
        Some(range) if is_choir => *range,
        _ => INSTRUMENT_RANGE,
    };
    let notes = piece.grid.notes.iter();
    notes.filter(|note| note.voice != DRUM_VOICE).all(|note| {
        let (low, high) = range_of(note.voice);
        let moved = note.pitch.pitch().transposed(shift);
        moved.is_some_and(|pitch| (low..=high).contains(&pitch.midi()))
    })
}

/// A shift that keeps every voice inside its range; none if none is found soon.
fn random_shift(piece: &TrainingPiece, rng: &mut Rng) -> Interval {
    for _ in 0..8 {
        let shift = Interval(SHIFTS.start + rng.next_below(SHIFTS.len()) as i8);
        if fits(piece, shift) {
            return shift;
        }
    }
    Interval(0)
}

/// Whether chords are said, and whether they are given.
fn random_lane(piece: &TrainingPiece, rng: &mut Rng) -> ChordLane {
    let dice = rng.next_f64();
    let (absent, free) = match piece.chord_lane() {
        ChordLane::Free => (0.1, 0.8),
        _ => (0.65, 0.75),
    };
    match dice {
        _ if piece.grid.chords.is_empty() => ChordLane::Absent,
        dice if dice < absent => ChordLane::Absent,
        dice if dice < free => ChordLane::Free,
        _ => ChordLane::Given,
    }
}

/// A grid moved by an interval; notes that would leave the piano keep their pitch, as drums do.
pub fn transposed(grid: &Grid, shift: Interval) -> Grid {
    let mut grid = grid.clone();
    for (_, chord) in &mut grid.chords {
        *chord = chord.map(|chord| chord.transposed(shift));
    }
    for note in grid
        .notes
        .iter_mut()
        .filter(|note| note.voice != DRUM_VOICE)
    {
        let moved = note.pitch.pitch().transposed(shift).and_then(NotePitch::of);
        note.pitch = moved.unwrap_or(note.pitch);
    }
    grid
}

/// What a composer might be given: nothing, whole voices, what follows a span, or scattered notes.
fn random_given(grid: &Grid, bars: Range<usize>, rng: &mut Rng) -> HashSet<NoteId> {
    let choose = |keep: &dyn Fn(&GridNote) -> bool| {
        grid.notes
            .iter()
            .filter(|note| keep(note))
            .map(|note| note.id)
            .collect()
    };
    // Of a lone line, whole voices are everything: what is left to say is where it goes on.
    let mut dice = rng.next_f64();
    if voices_of(grid).len() == 1 && (0.35..0.75).contains(&dice) {
        dice = if dice < 0.6 { 0.0 } else { 0.8 };
    }
    match dice {
        dice if dice < 0.35 => HashSet::new(),
        dice if dice < 0.60 => choose(&|note| note.voice == Voice::SOPRANO),
        dice if dice < 0.75 => {
            let voices: Vec<bool> = (0..5).map(|_| rng.next_f64() < 0.5).collect();
            choose(&|note| voices[usize::from(note.voice.0) % 5])
        }
        dice if dice < 0.90 => {
            let gap_start = bars.start + rng.next_below(bars.len());
            let gap_end = (gap_start + 1 + rng.next_below(4)).min(grid.bars.len());
            let (from, to) = (grid.bars[gap_start].start, grid.bars[gap_end - 1].end());
            let voices: Vec<bool> = (0..5).map(|_| rng.next_f64() < 0.7).collect();
            choose(&|note| {
                note.onset < from || note.onset >= to || !voices[usize::from(note.voice.0) % 5]
            })
        }
        _ => {
            let share = rng.next_f64() * 0.6;
            // What a voice begins at one onset is given as a whole.
            let mut given = HashSet::new();
            for chord in grid
                .notes
                .chunk_by(|one, other| (one.onset, one.voice) == (other.onset, other.voice))
            {
                if rng.next_f64() < share {
                    given.extend(chord.iter().map(|note| note.id));
                }
            }
            given
        }
    }
}
