//! Nats per cell of the public JSB-16th grid.

use std::path::{Path, PathBuf};

use antiphon::train::{
    FrameNetwork, Jsb16Grid, evaluate_jsb16, has_split, markov_floor, read_jsb16,
};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::table::{Column, Table};

/// The pieces that judge, where nobody says.
const DEFAULT_SPLIT: &str = "valid";
/// Where the benchmark's networks lie.
const BENCHMARK: &str = "benchmark";

/// Measures weights that were trained on the grid's own training pieces and nothing else, beside a
/// Markov model of cells.
#[derive(Args, Clone)]
pub struct Jsb16 {
    /// The benchmark: JSON with four pitches a sixteenth, `{split: [[[s, a, t, b], ...], ...]}`.
    #[arg(long)]
    file: PathBuf,
    /// Split to measure on: train, valid or test.
    #[arg(long, default_value = DEFAULT_SPLIT)]
    split: String,
    /// Weights file, or a folder of them; of several networks the mean is taken.
    #[arg(long, default_value = BENCHMARK)]
    weights: PathBuf,
    /// File whose training pieces the Markov model counts; without one, those of FILE, and where it
    /// has none, the other pieces of the split.
    #[arg(long)]
    learn: Option<PathBuf>,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Jsb16 {
    /// The benchmark network on the pieces of a file that judge by default.
    pub fn of(file: PathBuf) -> Self {
        Self {
            file,
            split: DEFAULT_SPLIT.to_owned(),
            weights: BENCHMARK.into(),
            learn: None,
            json: false,
        }
    }

    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let table = self.table()?;
        if self.json {
            println!("{}", table.to_json()[0]);
        } else {
            table.print();
        }
        Ok(())
    }

    /// One row: the network and the Markov model.
    pub fn table(&self) -> anyhow::Result<Table> {
        let text = read(&self.file)?;
        let judges = grids(&text, &self.split, &self.file)?;
        let networks = networks(&self.weights)?;
        let nats = evaluate_jsb16(&networks, &judges);
        let versions: Vec<String> = networks.iter().map(FrameNetwork::version).collect();
        let learners = match &self.learn {
            Some(path) => Some(grids(&read(path)?, "train", path)?),
            None if self.split != "train" && has_split(&text, "train")? => {
                Some(grids(&text, "train", &self.file)?)
            }
            None => None,
        };
        let counted = if learners.is_some() {
            "train"
        } else {
            "the other pieces of the split"
        };
        let floor = markov_floor(learners.as_ref().unwrap_or(&judges), &judges);
        let n_cells: usize = judges.iter().map(Jsb16Grid::n_cells).sum();
        let mut table = Table::new(
            format!("JSB-16th: {}", self.file.display()),
            vec![
                Column("model", "model", 0),
                Column("split", "split", 0),
                Column("pieces", "pieces", 0),
                Column("cells", "cells", 0),
                Column("nats_per_cell", "nats a cell", 4),
                Column("nats_per_frame", "a frame", 4),
                Column("markov_nats_per_cell", "Markov model: a cell", 4),
                Column("markov_counted", "which counted", 0),
            ],
        );
        table.push(vec![
            json!(versions.join(" + ")),
            json!(self.split),
            json!(judges.len()),
            json!(n_cells),
            json!(nats),
            json!(4.0 * nats),
            json!(floor),
            json!(counted),
        ]);
        Ok(table)
    }
}

/// The networks of a file or of a folder, in the order of their names.
fn networks(path: &Path) -> anyhow::Result<Vec<FrameNetwork>> {
    let reading = || format!("reading {}", path.display());
    let mut files = vec![path.to_owned()];
    if path.is_dir() {
        let entries = std::fs::read_dir(path).with_context(reading)?;
        let all: Vec<PathBuf> = entries
            .map(|entry| Ok(entry?.path()))
            .collect::<std::io::Result<_>>()
            .with_context(reading)?;
        files = all
            .into_iter()
            .filter(|file| file.extension().is_some_and(|end| end == "safetensors"))
            .collect();
        files.sort();
    }
    anyhow::ensure!(!files.is_empty(), "no .safetensors in {}", path.display());
    let load = |file: PathBuf| {
        let bytes = std::fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
        FrameNetwork::load(&bytes).with_context(|| format!("reading {}", file.display()))
    };
    files.into_iter().map(load).collect()
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

fn grids(text: &str, split: &str, path: &Path) -> anyhow::Result<Vec<Jsb16Grid>> {
    read_jsb16(text, split).with_context(|| format!("reading {}", path.display()))
}
