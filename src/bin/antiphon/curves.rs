//! `antiphon curves`.

use std::path::PathBuf;

use antiphon::train::{curves_svg, read_log};
use anyhow::Context;
use clap::Args;

/// Draws the losses of a run over its iterations.
#[derive(Args)]
pub struct Curves {
    /// Log of a run.
    #[arg(long, default_value = "runs/nano/log.jsonl")]
    log: PathBuf,
    /// Picture to write, as SVG.
    #[arg(long, default_value = "docs/curves/nano.svg")]
    out: PathBuf,
    /// What stands above it.
    #[arg(long, default_value = "nano")]
    title: String,
}

impl Curves {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let log = read_log(&self.log).with_context(|| format!("reading {}", self.log.display()))?;
        let svg = curves_svg(&self.title, &log).with_context(|| {
            let found = log.len();
            format!("{found} lines found in the log; at least 2 are needed")
        })?;
        std::fs::write(&self.out, svg)
            .with_context(|| format!("writing {}", self.out.display()))?;
        println!("{}", self.out.display());
        Ok(())
    }
}
