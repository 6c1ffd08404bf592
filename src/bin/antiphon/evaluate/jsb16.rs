//! Nats per cell of the public JSB-16th grid.

use std::path::PathBuf;

use antiphon::model::Weights;
use antiphon::train::{evaluate_jsb16, read_jsb16};
use anyhow::Context;
use clap::Args;

use crate::train::On;

/// Measures weights that were trained on the grid's own training pieces and nothing else.
#[derive(Args)]
pub struct Jsb16 {
    /// The benchmark: JSON with four pitches a sixteenth, by split.
    benchmark: PathBuf,
    /// Weights file.
    #[arg(long, default_value = "runs/jsb16/average.safetensors")]
    weights: PathBuf,
    /// Split to measure on.
    #[arg(long, default_value = "valid")]
    split: String,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
}

impl Jsb16 {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let text = std::fs::read_to_string(&self.benchmark)
            .with_context(|| format!("reading {}", self.benchmark.display()))?;
        let grids = read_jsb16(&text, &self.split)
            .with_context(|| format!("reading {}", self.benchmark.display()))?;
        let bytes = std::fs::read(&self.weights)
            .with_context(|| format!("reading {}", self.weights.display()))?;
        let weights = Weights::load(&bytes)?;
        let nats = evaluate_jsb16(&weights, &grids, &self.device.device()?)?;
        let n_cells: usize = grids.iter().map(|(_, n_cells)| n_cells).sum();
        println!(
            "{}: {nats:.4} nats per cell over {n_cells} cells of {} {} pieces",
            weights.version(),
            grids.len(),
            self.split
        );
        Ok(())
    }
}
