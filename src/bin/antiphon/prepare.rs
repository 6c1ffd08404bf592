//! `antiphon prepare`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use antiphon::corpus::{load_pieces, save_pieces};
use antiphon::train::{PieceAnalysis, TrainingPiece, analysed};
use clap::Args;
use rayon::prelude::*;

/// Keeps the pieces that the model's words can say without loss, and tells what they are like.
#[derive(Args)]
pub struct Prepare {
    /// Folder in which `collect` left `pieces.jsonl`; `prepared.jsonl` is written beside it.
    #[arg(default_value = "data")]
    dir: PathBuf,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Prepare {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.dir.join("pieces.jsonl"))?;
        let path = self.dir.join("prepared.jsonl");
        let mut kept = Vec::new();
        let mut refused = Vec::new();
        let mut analyses: BTreeMap<&str, PieceAnalysis> = BTreeMap::new();
        let prepared: Vec<_> = pieces
            .into_par_iter()
            .map(|piece| {
                let id = piece.id.clone();
                let outcome = analysed(piece).and_then(|piece| {
                    let analysis = TrainingPiece::new(&piece)?.analysis()?;
                    Ok((piece, analysis))
                });
                outcome.map_err(|reason| format!("{id}: {reason}"))
            })
            .collect();
        for outcome in prepared {
            match outcome {
                Ok((piece, analysis)) => {
                    analyses.entry(piece.style).or_default().add(&analysis);
                    kept.push(piece);
                }
                Err(refusal) => refused.push(refusal),
            }
        }
        save_pieces(&path, &kept)?;
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
            path.display(),
            refused.len()
        );
        Ok(())
    }
}
