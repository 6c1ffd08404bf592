//! `antiphon collect`.

use std::path::PathBuf;

use antiphon::corpus::{collect, save_pieces};
use clap::Args;

/// Reads every pack in a folder, as folders or `.tar.xz`, and keeps the clean pieces in one file.
#[derive(Args)]
pub struct Collect {
    /// Folder of the packs.
    #[arg(long)]
    from: PathBuf,
    /// File of pieces to write.
    #[arg(long, default_value = "data/pieces.jsonl")]
    to: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Collect {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let (pieces, report) = collect(&self.from)?;
        if let Some(folder) = self.to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        save_pieces(&self.to, &pieces)?;
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            for pack in &report.packs {
                let refused: usize = pack.refused.values().map(Vec::len).sum();
                println!(
                    "{:18} {:5} found  {:5} train  {:4} valid  {:4} refused  {:7} notes  {:5.1} bars a piece  {}",
                    pack.name,
                    pack.n_found,
                    pack.n_train,
                    pack.n_valid,
                    refused,
                    pack.n_notes,
                    pack.mean_bars,
                    pack.licence
                );
                for (kind, files) in &pack.refused {
                    println!("    {:4} {kind}", files.len());
                }
            }
            println!(
                "{:5} left out: too like a piece that judges",
                report.too_like_valid.len()
            );
            println!("{:5} left out: repeats", report.repeated.len());
            println!("{} pieces in {}", pieces.len(), self.to.display());
        }
        Ok(())
    }
}
