//! A network's nats per cell.

use burn::tensor::Device;

use super::grid::Jsb16Grid;
use crate::model::{Weights, WeightsError};
use crate::train::evaluate::evaluate_in_all_keys;
use crate::train::example::TrainingPiece;

/// Nats per cell of networks over grids: joint, chronological, teacher-forced, in the mean of the networks
/// and of all keys.
///
/// # Errors
/// [`WeightsError`] if the weights do not fit their config.
pub fn evaluate_jsb16(
    networks: &[Weights],
    grids: &[Jsb16Grid],
    device: &Device,
) -> Result<f64, WeightsError> {
    let pieces: Vec<TrainingPiece> = grids.iter().map(|grid| grid.piece.clone()).collect();
    let n_cells: usize = grids.iter().map(Jsb16Grid::n_cells).sum();
    Ok(evaluate_in_all_keys(networks, &pieces, device)?.nats / n_cells.max(1) as f64)
}
