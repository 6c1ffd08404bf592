//! Pieces to order, counted: length, ending, returns, voice leading.

use std::collections::{BTreeMap, HashSet};

use antiphon::compose::{Composer, Means, Mood, Order, PieceOutcome};
use antiphon::music::{Score, TICKS_PER_QUARTER, Voice};
use antiphon::theory::{Texture, VoiceLeadingReport, find_key};
use antiphon::token::Style;
use clap::Args;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::subject::Subject;
use super::table::{Column, Table, report};
use crate::block_on;

/// Writes pieces to order in every style, and says whether they keep what was asked for: seconds, a cadence at the
/// end, material that returns.
#[derive(Args)]
pub struct Pieces {
    #[command(flatten)]
    subject: Subject,
    /// Lengths in seconds.
    #[arg(long, value_delimiter = ',', default_value = "90")]
    seconds: Vec<f64>,
    /// What they should feel like.
    #[arg(long, value_delimiter = ',')]
    mood: Vec<Mood>,
    /// Pieces of each style and length, each from the next seed.
    #[arg(long, default_value_t = 1)]
    count: u64,
    /// Seed of the first piece.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Pieces {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let composer = self.subject.composer()?;
        let mut table = Table::new(
            "pieces to order: parallels per 1,000 moving pairs; shares of bars whose melody, and whose every voice, was heard before",
            COLUMNS.to_vec(),
        );
        for seconds in &self.seconds {
            for style in Style::ALL {
                table.push(self.row(&composer, style, *seconds)?);
            }
        }
        report(
            &self.subject.version()?,
            "pieces",
            &table,
            self.subject.json,
        );
        Ok(())
    }

    fn row(&self, composer: &Composer, style: Style, seconds: f64) -> anyhow::Result<Vec<Value>> {
        let seeds = self.seed..self.seed.saturating_add(self.count);
        let outcomes: Vec<PieceOutcome> = seeds
            .into_par_iter()
            .map(|seed| {
                let mut order = Order::new(style, seconds, seed);
                order.moods.clone_from(&self.mood);
                let mut piece = composer.piece(&order)?;
                while block_on(piece.next_note())?.is_some() {}
                Ok(piece.finish()?)
            })
            .collect::<anyhow::Result<_>>()?;
        Ok(figures(style, seconds, &outcomes))
    }
}

const COLUMNS: [Column; 14] = [
    Column("style", "style", 0),
    Column("seconds", "asked", 0),
    Column("pieces", "pieces", 0),
    Column("farthest", "farthest off", 3),
    Column("in_key", "in key", 0),
    Column("cadences", "cadences", 0),
    Column("led", "led", 0),
    Column("written", "by rule", 0),
    Column("last", "last chord of the first", 0),
    Column("melody_returns", "melody returns", 2),
    Column("bar_returns", "bar returns", 2),
    Column("parallels", "parallels", 2),
    Column("notes_per_beat", "notes a beat", 2),
    Column("drafts", "drafts a phrase", 2),
];

fn figures(style: Style, seconds: f64, outcomes: &[PieceOutcome]) -> Vec<Value> {
    let count = |is: &dyn Fn(&PieceOutcome) -> bool| outcomes.iter().filter(|it| is(it)).count();
    let mean = |of: &dyn Fn(&PieceOutcome) -> f64| {
        outcomes.iter().map(of).sum::<f64>() / outcomes.len().max(1) as f64
    };
    let off = outcomes
        .iter()
        .map(|it| (length(&it.score) - seconds).abs());
    let mut leading = VoiceLeadingReport::default();
    let choir = matches!(
        style,
        Style::BachChorale | Style::Hymn | Style::Carol | Style::Renaissance
    );
    for outcome in outcomes.iter().filter(|_| choir) {
        leading.add(&VoiceLeadingReport::of(&outcome.score));
    }
    let parallels = leading.parallel_fifths() + leading.parallel_octaves();
    let ending = outcomes.first().and_then(|it| it.ending.as_ref());
    let last = ending.map(|ending| {
        let chord = ending.chord.as_deref().unwrap_or("tonic");
        format!("{} {chord}", ending.close.name())
    });
    vec![
        json!(style.name()),
        json!(seconds),
        json!(outcomes.len()),
        json!(off.fold(0.0, f64::max)),
        json!(count(&|it| find_key(&it.score) == Some(it.plan.key))),
        json!(count(&|it| it
            .ending
            .as_ref()
            .is_some_and(|end| end.close.is_final()))),
        json!(count(&|it| ended_by(it, Means::Led))),
        json!(count(&|it| ended_by(it, Means::Written))),
        json!(last),
        json!(mean(&|it| returns(&it.score, true))),
        json!(mean(&|it| returns(&it.score, false))),
        if choir { json!(parallels) } else { Value::Null },
        json!(mean(&|it| Texture::of(&it.score).notes_per_beat)),
        json!(mean(
            &|it| it.effort.n_drafts as f64 / it.effort.n_phrases.max(1) as f64
        )),
    ]
}

fn ended_by(outcome: &PieceOutcome, means: Means) -> bool {
    outcome
        .ending
        .as_ref()
        .is_some_and(|end| end.means == means)
}

/// Seconds to the end of the last note, from the score alone.
fn length(score: &Score) -> f64 {
    f64::from(score.end().get()) / f64::from(TICKS_PER_QUARTER) * 60.0 / score.header().tempo.qpm()
}

/// A note of a bar: voice, onset in it, duration and pitch, the pitch above the bar's lowest.
type Shape = Vec<(u8, u32, u32, u8)>;

/// Share of the bars whose melody, or whose every voice, was heard in an earlier bar, at any pitch.
///
/// Counted from the notes alone, so that what the plan says of itself does not matter. Bars in which nothing begins
/// are not counted.
fn returns(score: &Score, of_melody: bool) -> f64 {
    let mut voices = score.voices();
    voices.retain(|voice| !score.is_percussion(*voice));
    let top: Vec<Voice> = voices.iter().copied().take(1).collect();
    let heard = if of_melody { top } else { voices };
    let mut bars: BTreeMap<u32, Shape> = BTreeMap::new();
    for note in score
        .notes()
        .iter()
        .filter(|note| heard.contains(&note.voice))
    {
        let place = score.meter().position_of(note.onset);
        let shape = (
            note.voice.0,
            place.offset.get(),
            note.duration.get(),
            note.pitch.midi(),
        );
        bars.entry(place.bar).or_default().push(shape);
    }
    let mut known: HashSet<Shape> = HashSet::new();
    let n_bars = bars.len();
    let mut n_returns = 0;
    for mut bar in bars.into_values() {
        let lowest = bar.iter().map(|note| note.3).min().unwrap_or(0);
        bar.iter_mut().for_each(|note| note.3 -= lowest);
        n_returns += usize::from(!known.insert(bar));
    }
    n_returns as f64 / n_bars.max(1) as f64
}
