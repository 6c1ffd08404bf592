//! `antiphon export`.

use std::path::{Path, PathBuf};

use antiphon::corpus::Split;
use antiphon::model::{Precision, Weights};
use antiphon::train::{OnnxOperators, evaluate_model, onnx_file};
use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::train::{On, training_pieces};

/// Most nats a note that eight-bit weights may cost.
const ALLOWED_LOSS: f64 = 0.005;

/// Operators of an ONNX file.
#[derive(Clone, Copy, ValueEnum)]
enum Operators {
    /// Those of the ONNX standard: every runtime reads them.
    Standard,
    /// With those that ONNX Runtime adds for language models: fewer nodes.
    Fused,
}

/// Writes the averaged weights of a run in eight bits, if that costs next to nothing; or as ONNX.
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
    /// Write the network as ONNX in 32 bits into this file, and nothing else.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["to", "pieces"])]
    onnx: Option<PathBuf>,
    /// Operators of the ONNX file.
    #[arg(long, value_enum, default_value = "standard", requires = "onnx")]
    operators: Operators,
}

impl Export {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let read = |path: &PathBuf| {
            std::fs::read(path).with_context(|| format!("reading {}", path.display()))
        };
        let full = Weights::load(&read(&self.from)?)
            .with_context(|| format!("reading {}", self.from.display()))?;
        if let Some(path) = &self.onnx {
            return write_onnx(&full, self.operators, path);
        }
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

fn write_onnx(weights: &Weights, operators: Operators, path: &Path) -> anyhow::Result<()> {
    let operators = match operators {
        Operators::Standard => OnnxOperators::Standard,
        Operators::Fused => OnnxOperators::Fused,
    };
    let bytes = onnx_file(weights, operators)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating {}", folder.display()))?;
    }
    std::fs::write(path, &bytes).with_context(|| format!("writing {}", path.display()))?;
    println!(
        "{} in {}, {} bytes",
        weights.version(),
        path.display(),
        bytes.len()
    );
    Ok(())
}
