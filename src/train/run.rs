//! A training run: resumable at any moment, reported as it goes.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use burn::grad_clipping::GradientClippingConfig;
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::Tensor;
use burn::tensor::activation::log_softmax;
use thiserror::Error;

use crate::model::{Device, Transformer, Weights, WeightsError};
use crate::token::Vocabulary;

use super::backprop::{Learned, learn};
use super::batcher::{Batch, Batcher};
use super::checkpoint::{self, CheckpointError, Place};
use super::config::TrainConfig;
use super::ema::Ema;
use super::evaluate::evaluate_model;
use super::example::TrainingPiece;
use super::grow::{GrowError, grow};
use super::log::{LogLine, rewind_log};

/// What can end a run early.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TrainError {
    /// No piece of any wanted style.
    #[error("no training piece of a style that the preset asks for")]
    NoPieces,
    /// A preset that describes no network or no phase.
    #[error("the preset describes no run: {0}")]
    BadConfig(&'static str),
    /// The loss left the numbers.
    #[error("the loss became {loss} at iteration {iteration}")]
    Diverged {
        /// When.
        iteration: usize,
        /// What it became.
        loss: f64,
    },
    /// Trouble with a checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// Weights that do not fit.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// Weights to start from that cannot be grown to the preset's network.
    #[error("the weights to start from: {0}")]
    Grow(#[from] GrowError),
    /// The log could not be written.
    #[error("log: {0}")]
    Log(#[from] std::io::Error),
}

/// How far a run is, told after every iteration.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Iterations done and to do.
    pub iteration: usize,
    /// Iterations of the whole run.
    pub n_iterations: usize,
    /// Loss of this iteration, in nats a counted token.
    pub loss: f64,
    /// Tokens read a second, lately.
    pub tokens_per_second: f64,
    /// Seconds of training so far, over all starts.
    pub elapsed_seconds: f64,
    /// Nats a note on the validation pieces, when they were just looked at.
    pub valid_nats_per_note: Option<f64>,
}

/// Trains, or goes on training, in the folder `run`. A run that has not begun begins with the weights
/// `start`, grown to its network ([`grow`]), or without them at random. Returns the averaged weights that did best on the
/// validation pieces, or as they are where none were judged yet.
///
/// `watch` hears of every iteration and says whether to go on; stopping saves first.
///
/// # Errors
/// [`TrainError`]; whatever was saved before stays.
pub fn train(
    config: &TrainConfig,
    train_pieces: &[TrainingPiece],
    valid_pieces: &[TrainingPiece],
    start: Option<&Weights>,
    run: &Path,
    device: &Device,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Result<Weights, TrainError> {
    if !config.model.is_sound() {
        return Err(TrainError::BadConfig("the network's sizes do not fit"));
    }
    if config.phase_at(0).is_none()
        || config
            .phases
            .iter()
            .any(|phase| phase.seq > config.model.context)
    {
        return Err(TrainError::BadConfig(
            "there must be a phase, and none longer than the context",
        ));
    }
    let batcher = Batcher::new(config, train_pieces);
    if batcher.is_empty() {
        return Err(TrainError::NoPieces);
    }
    std::fs::create_dir_all(run)?;
    let learning = device.clone().autodiff();
    let saved = checkpoint::place_of(run)?;
    let mut network = match start.filter(|_| saved.is_none()) {
        Some(start) => {
            let grown = grow(start, &config.model, config.rng_seed)?;
            Transformer::from_weights(&grown, &learning)?
        }
        None => config.model.init(config.rng_seed, &learning),
    };
    let mut optimizer = optimizer(config);
    let mut place = Place {
        iteration: 0,
        elapsed_seconds: 0.0,
        loss: 0.0,
        n_losses: 0,
        best_valid: None,
    };
    let mut ema = Ema::new(network.to_tensors(), config.ema_decay);
    if let Some(saved) = saved {
        (network, optimizer, ema) =
            checkpoint::load(run, saved, network, optimizer, config.ema_decay)?;
        place = saved;
        rewind_log(&run.join("log.jsonl"), place.iteration)?;
    }
    let n_iterations = config.n_iterations();
    let mut since = Since {
        loss: place.loss,
        n_losses: place.n_losses,
        ..Since::now()
    };
    let before = place.elapsed_seconds;
    let started = Instant::now();
    while place.iteration < n_iterations {
        let Some(phase) = config.phase_at(place.iteration) else {
            break;
        };
        let batch = batcher.batch(place.iteration, phase);
        let Learned { loss, gradients } = if *device == Device::flex() {
            let rng_seed = config.rng_seed.wrapping_add(place.iteration as u64);
            learn(&network, &batch, config.model.dropout, rng_seed, device)
        } else {
            learning.seed(config.rng_seed.wrapping_add(place.iteration as u64));
            let loss = autodiff_loss(&network, &batch);
            Learned {
                loss: loss.to_data().iter::<f64>().next().unwrap_or(f64::NAN),
                gradients: GradientsParams::from_grads(loss.backward(), &network),
            }
        };
        if !loss.is_finite() {
            return Err(TrainError::Diverged {
                iteration: place.iteration,
                loss,
            });
        }
        network = optimizer.step(config.learning_rate_at(place.iteration), network, gradients);
        ema.update(&network.to_tensors(), place.iteration);
        place.iteration += 1;
        place.elapsed_seconds = before + started.elapsed().as_secs_f64();
        since.add(loss, phase.batch * phase.seq);
        (place.loss, place.n_losses) = (since.loss, since.n_losses);
        let mut progress = Progress {
            iteration: place.iteration,
            n_iterations,
            loss,
            tokens_per_second: since.tokens_per_second(),
            elapsed_seconds: place.elapsed_seconds,
            valid_nats_per_note: None,
        };
        let is_last = place.iteration == n_iterations;
        if is_last || place.iteration.is_multiple_of(config.evaluate_every.max(1)) {
            let average = weights(config, &ema);
            let some = &valid_pieces[..config.evaluate_pieces.min(valid_pieces.len())];
            let nats = evaluate_model(&average, some, device)?.nats_per_note();
            progress.valid_nats_per_note = Some(nats);
            append_log(run, config, place, &since, nats)?;
            since = Since::now();
            (place.loss, place.n_losses) = (0.0, 0);
            // A small corpus is learnt by heart in the end: what did best is kept.
            if place.best_valid.is_none_or(|best| nats < best) {
                place.best_valid = Some(nats);
                checkpoint::save_best(run, &average)?;
            }
            checkpoint::save(run, place, &network, &optimizer, &average)?;
        }
        if !watch(progress) {
            checkpoint::save(run, place, &network, &optimizer, &weights(config, &ema))?;
            break;
        }
    }
    let best = checkpoint::load_best(run)?;
    Ok(best.unwrap_or_else(|| weights(config, &ema)))
}

fn weights(config: &TrainConfig, ema: &Ema) -> Weights {
    let mut tensors = ema.tensors.clone();
    tensors.sort_by(|a, b| a.name.cmp(&b.name));
    Weights {
        config: config.model,
        name: config.name.clone(),
        tensors,
    }
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

fn append_log(
    run: &Path,
    config: &TrainConfig,
    place: Place,
    since: &Since,
    nats: f64,
) -> Result<(), TrainError> {
    let line = LogLine {
        iteration: place.iteration,
        train_nats_per_token: since.mean_loss(),
        valid_nats_per_note: nats,
        learning_rate: config.learning_rate_at(place.iteration),
        tokens_per_second: since.tokens_per_second(),
        elapsed_seconds: place.elapsed_seconds,
    };
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(run.join("log.jsonl"))?;
    writeln!(
        file,
        "{}",
        serde_json::to_string(&line).map_err(std::io::Error::other)?
    )?;
    Ok(())
}

/// What happened since the last line of the log.
struct Since {
    start: Instant,
    loss: f64,
    n_losses: usize,
    n_tokens: usize,
}

impl Since {
    fn now() -> Self {
        Self {
            start: Instant::now(),
            loss: 0.0,
            n_losses: 0,
            n_tokens: 0,
        }
    }

    fn add(&mut self, loss: f64, n_tokens: usize) {
        self.loss += loss;
        self.n_losses += 1;
        self.n_tokens += n_tokens;
    }

    fn mean_loss(&self) -> f64 {
        self.loss / self.n_losses.max(1) as f64
    }

    fn tokens_per_second(&self) -> f64 {
        self.n_tokens as f64 / self.start.elapsed().as_secs_f64().max(1e-9)
    }
}
