//! `antiphon export`.

use std::path::PathBuf;

use antiphon::corpus::Split;
use antiphon::model::{Precision, Weights};
use antiphon::train::evaluate_model;
use anyhow::Context;
use clap::Args;

use crate::train::{On, training_pieces};

/// Most nats a note that eight-bit weights may cost.
const ALLOWED_LOSS: f64 = 0.005;

/// Writes the averaged weights of a run in eight bits, if that costs next to nothing.
#[derive(Args)]
pub struct Export {
    /// Averaged weights of a run.
    #[arg(long, default_value = "runs/nano/average.safetensors")]
    from: PathBuf,
    /// File to ship.
    #[arg(long, default_value = "www/public/model/nano.safetensors")]
    to: PathBuf,
    /// Prepared pieces, to measure the cost on.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
}

impl Export {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let read = |path: &PathBuf| {
            std::fs::read(path).with_context(|| format!("reading {}", path.display()))
        };
        let full = Weights::load(&read(&self.from)?)?;
        let bytes = full.save(Precision::Byte)?;
        let small = Weights::load(&bytes)?;
        // One piece in six, of every style: enough to see what eight bits cost.
        let judges = training_pieces(&self.pieces, Split::Valid)?;
        let judges: Vec<_> = judges.into_iter().step_by(6).collect();
        let device = On::Cpu.device()?;
        let before = evaluate_model(&full, &judges, &device)?.nats_per_note();
        let after = evaluate_model(&small, &judges, &device)?.nats_per_note();
        println!("{before:.4} nats a note in 32 bits, {after:.4} in 8");
        anyhow::ensure!(
            after - before < ALLOWED_LOSS,
            "eight bits cost {:.4} nats a note; less than {ALLOWED_LOSS} is allowed",
            after - before
        );
        if let Some(folder) = self.to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&self.to, &bytes)?;
        println!(
            "{} in {}, {} bytes",
            small.version(),
            self.to.display(),
            bytes.len()
        );
        Ok(())
    }
}
