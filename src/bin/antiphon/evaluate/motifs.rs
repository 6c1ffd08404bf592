//! How near written motifs come to real ones.

use std::path::PathBuf;

use antiphon::corpus::Split;
use antiphon::model::Rng;
use antiphon::motif::MotifModel;
use antiphon::train::{StyledMotif, likeness, told_apart};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use super::subject::Subject;
use super::table::{Column, Table, report};
use crate::motifs::{motifs_in, written_motifs};

/// The row of held-out pieces.
const HELD_OUT: &str = "held-out pieces";
/// Batches of a judge.
const JUDGE: usize = 1500;

/// Motifs of the generator, from random places and as variations, beside lines of the network and held-out ones: how
/// far their habits are from real ones, how often a fresh judge can tell them, and how often the critic can.
#[derive(Args)]
pub struct Motifs {
    #[command(flatten)]
    subject: Subject,
    /// Model of motifs.
    #[arg(long, default_value = "www/public/motifs/motifs.safetensors")]
    motifs: PathBuf,
    /// Lines of the network, of four motifs each; as many motifs are taken of the others.
    #[arg(long, default_value_t = 2000)]
    lines: usize,
    /// How far variations go, from 0 to 1.
    #[arg(long, default_value_t = 0.5)]
    amount: f64,
    /// Seed of everything random.
    #[arg(long, default_value_t = 7_000_001)]
    rng_seed: u64,
}

impl Motifs {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let bytes = std::fs::read(&self.motifs)
            .with_context(|| format!("reading {}", self.motifs.display()))?;
        let model = MotifModel::load(&bytes)?;
        let pieces = self.subject.pieces()?;
        let learners = motifs_in(&pieces, Split::Train);
        let held_out = motifs_in(&pieces, Split::Valid);
        let composer = self.subject.composer()?;
        let network = written_motifs(&composer, &pieces, self.lines, self.rng_seed)?;
        let mut rng = Rng::new(self.rng_seed);
        let n = network.len();
        let mut generated = Vec::with_capacity(n);
        let mut varied = Vec::with_capacity(n);
        let mut others = Vec::with_capacity(n);
        for _ in 0..n {
            let like = &learners[rng.next_below(learners.len())];
            let StyledMotif { style, motif } = like;
            let place = std::array::from_fn(|_| rng.next_normal() as f32);
            generated.push(StyledMotif {
                style: *style,
                motif: model.decode(&place, *style, motif.mode, motif.bar_cells())?,
            });
            varied.push(StyledMotif {
                style: *style,
                motif: model.vary(motif, *style, self.amount, rng.next_u64())?,
            });
            others.push(learners[rng.next_below(learners.len())].clone());
        }
        let mut table = Table::new(
            "written motifs beside held-out ones",
            vec![
                Column("from", "from", 0),
                Column("motifs", "motifs", 0),
                Column("rhythms", "rhythms, bits", 3),
                Column("intervals", "intervals", 3),
                Column("degrees", "degrees", 3),
                Column("distinct", "written once", 3),
                Column("copied", "in the corpus", 3),
                Column("told", "a fresh judge is right", 3),
                Column("critic", "the critic: real", 3),
                Column("pairs", "below held-out", 3),
            ],
        );
        let mut row = |name: &str, written: &[StyledMotif]| {
            let half = written.len() / 2;
            let likeness = likeness(&learners, &held_out, written);
            // A judge cannot be tried on what it learnt to take for written.
            let told = (name != HELD_OUT).then(|| {
                told_apart(
                    (&learners, &written[..half]),
                    (&held_out, &written[half..]),
                    JUDGE,
                    self.rng_seed,
                )
            });
            let real = |it: &StyledMotif| model.realness(&it.motif, it.style);
            let critic = written.iter().map(real).sum::<f64>() / written.len().max(1) as f64;
            let pairs = below(&held_out, written, &real, self.rng_seed);
            table.push(vec![
                json!(name),
                json!(written.len()),
                json!(likeness.rhythms),
                json!(likeness.intervals),
                json!(likeness.degrees),
                json!(likeness.distinct),
                json!(likeness.copied),
                json!(told),
                json!(critic),
                json!(pairs),
            ]);
        };
        row("pieces learnt from", &others);
        row(HELD_OUT, &held_out);
        row("generator, anywhere", &generated);
        row("generator, varied", &varied);
        row("network", &network);
        report(
            &self.subject.version()?,
            "motifs",
            &table,
            self.subject.json,
        );
        Ok(())
    }
}

/// How often a held-out motif is rated above a written one of the same style, over random pairs; half where nothing
/// is told.
fn below(
    held_out: &[StyledMotif],
    written: &[StyledMotif],
    rate: &dyn Fn(&StyledMotif) -> f64,
    rng_seed: u64,
) -> f64 {
    let mut rng = Rng::new(rng_seed);
    let (mut n_right, mut n_pairs) = (0.0, 0.0);
    for it in written {
        let real: Vec<_> = held_out
            .iter()
            .filter(|other| other.style == it.style)
            .collect();
        let Some(real) = real.get(rng.next_below(real.len())) else {
            continue;
        };
        n_pairs += 1.0;
        n_right += match rate(real).total_cmp(&rate(it)) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        };
    }
    n_right / f64::max(n_pairs, 1.0)
}
