//! Voice leading of written chorales, by the same count as Bach's own.

use antiphon::corpus::{Piece, Split};
use antiphon::music::Score;
use antiphon::theory::VoiceLeadingReport;
use antiphon::token::Style;
use clap::Args;
use serde_json::json;

use super::subject::Subject;
use super::table::{Column, Table, report};
use super::written::Writer;

/// Counts parallels, crossings, leading tones, triads and onsets in chorales written from nothing
/// and to held-out melodies, beside Bach's own.
#[derive(Args)]
pub struct VoiceLeading {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    writer: Writer,
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
        let table = voice_leading(&self.subject, &self.writer, self.count, self.bars)?;
        report(
            &self.writer.scribe.version(&self.subject)?,
            "chorales",
            &table,
            self.subject.json,
        );
        Ok(())
    }
}

/// Rates of Bach's chorales, of held-out melodies harmonized, and of `count` chorales of `bars` bars.
pub fn voice_leading(
    subject: &Subject,
    writer: &Writer,
    count: u64,
    bars: u32,
) -> anyhow::Result<Table> {
    let pieces = subject.pieces()?;
    let of_bach = |piece: &&Piece| piece.style == Style::BachChorale.name();
    let chorales: Vec<&Piece> = pieces.iter().filter(of_bach).collect();
    let scores_of = |split: Option<Split>| -> Vec<Score> {
        let wanted = chorales
            .iter()
            .filter(|piece| split.is_none_or(|split| piece.split == split));
        wanted.map(|piece| piece.score.clone()).collect()
    };
    let judges = scores_of(Some(Split::Valid));
    let composer = writer.scribe.composer(subject)?;
    let harmonized = writer.harmonized(&composer, &judges)?;
    let seeded = writer.seeded(&composer, Style::BachChorale, count, bars)?;
    let mut table = Table::new(
        "voice leading of chorales: parallels and crossings per 1,000 moving pairs, unresolved of 1,000 leading tones",
        vec![
            Column("chorales", "chorales", 0),
            Column("pieces", "pieces", 0),
            Column("parallel_fifths", "fifths", 2),
            Column("parallel_octaves", "octaves", 2),
            Column("crossings", "crossings", 2),
            Column("unresolved_leading_tones", "unresolved", 0),
            Column("triad_share", "triads", 3),
            Column("onsets_per_sixteenth", "onsets a sixteenth", 3),
        ],
    );
    let rows = [
        ("Bach, all", scores_of(None)),
        ("Bach, held out", judges),
        ("harmonized", harmonized),
        ("from nothing", seeded),
    ];
    for (name, scores) in rows {
        let mut rates = VoiceLeadingReport::default();
        for score in &scores {
            rates.add(&VoiceLeadingReport::of(score));
        }
        table.push(vec![
            json!(name),
            json!(scores.len()),
            json!(rates.parallel_fifths()),
            json!(rates.parallel_octaves()),
            json!(rates.crossings()),
            json!(rates.unresolved_leading_tones()),
            json!(rates.triad_share()),
            json!(rates.onsets_per_sixteenth()),
        ]);
    }
    Ok(table)
}
