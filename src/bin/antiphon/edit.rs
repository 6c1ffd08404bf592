//! `antiphon edit`.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use antiphon::compose::{Options, ensemble_of};
use antiphon::edit::{Edit as Change, EditRequest, edit};
use antiphon::music::{NoteId, Score};
use antiphon::theory::check_voice_leading;
use anyhow::Context;
use clap::Args;

use crate::files::{bytes_of, read_score};

/// Edits notes of a file: quantises, humanises, repairs, revoices or simplifies them.
#[derive(Args)]
pub struct Edit {
    /// File to edit.
    file: PathBuf,
    /// File to write.
    #[arg(long)]
    out: PathBuf,
    /// Style, whose ranges hold.
    #[arg(long, default_value = "bach-chorale")]
    style: String,
    /// Bars to edit, counted from 1, such as 3..6; all if left out.
    #[arg(long, value_parser = read_bars)]
    bars: Option<RangeInclusive<u32>>,
    /// Voices to edit, 0 is the highest; all if left out.
    #[arg(long, value_delimiter = ',')]
    voices: Vec<u8>,
    #[command(flatten)]
    what: What,
    /// How far a quantised note goes, 0 to 1.
    #[arg(long, default_value_t = 1.0)]
    strength: f64,
    /// Seed of what is random.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct What {
    /// Beginnings and ends on a grid of so many ticks, 480 a quarter note.
    #[arg(long, value_name = "TICKS")]
    quantise: Option<u32>,
    /// Time and velocities as people play, from 0 to 1.
    #[arg(long, value_name = "AMOUNT")]
    humanise: Option<f64>,
    /// Breaches of voice leading mended by the smallest changes.
    #[arg(long)]
    repair: bool,
    /// The same chords in other positions.
    #[arg(long)]
    revoice: bool,
    /// Ornaments taken away, from 0 to 1.
    #[arg(long, value_name = "AMOUNT")]
    simplify: Option<f64>,
}

impl Edit {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let score = read_score(&self.file)?;
        let style = Options::style_named(&self.style)?;
        let ensemble = ensemble_of(style);
        let notes = self.selected(&score);
        let outcome = edit(&EditRequest {
            score: &score,
            notes: &notes,
            ranges: &ensemble.ranges,
            is_choir: ensemble.is_in_four_parts(),
            style,
            edit: self.change(),
        })?;
        std::fs::write(&self.out, bytes_of(&self.out, &outcome.score)?)
            .with_context(|| format!("writing {}", self.out.display()))?;
        for remark in &outcome.remarks {
            println!("{remark}");
        }
        println!(
            "{}: {} of {} notes changed, {} gone; {} findings before, {} now",
            self.out.display(),
            outcome.changed.len(),
            notes.len(),
            outcome.removed.len(),
            check_voice_leading(&score).len(),
            check_voice_leading(&outcome.score).len()
        );
        Ok(())
    }

    fn selected(&self, score: &Score) -> Vec<NoteId> {
        let is_meant = |note: &&antiphon::music::Note| {
            let bar = score.meter().position_of(note.onset).bar + 1;
            let is_in_bars = self.bars.as_ref().is_none_or(|bars| bars.contains(&bar));
            is_in_bars && (self.voices.is_empty() || self.voices.contains(&note.voice.0))
        };
        score
            .notes()
            .iter()
            .filter(is_meant)
            .map(|note| note.id)
            .collect()
    }

    fn change(&self) -> Change {
        let (what, rng_seed) = (&self.what, self.seed);
        match (what.quantise, what.humanise, what.simplify) {
            (Some(grid), ..) => Change::Quantise {
                grid,
                strength: self.strength,
            },
            (_, Some(amount), _) => Change::Humanise {
                timing: amount,
                velocity: amount,
                rng_seed,
            },
            (.., Some(amount)) => Change::Simplify { amount },
            _ if what.revoice => Change::Revoice { rng_seed },
            _ => Change::Repair,
        }
    }
}

/// Reads `3..6`, or `4` for a single bar.
fn read_bars(text: &str) -> Result<RangeInclusive<u32>, String> {
    let wrong = || format!("\"{text}\" found; bars such as 3..6 are allowed");
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let first = first.parse().map_err(|_| wrong())?;
    let last = last.parse().map_err(|_| wrong())?;
    Ok(first..=last)
}
