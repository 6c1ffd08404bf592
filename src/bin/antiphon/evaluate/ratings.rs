//! Whether ratings tell real continuations from written ones.

use std::collections::HashSet;
use std::path::PathBuf;

use antiphon::compose::{Candidate, Composer, ContinueRequest, Measures, Options};
use antiphon::corpus::{Piece, Split};
use antiphon::model::Rng;
use antiphon::music::{Note, Score, ScoreHeader, Voice};
use antiphon::token::Style;
use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use serde_json::json;

use super::subject::Subject;
use super::table::{Column, Table, report};
use crate::block_on;

/// Written continuations beside each real one.
const N_WRITTEN: usize = 3;
/// Bars of a continuation, and of what it continues at least.
const BARS: u32 = 4;
/// Steps of the fit, and how far each goes.
const N_STEPS: usize = 4000;
const RATE: f64 = 0.05;
/// How strongly weights are drawn to zero.
const DECAY: f64 = 0.01;

/// Ranks the real four bars that follow a place of each validation piece among three that the network writes there:
/// by likelihood, by theory, by the critic, and by weights fitted on one half of the pieces and judged on the other.
#[derive(Args)]
pub struct Ratings {
    #[command(flatten)]
    subject: Subject,
    /// Model of motifs, whose critic has a say too.
    #[arg(long, default_value = "www/public/motifs/motifs.safetensors")]
    critic: PathBuf,
    /// Places of each style.
    #[arg(long, default_value_t = 20)]
    count: usize,
    /// Seed of places and continuations.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The candidates of one place, the real one first.
struct Place {
    style: Style,
    candidates: Vec<Measures>,
    totals: Vec<f64>,
}

/// Weights of the features.
type Weights = [f64; 6];

impl Ratings {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let mut composer = self.subject.composer()?;
        let critic = std::fs::read(&self.critic);
        composer
            .load_critic(&critic.with_context(|| format!("reading {}", self.critic.display()))?)?;
        let pieces = self.subject.pieces()?;
        let mut asked: Vec<(Style, &Piece, u64)> = Vec::new();
        for style in Style::ALL {
            let judges = pieces
                .iter()
                .filter(|it| it.split == Split::Valid && it.style == style.name());
            let judges: Vec<&Piece> = judges.filter(|it| it.score.n_bars() > 2 * BARS).collect();
            let mut rng = Rng::new(self.seed ^ style as u64);
            for nth in 0..self.count.min(judges.len()) {
                let piece = judges[(nth * judges.len()) / self.count.min(judges.len())];
                asked.push((style, piece, rng.next_u64() >> 11));
            }
        }
        let places: Vec<Place> = asked
            .par_iter()
            .map(|(style, piece, seed)| place(&composer, *style, piece, *seed))
            .collect::<anyhow::Result<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        let halves = [0, 1].map(|half| fit(places.iter().skip(half).step_by(2)));
        let mut table = Table::new(
            "how often the real continuation is ranked first among four; chance is 25 %",
            vec![
                Column("style", "style", 0),
                Column("places", "places", 0),
                Column("likelihood", "likelihood %", 1),
                Column("theory", "theory %", 1),
                Column("critic", "critic %", 1),
                Column("fitted", "fitted on others %", 1),
                Column("total", "total as shipped %", 1),
            ],
        );
        for style in Style::ALL.map(Some).into_iter().chain([None]) {
            let of_style: Vec<(usize, &Place)> = places
                .iter()
                .enumerate()
                .filter(|(_, place)| style.is_none_or(|style| style == place.style))
                .collect();
            if of_style.is_empty() {
                continue;
            }
            let share = |is_first: &dyn Fn(usize, &Place) -> bool| {
                let n_first = of_style
                    .iter()
                    .filter(|(at, place)| is_first(*at, place))
                    .count();
                100.0 * n_first as f64 / of_style.len() as f64
            };
            let by = |score: &dyn Fn(&Measures) -> f64, place: &Place| {
                is_first(&place.candidates.iter().map(score).collect::<Vec<_>>())
            };
            table.push(vec![
                json!(style.map_or("all", Style::name)),
                json!(of_style.len()),
                json!(share(&|_, place| by(&|it| -it.likelihood, place))),
                json!(share(&|_, place| by(&|it| -it.theory(), place))),
                json!(share(&|_, place| by(&|it| it.critic.unwrap_or(0.0), place))),
                // The weights for a place come from the half that it is not in.
                json!(share(&|at, place| by(
                    &|it| weighed(it, &halves[(at + 1) % 2]),
                    place
                ))),
                json!(share(&|_, place| is_first(&place.totals))),
            ]);
        }
        report(
            &self.subject.version()?,
            "ratings",
            &table,
            self.subject.json,
        );
        if !self.subject.json {
            let all = fit(places.iter());
            println!("weights fitted on all places: {all:.3?}");
            println!("of either half: {:.3?} and {:.3?}", halves[0], halves[1]);
        }
        Ok(())
    }
}

