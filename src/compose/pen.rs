//! What an answer is written with: a network on its way, or chains that have decided.

use std::ops::Range;

use crate::generate::{Brief, GenerateError, Generation, Insight, Strictness, Written};
use crate::model::Rng;
use crate::music::{KeySignature, Mode, PitchClass, Score, Tick, Voice};
use crate::token::{ChordLane, DRUM_VOICE, Grid, GridNote};

use super::chains::{Learnt, Passage, Recital};
use super::composer::Composer;
use super::composition::Task;
use super::conditions::{Prepared, fault_costs};
use super::engine::Engine;
use super::ensemble::ensemble_of;
use super::error::ComposeError;
use super::lent_player::LentPlayer;
use super::options::Options;

/// Where an answer comes from.
#[derive(Debug)]
pub(super) enum Pen {
    /// A network.
    Network(Box<Generation<LentPlayer>>),
    /// Chains.
    Chains(Box<Recital>),
}

impl Pen {
    /// What comes next; `None` at the end.
    pub async fn next_written(&mut self) -> Result<Option<Written>, GenerateError> {
        match self {
            Self::Network(generation) => generation.next_written().await,
            Self::Chains(recital) => Ok(recital.next_written()),
        }
    }

    /// The piece as far as it is written.
    pub fn grid(&self) -> &Grid {
        match self {
            Self::Network(generation) => generation.grid(),
            Self::Chains(recital) => recital.grid(),
        }
    }

    /// Words drawn, or things told, so far.
    pub fn n_drawn(&self) -> usize {
        match self {
            Self::Network(generation) => generation.n_sampled(),
            Self::Chains(recital) => recital.n_told(),
        }
    }

    /// What was weighed where notes were written, if that is wanted; chains weigh nothing that could be told.
    pub fn insights(&self) -> Option<&[Insight]> {
        match self {
            Self::Network(generation) => generation.insights(),
            Self::Chains(_) => None,
        }
    }

    /// Nats a note that a network needed for what is written; chains have none.
    pub fn likelihood(&self) -> Option<f64> {
        match self {
            Self::Network(generation) => generation.likelihood(),
            Self::Chains(_) => None,
        }
    }

    /// Where a new note begins and ends.
    pub fn ticks_of(&self, note: &GridNote) -> (Tick, Tick) {
        match self {
            Self::Network(generation) => generation.ticks_of(note),
            Self::Chains(recital) => {
                let grid = recital.grid();
                (grid.tick_of(note.onset), grid.tick_of(note.end()))
            }
        }
    }

    /// How often a network read.
    pub fn n_readings(&self) -> usize {
        match self {
            Self::Network(generation) => generation.n_readings(),
            Self::Chains(_) => 0,
        }
    }
}

/// A request with everything that a pen needs to know.
pub(super) struct Commission<'a> {
    pub composer: &'a Composer,
    /// The score without what is to be replaced.
    pub base: &'a Score,
    pub task: &'a Task,
    pub options: &'a Options,
    pub key: Option<KeySignature>,
}

