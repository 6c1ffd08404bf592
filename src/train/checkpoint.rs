//! What a run resumes from: network, optimizer, average, place.

use std::path::{Path, PathBuf};

use burn::module::Module;
use burn::optim::ModuleOptimizer;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{Precision, Transformer, Weights, WeightsError};

use super::ema::Ema;

/// What can go wrong with a checkpoint.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CheckpointError {
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        #[source]
        error: std::io::Error,
    },
    /// A record could not be read or written.
    #[error("{path}: {reason}")]
    Record {
        /// Which one.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Averaged weights that do not load.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Iterations done.
    pub iteration: usize,
    /// Seconds of training so far.
    pub elapsed_seconds: f64,
    /// Losses added up since the last line of the log.
    #[serde(default)]
    pub loss: f64,
    /// How many they are.
    #[serde(default)]
    pub n_losses: usize,
    /// The fewest nats a note on the validation pieces so far.
    #[serde(default)]
    pub best_valid: Option<f64>,
}

fn file_error(path: &Path) -> impl FnOnce(std::io::Error) -> CheckpointError {
    move |error| CheckpointError::File {
        path: path.into(),
        error,
    }
}

fn record_error<E: std::fmt::Debug>(path: &Path) -> impl FnOnce(E) -> CheckpointError {
    move |error| CheckpointError::Record {
        path: path.into(),
        reason: format!("{error:?}"),
    }
}

/// Writes `bytes` so that a crash leaves the old file or the new one, never half of it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), CheckpointError> {
    let draft = path.with_extension("draft");
    std::fs::write(&draft, bytes).map_err(file_error(&draft))?;
    std::fs::rename(&draft, path).map_err(file_error(path))
}

/// Name of the averaged weights of a run that did best on the validation pieces.
const BEST: &str = "average.safetensors";

/// Writes a checkpoint. The place is written last and names the folder that is whole.
pub fn save(
    run: &Path,
    place: Place,
    network: &Transformer,
    optimizer: &ModuleOptimizer,
    average: &Weights,
) -> Result<(), CheckpointError> {
    let folder = run.join(format!("checkpoint-{}", place.iteration));
    std::fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    let path = folder.join("network");
    network
        .clone()
        .save_file(&path)
        .map_err(record_error(&path))?;
    let path = folder.join("optimizer");
    optimizer.save(&path).map_err(record_error(&path))?;
    write_whole(
        &folder.join("average.safetensors"),
        &average.save(Precision::Full)?,
    )?;
    let text = serde_json::to_vec(&place).map_err(record_error(run))?;
    write_whole(&run.join("place.json"), &text)?;
    remove_older(run, place.iteration)
}

/// Keeps the averaged weights that did best on the validation pieces so far.
pub fn save_best(run: &Path, average: &Weights) -> Result<(), CheckpointError> {
    write_whole(&run.join(BEST), &average.save(Precision::Full)?)
}

/// The averaged weights that did best, if any have been judged.
pub fn load_best(run: &Path) -> Result<Option<Weights>, CheckpointError> {
    let path = run.join(BEST);
    if !path.exists() {
        return Ok(None);
    }
    let bytes = std::fs::read(&path).map_err(file_error(&path))?;
    Ok(Some(Weights::load(&bytes)?))
}

/// Where the run stands, if it has begun.
pub fn place_of(run: &Path) -> Result<Option<Place>, CheckpointError> {
    let path = run.join("place.json");
    if !path.exists() {
        return Ok(None);
    }
    let text = std::fs::read(&path).map_err(file_error(&path))?;
    serde_json::from_slice(&text)
        .map(Some)
        .map_err(record_error(&path))
}

/// Reads a checkpoint into a fresh network and optimizer.
pub fn load(
    run: &Path,
    place: Place,
    network: Transformer,
    optimizer: ModuleOptimizer,
    ema_decay: f64,
) -> Result<(Transformer, ModuleOptimizer, Ema), CheckpointError> {
    let folder = run.join(format!("checkpoint-{}", place.iteration));
    let path = folder.join("network");
    let network = network.try_load_file(&path).map_err(record_error(&path))?;
    let path = folder.join("optimizer");
    let optimizer = optimizer.load(&path).map_err(record_error(&path))?;
    let path = folder.join("average.safetensors");
    let average = Weights::load(&std::fs::read(&path).map_err(file_error(&path))?)?;
    // The average follows the network's own order of tensors.
    let mut tensors = network.to_tensors();
    for tensor in &mut tensors {
        tensor.values = average.values(&tensor.name, &tensor.shape)?.to_vec();
    }
    Ok((network, optimizer, Ema::new(tensors, ema_decay)))
}

fn remove_older(run: &Path, iteration: usize) -> Result<(), CheckpointError> {
    for entry in std::fs::read_dir(run).map_err(file_error(run))?.flatten() {
        let name = entry.file_name();
        let older = name
            .to_str()
            .and_then(|name| name.strip_prefix("checkpoint-")?.parse::<usize>().ok());
        if older.is_some_and(|older| older < iteration) {
            std::fs::remove_dir_all(entry.path()).map_err(file_error(&entry.path()))?;
        }
    }
    Ok(())
}
