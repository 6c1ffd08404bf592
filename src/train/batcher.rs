//! Examples side by side.

use burn::tensor::{Device, Int, Tensor, TensorData};
use rayon::prelude::*;

use crate::model::{InputBatch, N_FEATURES, Rng};
use crate::token::{Control, Event, Style, Vocabulary};

use super::config::{Phase, TrainConfig};
use super::controls::ControlScale;
use super::example::{Example, TrainingPiece, voices_of};

/// A batch of texts with what they should foretell.
#[derive(Debug, Clone)]
pub struct Batch {
    /// What the network reads.
    pub inputs: InputBatch,
    /// The token after each place, `[batch * seq]`.
    pub targets: Vec<i32>,
    /// 1 where the loss counts, else 0, `[batch * seq]`.
    pub counts: Vec<f32>,
}

impl Batch {
    /// Pads examples to `seq` places.
    pub fn of(examples: &[Example], seq: usize) -> Self {
        let pad = Vocabulary::token(Event::Pad).map_or(0, |token| token.index() as i32);
        let mut batch = Self {
            inputs: InputBatch {
                codes: Vec::new(),
                batch: examples.len(),
                seq,
            },
            targets: Vec::new(),
            counts: Vec::new(),
        };
        for example in examples {
            for place in 0..seq {
                let codes = example
                    .inputs
                    .get(place)
                    .map_or([0; N_FEATURES], |input| input.codes());
                batch.inputs.codes.extend(codes.map(|code| code as i32));
                let next = example
                    .inputs
                    .get(place + 1)
                    .map(|input| input.token.index() as i32);
                batch.targets.push(next.unwrap_or(pad));
                let counts = example.counts.get(place + 1).copied().unwrap_or(false);
                batch.counts.push(if counts { 1.0 } else { 0.0 });
            }
        }
        batch
    }

    /// Number of places whose loss counts.
    pub fn n_counted(&self) -> f32 {
        self.counts.iter().sum()
    }

    /// Targets on a device, `[batch * seq, 1]`.
    pub fn targets_on(&self, device: &Device) -> Tensor<2, Int> {
        Tensor::from_data(
            TensorData::new(self.targets.clone(), [self.targets.len(), 1]),
            device,
        )
    }

    /// Counts on a device, `[batch * seq, 1]`.
    pub fn counts_on(&self, device: &Device) -> Tensor<2> {
        Tensor::from_data(
            TensorData::new(self.counts.clone(), [self.counts.len(), 1]),
            device,
        )
    }
}

/// Draws batches; the same seed and iteration give the same batch.
#[derive(Debug)]
pub struct Batcher<'a> {
    config: &'a TrainConfig,
    styles: Vec<Drawer<'a>>,
}

/// The pieces of a style.
#[derive(Debug)]
struct Drawer<'a> {
    style: Style,
    pieces: Vec<(&'a TrainingPiece, Vec<Control>)>,
    /// Sums of the pieces' weights up to each.
    weights: Vec<f64>,
}

impl<'a> Drawer<'a> {
    fn new(style: Style, pieces: Vec<(&'a TrainingPiece, Vec<Control>)>) -> Self {
        let mut sum = 0.0;
        let weights = pieces.iter().map(|(piece, _)| {
            sum += weight(piece);
            sum
        });
        Self {
            style,
            weights: weights.collect(),
            pieces,
        }
    }

    fn draw(&self, rng: &mut Rng) -> &(&'a TrainingPiece, Vec<Control>) {
        let dice = rng.next_f64() * self.weights.last().copied().unwrap_or(0.0);
        let drawn = self.weights.partition_point(|sum| *sum <= dice);
        &self.pieces[drawn.min(self.pieces.len() - 1)]
    }
}

/// How often a piece is drawn against others of its style: long ones and those of many voices hold
/// more to learn from, though not in proportion.
fn weight(piece: &TrainingPiece) -> f64 {
    (piece.grid.bars.len() as f64).sqrt() * voices_of(&piece.grid).len().max(1) as f64
}

impl<'a> Batcher<'a> {
    /// A batcher over pieces, styles weighted as the config says.
    pub fn new(config: &'a TrainConfig, pieces: &'a [TrainingPiece]) -> Self {
        let scale = ControlScale::of(pieces);
        let styles = Style::ALL
            .into_iter()
            .map(|style| {
                let of_style = pieces.iter().filter(|piece| piece.style == style);
                let with_controls = of_style.map(|piece| (piece, scale.controls(piece)));
                Drawer::new(style, with_controls.collect())
            })
            .filter(|drawer| !drawer.pieces.is_empty())
            .collect();
        Self { config, styles }
    }

    /// Whether there is a stretch of the run with nothing to draw from.
    pub fn is_empty(&self) -> bool {
        let mut phases = self.config.phases.iter();
        phases.any(|phase| self.shares(phase).iter().sum::<f64>() <= 0.0)
    }

    /// How often each style is drawn in a stretch.
    fn shares(&self, phase: &Phase) -> Vec<f64> {
        let share = |drawer: &Drawer| self.config.share_of(drawer.style, phase).max(0.0);
        self.styles.iter().map(share).collect()
    }

    /// The batch of an iteration.
    pub fn batch(&self, iteration: usize, phase: &Phase) -> Batch {
        let key = self.config.rng_seed ^ (iteration as u64).wrapping_mul(0x2545_f491_4f6c_dd1d);
        let ablation = self.config.ablation;
        let draw = |index: usize| {
            let mut rng = Rng::new(Rng::new(key.wrapping_add(index as u64)).next_u64());
            loop {
                let (piece, controls) = self.draw(phase, &mut rng);
                let example = Example::random(piece, controls, ablation, phase.seq, &mut rng);
                // A window behind the last note has nothing to foretell.
                if let Some(example) = example.filter(|example| example.counts.contains(&true)) {
                    return example;
                }
            }
        };
        let examples: Vec<Example> = (0..phase.batch).into_par_iter().map(draw).collect();
        Batch::of(&examples, phase.seq)
    }

    fn draw(&self, phase: &Phase, rng: &mut Rng) -> &(&'a TrainingPiece, Vec<Control>) {
        let shares = self.shares(phase);
        let mut dice = rng.next_f64() * shares.iter().sum::<f64>();
        let last = shares.iter().rposition(|share| *share > 0.0);
        let chosen = shares.iter().position(|share| {
            dice -= share;
            dice < 0.0
        });
        self.styles[chosen.or(last).unwrap_or(0)].draw(rng)
    }
}
