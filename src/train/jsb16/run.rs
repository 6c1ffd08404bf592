//! Training the benchmark's network.

use std::path::Path;

use super::frames::{FrameConfig, FrameLearner, FrameNetwork};
use super::grid::Jsb16Grid;
use crate::train::config::TrainConfig;
use crate::train::run::{Progress, TrainError, drive};

/// Trains the benchmark's network, or goes on training it, in the folder `run`; what counts as a token
/// and a note elsewhere is a frame and a cell here. Otherwise as [`train`](crate::train::train()).
///
/// # Errors
/// [`TrainError`]; whatever was saved before stays.
pub fn train_jsb16(
    config: &TrainConfig<FrameConfig>,
    learners: &[Jsb16Grid],
    judges: &[Jsb16Grid],
    run: &Path,
    watch: &mut dyn FnMut(Progress) -> bool,
) -> Result<FrameNetwork, TrainError> {
    let mut learner = FrameLearner::new(config, learners, judges)?;
    Ok(FrameNetwork::load(&drive(
        config,
        &mut learner,
        run,
        watch,
    )?)?)
}
