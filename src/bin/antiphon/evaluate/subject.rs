//! What is measured, and by what.

use std::path::PathBuf;

use antiphon::compose::Composer;
use antiphon::corpus::{Piece, load_pieces};
use antiphon::model::Weights;
use anyhow::Context;
use clap::Args;

use crate::load_composer;
use crate::train::On;

/// Weights, the pieces that judge them, and how to report.
#[derive(Args, Clone)]
pub struct Subject {
    /// Weights file.
    #[arg(long, default_value = "www/public/model/nano.safetensors")]
    weights: PathBuf,
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pub pieces: PathBuf,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    pub device: On,
    /// Report as JSON.
    #[arg(long)]
    pub json: bool,
}

impl Subject {
    /// The weights.
    pub fn weights(&self) -> anyhow::Result<Weights> {
        let bytes = std::fs::read(&self.weights)
            .with_context(|| format!("reading {}", self.weights.display()))?;
        Ok(Weights::load(&bytes)?)
    }

    /// Name and fingerprint of the weights.
    pub fn version(&self) -> anyhow::Result<String> {
        Ok(self.weights()?.version())
    }

    /// A composer with the weights.
    pub fn composer(&self) -> anyhow::Result<Composer> {
        load_composer(&self.weights, self.device)
    }

    /// All prepared pieces.
    pub fn pieces(&self) -> anyhow::Result<Vec<Piece>> {
        load_pieces(&self.pieces).with_context(|| format!("reading {}", self.pieces.display()))
    }
}
