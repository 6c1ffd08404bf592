//! `antiphon compose piece`.

use std::path::PathBuf;

use antiphon::compose::{Form, Instrument, Mood, Options, Order, PieceOutcome};
use antiphon::music::{Tempo, TimeSignature};
use anyhow::Context;
use clap::Args;

use crate::block_on;
use crate::record::Record;
use crate::train::On;

/// A whole piece to order.
#[derive(Args)]
pub struct Piece {
    /// File to write: MusicXML where it ends in `.musicxml` or `.mxl`, ABC in `.abc`, else MIDI.
    #[arg(long)]
    out: PathBuf,
    /// Weights file.
    #[arg(long, default_value = "www/public/model/base/base.safetensors")]
    weights: PathBuf,
    /// Style.
    #[arg(long, default_value = "bach-chorale")]
    style: String,
    /// Length in seconds.
    #[arg(long, default_value_t = 60.0)]
    seconds: f64,
    /// What it should feel like, such as `calm,tender`.
    #[arg(long, value_delimiter = ',')]
    mood: Vec<Mood>,
    /// Key, such as "G major"; the composer's choice if left out.
    #[arg(long)]
    key: Option<String>,
    /// Quarter notes a minute, kept exactly; one at which bars fill the seconds if left out.
    #[arg(long)]
    tempo: Option<f64>,
    /// Metre, such as 3/4; one that is usual in the style if left out.
    #[arg(long, value_parser = read_metre)]
    metre: Option<TimeSignature>,
    /// Sections, such as "intro A A' B A climax outro"; a usual form that fits if left out.
    #[arg(long)]
    form: Option<Form>,
    /// Energy over the piece from 0 to 1, such as `0.3,0.6,1,0.4`; by the sections if left out.
    #[arg(long, value_delimiter = ',')]
    energy: Vec<f64>,
    /// Instruments: one for all parts or one for each from the top, `none` for a part that keeps silent.
    #[arg(long, value_delimiter = ',', value_parser = Seat::read)]
    instruments: Vec<Seat>,
    /// Files, or folders of files, whose music steers the piece.
    #[arg(long)]
    influence: Vec<PathBuf>,
    /// Drafts of a phrase from which the best is taken.
    #[arg(long, default_value_t = 4)]
    drafts: usize,
    /// Seed of the draws: the same gives the same bytes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// File for a receipt, by which `--replay` writes the same bytes again.
    #[arg(long)]
    receipt: Option<PathBuf>,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
}

/// An instrument, or nobody.
#[derive(Debug, Clone, Copy)]
struct Seat(Option<Instrument>);

impl Seat {
    fn read(text: &str) -> Result<Self, String> {
        let instrument = Instrument::read(text);
        instrument.map(Seat).map_err(|error| error.to_string())
    }
}

impl Piece {
    /// Runs the command.
    pub fn run(self, record: &Record) -> anyhow::Result<()> {
        let order = self.order(record)?;
        let composer = record.load_composer(&self.weights, self.device)?;
        let mut piece = composer.piece(&order)?;
        while block_on(piece.next_note())?.is_some() {}
        let outcome = piece.finish()?;
        record.write_score(&self.out, &outcome.score)?;
        self.report(&outcome);
        let receipt = self.receipt.as_deref();
        receipt.map_or(Ok(()), |path| record.save(path))
    }

    fn order(&self, record: &Record) -> anyhow::Result<Order> {
        let files = record.score_files(&self.influence)?;
        let influence = files.iter().map(|file| record.read_score(file));
        Ok(Order {
            moods: self.mood.clone(),
            key: self.key.as_deref().map(str::parse).transpose()?,
            tempo: self.tempo.map(Tempo::from_qpm).transpose()?,
            time_signature: self.metre,
            form: self.form.clone(),
            energy: self.energy.clone(),
            instruments: self.instruments.iter().map(|seat| seat.0).collect(),
            influence: influence.collect::<anyhow::Result<_>>()?,
            n_drafts: self.drafts,
            ..Order::new(Options::style_named(&self.style)?, self.seconds, self.seed)
        })
    }

    fn report(&self, outcome: &PieceOutcome) {
        let plan = &outcome.plan;
        println!(
            "{}: {:.2} seconds, {} notes, {}, {}/{} at {:.1} quarter notes a minute",
            self.out.display(),
            plan.seconds(),
            outcome.score.notes().len(),
            plan.key,
            plan.time_signature.beats(),
            plan.time_signature.beat_unit(),
            plan.tempo.qpm()
        );
        for section in &plan.sections {
            let from = section.origin.source().and_then(|of| plan.sections.get(of));
            let from = from.map_or(String::new(), |from| format!(" of {}", from.name));
            println!(
                "  {:8} bars {:3} to {:3}, energy {:.2}, {}, {}{from}, to close {} in {}",
                section.name,
                section.first_bar + 1,
                section.first_bar + section.n_bars,
                section.energy,
                section.key,
                section.origin.name(),
                section.goal.close.name(),
                section.goal.key
            );
        }
        if let Some(ending) = &outcome.ending {
            println!(
                "  ends {} on {}, {}",
                ending.close.name(),
                ending.chord.as_deref().unwrap_or("its tonic"),
                ending.means.name()
            );
        }
        println!(
            "  {} phrases from {} drafts, {} tokens, {}",
            outcome.effort.n_phrases,
            outcome.effort.n_drafts,
            outcome.effort.n_tokens,
            outcome.receipt.model_version
        );
    }
}

/// Reads `3/4`.
fn read_metre(text: &str) -> anyhow::Result<TimeSignature> {
    let (beats, beat_unit) = text
        .split_once('/')
        .with_context(|| format!("metre \"{text}\" found; one such as 3/4 is allowed"))?;
    let number = |text: &str| {
        let number = text.trim().parse::<u32>();
        number.with_context(|| format!("\"{text}\" found in a metre; a number is allowed"))
    };
    Ok(TimeSignature::new(number(beats)?, number(beat_unit)?)?)
}
