//! The composer's network learning words.

use std::path::Path;

use burn::grad_clipping::GradientClippingConfig;
use burn::module::Module;
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::Tensor;
use burn::tensor::activation::log_softmax;

use crate::model::{Device, NamedTensor, Precision, Transformer, Weights, WeightsError};
use crate::token::Vocabulary;

use super::backprop::{Learned, learn};
use super::batcher::{Batch, Batcher};
use super::checkpoint::{CheckpointError, record_error};
use super::config::TrainConfig;
use super::evaluate::{Task, evaluate_task};
use super::example::TrainingPiece;
use super::grow::grow;
use super::learner::Learner;
use super::run::TrainError;

/// A [`Transformer`] with its optimizer and the pieces it learns from and is judged by.
pub struct WordLearner<'a> {
    config: &'a TrainConfig,
    batcher: Batcher<'a>,
    /// The batch of the iteration that comes next, where it was drawn ahead.
    ahead: Option<(usize, Batch)>,
    judges: Vec<TrainingPiece>,
    device: &'a Device,
    /// The device with autodiff, on which the network lies.
    learning: Device,
    network: Transformer,
    optimizer: ModuleOptimizer,
}

impl<'a> WordLearner<'a> {
    /// A network that has learnt nothing, or what `start` has learnt, grown where it is larger.
    ///
    /// # Errors
    /// [`TrainError`] if the config describes no network, there is nothing to learn from, or `start`
    /// cannot be grown to it.
    pub fn new(
        config: &'a TrainConfig,
        learners: &'a [TrainingPiece],
        judges: &'a [TrainingPiece],
        start: Option<&Weights>,
        device: &'a Device,
    ) -> Result<Self, TrainError> {
        if !config.model.is_sound() {
            return Err(TrainError::BadConfig("the network's sizes do not fit"));
        }
        if config
            .phases
            .iter()
            .any(|phase| phase.seq > config.model.context)
        {
            return Err(TrainError::BadConfig(
                "there must be no phase longer than the context",
            ));
        }
        let batcher = Batcher::new(config, learners);
        if batcher.is_empty() {
            return Err(TrainError::NoPieces);
        }
        let learning = device.clone().autodiff();
        let network = match start {
            None => config.model.init(config.rng_seed, &learning),
            Some(start) => {
                let grown = grow(start, &config.model, config.rng_seed)?;
                Transformer::from_weights(&grown, &learning)?
            }
        };
        Ok(Self {
            config,
            batcher,
            ahead: None,
            judges: spread(&learnt(config, judges), config.evaluate_pieces),
            device,
            learning,
            network,
            optimizer: optimizer(config),
        })
    }

    fn batch(&self, iteration: usize) -> Option<Batch> {
        let phase = self.config.phase_at(iteration)?;
        Some(self.batcher.batch(iteration, phase))
    }

    fn weights(&self, tensors: &[NamedTensor]) -> Weights {
        let mut tensors = tensors.to_vec();
        tensors.sort_by(|a, b| a.name.cmp(&b.name));
        Weights {
            config: self.config.model,
            name: self.config.name.clone(),
            tensors,
        }
    }
}

impl Learner for WordLearner<'_> {
    fn learn(&mut self, iteration: usize) -> f64 {
        let batch = match self.ahead.take() {
            Some((of, batch)) if of == iteration => Some(batch),
            _ => self.batch(iteration),
        };
        let Some(batch) = batch else {
            return f64::NAN;
        };
        let rng_seed = self.config.rng_seed.wrapping_add(iteration as u64);
        let Learned { loss, gradients } = if *self.device == Device::flex() {
            let dropout = self.config.model.dropout;
            learn(&self.network, &batch, dropout, rng_seed, self.device)
        } else {
            self.learning.seed(rng_seed);
            let loss = autodiff_loss(&self.network, &batch);
            let gradients = GradientsParams::from_grads(loss.backward(), &self.network);
            // The device is at work: meanwhile the processor draws what it will want next.
            self.ahead = self.batch(iteration + 1).map(|next| (iteration + 1, next));
            Learned {
                loss: loss.to_data().iter::<f64>().next().unwrap_or(f64::NAN),
                gradients,
            }
        };
        if loss.is_finite() {
            let rate = self.config.learning_rate_at(iteration);
            self.network = self.optimizer.step(rate, self.network.clone(), gradients);
        }
        loss
    }

    fn to_tensors(&self) -> Vec<NamedTensor> {
        self.network.to_tensors()
    }

    fn judge(&self, tensors: &[NamedTensor]) -> Result<f64, WeightsError> {
        let (weights, ablation) = (self.weights(tensors), self.config.ablation);
        let report = evaluate_task(&weights, &self.judges, Task::Seed, ablation, self.device)?;
        Ok(report.nats_per_note())
    }

    fn to_file(&self, tensors: &[NamedTensor]) -> Result<Vec<u8>, WeightsError> {
        self.weights(tensors).save(Precision::Full)
    }

    fn save(&self, folder: &Path) -> Result<(), CheckpointError> {
        let path = folder.join("network");
        let network = self.network.clone();
        network.save_file(&path).map_err(record_error(&path))?;
        let path = folder.join("optimizer");
        self.optimizer.save(&path).map_err(record_error(&path))
    }

    fn load(&mut self, folder: &Path) -> Result<(), CheckpointError> {
        let path = folder.join("network");
        let network = self.network.clone();
        self.network = network.try_load_file(&path).map_err(record_error(&path))?;
        let path = folder.join("optimizer");
        let optimizer = optimizer(self.config);
        self.optimizer = optimizer.load(&path).map_err(record_error(&path))?;
        Ok(())
    }
}

/// The pieces of the styles that a run learns.
fn learnt<'a>(config: &TrainConfig, pieces: &'a [TrainingPiece]) -> Vec<&'a TrainingPiece> {
    let is_learnt = |piece: &&TrainingPiece| {
        let mut phases = config.phases.iter();
        phases.any(|phase| config.share_of(piece.style, phase) > 0.0)
    };
    pieces.iter().filter(is_learnt).collect()
}

/// At most `n` of the pieces, evenly spread over them.
fn spread(pieces: &[&TrainingPiece], n: usize) -> Vec<TrainingPiece> {
    let n = n.min(pieces.len());
    (0..n)
        .map(|index| pieces[index * pieces.len() / n].clone())
        .collect()
}

fn optimizer(config: &TrainConfig) -> ModuleOptimizer {
    AdamWConfig::new()
        .with_beta_2(0.98)
        .with_epsilon(1e-8)
        .with_weight_decay(config.weight_decay as f32)
        .with_grad_clipping(Some(GradientClippingConfig::Norm(
            config.max_gradient as f32,
        )))
        .init()
}

/// Mean negative log-likelihood of the tokens that count, on whatever device.
pub fn autodiff_loss(network: &Transformer, batch: &Batch) -> Tensor<1> {
    let logits = network.forward(&batch.inputs); // [batch, seq, Vocabulary::SIZE]
    let device = logits.device();
    let rows = batch.targets.len();
    let log_probabilities = log_softmax(logits.reshape([rows, Vocabulary::SIZE]), 1);
    let said = log_probabilities.gather(1, batch.targets_on(&device)); // [rows, 1]
    (said * batch.counts_on(&device))
        .sum()
        .mul_scalar(-1.0 / batch.n_counted().max(1.0))
}
