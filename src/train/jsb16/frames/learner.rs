//! A network learning frames.

use std::path::Path;

use super::adamw::{AdamW, Stride};
use super::config::FrameConfig;
use super::parameters::FrameParameters;
use super::pass::{Dropouts, learn};
use super::text::{FrameText, N_FRAMES_PER_BEAT, framed};
use super::weights::FrameNetwork;
use crate::model::{NamedTensor, Precision, Rng, WeightsError};
use crate::train::backprop::{Dropout, in_lanes};
use crate::train::checkpoint::{CheckpointError, read_tensor_file, write_tensor_file};
use crate::train::config::{Phase, TrainConfig};
use crate::train::jsb16::grid::Jsb16Grid;
use crate::train::jsb16::measure::nats_in_one_key;
use crate::train::learner::Learner;
use crate::train::run::TrainError;

/// Transpositions that are learnt from, in semitones.
const SHIFTS: std::ops::RangeInclusive<i16> = -6..=5;

/// A network of frames with its optimizer and the grids it learns from and is judged by.
pub struct FrameLearner<'a> {
    config: &'a TrainConfig<FrameConfig>,
    learners: &'a [Jsb16Grid],
    judges: &'a [Jsb16Grid],
    /// Frames of the learners up to the end of each.
    ends: Vec<usize>,
    parameters: FrameParameters,
    decays: Vec<bool>,
    optimizer: AdamW,
}

impl<'a> FrameLearner<'a> {
    /// A network that has learnt nothing.
    ///
    /// # Errors
    /// [`TrainError`] if the config describes no network or there is nothing to learn from.
    pub fn new(
        config: &'a TrainConfig<FrameConfig>,
        learners: &'a [Jsb16Grid],
        judges: &'a [Jsb16Grid],
    ) -> Result<Self, TrainError> {
        if !config.model.is_sound() {
            return Err(TrainError::BadConfig("the network's sizes do not fit"));
        }
        let mut n_frames = 0;
        let ends = learners.iter().map(|grid| {
            n_frames += grid.rows.len();
            n_frames
        });
        let ends: Vec<usize> = ends.collect();
        if n_frames == 0 {
            return Err(TrainError::NoPieces);
        }
        let parameters = FrameParameters::random(&config.model, config.rng_seed);
        let names = parameters.names();
        Ok(Self {
            config,
            learners,
            judges: &judges[..config.evaluate_pieces.min(judges.len())],
            ends,
            decays: names.iter().map(|(_, shape)| shape.len() > 1).collect(),
            optimizer: AdamW::new(parameters.slices().iter().map(|values| values.len())),
            parameters,
        })
    }

    fn network(&self, tensors: &[NamedTensor]) -> Result<FrameNetwork, WeightsError> {
        FrameNetwork::new(&self.config.name, &self.config.model, tensors)
    }

    /// A window of a piece in a random key: all of it, or as many frames as the phase reads. Long pieces
    /// are drawn more often, as every frame counts the same.
    fn draw(&self, phase: &Phase, rng: &mut Rng) -> FrameText {
        let place = rng.next_below(self.ends.last().copied().unwrap_or(0));
        let grid = &self.learners[self.ends.partition_point(|end| *end <= place)];
        let n_shifts = SHIFTS.count();
        let frames = loop {
            let shift = SHIFTS.start() + rng.next_below(n_shifts) as i16;
            // A grid that has no symbols in its own key was refused when it was read.
            if let Some(frames) = framed(&grid.rows, shift) {
                break frames;
            }
        };
        let n_more = frames.len().saturating_sub(phase.seq);
        let start = N_FRAMES_PER_BEAT * rng.next_below(n_more.div_ceil(N_FRAMES_PER_BEAT) + 1);
        let order = self.config.model.order;
        let mut text = FrameText::new(&frames, start, frames.len().min(start + phase.seq), order);
        text.forget(self.config.model.forgetting, rng);
        text
    }
}

impl Learner for FrameLearner<'_> {
    fn learn(&mut self, iteration: usize) -> f64 {
        let Some(phase) = self.config.phase_at(iteration) else {
            return f64::NAN;
        };
        let key = self.config.rng_seed ^ (iteration as u64).wrapping_mul(0x2545_f491_4f6c_dd1d);
        let mut rng = Rng::new(key);
        let texts: Vec<FrameText> = (0..phase.batch)
            .map(|_| self.draw(phase, &mut rng))
            .collect();
        let n_cells = 4 * texts.iter().map(FrameText::len).sum::<usize>();
        let weight = 1.0 / n_cells.max(1) as f32;
        let model = &self.config.model;
        let learn_one = |index: usize, gradients: &mut FrameParameters| {
            let dropouts = Dropouts {
                stream: Dropout::new(model.dropout, key).at(2 * index),
                voices: Dropout::new(model.voice_dropout, key).at(2 * index + 1),
            };
            learn(&texts[index], &self.parameters, dropouts, weight, gradients)
        };
        let zeros = || self.parameters.zeros();
        let (nats, gradients) = in_lanes(texts.len(), zeros, learn_one, FrameParameters::add);
        let loss = nats / n_cells.max(1) as f64;
        if loss.is_finite() {
            let stride = Stride {
                iteration,
                rate: self.config.learning_rate_at(iteration),
                weight_decay: self.config.weight_decay,
                max_gradient: self.config.max_gradient,
            };
            let (values, gradients) = (self.parameters.slices_mut(), gradients.slices());
            self.optimizer
                .step(values, &gradients, &self.decays, stride);
        }
        loss
    }

    fn to_tensors(&self) -> Vec<NamedTensor> {
        self.parameters.to_tensors()
    }

    fn judge(&self, tensors: &[NamedTensor]) -> Result<f64, WeightsError> {
        Ok(nats_in_one_key(&self.network(tensors)?, self.judges))
    }

    fn to_file(&self, tensors: &[NamedTensor]) -> Result<Vec<u8>, WeightsError> {
        self.network(tensors)?.save(Precision::Full)
    }

    fn save(&self, folder: &Path) -> Result<(), CheckpointError> {
        write_tensor_file(&folder.join("network"), &self.to_tensors())?;
        let mut tensors = self.to_tensors();
        for (file, memory) in [
            ("first", &self.optimizer.first),
            ("second", &self.optimizer.second),
        ] {
            for (tensor, values) in tensors.iter_mut().zip(memory) {
                tensor.values.clone_from(values);
            }
            write_tensor_file(&folder.join(file), &tensors)?;
        }
        Ok(())
    }

    fn load(&mut self, folder: &Path) -> Result<(), CheckpointError> {
        let mut tensors = self.to_tensors();
        read_tensor_file(&folder.join("network"), &mut tensors)?;
        for (values, tensor) in self.parameters.slices_mut().into_iter().zip(&tensors) {
            values.copy_from_slice(&tensor.values);
        }
        for (file, memory) in [
            ("first", &mut self.optimizer.first),
            ("second", &mut self.optimizer.second),
        ] {
            read_tensor_file(&folder.join(file), &mut tensors)?;
            for (values, tensor) in memory.iter_mut().zip(&tensors) {
                values.clone_from(&tensor.values);
            }
        }
        Ok(())
    }
}
