//! How much of what is written stood in the training pieces.

use antiphon::corpus::Split;
use antiphon::music::Score;
use antiphon::token::Style;
use antiphon::train::SharedRuns;
use clap::Args;
use serde_json::json;

use super::subject::Subject;
use super::table::{Column, Table, report};
use super::written::Writer;
use crate::scores_of;

/// For each style, the longest run of onsets that a written piece shares with a training piece, in
/// any key, beside the same between held-out and training pieces.
#[derive(Args)]
pub struct Originality {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    writer: Writer,
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
        let table = originality(&self.subject, &self.writer, self.count, self.bars)?;
        report(
            &self.subject.version()?,
            "styles",
            &table,
            self.subject.json,
        );
        Ok(())
    }
}

/// Longest shared runs of `count` pieces of `bars` bars a style, and of held-out pieces.
pub fn originality(
    subject: &Subject,
    writer: &Writer,
    count: u64,
    bars: u32,
) -> anyhow::Result<Table> {
    let pieces = subject.pieces()?;
    let composer = writer.scribe.composer(subject)?;
    let mut table = Table::new(
        "longest run shared with a training piece of the style, in onsets",
        vec![
            Column("style", "style", 0),
            Column("written_mean", "written: mean", 1),
            Column("written_longest", "longest", 0),
            Column("held_out_mean", "held out: mean", 1),
            Column("held_out_longest", "longest", 0),
        ],
    );
    for style in Style::ALL {
        let learners = scores_of(&pieces, style, Split::Train);
        let judges = scores_of(&pieces, style, Split::Valid);
        if learners.is_empty() || judges.is_empty() {
            continue;
        }
        let runs = SharedRuns::of(&learners);
        let written = writer.seeded(&composer, style, count, bars)?;
        let (mean, longest) = summary(&runs, &written);
        let (real_mean, real_longest) = summary(&runs, &judges);
        table.push(vec![
            json!(style.name()),
            json!(mean),
            json!(longest),
            json!(real_mean),
            json!(real_longest),
        ]);
    }
    Ok(table)
}

fn summary(runs: &SharedRuns, scores: &[Score]) -> (f64, usize) {
    let lengths: Vec<usize> = scores.iter().map(|score| runs.longest_in(score)).collect();
    let sum: usize = lengths.iter().sum();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    (sum as f64 / lengths.len().max(1) as f64, longest)
}
