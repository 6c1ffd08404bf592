//! What a training run drives.

use std::path::Path;

use crate::model::{NamedTensor, WeightsError};

use super::checkpoint::CheckpointError;

/// A network that learns, with its optimizer and what it learns from.
///
/// Everything random in it is drawn by the iteration, so that a run that was interrupted goes on as if
/// it had not been.
pub trait Learner {
    /// Learns from the batch of an iteration, counted from 0. Returns the mean loss before, in nats.
    fn learn(&mut self, iteration: usize) -> f64;

    /// The network's values, always in the same order.
    fn to_tensors(&self) -> Vec<NamedTensor>;

    /// Nats on the validation pieces with these values in place of the network's own.
    ///
    /// # Errors
    /// [`WeightsError`] if they do not fit.
    fn judge(&self, tensors: &[NamedTensor]) -> Result<f64, WeightsError>;

    /// A weights file of these values.
    ///
    /// # Errors
    /// [`WeightsError`] if they do not fit.
    fn to_file(&self, tensors: &[NamedTensor]) -> Result<Vec<u8>, WeightsError>;

    /// Writes network and optimizer into a folder.
    ///
    /// # Errors
    /// [`CheckpointError`] if a file cannot be written.
    fn save(&self, folder: &Path) -> Result<(), CheckpointError>;

    /// Takes them back.
    ///
    /// # Errors
    /// [`CheckpointError`] if a file cannot be read or does not fit.
    fn load(&mut self, folder: &Path) -> Result<(), CheckpointError>;
}
