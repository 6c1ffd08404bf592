//! What each part of the way a piece is said is worth.

use std::path::PathBuf;

use antiphon::corpus::Split;
use antiphon::model::Weights;
use antiphon::token::Style;
use antiphon::train::{Ablation, Task, TrainConfig, TrainingPiece, evaluate_task};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::table::{Column, Table};
use crate::train::{On, training_pieces};

/// Measures runs that differ in one thing, by nats a note of held-out pieces in four voices.
#[derive(Args)]
pub struct Ablations {
    /// Preset files of the runs.
    #[arg(required = true)]
    presets: Vec<PathBuf>,
    /// Folder of the runs, each by the name in its preset.
    #[arg(long, default_value = "runs")]
    runs: PathBuf,
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Judge by one piece in so many.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

/// Styles of four voices with words of their own for each.
const STYLES: [Style; 4] = [
    Style::BachChorale,
    Style::Hymn,
    Style::Carol,
    Style::Renaissance,
];

impl Ablations {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let mut judges = training_pieces(&self.pieces, Split::Valid)?;
        judges.retain(|piece| STYLES.contains(&piece.style));
        let judges: Vec<_> = judges.into_iter().step_by(self.every.max(1)).collect();
        let mut table = Table::new(
            "nats a note on the validation pieces in four voices",
            vec![
                Column("run", "run", 0),
                Column("parameters", "parameters", 0),
                Column("seed", "from nothing", 4),
                Column("harmonize", "melody given", 4),
                Column("say_chords", "chords said", 4),
                Column("say_chords_notes", "of it notes", 4),
                Column("follow_chords", "chords given", 4),
            ],
        );
        for preset in &self.presets {
            table.push(self.row(preset, &judges)?);
        }
        if self.json {
            println!("{}", table.to_json());
        } else {
            table.print();
        }
        Ok(())
    }

    fn row(
        &self,
        preset: &PathBuf,
        judges: &[TrainingPiece],
    ) -> anyhow::Result<Vec<serde_json::Value>> {
        let reading = || format!("reading {}", preset.display());
        let text = std::fs::read_to_string(preset).with_context(reading)?;
        let config: TrainConfig = serde_json::from_str(&text).with_context(reading)?;
        let path = self.runs.join(&config.name).join("average.safetensors");
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let weights = Weights::load(&bytes)?;
        let device = self.device.device()?;
        let ask = |task| evaluate_task(&weights, judges, task, config.ablation, &device);
        let said = ask(Task::SayChords)?;
        let n_notes = said.n_notes.max(1) as f64;
        let n_parameters: usize = weights
            .tensors
            .iter()
            .map(|tensor| tensor.values.len())
            .sum();
        let has_chords = config.ablation != Some(Ablation::WithoutChords);
        let of_chords = |nats: f64| json!(has_chords.then_some(nats));
        Ok(vec![
            json!(config.name),
            json!(n_parameters),
            json!(ask(Task::Seed)?.nats_per_note()),
            json!(ask(Task::Harmonize)?.nats_per_note()),
            of_chords(said.nats_per_note()),
            of_chords((said.nats - said.chord_nats) / n_notes),
            of_chords(ask(Task::FollowChords)?.nats_per_note()),
        ])
    }
}
