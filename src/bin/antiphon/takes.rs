//! Several takes of one request in files, the best first.

use std::path::{Path, PathBuf};

use antiphon::compose::{Candidate, ComposeError, Composer, Composition, Options, Outcome, Rating};
use clap::Args;

use crate::block_on;
use crate::explained::explained;
use crate::record::Record;

/// Takes of one request.
#[derive(Args)]
pub struct TakeArgs {
    /// Takes of one request, 1 to 8: each has the next seed, and a file of its own beside `--out`.
    #[arg(long)]
    takes: Option<usize>,
    /// Number the takes by their rating, the best first; needs weights.
    #[arg(long, requires = "takes")]
    best: bool,
}

impl TakeArgs {
    /// Whether takes are rated.
    pub fn is_best(&self) -> bool {
        self.best
    }

    /// Answers a request once, or in takes; `begin` begins an answer with some options.
    pub fn answer(
        &self,
        composer: &Composer,
        options: &Options,
        (out, record): (&Path, &Record),
        begin: impl Fn(&Composer, Options) -> Result<Composition, ComposeError>,
    ) -> anyhow::Result<()> {
        let Some(n_takes) = self.takes else {
            let outcome = finished(begin(composer, options.clone())?)?;
            return write(&outcome, (out, record), None);
        };
        let mut takes = composer.takes(n_takes, |composer, take| {
            let rng_seed = options.rng_seed.wrapping_add(take as u64);
            let options = Options {
                rng_seed,
                ..options.clone()
            };
            begin(composer, options)
        })?;
        while block_on(takes.next_note())?.is_some() {}
        let outcomes = block_on(takes.finish())?;
        let candidate = |outcome: &Outcome| Candidate {
            score: outcome.score.clone(),
            added: outcome.added.iter().map(|note| note.id).collect(),
            likelihood: outcome.likelihood,
        };
        let ratings = if self.best {
            let candidates: Vec<Candidate> = outcomes.iter().map(candidate).collect();
            let ratings = block_on(composer.rate(&candidates, options.style, None))?;
            ratings.into_iter().map(Some).collect()
        } else {
            vec![None; outcomes.len()]
        };
        let mut rated: Vec<(Outcome, Option<Rating>)> = outcomes.into_iter().zip(ratings).collect();
        rated.sort_by(|one, other| {
            let total = |rating: &Option<Rating>| rating.as_ref().map_or(0.0, |it| it.total);
            total(&other.1).total_cmp(&total(&one.1))
        });
        for (nth, (outcome, rating)) in rated.iter().enumerate() {
            write(outcome, (&numbered(out, nth + 1), record), rating.as_ref())?;
        }
        Ok(())
    }
}

/// `song.mid` as `song-2.mid`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    let stem = path
        .file_stem()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let end = path
        .extension()
        .map_or_else(String::new, |it| format!(".{}", it.to_string_lossy()));
    path.with_file_name(format!("{stem}-{number}{end}"))
}

/// An answer at its end.
pub fn finished(mut composition: Composition) -> anyhow::Result<Outcome> {
    while block_on(composition.next_note())?.is_some() {}
    Ok(composition.finish()?)
}

/// Writes an answer into a file and says what it is, and why, where that is asked for.
pub fn write(
    outcome: &Outcome,
    (out, record): (&Path, &Record),
    rating: Option<&Rating>,
) -> anyhow::Result<()> {
    record.write_score(out, &outcome.score)?;
    let unit = if outcome.receipt.engine == antiphon::compose::Engine::Markov {
        "things told"
    } else {
        "tokens"
    };
    println!(
        "{}: {} notes written, {} kept, {} {unit}, {}",
        out.display(),
        outcome.added.len(),
        outcome.score.notes().len() - outcome.added.len(),
        outcome.receipt.n_tokens,
        outcome.receipt.model_version
    );
    if let Some(rating) = rating {
        println!(
            "  seed {}: {:.3} nats a note, {:.1} faults in 100 notes, {:.2} in all",
            outcome.receipt.rng_seed, rating.likelihood, rating.theory, rating.total
        );
        rating
            .findings
            .iter()
            .for_each(|finding| println!("  {finding}"));
    }
    if let Some(explanations) = &outcome.explanations {
        print!("{}", explained(outcome, explanations));
    }
    Ok(())
}
