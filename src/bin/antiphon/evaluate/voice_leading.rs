//! Voice leading of written chorales, by the same count as Bach's own.

use std::path::PathBuf;

use antiphon::corpus::{Piece, Split, load_pieces};
use antiphon::music::Score;
use antiphon::theory::VoiceLeadingReport;
use antiphon::token::Style;
use clap::Args;

use super::written::Writer;

/// Counts parallels, crossings, leading tones, triads and onsets in chorales written from nothing
/// and to held-out melodies, beside Bach's own.
#[derive(Args)]
pub struct VoiceLeading {
    #[command(flatten)]
    writer: Writer,
    /// Pieces file of `collect` or `prepare`.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Chorales to write from nothing.
    #[arg(long, default_value_t = 200)]
    count: u64,
    /// Bars of each.
    #[arg(long, default_value_t = 12)]
    bars: u32,
}

impl VoiceLeading {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let chorales: Vec<&Piece> = pieces
            .iter()
            .filter(|piece| piece.style == Style::BachChorale.name())
            .collect();
        let scores_of = |split: Option<Split>| -> Vec<Score> {
            let wanted = chorales
                .iter()
                .filter(|piece| split.is_none_or(|split| piece.split == split));
            wanted.map(|piece| piece.score.clone()).collect()
        };
        let judges = scores_of(Some(Split::Valid));
        let composer = self.writer.composer()?;
        println!(
            "                        parallels per 1,000 moving pairs   per 1,000            leading tones  triads  onsets per"
        );
        println!(
            "                  pieces   fifths  octaves       crossings  unresolved of 1,000   share   sixteenth"
        );
        print_row("Bach, all", &scores_of(None));
        print_row("Bach, held out", &judges);
        let harmonized = self.writer.harmonized(&composer, &judges)?;
        print_row("harmonized", &harmonized);
        let seeded = self
            .writer
            .seeded(&composer, Style::BachChorale, self.count, self.bars)?;
        print_row("from nothing", &seeded);
        Ok(())
    }
}

fn print_row(name: &str, scores: &[Score]) {
    let mut report = VoiceLeadingReport::default();
    for score in scores {
        report.add(&VoiceLeadingReport::of(score));
    }
    println!(
        "{name:16} {:7} {:8.2} {:8.2} {:15.2} {:20.0} {:7.3} {:11.3}",
        scores.len(),
        report.parallel_fifths(),
        report.parallel_octaves(),
        report.crossings(),
        report.unresolved_leading_tones(),
        report.triad_share(),
        report.onsets_per_sixteenth(),
    );
}
