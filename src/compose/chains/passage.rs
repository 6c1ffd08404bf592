//! The place that chains write into.

use std::ops::Range;

use crate::compose::ensemble::Ensemble;
use crate::generate::{Conditions, Judge, Lines};
use crate::markov::StyleModels;
use crate::model::Rng;
use crate::music::{Chord, ChordChange, KeySignature, Meter, Tick, Voice, sort_by_rank};
use crate::theory::felt_beat;
use crate::token::{ChordLane, DRUM_VOICE, Grid, GridNote, NotePitch, Step, Style, TICKS_PER_STEP};

/// A request before chains, and what they have decided of it.
pub struct Passage<'a> {
    /// What was learnt of the style.
    pub models: &'a StyleModels,
    /// The style.
    pub style: Style,
    /// Who plays.
    pub ensemble: Ensemble,
    /// The metre of the score.
    pub meter: &'a Meter,
    /// The key.
    pub key: KeySignature,
    /// Bars, what stands, and what laws have fixed.
    pub grid: Grid,
    /// What new notes obey.
    pub conditions: Conditions,
    /// Whose the chord symbols are.
    pub lane: ChordLane,
    /// Chord symbols before the span.
    pub chords_before: Vec<ChordChange>,
    /// Where new notes sound.
    pub span: Range<Step>,
    /// Pitched voices to write, from the top.
    pub write: Vec<Voice>,
    /// How boldly is drawn: 0 for the likeliest.
    pub temperature: f64,
    /// Seed of the draws.
    pub rng: Rng,
    /// The harmony of the span: where each chord begins, rising.
    pub harmony: Vec<(Step, Option<Chord>)>,
}

/// The lowest temperature of a chain.
const COLDEST: f64 = 0.05;

impl Passage<'_> {
    /// Steps of the phrases that the span falls into: four bars each, where nothing stands in it.
    pub fn phrases(&self) -> Vec<Range<Step>> {
        /// Bars of a phrase, and bars that are too few for one of their own.
        const PHRASE: usize = 4;
        const SHORT: usize = 2;
        let first = self.grid.bar_at(self.span.start);
        let last = self.grid.bar_at(self.span.end.saturating_sub(1));
        let is_empty = !self
            .pitched()
            .any(|note| note.end() > self.span.start && note.onset < self.span.end);
        let n_bars = last + 1 - first;
        if !is_empty || n_bars < PHRASE + SHORT {
            return vec![self.span.clone()];
        }
        let mut starts: Vec<usize> = (first..=last).step_by(PHRASE).collect();
        if starts.last().is_some_and(|start| last + 1 - start < SHORT) {
            starts.pop();
        }
        let ends = starts.iter().skip(1).map(|bar| self.grid.bars[*bar].start);
        let mut ends: Vec<Step> = ends.collect();
        ends.push(self.span.end);
        let starts = starts
            .iter()
            .map(|bar| self.grid.bars[*bar].start.max(self.span.start));
        starts.zip(ends).map(|(start, end)| start..end).collect()
    }

    /// Whether the music ends with the span.
    pub fn ends(&self) -> bool {
        self.span.end >= self.grid.end()
    }

    /// What a chain is tempered by.
    pub fn chain_temperature(&self) -> f64 {
        self.temperature.max(COLDEST)
    }

    /// Pitched notes that stand.
    pub fn pitched(&self) -> impl Iterator<Item = &GridNote> {
        self.grid
            .notes
            .iter()
            .filter(|note| note.voice != DRUM_VOICE)
    }

    /// Notes of a voice that stand, in order.
    pub fn standing(&self, voice: Voice) -> impl Iterator<Item = &GridNote> {
        self.grid
            .notes
            .iter()
            .filter(move |note| note.voice == voice)
    }

    /// The chord that holds at a step.
    pub fn chord_at(&self, step: Step) -> Option<Chord> {
        let next = self.harmony.partition_point(|(change, _)| *change <= step);
        self.harmony[..next].last().and_then(|(_, chord)| *chord)
    }

    /// Steps of a felt beat.
    pub fn beat_at(&self, step: Step) -> Step {
        let bar = self.grid.bars.get(self.grid.bar_at(step));
        let ticks = bar.map_or(480, |bar| felt_beat(bar.metre.time_signature()).get());
        (ticks / TICKS_PER_STEP).max(1)
    }

    /// Steps since the beginning of the bar.
    pub fn offset(&self, step: Step) -> Step {
        let bar = self.grid.bars.get(self.grid.bar_at(step));
        bar.map_or(0, |bar| step.saturating_sub(bar.start))
    }

    /// Steps of the bar at a step.
    pub fn bar_steps(&self, step: Step) -> Step {
        let bar = self.grid.bars.get(self.grid.bar_at(step));
        bar.map_or(96, |bar| bar.metre.bar_steps())
    }

    /// Whether a step is a felt beat.
    pub fn is_beat(&self, step: Step) -> bool {
        self.offset(step).is_multiple_of(self.beat_at(step))
    }

    /// Felt beats inside a range.
    pub fn beats(&self, range: &Range<Step>) -> Vec<Step> {
        range.clone().filter(|step| self.is_beat(*step)).collect()
    }

    /// The tick of a step.
    pub fn tick(&self, step: Step) -> Tick {
        self.grid.tick_of(step)
    }

    /// Where a voice may sing: inside the span, not beside what stands of it, and not where it is closed.
    pub fn gaps(&self, voice: Voice, range: &Range<Step>) -> Vec<Range<Step>> {
        let closed = self.conditions.closed.iter();
        let closed = closed.filter(|(it, _)| *it == voice).map(|it| it.1.clone());
        let standing = self.standing(voice);
        let mut taken: Vec<Range<Step>> = standing
            .map(|note| note.onset..note.end())
            .chain(closed)
            .collect();
        sort_by_rank(&mut taken, |taken| [i64::from(taken.start), 0, 0]);
        let mut gaps = Vec::new();
        let mut from = range.start;
        for taken in taken {
            let end = taken.start.min(range.end);
            if end > from {
                gaps.push(from..end);
            }
            from = from.max(taken.end);
        }
        if from < range.end {
            gaps.push(from..range.end);
        }
        gaps
    }

    /// What is sung before the chains write: what stands, and what laws have fixed.
    pub fn lines(&self) -> Lines {
        let mut lines = Lines::of(&self.conditions.given);
        let planned = |note: &&GridNote| self.conditions.planned.contains_key(&note.id);
        for note in self.grid.notes.iter().filter(planned) {
            let sounds = (self.tick(note.onset), self.tick(note.end()));
            lines.add(note.voice, sounds, note.pitch.pitch().midi(), true);
        }
        lines
    }

    /// What the constraints say.
    pub fn judge<'b>(&'b self, lines: &'b Lines) -> Judge<'b> {
        Judge {
            conditions: &self.conditions,
            lines,
            grid: &self.grid,
        }
    }

    /// The pitches that a voice may sing anywhere, between two MIDI notes.
    pub fn pitches(&self, voice: Voice, (lowest, highest): (u8, u8)) -> Vec<NotePitch> {
        let nothing = Lines::default();
        let judge = self.judge(&nothing);
        let all = (lowest..=highest)
            .filter_map(|midi| NotePitch::of(crate::music::Pitch::new(i64::from(midi)).ok()?));
        all.filter(|pitch| judge.is_sung(voice, *pitch)).collect()
    }

    /// The shortest note that a law allows, in steps.
    pub fn shortest(&self) -> Step {
        let nothing = Lines::default();
        self.judge(&nothing).shortest().unwrap_or(1)
    }
}
