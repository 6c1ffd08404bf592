//! `antiphon export`.

use std::path::{Path, PathBuf};

use antiphon::corpus::Split;
use antiphon::model::{Precision, Weights};
use antiphon::train::{
    FrameNetwork, OnnxOperators, evaluate_jsb16, evaluate_model, onnx_file, read_jsb16,
};
use anyhow::Context;
use clap::{Args, ValueEnum};

use crate::train::{On, training_pieces};

/// Most nats a note, or a cell, that eight-bit weights may cost.
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
    /// The JSB-16th benchmark, where the run is one of its network, to measure the cost on.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["onnx", "pieces"])]
    jsb16: Option<PathBuf>,
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
        let full = std::fs::read(&self.from)
            .with_context(|| format!("reading {}", self.from.display()))?;
        if let Some(grids) = &self.jsb16 {
            return self.export_jsb16(&full, grids);
        }
        let full =
            Weights::load(&full).with_context(|| format!("reading {}", self.from.display()))?;
        if let Some(path) = &self.onnx {
            return write_onnx(&full, self.operators, path);
        }
        let bytes = full.save(Precision::Byte)?;
        let small = Weights::load(&bytes)?;
        // One piece in six, of every style: enough to see what eight bits cost.
        let judges = training_pieces(&self.pieces, Split::Valid)?;
        let judges: Vec<_> = judges.into_iter().step_by(6).collect();
        let device = On::Cpu.device()?;
        let nats = |weights: &Weights| -> anyhow::Result<f64> {
            Ok(evaluate_model(weights, &judges, &device)?.nats_per_note())
        };
        ensure_small_loss(nats(&full)?, nats(&small)?, "note")?;
        write(&self.to, &bytes, &small.version())
    }

    /// The same of a benchmark network.
    fn export_jsb16(&self, full: &[u8], grids: &Path) -> anyhow::Result<()> {
        let reading = |path: &Path| format!("reading {}", path.display());
        let full = FrameNetwork::load(full).with_context(|| reading(&self.from))?;
        let text = std::fs::read_to_string(grids).with_context(|| reading(grids))?;
        let judges = read_jsb16(&text, Split::Valid.name()).with_context(|| reading(grids))?;
        let bytes = full.save(Precision::Byte)?;
        let small = FrameNetwork::load(&bytes)?;
        let nats = |network: &FrameNetwork| evaluate_jsb16(std::slice::from_ref(network), &judges);
        ensure_small_loss(nats(&full), nats(&small), "cell")?;
        write(&self.to, &bytes, &small.version())
    }
}

fn ensure_small_loss(before: f64, after: f64, unit: &str) -> anyhow::Result<()> {
    println!("{before:.4} nats a {unit} in 32 bits, {after:.4} in 8");
    anyhow::ensure!(
        after - before < ALLOWED_LOSS,
        "eight bits cost {:.4} nats a {unit}; less than {ALLOWED_LOSS} is allowed",
        after - before
    );
    Ok(())
}

fn write(path: &Path, bytes: &[u8], version: &str) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("creating {}", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("{version} in {}, {} bytes", path.display(), bytes.len());
    Ok(())
}

fn write_onnx(weights: &Weights, operators: Operators, path: &Path) -> anyhow::Result<()> {
    let operators = match operators {
        Operators::Standard => OnnxOperators::Standard,
        Operators::Fused => OnnxOperators::Fused,
    };
    let bytes = onnx_file(weights, operators)?;
    write(path, &bytes, &weights.version())
}
