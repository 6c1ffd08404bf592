//! A training run: resumable at any moment, reported as it goes.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use thiserror::Error;

use crate::model::{Device, Weights, WeightsError};

use super::checkpoint::{self, CheckpointError, Place};
use super::config::TrainConfig;
use super::curves::{LogLine, rewind_log};
use super::ema::Ema;
use super::example::TrainingPiece;
use super::grow::GrowError;
use super::learner::Learner;
use super::word_learner::WordLearner;

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

/// Trains a composer's network, or goes on training it, in the folder `run`. A run that has not begun
/// begins with the weights `start`, grown to its network ([`grow`](super::grow())), or without them at
/// random. Returns the averaged weights that did best on the validation pieces.
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
    let has_begun = checkpoint::place_of(run)?.is_some();
    let start = start.filter(|_| !has_begun);
    let mut learner = WordLearner::new(config, train_pieces, valid_pieces, start, device)?;
    Ok(Weights::load(&drive(config, &mut learner, run, watch)?)?)
}

/// Drives a learner through the iterations of a run, or through those that are left of it.
/// Returns the weights file that did best on the validation pieces, or as it is where none were judged yet.
///
/// # Errors
/// [`TrainError`]; whatever was saved before stays.
pub fn drive<M>(
    config: &TrainConfig<M>,
    learner: &mut dyn Learner,
    run: &Path,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Result<Vec<u8>, TrainError> {
    if config.phases.is_empty() {
        return Err(TrainError::BadConfig("there must be a phase"));
    }
    std::fs::create_dir_all(run)?;
    let mut place = Place::default();
    let mut ema = Ema::new(learner.to_tensors(), config.ema_decay);
    if let Some(saved) = checkpoint::place_of(run)? {
        ema = checkpoint::load(run, saved, learner, config.ema_decay)?;
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
    while let Some(phase) = config.phase_at(place.iteration)
        && place.iteration < n_iterations
    {
        let loss = learner.learn(place.iteration);
        if !loss.is_finite() {
            return Err(TrainError::Diverged {
                iteration: place.iteration,
                loss,
            });
        }
        place.iteration += 1;
        let ema_every = config.ema_every.max(1);
        if place.iteration.is_multiple_of(ema_every) {
            ema.update(&learner.to_tensors(), place.iteration - 1, ema_every);
        }
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
            let nats = learner.judge(&ema.tensors)?;
            progress.valid_nats_per_note = Some(nats);
            append_log(run, config, place, &since, nats)?;
            since = Since::now();
            (place.loss, place.n_losses) = (0.0, 0);
            // A small corpus is learnt by heart in the end: what did best is kept.
            if place.best_valid.is_none_or(|best| nats < best) {
                place.best_valid = Some(nats);
                checkpoint::save_best(run, &learner.to_file(&ema.tensors)?)?;
            }
            checkpoint::save(run, place, learner, &ema)?;
        }
        if !watch(progress) {
            checkpoint::save(run, place, learner, &ema)?;
            break;
        }
    }
    match checkpoint::load_best(run)? {
        Some(best) => Ok(best),
        None => Ok(learner.to_file(&ema.tensors)?),
    }
}

fn append_log<M>(
    run: &Path,
    config: &TrainConfig<M>,
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
