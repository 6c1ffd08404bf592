//! Nats per cell of the public JSB-16th grid.

use std::path::PathBuf;

use antiphon::model::Weights;
use antiphon::train::{Jsb16Grid, evaluate_jsb16, has_split, markov_floor, read_jsb16};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use crate::train::On;

/// Measures weights that were trained on the grid's own training pieces and nothing else, beside a
/// Markov model of cells.
#[derive(Args)]
pub struct Jsb16 {
    /// The benchmark: JSON with four pitches a sixteenth, `{split: [[[s, a, t, b], ...], ...]}`.
    #[arg(long)]
    file: PathBuf,
    /// Split to measure on: train, valid or test.
    #[arg(long, default_value = "valid")]
    split: String,
    /// Weights file.
    #[arg(long, default_value = "benchmark/jsb16.safetensors")]
    weights: PathBuf,
    /// File whose training pieces the Markov model counts; without one, those of FILE, and where it
    /// has none, the other pieces of the split.
    #[arg(long)]
    learn: Option<PathBuf>,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Jsb16 {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
        };
        let grids = |text: &str, split: &str, path: &PathBuf| -> anyhow::Result<Vec<Jsb16Grid>> {
            read_jsb16(text, split).with_context(|| format!("reading {}", path.display()))
        };
        let text = read(&self.file)?;
        let judges = grids(&text, &self.split, &self.file)?;
        let bytes = std::fs::read(&self.weights)
            .with_context(|| format!("reading {}", self.weights.display()))?;
        let weights = Weights::load(&bytes)?;
        let nats = evaluate_jsb16(&weights, &judges, &self.device.device()?)?;
        let (floor, counted) = match &self.learn {
            Some(path) => (
                markov_floor(&grids(&read(path)?, "train", path)?, &judges),
                "train",
            ),
            None if self.split != "train" && has_split(&text, "train")? => (
                markov_floor(&grids(&text, "train", &self.file)?, &judges),
                "train",
            ),
            None => (
                markov_floor(&judges, &judges),
                "the other pieces of the split",
            ),
        };
        let n_cells: usize = judges.iter().map(Jsb16Grid::n_cells).sum();
        if self.json {
            let report = json!({
                "model": weights.version(),
                "split": self.split,
                "pieces": judges.len(),
                "cells": n_cells,
                "nats_per_cell": nats,
                "nats_per_frame": 4.0 * nats,
                "markov_nats_per_cell": floor,
                "markov_counted": counted,
            });
            println!("{report}");
            return Ok(());
        }
        println!(
            "{} {} pieces of {}, {n_cells} cells",
            judges.len(),
            self.split,
            self.file.display()
        );
        println!("                       nats per cell  nats per frame");
        println!("{:22} {nats:13.4} {:15.4}", weights.version(), 4.0 * nats);
        println!("{:22} {floor:13.4} {:15.4}", "Markov model", 4.0 * floor);
        println!("The Markov model counted {counted}.");
        Ok(())
    }
}
