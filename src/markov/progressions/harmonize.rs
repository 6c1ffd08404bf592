//! Chords to what is sung: a progression whose chords fit some notes.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cadence::Cadence;
use super::learn::UNIT;
use super::model::ProgressionModel;
use super::symbol::RelativeChord;
use crate::markov::automaton::{Automaton, EndsIn};
use crate::markov::constraints::{Constraints, Length, Unary};
use crate::markov::error::MarkovError;
use crate::markov::pulse::draw_onsets;
use crate::markov::rhythm::RhythmTable;
use crate::markov::sampler::ConstrainedSampler;
use crate::markov::timeline::Timeline;
use crate::markov::transitions::Transitions;
use crate::model::Rng;
use crate::music::{Chord, ChordChange, KeySignature, Meter, Tick};

/// What a chord of a stretch is worth where it holds: its probability is multiplied by that; 0 forbids it.
pub type ChordFit<'a> = dyn Fn(Option<Chord>, Range<Tick>) -> f64 + 'a;

/// What a progression to some notes is asked to be.
pub struct HarmonyRequest<'a> {
    /// Its key.
    pub key: KeySignature,
    /// The metre of the score.
    pub meter: &'a Meter,
    /// Where chords are written.
    pub span: Range<Tick>,
    /// Chords that stand, rising: those inside the span stay as they are, those before are what new ones follow.
    pub given: Vec<ChordChange>,
    /// How the music ends with the span; `None` where it goes on.
    pub cadence: Option<Cadence>,
    /// How well a chord suits what is sung.
    pub fit: &'a ChordFit<'a>,
    /// Below 1 the likely becomes likelier; 1 as learnt.
    pub temperature: f64,
    /// Seed of the draw.
    pub rng_seed: u64,
}

/// A chord that is to be chosen, or is given, and where it holds.
struct Slot {
    range: Range<Tick>,
    given: Option<ChordChange>,
}

