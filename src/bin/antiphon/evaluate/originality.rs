//! How much of what is written stood in the training pieces.

use std::path::PathBuf;

use antiphon::corpus::{Piece, Split, load_pieces};
use antiphon::music::Score;
use antiphon::token::Style;
use antiphon::train::SharedRuns;
use clap::Args;

use super::written::Writer;

/// For each style, the longest run of onsets that a written piece shares with a training piece, in
/// any key, beside the same between held-out and training pieces.
#[derive(Args)]
pub struct Originality {
    #[command(flatten)]
    writer: Writer,
    /// Pieces file of `collect` or `prepare`.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Pieces to write in each style.
    #[arg(long, default_value_t = 20)]
    count: u64,
    /// Bars of each.
    #[arg(long, default_value_t = 16)]
    bars: u32,
}

impl Originality {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let composer = self.writer.composer()?;
        println!("                 longest run shared with a training piece, in onsets");
        println!("style            written: mean  longest   held out: mean  longest");
        for style in Style::ALL {
            let of_split = |split: Split| -> Vec<Score> {
                let wanted = |piece: &&Piece| piece.style == style.name() && piece.split == split;
                let scores = pieces.iter().filter(wanted);
                scores.map(|piece| piece.score.clone()).collect()
            };
            let learners = of_split(Split::Train);
            let judges = of_split(Split::Valid);
            if learners.is_empty() || judges.is_empty() {
                continue;
            }
            let runs = SharedRuns::of(&learners);
            let written = self
                .writer
                .seeded(&composer, style, self.count, self.bars)?;
            let (mean, longest) = summary(&runs, &written);
            let (real_mean, real_longest) = summary(&runs, &judges);
            println!(
                "{:15} {mean:14.1} {longest:8} {real_mean:16.1} {real_longest:8}",
                style.name()
            );
        }
        Ok(())
    }
}

fn summary(runs: &SharedRuns, scores: &[Score]) -> (f64, usize) {
    let lengths: Vec<usize> = scores.iter().map(|score| runs.longest_in(score)).collect();
    let sum: usize = lengths.iter().sum();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    (sum as f64 / lengths.len().max(1) as f64, longest)
}
