//! Nats a note on pieces the model has not seen.

use burn::tensor::Device;
use rayon::prelude::*;

use crate::model::{
    Input, InputBatch, NGram, NGramPlayer, NGramView, Transformer, Weights, WeightsError,
    log_softmax,
};
use crate::music::{Interval, Voice};
use crate::token::{ChordLane, EncodePlan, Event, Grammar, Token, TokenMask, Vocabulary};

use super::ablation::Ablation;
use super::example::{Example, TrainingPiece};

/// Total surprise over some pieces.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NatsReport {
    /// Nats of all tokens that were to be foretold.
    pub nats: f64,
    /// Notes among them.
    pub n_notes: usize,
    /// Tokens among them.
    pub n_tokens: usize,
    /// Nats of chord symbols among them.
    pub chord_nats: f64,
}

/// What a network is told of the pieces it is to foretell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Task {
    /// Nothing but style, key and length; a lead sheet's chords are to be foretold too.
    #[default]
    Seed,
    /// The first voice.
    Harmonize,
    /// Nothing; chord symbols are to be foretold too.
    SayChords,
    /// The chord symbols.
    FollowChords,
}

impl Task {
    fn plan(self, piece: &TrainingPiece) -> EncodePlan {
        let plan = piece.plan();
        let first = piece.grid.notes.iter();
        match self {
            Self::Seed => plan,
            Self::Harmonize => EncodePlan {
                given: first
                    .filter(|note| note.voice == Voice::SOPRANO)
                    .map(|note| note.id)
                    .collect(),
                ..plan
            },
            Self::SayChords => EncodePlan {
                chords: ChordLane::Free,
                ..plan
            },
            Self::FollowChords => EncodePlan {
                chords: ChordLane::Given,
                ..plan
            },
        }
    }
}

impl NatsReport {
    /// Nats a note; infinite without notes.
    pub fn nats_per_note(&self) -> f64 {
        if self.n_notes == 0 {
            f64::INFINITY
        } else {
            self.nats / self.n_notes as f64
        }
    }

    fn add(&mut self, other: NatsReport) {
        self.nats += other.nats;
        self.n_notes += other.n_notes;
        self.n_tokens += other.n_tokens;
        self.chord_nats += other.chord_nats;
    }
}

/// A piece cut into texts that fit the context; each token is counted in exactly one of them.
struct Window {
    example: Example,
    first_counted: usize,
}

/// Every bar is foretold from at least half a context of bars before it, where there are as many.
fn windows(
    piece: &TrainingPiece,
    task: Task,
    ablation: Option<Ablation>,
    context: usize,
) -> Vec<Window> {
    let grid = &piece.grid;
    let whole_piece = task.plan(piece);
    let mut windows = Vec::new();
    let (mut start, mut counted) = (0, 0);
    while counted < grid.bars.len() {
        let plan = EncodePlan {
            bars: start..grid.bars.len(),
            ..whole_piece.clone()
        };
        let Some(example) = Example::of_plan(grid, &plan, ablation, usize::MAX - 1) else {
            break;
        };
        let lines: Vec<usize> = bar_lines(&example);
        let first_counted = lines.get(counted - start).copied().unwrap_or(0);
        // The last whole bar that fits; a bar longer than the context is cut.
        let whole = lines.iter().rposition(|line| *line <= context).unwrap_or(0);
        let fits_all = example.inputs.len() <= context + 1;
        let end = if fits_all {
            example.inputs.len()
        } else {
            lines[whole].max(first_counted + 1).min(context + 1)
        };
        let next = if fits_all {
            grid.bars.len()
        } else {
            (start + whole).max(counted + 1)
        };
        let example = Example {
            inputs: example.inputs[..end].to_vec(),
            counts: example.counts[..end].to_vec(),
        };
        windows.push(Window {
            example,
            first_counted: if counted == 0 { 0 } else { first_counted },
        });
        // The next window looks back over half a context.
        let back = lines
            .iter()
            .take(whole + 1)
            .rev()
            .take_while(|line| lines[whole] - **line <= context / 2)
            .count();
        start = next
            .saturating_sub(back.max(1) - 1)
            .max(start + 1)
            .min(next);
        counted = next;
    }
    windows
}

fn bar_lines(example: &Example) -> Vec<usize> {
    let is_bar = |token: Token| matches!(Vocabulary::event(token), Event::Bar(_));
    example
        .tokens()
        .enumerate()
        .filter(|(_, token)| is_bar(*token))
        .map(|(index, _)| index)
        .collect()
}