impl Commission<'_> {
    /// The pen of the engine that is asked for, and the version of what it writes with.
    pub fn pen(&self, mut prepared: Prepared) -> Result<(Pen, String), ComposeError> {
        self.check()?;
        match self.options.engine {
            Engine::Neural => self.network(prepared),
            Engine::Markov => {
                let learnt = self.composer.chains().of(self.options.style)?;
                let next_id = prepared.next_id;
                let passage = self.passage(&learnt, prepared);
                let drums = self.options.voices.contains(&DRUM_VOICE);
                let recital = (learnt.writers.recite)(passage, drums, next_id)?;
                Ok((Pen::Chains(Box::new(recital)), learnt.version.clone()))
            }
            Engine::MarkovHarmony => {
                let learnt = self.composer.chains().of(self.options.style)?;
                let mut passage = self.passage(&learnt, prepared.clone());
                for (step, chord) in (learnt.writers.harmonize)(&mut passage)? {
                    let place = prepared.grid.chords.partition_point(|(it, _)| *it <= step);
                    prepared.grid.chords.insert(place, (step, chord));
                    prepared.conditions.planned_chords.push(step);
                }
                prepared.chords = ChordLane::Given;
                self.hybrid(prepared, &learnt)
            }
            Engine::MarkovMelody => {
                if !self.options.voices.contains(&Voice::SOPRANO) {
                    return Err(ComposeError::NoTopVoice);
                }
                let learnt = self.composer.chains().of(self.options.style)?;
                let mut passage = self.passage(&learnt, prepared.clone());
                prepared.next_id = (learnt.writers.lead)(&mut passage, prepared.next_id)?;
                prepared.grid = passage.grid;
                prepared.conditions = passage.conditions;
                // The voice is written: the network adds nothing to it.
                let Range { start, end } = self.task.span;
                let span = prepared.grid.step_of(start)..prepared.grid.step_of(end);
                prepared.conditions.closed.push((Voice::SOPRANO, span));
                self.hybrid(prepared, &learnt)
            }
        }
    }

    /// Refuses what chains that write notes would not keep.
    fn check(&self) -> Result<(), ComposeError> {
        let (options, asked) = (self.options, &self.options.constraints);
        if !matches!(options.engine, Engine::Markov | Engine::MarkovMelody) {
            return Ok(());
        }
        let is_law = |strictness: Option<Strictness>| strictness.is_some_and(Strictness::is_law);
        let found = [
            (
                !options.holds.is_empty() || options.keep.is_some(),
                "notes kept in part",
            ),
            (
                is_law(asked.density.map(|it| it.strictness)),
                "a law of density",
            ),
            (
                is_law(asked.longest_note.map(|it| it.strictness)),
                "a longest note as a law",
            ),
        ];
        match found.iter().find(|(is_asked, _)| *is_asked) {
            None => Ok(()),
            Some((_, what)) => Err(ComposeError::BeyondChains {
                what,
                engine: options.engine.name(),
            }),
        }
    }

    fn hybrid(&self, prepared: Prepared, learnt: &Learnt) -> Result<(Pen, String), ComposeError> {
        let (pen, version) = self.network(prepared)?;
        Ok((pen, format!("{} + {version}", learnt.version)))
    }

    fn network(&self, prepared: Prepared) -> Result<(Pen, String), ComposeError> {
        let Prepared {
            grid,
            conditions,
            chords,
            next_id,
            ..
        } = prepared;
        let options = self.options;
        let ensemble = ensemble_of(options.style);
        let (player, version) = self.composer.player()?;
        let mut voices: Vec<Voice> = grid.notes.iter().map(|note| note.voice).collect();
        voices.extend(&options.voices);
        voices.sort_unstable();
        voices.dedup();
        let mut write = options.voices.clone();
        write.sort_unstable();
        write.dedup();
        let span = &self.task.span;
        let brief = Brief {
            style: Some(options.style),
            key: self.key,
            controls: options.controls.clone(),
            chords,
            voices,
            write,
            span: grid.step_of(span.start)..grid.step_of(span.end),
            ranges: ensemble.ranges,
            chord_notes: ensemble.chord_notes,
            fault_costs: fault_costs(&ensemble, &options.constraints),
            conditions,
            sampling: options.sampling,
            rng_seed: options.rng_seed,
            grid,
        };
        let generation = Generation::new(brief, next_id, player);
        let generation = generation
            .with_drafter(self.composer.drafter())
            .at_pace(self.composer.pace())
            .explaining(options.explain);
        Ok((Pen::Network(Box::new(generation)), version))
    }

    fn passage<'b>(&'b self, learnt: &'b Learnt, prepared: Prepared) -> Passage<'b> {
        let options = self.options;
        let mut write = options.voices.clone();
        write.retain(|voice| *voice != DRUM_VOICE);
        write.sort_unstable();
        write.dedup();
        let (span, chords) = (&self.task.span, &self.base.header().chords);
        let before = chords.iter().filter(|change| change.tick < span.start);
        let c_major = KeySignature::on(PitchClass::of(0), Mode::Major);
        Passage {
            models: &learnt.models,
            style: options.style,
            ensemble: ensemble_of(options.style),
            meter: self.base.meter(),
            key: self.key.unwrap_or(c_major),
            span: prepared.grid.step_of(span.start)..prepared.grid.step_of(span.end),
            grid: prepared.grid,
            conditions: prepared.conditions,
            lane: prepared.chords,
            chords_before: before.copied().collect(),
            write,
            temperature: options.sampling.temperature(),
            rng: Rng::new(options.rng_seed),
            harmony: Vec::new(),
        }
    }
}
