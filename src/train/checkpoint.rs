//! What a run resumes from: network, optimizer, average, place.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{NamedTensor, Precision, WeightsError, read_tensors, values_of, write_tensors};

use super::ema::Ema;
use super::learner::Learner;

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
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
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

/// Why a record at `path` failed.
pub fn record_error<E: std::fmt::Debug>(path: &Path) -> impl FnOnce(E) -> CheckpointError {
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
    learner: &dyn Learner,
    average: &Ema,
) -> Result<(), CheckpointError> {
    let folder = run.join(format!("checkpoint-{}", place.iteration));
    std::fs::create_dir_all(&folder).map_err(file_error(&folder))?;
    learner.save(&folder)?;
    write_tensor_file(&folder.join("average.safetensors"), &average.tensors)?;
    let text = serde_json::to_vec(&place).map_err(record_error(run))?;
    write_whole(&run.join("place.json"), &text)?;
    remove_older(run, place.iteration)
}

/// Keeps the weights file that did best on the validation pieces so far.
pub fn save_best(run: &Path, file: &[u8]) -> Result<(), CheckpointError> {
    write_whole(&run.join(BEST), file)
}

/// The weights file that did best, if any has been judged.
pub fn load_best(run: &Path) -> Result<Option<Vec<u8>>, CheckpointError> {
    let path = run.join(BEST);
    if !path.exists() {
        return Ok(None);
    }
    std::fs::read(&path).map(Some).map_err(file_error(&path))
}

/// Writes tensors, and nothing about them, at full precision.
pub fn write_tensor_file(path: &Path, tensors: &[NamedTensor]) -> Result<(), CheckpointError> {
    write_whole(
        path,
        &write_tensors(tensors, HashMap::new(), Precision::Full)?,
    )
}

/// Reads tensors into those of the same names and shapes.
pub fn read_tensor_file(path: &Path, tensors: &mut [NamedTensor]) -> Result<(), CheckpointError> {
    let (_, read) = read_tensors(&std::fs::read(path).map_err(file_error(path))?)?;
    for tensor in tensors {
        tensor.values = values_of(&read, &tensor.name, &tensor.shape)?.to_vec();
    }
    Ok(())
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

/// Reads a checkpoint into a learner. Returns the average.
pub fn load(
    run: &Path,
    place: Place,
    learner: &mut dyn Learner,
    ema_decay: f64,
) -> Result<Ema, CheckpointError> {
    let folder = run.join(format!("checkpoint-{}", place.iteration));
    learner.load(&folder)?;
    // The average follows the network's own order of tensors.
    let mut tensors = learner.to_tensors();
    read_tensor_file(&folder.join("average.safetensors"), &mut tensors)?;
    Ok(Ema::new(tensors, ema_decay))
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
