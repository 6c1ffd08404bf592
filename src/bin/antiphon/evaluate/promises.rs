//! Promises that hold whatever the weights say, counted over random requests.

use std::collections::HashSet;
use std::ops::Range;

use antiphon::compose::{
    ComposeError, Composer, Composition, Constraints, ContinueRequest, DRUM_VOICE, Engine,
    HarmonizeRequest, InfillRequest, Options, Outcome, SeedRequest, ensemble_of,
};
use antiphon::corpus::{Piece, Split};
use antiphon::model::Rng;
use antiphon::music::{Note, NoteId, Score, ScoreHeader, Tempo, Tick, TimeSignature, Voice};
use antiphon::token::Style;
use clap::Args;
use rayon::prelude::*;
use serde_json::json;

use super::laws::{self, LAWS};
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
        .map(|seed| answer(&composer, &judges, (seed, engine)))
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
    let promises = PROMISES.into_iter().chain([REFUSAL]).chain(LAWS);
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
    let options = request.options_mut();
    options.engine = engine;
    if engine == Engine::MarkovMelody && !options.voices.contains(&Voice::SOPRANO) {
        options.engine = Engine::Markov;
    }
    let mut is_named = None;
    let begun = loop {
        match request.begin(composer) {
            Err(ComposeError::Contradiction { laws }) => {
                is_named = Some(is_named.unwrap_or(true) && !laws.is_empty());
                request.relax();
            }
            // Laws that leave chains no note are refused too.
            Err(ComposeError::ChainsSilenced { .. } | ComposeError::Markov(_)) => request.relax(),
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
    Ok(promises.into_iter().chain([is_named]).chain(laws).collect())
}

/// A request, with what it may touch.
struct Request {
    act: Act,
    /// Where new notes may stand.
    span: Range<Tick>,
}

enum Act {
    Seed(SeedRequest),
    Continue(ContinueRequest),
    Harmonize(HarmonizeRequest),
    Infill(InfillRequest),
}

impl Request {
    fn random(judges: &[&Piece], seed: u64) -> anyhow::Result<Self> {
        let mut rng = Rng::new(seed);
        let act = rng.next_below(4);
        let style = Style::ALL[rng.next_below(Style::ALL.len())];
        let of_style: Vec<&&Piece> = judges
            .iter()
            .filter(|piece| piece.style == style.name())
            .collect();
        let mut options = Options::new(style, rng.next_u64() >> 11);
        options.voices = some(&options.voices, 0.7, &mut rng);
        let is_seed = act == 0 || of_style.is_empty();
        // Half of the requests are free, so that what they are promised is seen by itself.
        if rng.next_f64() < 0.5 {
            options.constraints = laws::random(&options, is_seed, &mut rng);
        }
        let bars = 1 + rng.next_below(6) as u32;
        if is_seed {
            let beats = 2 + rng.next_below(3) as u32;
            let request = SeedRequest {
                options,
                key: None,
                time_signature: TimeSignature::new(beats, 4)?,
                tempo: Tempo::MODERATE,
                bars,
            };
            let end = antiphon::music::Meter::constant(request.time_signature).bar_start(bars);
            return Ok(Self {
                act: Act::Seed(request),
                span: Tick::ZERO..end,
            });
        }
        let piece = of_style[rng.next_below(of_style.len())];
        let keeps_chords = rng.next_f64() < 0.5;
        let score = beginning(&piece.score, 2 + rng.next_below(5) as u32, keeps_chords)?;
        let n_bars = score.n_bars();
        let meter = score.meter().clone();
        let share = rng.next_f64() * 0.5;
        let ids = score.notes().iter().map(|note| note.id);
        options.locked = ids.filter(|_| rng.next_f64() < share).collect();
        let is_written = |voice: Voice| writes(&options, &score, voice);
        let given = score.notes().iter().any(|note| !is_written(note.voice));
        Ok(match act {
            1 => Self {
                span: meter.bar_start(n_bars)..meter.bar_start(n_bars + bars),
                act: Act::Continue(ContinueRequest {
                    score,
                    options,
                    bars,
                }),
            },
            2 if given => Self {
                span: Tick::ZERO..meter.bar_start(n_bars),
                act: Act::Harmonize(HarmonizeRequest { score, options }),
            },
            _ => {
                let first = rng.next_below(n_bars as usize) as u32;
                let last = first + rng.next_below((n_bars - first) as usize) as u32;
                let region = meter.bar_start(first)..meter.bar_end(last);
                Self {
                    span: region.clone(),
                    act: Act::Infill(InfillRequest {
                        score,
                        options,
                        region,
                    }),
                }
            }
        })
    }

    fn begin(&self, composer: &Composer) -> Result<Composition, ComposeError> {
        match &self.act {
            Act::Seed(request) => composer.seed(request.clone()),
            Act::Continue(request) => composer.extend(request.clone()),
            Act::Harmonize(request) => composer.harmonize(request.clone()),
            Act::Infill(request) => composer.infill(request.clone()),
        }
    }

    /// Takes back a law that contradicts others: what is named first, then what binds all notes.
    fn relax(&mut self) {
        let asked = &mut self.options_mut().constraints;
        let is_taken = asked.cadence.take().is_some()
            || asked.end.pop().is_some()
            || asked.start.pop().is_some()
            || asked.chords.take().is_some()
            || asked.scale.take().is_some()
            || asked.ranges.pop().is_some();
        if !is_taken {
            *asked = Constraints::default();
        }
    }

    fn options_mut(&mut self) -> &mut Options {
        match &mut self.act {
            Act::Seed(request) => &mut request.options,
            Act::Continue(request) => &mut request.options,
            Act::Harmonize(request) => &mut request.options,
            Act::Infill(request) => &mut request.options,
        }
    }

    fn options(&self) -> &Options {
        match &self.act {
            Act::Seed(request) => &request.options,
            Act::Continue(request) => &request.options,
            Act::Harmonize(request) => &request.options,
            Act::Infill(request) => &request.options,
        }
    }

    /// What there was; nothing for a seed.
    fn score(&self) -> Option<&Score> {
        match &self.act {
            Act::Seed(_) => None,
            Act::Continue(request) => Some(&request.score),
            Act::Harmonize(request) => Some(&request.score),
            Act::Infill(request) => Some(&request.score),
        }
    }
}

/// Each with its chance, never none.
fn some(voices: &[Voice], chance: f64, rng: &mut Rng) -> Vec<Voice> {
    let chosen: Vec<Voice> = voices
        .iter()
        .filter(|_| rng.next_f64() < chance)
        .copied()
        .collect();
    if chosen.is_empty() {
        voices.to_vec()
    } else {
        chosen
    }
}

/// The first bars of a score.
fn beginning(score: &Score, bars: u32, keeps_chords: bool) -> anyhow::Result<Score> {
    let end = score.meter().bar_start(bars);
    let mut header = ScoreHeader {
        phrase_ends: Vec::new(),
        ..score.header().clone()
    };
    header
        .chords
        .retain(|change| keeps_chords && change.tick < end);
    let notes: Vec<Note> = score
        .notes()
        .iter()
        .filter(|note| note.end() <= end)
        .copied()
        .collect();
    // A piece that begins with a long rest has no note there yet.
    anyhow::ensure!(
        !score.notes().is_empty(),
        "a validation piece without notes"
    );
    Ok(if notes.is_empty() {
        score.clone()
    } else {
        Score::new(header, notes)?
    })
}

fn writes(options: &Options, score: &Score, voice: Voice) -> bool {
    let named = if score.is_percussion(voice) {
        DRUM_VOICE
    } else {
        voice
    };
    options.voices.contains(&named)
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
                && span.contains(&note.onset)
                && !options.locked.contains(&note.id)
        };
        before
            .notes()
            .iter()
            .filter(|note| !may_go(note))
            .eq(others)
    });
    let is_asked = |note: &Note| {
        note.onset >= span.start && note.end() <= span.end && writes(options, score, note.voice)
    };
    let ensemble = ensemble_of(options.style);
    let is_in_range = |note: &Note| match ensemble.ranges.get(usize::from(note.voice.0)) {
        Some((low, high)) => (*low..=*high).contains(&note.pitch.midi()),
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