/// A place of a piece: what really follows, and what the network writes.
fn place(
    composer: &Composer,
    style: Style,
    piece: &Piece,
    seed: u64,
) -> anyhow::Result<Option<Place>> {
    let mut rng = Rng::new(seed);
    let score = &piece.score;
    let n_bars = score.n_bars();
    let from = BARS + rng.next_below((n_bars - 2 * BARS) as usize + 1) as u32;
    let before = cut(score, style, from)?;
    let real = cut(score, style, from + BARS)?;
    if before.n_bars() != from || real.n_bars() != from + BARS || before.notes().is_empty() {
        return Ok(None);
    }
    let old: HashSet<_> = before.notes().iter().map(|note| note.id).collect();
    let new = |score: &Score| -> HashSet<_> {
        score
            .notes()
            .iter()
            .map(|note| note.id)
            .filter(|id| !old.contains(id))
            .collect()
    };
    let voices: Vec<Voice> = before.voices();
    let mut candidates = vec![Candidate {
        added: new(&real),
        score: real,
        likelihood: None,
    }];
    for take in 0..N_WRITTEN as u64 {
        let mut options = Options::new(style, seed.wrapping_add(take));
        options.voices.retain(|voice| voices.contains(voice));
        if options.voices.is_empty() {
            return Ok(None);
        }
        let mut composition = composer.extend(ContinueRequest {
            score: before.clone(),
            options,
            bars: BARS,
        })?;
        while block_on(composition.next_note())?.is_some() {}
        let outcome = composition.finish()?;
        let added: HashSet<_> = outcome.added.iter().map(|note| note.id).collect();
        if added.is_empty() {
            return Ok(None);
        }
        // Phrase ends that were written would tell the written ones.
        let header = ScoreHeader {
            phrase_ends: before.header().phrase_ends.clone(),
            ..outcome.score.header().clone()
        };
        let score = Score::new(header, outcome.score.notes().to_vec())?;
        // Nobody knows it of the real one, so it is read of all.
        candidates.push(Candidate {
            score,
            added,
            likelihood: None,
        });
    }
    let key = score.header().key;
    let ratings = block_on(composer.rate(&candidates, style, key))?;
    Ok(Some(Place {
        style,
        candidates: ratings.iter().map(|it| it.measures).collect(),
        totals: ratings.iter().map(|it| it.total).collect(),
    }))
}

/// The first bars of a score, without marks of what comes after.
///
/// Chord symbols that analysis found would tell the real ones too: they stay only where they are music.
fn cut(score: &Score, style: Style, bars: u32) -> anyhow::Result<Score> {
    let end = score.meter().bar_start(bars);
    let mut header = score.header().clone();
    header.phrase_ends.clear();
    let are_music = style == Style::LeadSheet;
    header
        .chords
        .retain(|change| are_music && change.tick < end);
    let inside = score.notes().iter().filter(|note| note.end() <= end);
    let notes: Vec<Note> = inside.copied().collect();
    Ok(Score::new(header, notes)?)
}

/// Whether the first of some figures is the highest; of equals, it is not.
fn is_first(figures: &[f64]) -> bool {
    figures.iter().skip(1).all(|other| figures[0] > *other)
}

fn weighed(measures: &Measures, weights: &Weights) -> f64 {
    measures
        .features()
        .iter()
        .zip(weights)
        .map(|(feature, weight)| feature * weight)
        .sum()
}

/// Weights by which the real one is chosen: a conditional logit, by gradient ascent.
///
/// Source: McFadden, "Conditional logit analysis of qualitative choice behavior", 1974.
fn fit<'a>(places: impl Iterator<Item = &'a Place>) -> Weights {
    let places: Vec<&Place> = places.collect();
    let mut weights: Weights = [0.0; 6];
    for _ in 0..N_STEPS {
        let mut gradient: Weights = [0.0; 6];
        for place in &places {
            let scores: Vec<f64> = place
                .candidates
                .iter()
                .map(|it| weighed(it, &weights))
                .collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let odds: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let total: f64 = odds.iter().sum();
            for (at, (candidate, odds)) in place.candidates.iter().zip(odds).enumerate() {
                let error = f64::from(u8::from(at == 0)) - odds / total;
                for (slope, feature) in gradient.iter_mut().zip(candidate.features()) {
                    *slope += error * feature;
                }
            }
        }
        for (weight, slope) in weights.iter_mut().zip(gradient) {
            *weight += RATE * (slope / places.len().max(1) as f64 - DECAY * *weight);
        }
    }
    weights
}
