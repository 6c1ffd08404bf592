//! A melody for a stretch of bars: a continuation, or the notes between two others.

use std::ops::{Range, RangeInclusive};

use super::learn::{MelodyNote, UNIT, middle, step, timed};
use super::model::MelodyModel;
use super::symbol::{RelativePitch, tonic_below};
use crate::markov::error::MarkovError;
use crate::markov::messages::Messages;
use crate::markov::rhythm::RhythmTable;
use crate::markov::timeline::{Judge, Timeline};
use crate::markov::transitions::Transitions;
use crate::model::Rng;
use crate::music::{Duration, KeySignature, Meter, Mode, Pitch, Tick};

/// What a melody is asked to be.
#[derive(Debug, Clone, PartialEq)]
pub struct MelodyRequest {
    /// Its key.
    pub key: KeySignature,
    /// The metre of the score.
    pub meter: Meter,
    /// The time to fill, exactly.
    pub stretch: Range<Tick>,
    /// The notes before it, rising; the melody goes on from them.
    pub before: Vec<MelodyNote>,
    /// The pitch that begins where the stretch ends, if there is one; the melody leads to it.
    pub after: Option<Pitch>,
    /// The pitches that may be written.
    pub range: RangeInclusive<Pitch>,
    /// Whether only notes of the scale may be written.
    pub in_scale: bool,
    /// Whether rests may be written.
    pub rests: bool,
    /// Whether the music ends with the stretch; not with a note after it.
    pub ends: bool,
    /// Below 1 the likely becomes likelier; 1 as learnt.
    pub temperature: f64,
    /// Seed of the draw.
    pub rng_seed: u64,
}

impl MelodyModel {
    /// Writes a melody: notes that fill the stretch together with its rests, rising.
    ///
    /// Drawn with exactly the model's probability given everything asked for. The register is that of the notes
    /// around the stretch, or of the range.
    ///
    /// # Errors
    /// [`MarkovError::NothingLearnt`] in this mode, [`MarkovError::BadStretch`] for a stretch that is empty or off the
    /// grid of 24 steps a quarter, [`MarkovError::NoPitch`] for a range without a known pitch,
    /// [`MarkovError::BadTemperature`], [`MarkovError::TooManyStates`] for too many bars.
    pub fn propose(&self, request: &MelodyRequest) -> Result<Vec<MelodyNote>, MarkovError> {
        let mode = request.key.mode();
        if self.chain(mode).is_empty() {
            return Err(MarkovError::NothingLearnt { mode });
        }
        let (start, end) = (request.stretch.start, request.stretch.end);
        let is_on_grid = start.get().is_multiple_of(UNIT) && end.get().is_multiple_of(UNIT);
        if end <= start || !is_on_grid {
            return Err(MarkovError::BadStretch {
                start: start.get(),
                end: end.get(),
            });
        }
        let tonic = request.tonic();
        let before = timed(&request.before, Some(start), tonic, &request.meter);
        let line = Line {
            tonic,
            mode,
            request,
            after: request.after.map(|pitch| RelativePitch::of(pitch, tonic)),
        };
        let mut chain = self.chain(mode).clone();
        if !chain.symbols().iter().any(|symbol| line.is_allowed(symbol)) {
            return Err(MarkovError::NoPitch {
                lowest: request.range.start().midi(),
                highest: request.range.end().midi(),
            });
        }
        chain.add_symbols(&line.after);
        let transitions = Transitions::at_temperature(&chain, request.temperature)?;
        let table = RhythmTable::new(&self.rhythm);
        let timeline = Timeline {
            meter: &request.meter,
            unit: UNIT,
            start: step(start),
            end: step(end),
            stops: &[],
            before: before.last().map_or(0, |last| last.steps),
        };
        let (lattice, moments) = timeline.lattice(chain.symbols(), &table, &line)?;
        let root = if before.is_empty() && start == Tick::ZERO {
            transitions.start()
        } else {
            0
        };
        let before: Vec<RelativePitch> = before.iter().map(|it| it.pitch).collect();
        let beginning = transitions.after(root, &before);
        let messages = Messages::new(&transitions, lattice, beginning)?;
        let draw = messages.draw(&mut Rng::new(request.rng_seed));
        let onsets = draw
            .nodes
            .iter()
            .filter_map(|node| moments.get(*node as usize));
        let onsets: Vec<u32> = onsets.map(|moment| moment.step).collect();
        let ends = onsets.iter().skip(1).copied().chain([step(end)]);
        let pitches = draw.symbols.iter();
        let pitches = pitches.filter_map(|symbol| chain.symbols().get(*symbol as usize - 1));
        let lines = onsets.iter().zip(ends).zip(pitches);
        // The note after the stretch is read with the others, and lasts no time.
        let notes = lines.filter(|((start, end), _)| end > *start);
        Ok(notes
            .filter_map(|((start, end), pitch)| note(*start, end, pitch.pitch(tonic)?))
            .collect())
    }
}

/// A note from step to step.
fn note(start: u32, end: u32, pitch: Pitch) -> Option<MelodyNote> {
    Some(MelodyNote {
        onset: Tick::new(start.checked_mul(UNIT)?).ok()?,
        duration: Duration::new((end - start).checked_mul(UNIT)?).ok()?,
        pitch,
    })
}

impl MelodyRequest {
    /// The tonic in the middle of what stands around the stretch, or of the range.
    fn tonic(&self) -> Pitch {
        let around = self.before.iter().map(|note| note.pitch).chain(self.after);
        let middle = middle(around).or_else(|| {
            let (lowest, highest) = (self.range.start().midi(), self.range.end().midi());
            Pitch::new((i64::from(lowest) + i64::from(highest)) / 2).ok()
        });
        tonic_below(middle.unwrap_or(*self.range.start()), self.key)
    }
}

/// Which pitches may be written. Its states: the last was a note, or a rest.
struct Line<'a> {
    tonic: Pitch,
    mode: Mode,
    request: &'a MelodyRequest,
    after: Option<RelativePitch>,
}

impl Line<'_> {
    /// Whether a pitch is one of those asked for.
    fn is_allowed(&self, symbol: &RelativePitch) -> bool {
        let is_fitting = !self.request.in_scale || symbol.is_in_scale(self.mode);
        let pitch = symbol.pitch(self.tonic);
        is_fitting && pitch.is_some_and(|pitch| self.request.range.contains(&pitch))
    }
}

impl Judge<RelativePitch> for Line<'_> {
    fn start(&self) -> u8 {
        0
    }

    fn read(&self, _: u32, state: u8, symbol: &RelativePitch) -> Option<(f64, u8)> {
        match symbol {
            // One rest after another would be a longer one.
            RelativePitch::Rest => (self.request.rests && state == 0).then_some((1.0, 1)),
            RelativePitch::Degree(_) => self.is_allowed(symbol).then_some((1.0, 0)),
        }
    }

    fn may_end(&self, _: u8) -> bool {
        true
    }

    fn after(&self) -> Option<&RelativePitch> {
        self.after.as_ref()
    }

    fn ends(&self) -> bool {
        self.request.ends && self.after.is_none()
    }
}
