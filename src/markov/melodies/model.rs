//! What follows what in melodies, counted over pieces.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::learn::{TimedPitch, melody_of};
use super::symbol::RelativePitch;
use crate::markov::chain::VariableOrderChain;
use crate::markov::error::MarkovError;
use crate::markov::rhythm::{Rhythm, RhythmTable};
use crate::markov::transitions::Transitions;
use crate::music::{Mode, Score, Voice};

/// Notes that the next one depends on.
const ORDER: usize = 4;

/// A Markov model of one voice: a chain of pitches relative to the tonic for each mode, and a rhythm of their
/// durations by place in the bar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MelodyModel {
    pub(in crate::markov) major: VariableOrderChain<RelativePitch>,
    pub(in crate::markov) minor: VariableOrderChain<RelativePitch>,
    pub(in crate::markov) rhythm: Rhythm,
}

/// How well melodies are foretold, in nats a note or rest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MelodyNats {
    /// Notes and rests judged.
    pub n_notes: usize,
    /// Of the pitches, by contexts of exactly so many notes, from 0.
    pub by_order: Vec<f64>,
    /// Of the pitches, by the blend of all orders.
    pub blended: f64,
    /// Of the durations, which are drawn apart.
    pub durations: f64,
}

impl MelodyModel {
    /// A model that has seen nothing.
    ///
    /// # Errors
    /// None; the signature is that of the chains.
    pub fn new() -> Result<Self, MarkovError> {
        Ok(Self {
            major: VariableOrderChain::new(ORDER)?,
            minor: VariableOrderChain::new(ORDER)?,
            rhythm: Rhythm::default(),
        })
    }

    /// A model of one voice of some scores.
    ///
    /// # Errors
    /// As [`MelodyModel::add`].
    pub fn learn(scores: &[Score], voice: Voice) -> Result<Self, MarkovError> {
        let mut model = Self::new()?;
        model.add(scores, voice, 1.0)?;
        Ok(model)
    }

    /// Learns one voice of more scores, each as if it came `weight` times; scores without it teach nothing.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a weight that is not a finite number above 0.
    pub fn add(&mut self, scores: &[Score], voice: Voice, weight: f64) -> Result<(), MarkovError> {
        for (mode, line) in scores.iter().filter_map(|score| melody_of(score, voice)) {
            let symbols: Vec<RelativePitch> = line.iter().map(|it| it.pitch).collect();
            self.chain_mut(mode).learn(&symbols, weight)?;
            for (timed, before) in with_durations_before(&line) {
                self.rhythm
                    .count(timed.place, before, timed.steps, weight)?;
            }
        }
        Ok(())
    }

    /// Takes another model in, times `weight`.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a weight that is not a finite number above 0.
    pub fn merge(&mut self, other: &Self, weight: f64) -> Result<(), MarkovError> {
        self.major.merge(&other.major, weight)?;
        self.minor.merge(&other.minor, weight)?;
        self.rhythm.merge(&other.rhythm, weight)
    }

    /// Multiplies every count, so that what is learnt later weighs more.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a factor that is not a finite number above 0.
    pub fn scale(&mut self, factor: f64) -> Result<(), MarkovError> {
        self.major.scale(factor)?;
        self.minor.scale(factor)?;
        self.rhythm.scale(factor)
    }

    /// Forgets contexts that came less than `least` times; the rhythm is kept whole.
    pub fn prune(&mut self, least: f64) {
        self.major.prune(least);
        self.minor.prune(least);
    }

    /// The pitches of a mode.
    pub fn chain(&self, mode: Mode) -> &VariableOrderChain<RelativePitch> {
        match mode {
            Mode::Major => &self.major,
            Mode::Minor => &self.minor,
        }
    }

    fn chain_mut(&mut self, mode: Mode) -> &mut VariableOrderChain<RelativePitch> {
        match mode {
            Mode::Major => &mut self.major,
            Mode::Minor => &mut self.minor,
        }
    }

    /// How well the model foretells one voice of scores that it has not learnt.
    ///
    /// Every note and rest counts, and the end of each score; all pitches and durations that occur on either side are
    /// known beforehand.
    pub fn nats(&self, scores: &[Score], voice: Voice) -> MelodyNats {
        let melodies = scores.iter().filter_map(|score| melody_of(score, voice));
        let melodies: Vec<_> = melodies.collect();
        let mut model = self.clone();
        let table = RhythmTable::new(&self.rhythm);
        let mut durations: BTreeSet<u16> = table.durations().collect();
        for (mode, line) in &melodies {
            let symbols: Vec<RelativePitch> = line.iter().map(|it| it.pitch).collect();
            model.chain_mut(*mode).add_symbols(&symbols);
            durations.extend(line.iter().map(|it| it.steps));
        }
        let blends = [
            Transitions::new(&model.major),
            Transitions::new(&model.minor),
        ];
        let mut nats = MelodyNats {
            by_order: vec![0.0; ORDER + 1],
            ..MelodyNats::default()
        };
        for (mode, line) in &melodies {
            let symbols: Vec<RelativePitch> = line.iter().map(|it| it.pitch).collect();
            nats.n_notes += symbols.len();
            for (order, sum) in nats.by_order.iter_mut().enumerate() {
                let chain = model.chain(*mode);
                *sum -= chain
                    .fixed_order_log_probability(&symbols, order)
                    .unwrap_or(0.0);
            }
            nats.blended -= blends[*mode as usize]
                .log_probability(&symbols)
                .unwrap_or(0.0);
            for (timed, before) in with_durations_before(line) {
                let n_kinds = durations.len();
                let probability = table.probability(timed.place, before, timed.steps, n_kinds);
                nats.durations -= probability.ln();
            }
        }
        let count = nats.n_notes.max(1) as f64;
        nats.by_order.iter_mut().for_each(|sum| *sum /= count);
        nats.blended /= count;
        nats.durations /= count;
        nats
    }
}

/// Each note with the duration of the one before; 0 for the first.
fn with_durations_before(line: &[TimedPitch]) -> impl Iterator<Item = (&TimedPitch, u16)> {
    let before = std::iter::once(0).chain(line.iter().map(|it| it.steps));
    line.iter().zip(before)
}
