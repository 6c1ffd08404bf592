//! Promises that hold whatever the weights say, counted over random requests.

use std::collections::HashSet;

use antiphon::compose::{ComposeError, Composer, Composition, Engine, Outcome, ensemble_of};
use antiphon::corpus::{Piece, Split};
use antiphon::music::{Note, NoteId};
use anyhow::Context;
use clap::Args;
use rayon::prelude::*;
use serde_json::json;

use super::holds::{self, HOLDS};
use super::laws::{self, LAWS};
use super::request::{Act, Request, writes};
use super::scribe::Scribe;
use super::subject::Subject;
use super::table::{Column, Table, report};
use crate::block_on;

/// What is promised, in the order of [`kept`].
const PROMISES: [&str; 6] = [
    "notes that are locked or not asked for stay bit-identical",
    "new notes lie inside what was asked for, in time and voice",
    "new notes keep the ranges of the style",
    "a piece is as long as was asked for",
    "given chord symbols stay",
    "the same request gives the same answer",
];

/// What is promised of laws that contradict each other.
const REFUSAL: &str = "laws that contradict each other are refused and named";

/// Counts kept promises over random requests: seeds, continuations, harmonizations and fills of
/// held-out pieces in every style, with random voices, regions, locks, chord symbols and laws.
#[derive(Args)]
pub struct Promises {
    #[command(flatten)]
    subject: Subject,
    /// Requests to make.
    #[arg(long, default_value_t = 2000)]
    count: u64,
    #[command(flatten)]
    scribe: Scribe,
    /// Seed of the first request.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Promises {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let table = promises(&self.subject, &self.scribe, self.count, self.seed)?;
        report(
            &self.scribe.version(&self.subject)?,
            "promises",
            &table,
            self.subject.json,
        );
        Ok(())
    }
}

/// How often each promise was kept over `count` random requests.
pub fn promises(
    subject: &Subject,
    scribe: &Scribe,
    count: u64,
    seed: u64,
) -> anyhow::Result<Table> {
    let composer = scribe.composer(subject)?;
    let engine = scribe.engine()?;
    let pieces = subject.pieces()?;
    let judges: Vec<&Piece> = pieces
        .iter()
        .filter(|piece| piece.split == Split::Valid)
        .collect();
    anyhow::ensure!(!judges.is_empty(), "no validation piece to ask about");
    let asked: Vec<Vec<Option<bool>>> = (seed..seed.saturating_add(count))
        .into_par_iter()
        .map(|seed| {
            let answer = answer(&composer, &judges, (seed, engine));
            answer.with_context(|| format!("the request of seed {seed}"))
        })
        .collect::<anyhow::Result<_>>()?;
    let mut table = Table::new(
        "promises kept over random requests",
        vec![
            Column("promise", "promise", 0),
            Column("requests", "requests", 0),
            Column("kept", "kept", 0),
            Column("percent", "%", 2),
        ],
    );
    let promises = PROMISES.into_iter().chain([REFUSAL]);
    let promises = promises.chain(HOLDS).chain(LAWS);
    for (index, promise) in promises.enumerate() {
        let answers: Vec<bool> = asked.iter().filter_map(|answers| answers[index]).collect();
        let n_kept = answers.iter().filter(|is_kept| **is_kept).count();
        table.push(vec![
            json!(promise),
            json!(answers.len()),
            json!(n_kept),
            json!(100.0 * n_kept as f64 / answers.len().max(1) as f64),
        ]);
    }
    Ok(table)
}

/// Which promises a random request asked for, and whether its answer kept them.
fn answer(
    composer: &Composer,
    judges: &[&Piece],
    (seed, engine): (u64, Engine),
) -> anyhow::Result<Vec<Option<bool>>> {
    let mut request = Request::random(judges, seed)?;
    request.hand_to(engine);
    let mut is_named = None;
    let begun = loop {
        match request.begin(composer) {
            Err(ComposeError::Contradiction { laws }) => {
                is_named = Some(is_named.unwrap_or(true) && !laws.is_empty());
                request.relax();
            }
            // Laws that leave chains no note are refused too, and what they cannot keep.
            Err(ComposeError::ChainsSilenced { .. } | ComposeError::Markov(_)) => request.relax(),
            Err(ComposeError::BeyondChains { .. }) => request.release(),
            other => break other?,
        }
    };
    let outcome = finished(begun)?;
    // The whole answer twice costs twice the time: some are enough.
    let again = match seed % 8 {
        0 => Some(finished(request.begin(composer)?)?),
        _ => None,
    };
    let promises = kept(&request, &outcome, again.as_ref());
    let laws = laws::kept(request.options(), &outcome, &request.span);
    let holds = holds::kept(request.options(), request.score(), &outcome);
    let promises = promises.into_iter().chain([is_named]);
    Ok(promises.chain(holds).chain(laws).collect())
}

fn finished(mut composition: Composition) -> anyhow::Result<Outcome> {
    while block_on(composition.next_note())?.is_some() {}
    Ok(composition.finish()?)
}

/// Which promises a request asked for, and whether they were kept.
fn kept(
    request: &Request,
    outcome: &Outcome,
    again: Option<&Outcome>,
) -> [Option<bool>; PROMISES.len()] {
    let options = request.options();
    let span = &request.span;
    let (score, added) = (&outcome.score, &outcome.added);
    let new: HashSet<NoteId> = added.iter().map(|note| note.id).collect();
    let others: Vec<&Note> = score
        .notes()
        .iter()
        .filter(|note| !new.contains(&note.id))
        .collect();
    let stays = request.score().map(|before| {
        // A continuation takes nothing out, whatever voices it writes.
        let may_go = |note: &Note| {
            !matches!(request.act, Act::Continue(_))
                && writes(options, before, note.voice)
                && !(options.keep.is_some() && before.is_percussion(note.voice))
                && span.contains(&note.onset)
                && !options.locked.contains(&note.id)
        };
        before
            .notes()
            .iter()
            .filter(|note| !may_go(note))
            .eq(others)
    });
    // What keeps its rhythm may ring on after the region as it did.
    let keeps_something = !options.holds.is_empty() || options.keep.is_some();
    let is_asked = |note: &Note| {
        let rings = note.end() > span.end && !keeps_something;
        note.onset >= span.start && !rings && writes(options, score, note.voice)
    };
    let ensemble = ensemble_of(options.style);
    let is_in_range = |note: &Note| match ensemble.ranges.get(usize::from(note.voice.0)) {
        Some((low, high)) => (*low..=*high).contains(&note.pitch.midi()) || keeps_something,
        None => true,
    };
    let length = match &request.act {
        Act::Seed(asked) => Some(score.n_bars() == asked.bars),
        Act::Continue(asked) => Some(score.n_bars() == asked.score.n_bars() + asked.bars),
        _ => None,
    };
    let chords = request.score().filter(|before| {
        let mut chords = before.header().chords.iter();
        chords.any(|change| span.contains(&change.tick))
    });
    [
        stays,
        Some(added.iter().all(is_asked)),
        Some(
            added
                .iter()
                .filter(|note| !score.is_percussion(note.voice))
                .all(is_in_range),
        ),
        length,
        chords.map(|before| before.header().chords == score.header().chords),
        again.map(|again| again == outcome),
    ]
}
