//! `antiphon learn-motifs`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use antiphon::corpus::{Split, load_pieces};
use antiphon::model::Precision;
use antiphon::train::{MotifConfig, train_motifs};
use anyhow::Context;
use clap::Args;

use crate::load_composer;
use crate::motifs::{motifs_in, written_motifs};
use crate::train::On;

/// Learns motifs of two bars: a generator against a critic, and a critic that tells real lines from the network's.
#[derive(Args)]
pub struct LearnMotifs {
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Weights of the network whose lines the critic learns to tell from real ones.
    #[arg(long, default_value = "www/public/model/nano.safetensors")]
    weights: PathBuf,
    /// How many lines it writes.
    #[arg(long, default_value_t = 3000)]
    lines: usize,
    /// Batches.
    #[arg(long, default_value_t = MotifConfig::default().iterations)]
    iterations: usize,
    /// What the critic counts to the generator; 0 leaves an autoencoder.
    #[arg(long, default_value_t = MotifConfig::default().adversarial)]
    adversarial: f64,
    /// Seed of everything random.
    #[arg(long, default_value_t = 1)]
    rng_seed: u64,
    /// File to write.
    #[arg(long, default_value = "runs/motifs.safetensors")]
    out: PathBuf,
}

impl LearnMotifs {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let learners = motifs_in(&pieces, Split::Train);
        println!("{} motifs to learn from", learners.len());
        let composer = load_composer(&self.weights, On::Cpu)?;
        let likes: Vec<_> = pieces
            .into_iter()
            .filter(|piece| piece.split == Split::Train)
            .collect();
        let others = written_motifs(&composer, &likes, self.lines, self.rng_seed)?;
        println!("{} motifs of the network", others.len());
        let config = MotifConfig {
            iterations: self.iterations,
            adversarial: self.adversarial,
            rng_seed: self.rng_seed,
            ..MotifConfig::default()
        };
        let is_terminal = std::io::stderr().is_terminal();
        let stored = train_motifs(&config, &learners, &others, &mut |progress| {
            if is_terminal || progress.iteration.is_multiple_of(1000) {
                let _ = writeln!(
                    std::io::stderr(),
                    "{:7}  back {:7.3} nats  told {:6.3}  margin {:6.3}",
                    progress.iteration,
                    progress.returned,
                    progress.told,
                    progress.margin
                );
            }
        });
        let bytes = stored
            .context("no piece has motifs to learn from")?
            .save(Precision::Byte)?;
        if let Some(folder) = self.out.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&self.out, &bytes)
            .with_context(|| format!("writing {}", self.out.display()))?;
        println!("{}: {} bytes", self.out.display(), bytes.len());
        Ok(())
    }
}