/// The words of a window that are to be foretold, each with its nats, from the logits after each place.
fn score(window: &Window, mut logits_after: impl FnMut(usize) -> Vec<f32>) -> Vec<(Token, f64)> {
    let mut foretold = Vec::new();
    let mut grammar = Grammar::new();
    for (place, input) in window.example.inputs.iter().enumerate() {
        if place >= window.first_counted.max(1) && window.example.counts[place] {
            let mut logits = logits_after(place - 1);
            hide(&mut logits, &grammar.mask());
            foretold.push((input.token, -log_softmax(&logits)[input.token.index()]));
        }
        if grammar.advance_token(input.token).is_err() {
            break;
        }
    }
    foretold
}

impl FromIterator<(Token, f64)> for NatsReport {
    fn from_iter<I: IntoIterator<Item = (Token, f64)>>(foretold: I) -> Self {
        let mut report = Self::default();
        for (token, nats) in foretold {
            report.nats += nats;
            report.n_tokens += 1;
            let event = Vocabulary::event(token);
            report.n_notes += usize::from(matches!(event, Event::Note(..) | Event::Drum(_)));
            if matches!(event, Event::Chord(_)) {
                report.chord_nats += nats;
            }
        }
        report
    }
}

/// What the grammar forbids cannot be sampled, so it is not charged for either.
fn hide(logits: &mut [f32], mask: &TokenMask) {
    for (logit, allowed) in logits.iter_mut().zip(mask.as_slice()) {
        if !allowed {
            *logit = f32::NEG_INFINITY;
        }
    }
}

/// Nats of a network over whole pieces, style and key named, nothing given.
///
/// # Errors
/// [`WeightsError`] if the weights do not fit their config.
pub fn evaluate_model(
    weights: &Weights,
    pieces: &[TrainingPiece],
    device: &Device,
) -> Result<NatsReport, WeightsError> {
    evaluate_task(weights, pieces, Task::Seed, None, device)
}

/// Nats of a network over whole pieces of which it is told what belongs to a task, said as the texts were
/// that it learnt from.
///
/// # Errors
/// [`WeightsError`] if the weights do not fit their config.
pub fn evaluate_task(
    weights: &Weights,
    pieces: &[TrainingPiece],
    task: Task,
    ablation: Option<Ablation>,
    device: &Device,
) -> Result<NatsReport, WeightsError> {
    let network = Transformer::from_weights(weights, device)?;
    let windows = pieces
        .par_iter()
        .flat_map_iter(|piece| windows(piece, task, ablation, weights.config.context));
    // Added up in their order, so that the sum is the same on every machine.
    let foretold: Vec<Vec<(Token, f64)>> =
        windows.map(|window| foretell(&network, &window)).collect();
    Ok(foretold.into_iter().flatten().collect())
}

/// What a network makes of a window.
fn foretell(network: &Transformer, window: &Window) -> Vec<(Token, f64)> {
    let n_read = window.example.inputs.len() - 1;
    if n_read == 0 {
        return Vec::new();
    }
    let logits = network.forward(&InputBatch::single(&window.example.inputs[..n_read]));
    let logits: Vec<f32> = logits
        .into_data()
        .convert::<f32>()
        .try_into_vec()
        .unwrap_or_default();
    let row =
        |place: usize| logits[place * Vocabulary::SIZE..(place + 1) * Vocabulary::SIZE].to_vec();
    score(window, row)
}

/// Counts every piece in one key.
pub fn train_ngram(pieces: &[TrainingPiece], view: NGramView) -> NGram {
    let mut ngram = NGram::new(view);
    for piece in pieces {
        let piece = in_c(piece);
        if let Ok(text) = Input::of_text(&piece.say().tokens) {
            ngram.count(&text);
        }
    }
    ngram
}

/// Nats of an n-gram over whole pieces, as [`evaluate_model`] counts them.
pub fn evaluate_ngram(ngram: &NGram, pieces: &[TrainingPiece], context: usize) -> NatsReport {
    let of_piece = |piece: &TrainingPiece| {
        let mut report = NatsReport::default();
        for window in windows(&in_c(piece), Task::Seed, None, context) {
            let mut player = NGramPlayer::new(ngram);
            let mut n_read = 0;
            let foretold = score(&window, |place| {
                let logits = player.read(&window.example.inputs[n_read..=place]);
                n_read = place + 1;
                logits
            });
            report.add(foretold.into_iter().collect());
        }
        report
    };
    sum(pieces.par_iter().map(of_piece).collect())
}

fn sum(reports: Vec<NatsReport>) -> NatsReport {
    let mut sum = NatsReport::default();
    for report in reports {
        sum.add(report);
    }
    sum
}

/// The piece moved so that its tonic is C, by at most six semitones.
fn in_c(piece: &TrainingPiece) -> TrainingPiece {
    let tonic = piece.key.map_or(0, |key| key.tonic().get() as i8);
    piece.transposed(Interval(if tonic > 6 { 12 - tonic } else { -tonic }))
}
