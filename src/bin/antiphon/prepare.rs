//! `antiphon prepare`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use antiphon::corpus::{load_pieces, save_pieces};
use antiphon::train::{PieceAnalysis, TrainingPiece};
use clap::Args;

/// Keeps the pieces that the model's words can say without loss, and tells what they are like.
#[derive(Args)]
pub struct Prepare {
    /// File of pieces that `collect` wrote.
    #[arg(long, default_value = "data/pieces.jsonl")]
    from: PathBuf,
    /// File of prepared pieces to write.
    #[arg(long, default_value = "data/prepared.jsonl")]
    to: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Prepare {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.from)?;
        let mut kept = Vec::new();
        let mut refused = Vec::new();
        let mut analyses: BTreeMap<&str, PieceAnalysis> = BTreeMap::new();
        for piece in pieces {
            match TrainingPiece::new(&piece).and_then(|ready| ready.analysis()) {
                Ok(analysis) => {
                    analyses.entry(piece.style).or_default().add(&analysis);
                    kept.push(piece);
                }
                Err(reason) => refused.push(format!("{}: {reason}", piece.id)),
            }
        }
        save_pieces(&self.to, &kept)?;
        if self.json {
            println!(
                "{}",
                serde_json::json!({"styles": analyses, "refused": refused, "kept": kept.len()})
            );
            return Ok(());
        }
        println!("style           pieces   bars   notes  tokens  tokens/note  onsets/bar");
        for (style, analysis) in &analyses {
            println!("{style:14} {analysis}");
        }
        for line in &refused {
            println!("refused {line}");
        }
        println!(
            "{} pieces in {}, {} refused",
            kept.len(),
            self.to.display(),
            refused.len()
        );
        Ok(())
    }
}