impl ProgressionModel {
    /// Writes a progression to some notes: chord changes inside the span, rising, in root position but where given
    /// otherwise. When chords change is drawn first, then the chords, with exactly the model's probability times what
    /// each fits.
    ///
    /// # Errors
    /// [`MarkovError::NothingLearnt`] in this mode, [`MarkovError::BadStretch`] for an empty span,
    /// [`MarkovError::BadTemperature`], [`MarkovError::Unsatisfiable`] if no chord fits somewhere,
    /// [`MarkovError::TooManyStates`] for too many bars.
    pub fn harmonize(&self, request: &HarmonyRequest) -> Result<Vec<ChordChange>, MarkovError> {
        let mode = request.key.mode();
        if self.chain(mode).is_empty() {
            return Err(MarkovError::NothingLearnt { mode });
        }
        let mut rng = Rng::new(request.rng_seed);
        let slots = self.slots(request, &mut rng)?;
        let mut chain = self.chain(mode).clone();
        let relative = |change: &ChordChange| RelativeChord::of(change.chord, request.key);
        let given: Vec<RelativeChord> = request.given.iter().map(relative).collect();
        chain.add_symbols(&given);
        let transitions = Transitions::at_temperature(&chain, request.temperature)?;
        let with = |automaton| Constraints {
            length: Length::Symbols(slots.len()),
            unary: (0..)
                .zip(&slots)
                .map(|(at, slot)| slot.unary(at, request))
                .collect(),
            automaton,
            before: self.before(request),
            ends: request.cadence.is_some(),
        };
        let closes = |chord: &RelativeChord| request.cadence.is_some_and(|it| it.closes(*chord));
        let prepares =
            |chord: &RelativeChord| request.cadence.is_some_and(|it| it.prepares(*chord));
        let both = EndsIn::new(&[&prepares, &closes]);
        let last = EndsIn::new(&[&closes]);
        // A cadence where there is room for one; else the tonic; what is given goes before either.
        let mut wishes: Vec<Option<&dyn Automaton<RelativeChord>>> = vec![None];
        if request.cadence.is_some() {
            wishes.insert(0, Some(&last));
            wishes.insert(0, Some(&both));
        }
        let samplers = wishes.into_iter().map(|automaton| {
            let sampler = ConstrainedSampler::new(&transitions, &with(automaton))?;
            Ok(sampler.sample(&mut rng).symbols)
        });
        let mut failed = MarkovError::Unsatisfiable { places: Vec::new() };
        for drawn in samplers {
            match drawn {
                Ok(chords) => return Ok(changes(&slots, &chords, request.key)),
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    /// Where chords begin and end.
    fn slots(&self, request: &HarmonyRequest, rng: &mut Rng) -> Result<Vec<Slot>, MarkovError> {
        let (from, to) = (request.span.start, request.span.end);
        if from >= to {
            let (start, end) = (from.get(), to.get());
            return Err(MarkovError::BadStretch { start, end });
        }
        let inside = request
            .given
            .iter()
            .filter(|it| request.span.contains(&it.tick));
        let given: BTreeMap<Tick, ChordChange> = inside.map(|it| (it.tick, *it)).collect();
        let start = from.get() / UNIT;
        let end = to.get().div_ceil(UNIT).max(start + 1);
        let close = request
            .cadence
            .and_then(|_| closing(request.meter, &request.span));
        let mut stops: Vec<u32> = given
            .keys()
            .chain(&close)
            .map(|tick| tick.get() / UNIT)
            .collect();
        stops.retain(|stop| (start + 1..end).contains(stop));
        stops.sort_unstable();
        stops.dedup();
        let held = request.given.iter().rev().find(|it| it.tick < from);
        let lasted = held.map_or(0, |held| from.since(held.tick).get() / UNIT);
        let timeline = Timeline {
            meter: request.meter,
            unit: UNIT,
            start,
            end,
            stops: &stops,
            before: u16::try_from(lasted).unwrap_or(u16::MAX),
        };
        let onsets = draw_onsets(&timeline, &RhythmTable::new(&self.rhythm), rng)?;
        let mut ticks: Vec<Tick> = onsets
            .into_iter()
            .filter_map(|step| Tick::new(step * UNIT).ok())
            .map(|tick| tick.max(from))
            .filter(|tick| *tick < to && close.is_none_or(|close| *tick <= close))
            .collect();
        // Given chords are where they are, on the raster or off it.
        let is_beside = |tick: &Tick| {
            let near = given
                .range(..=*tick)
                .next_back()
                .map(|(at, _)| tick.since(*at).get());
            let next = given
                .range(*tick..)
                .next()
                .map(|(at, _)| at.since(*tick).get());
            near.into_iter()
                .chain(next)
                .all(|distance| distance >= UNIT)
        };
        ticks.retain(|tick| given.contains_key(tick) || is_beside(tick) || *tick == from);
        ticks.extend(given.keys());
        ticks.push(from);
        ticks.sort_unstable();
        ticks.dedup();
        let ends = ticks.iter().skip(1).copied().chain([to]);
        let slots = ticks.iter().zip(ends).map(|(start, end)| Slot {
            range: *start..end,
            given: given.get(start).copied(),
        });
        Ok(slots.collect())
    }

    /// The chords before the span; `None` at the beginning of everything.
    fn before(&self, request: &HarmonyRequest) -> Option<Vec<RelativeChord>> {
        let before = request
            .given
            .iter()
            .filter(|it| it.tick < request.span.start);
        let mut before: Vec<RelativeChord> = before
            .map(|change| RelativeChord::of(change.chord, request.key))
            .collect();
        before.dedup();
        (request.span.start > Tick::ZERO).then_some(before)
    }
}

/// Where the last chord of a cadence begins: with the last bar, or in its middle where a span has no more of it.
fn closing(meter: &Meter, span: &Range<Tick>) -> Option<Tick> {
    let last = Tick::new(span.end.get().checked_sub(1)?).ok()?;
    let bar = meter.position_of(last).bar;
    let start = meter.bar_start(bar);
    if start > span.start {
        return Some(start);
    }
    let half = meter.time_signature_at(start).bar().get() / 2;
    let middle = Tick::new(span.start.get() + half / UNIT * UNIT).ok()?;
    (middle > span.start && middle < span.end).then_some(middle)
}

impl Slot {
    /// What may stand here.
    fn unary<'a>(&'a self, place: usize, request: &'a HarmonyRequest) -> Unary<'a, RelativeChord> {
        let given = self
            .given
            .map(|it| RelativeChord::of(it.chord, request.key));
        Unary::weighted(place, move |chord: &RelativeChord| match given {
            Some(given) => f64::from(u8::from(given == *chord)),
            None if *chord == RelativeChord::None => 0.0,
            None => (request.fit)(chord.chord(request.key), self.range.clone()),
        })
    }
}

/// Chords as changes, none that only says the chord before again; given ones as they were.
fn changes(slots: &[Slot], chords: &[RelativeChord], key: KeySignature) -> Vec<ChordChange> {
    let mut changes: Vec<ChordChange> = Vec::new();
    let mut last = None;
    for (slot, chord) in slots.iter().zip(chords) {
        if let Some(given) = slot.given {
            changes.push(given);
        } else if last != Some(*chord) {
            changes.push(ChordChange {
                tick: slot.range.start,
                chord: chord.chord(key),
            });
        }
        last = Some(*chord);
    }
    changes
}
