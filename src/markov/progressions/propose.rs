//! Chords for so many bars.

use std::collections::BTreeMap;
use std::ops::Range;

use super::cadence::Cadence;
use super::learn::UNIT;
use super::model::ProgressionModel;
use super::symbol::RelativeChord;
use crate::markov::conflict::smallest_conflict;
use crate::markov::error::MarkovError;
use crate::markov::messages::Messages;
use crate::markov::rhythm::RhythmTable;
use crate::markov::timeline::{Judge, Timeline};
use crate::markov::transitions::Transitions;
use crate::model::Rng;
use crate::music::{ChordChange, KeySignature, MAX_TICK, Meter, Tick, sort_by_rank};

/// Bars from which the last chord may begin in the last but one.
const LONG: u32 = 4;

/// What a progression is asked to be.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgressionRequest {
    /// Its key.
    pub key: KeySignature,
    /// The metre of the score.
    pub meter: Meter,
    /// The bars to write.
    pub bars: Range<u32>,
    /// Chords that stand: those inside the bars stay as they are, those before are what the new ones follow. A given
    /// chord may be followed by others before the next given one.
    pub given: Vec<ChordChange>,
    /// How the music ends with the last bar; `None` where it goes on.
    pub ends_with_cadence: Option<Cadence>,
    /// Below 1 the likely becomes likelier; 1 as learnt.
    pub temperature: f64,
    /// Seed of the draw.
    pub rng_seed: u64,
}

impl ProgressionModel {
    /// Writes a progression: chord changes inside the bars, rising, in root position but where given otherwise.
    ///
    /// Drawn with exactly the model's probability given everything asked for. Chords begin on eighth notes, given ones
    /// where they are.
    ///
    /// # Errors
    /// [`MarkovError::NothingLearnt`] in this mode, [`MarkovError::BadStretch`] for no bars or too late ones,
    /// [`MarkovError::GivenTwice`], [`MarkovError::GivenContradict`], [`MarkovError::BadTemperature`],
    /// [`MarkovError::TooManyStates`] for too many bars.
    pub fn propose(&self, request: &ProgressionRequest) -> Result<Vec<ChordChange>, MarkovError> {
        let mode = request.key.mode();
        if self.chain(mode).is_empty() {
            return Err(MarkovError::NothingLearnt { mode });
        }
        let stretch = Stretch::of(request)?;
        // A chord that was never heard may be given all the same.
        let mut chain = self.chain(mode).clone();
        chain.add_symbols(stretch.given.values().map(|(chord, _)| chord));
        let transitions = Transitions::at_temperature(&chain, request.temperature)?;
        let table = RhythmTable::new(&self.rhythm);
        let unfold = |given: &BTreeMap<u32, (RelativeChord, ChordChange)>| {
            let stops: Vec<u32> = given.keys().copied().collect();
            let timeline = stretch.timeline(&request.meter, &stops);
            let judge = Harmony {
                stretch: &stretch,
                timeline: &timeline,
                given,
                cadence: request.ends_with_cadence,
            };
            timeline.lattice(chain.symbols(), &table, &judge)
        };
        let (lattice, moments) = unfold(&stretch.given)?;
        if !lattice.is_satisfiable() {
            let all: Vec<_> = stretch.given.iter().collect();
            let conflict = smallest_conflict(all.len(), |kept| {
                let given = kept.iter().map(|at| (*all[*at].0, *all[*at].1)).collect();
                unfold(&given).is_ok_and(|(lattice, _)| lattice.is_satisfiable())
            });
            let ticks = conflict.iter().map(|at| all[*at].1.1.tick).collect();
            return Err(MarkovError::GivenContradict { ticks });
        }
        let root = if stretch.is_beginning {
            transitions.start()
        } else {
            0
        };
        let beginning = transitions.after(root, &stretch.before);
        let messages = Messages::new(&transitions, lattice, beginning)?;
        let draw = messages.draw(&mut Rng::new(request.rng_seed));
        let steps = draw
            .nodes
            .iter()
            .filter_map(|node| moments.get(*node as usize));
        let chords = draw.symbols.iter();
        let chords = chords.filter_map(|symbol| chain.symbols().get(*symbol as usize - 1));
        let drawn = steps.map(|moment| moment.step).zip(chords.copied());
        Ok(stretch.changes(drawn, request.key))
    }
}

/// A request on the raster.
struct Stretch {
    start: u32,
    end: u32,
    /// The first step at which the last chord of a cadence may begin.
    close: u32,
    given: BTreeMap<u32, (RelativeChord, ChordChange)>,
    before: Vec<RelativeChord>,
    /// Steps that the last chord before has lasted.
    lasted: u16,
    is_beginning: bool,
    n_bars: u32,
}

impl Stretch {
    fn of(request: &ProgressionRequest) -> Result<Self, MarkovError> {
        let (meter, bars) = (&request.meter, &request.bars);
        let first = meter.bar_start(bars.start);
        let n_bars = bars.end.saturating_sub(bars.start);
        let last = if n_bars == 0 {
            first
        } else {
            meter.bar_end(bars.end - 1)
        };
        let (start, end) = (step(first), step(last));
        // Bars past the end of time all begin there.
        if end <= start || last.get() >= MAX_TICK {
            return Err(MarkovError::BadStretch {
                start: first.get(),
                end: last.get(),
            });
        }
        let closing_bars = if n_bars >= LONG { 2 } else { 1 };
        let close = step(meter.bar_start(bars.end.saturating_sub(closing_bars)));
        let mut given = BTreeMap::new();
        let mut before: Vec<(Tick, RelativeChord)> = Vec::new();
        let mut changes = request.given.clone();
        sort_by_rank(&mut changes, ChordChange::rank);
        for change in changes {
            let chord = RelativeChord::of(change.chord, request.key);
            if change.tick < first {
                before.push((change.tick, chord));
            } else if change.tick < last {
                let at = step(change.tick).min(end - 1);
                if given.insert(at, (chord, change)).is_some() {
                    return Err(MarkovError::GivenTwice { tick: change.tick });
                }
            }
        }
        let lasted = before
            .last()
            .map_or(0, |(tick, _)| start - step(*tick).min(start));
        let mut before: Vec<RelativeChord> = before.into_iter().map(|(_, chord)| chord).collect();
        before.dedup();
        Ok(Self {
            start,
            end,
            close: close.max(start),
            given,
            before,
            lasted: u16::try_from(lasted).unwrap_or(u16::MAX),
            is_beginning: bars.start == 0,
            n_bars,
        })
    }

    fn timeline<'a>(&self, meter: &'a Meter, stops: &'a [u32]) -> Timeline<'a> {
        Timeline {
            meter,
            unit: UNIT,
            start: self.start,
            end: self.end,
            stops,
            before: self.lasted,
        }
    }

    /// Chords as changes: given ones as they were, and none that only says the chord before again.
    fn changes(
        &self,
        drawn: impl Iterator<Item = (u32, RelativeChord)>,
        key: KeySignature,
    ) -> Vec<ChordChange> {
        let mut changes: Vec<ChordChange> = Vec::new();
        let mut last = None;
        for (step, chord) in drawn {
            if let Some((_, given)) = self.given.get(&step) {
                changes.push(*given);
            } else if last != Some(chord) {
                let tick = Tick::new(step.saturating_mul(UNIT)).unwrap_or(Tick::ZERO);
                let chord = chord.chord(key);
                changes.push(ChordChange { tick, chord });
            }
            last = Some(chord);
        }
        changes
    }
}

/// The step next to a tick.
fn step(tick: Tick) -> u32 {
    (tick.get() + UNIT / 2) / UNIT
}

/// Which chords may stand where. Its states: nothing, a chord that prepares the cadence, the cadence done.
struct Harmony<'a> {
    stretch: &'a Stretch,
    timeline: &'a Timeline<'a>,
    given: &'a BTreeMap<u32, (RelativeChord, ChordChange)>,
    cadence: Option<Cadence>,
}

const PLAIN: u8 = 0;
const PREPARED: u8 = 1;
const CLOSED: u8 = 2;

impl Harmony<'_> {
    /// Whether the last chord may begin at a step: on a strong place at the end, or where a chord is given.
    fn may_close(&self, step: u32) -> bool {
        let place = self.timeline.place(step);
        let is_half = 2 * u32::from(place.offset) == u32::from(place.bar);
        // A single bar of three beats has no second strong place.
        let is_beat = self.stretch.n_bars == 1 && place.offset.is_multiple_of(2);
        let is_strong = place.offset == 0 || is_half || is_beat;
        step >= self.stretch.close && (is_strong || self.given.contains_key(&step))
    }
}

impl Judge<RelativeChord> for Harmony<'_> {
    fn start(&self) -> u8 {
        let prepares = |cadence: Cadence| {
            let last = self.stretch.before.last();
            last.is_some_and(|last| cadence.prepares(*last))
        };
        match self.cadence {
            Some(cadence) if prepares(cadence) => PREPARED,
            _ => PLAIN,
        }
    }

    fn read(&self, step: u32, state: u8, chord: &RelativeChord) -> Option<(f64, u8)> {
        let fits = match self.given.get(&step) {
            Some((given, _)) => given == chord,
            None => *chord != RelativeChord::None,
        };
        let after = match self.cadence {
            None => PLAIN,
            Some(it) if state == PREPARED && it.closes(*chord) && self.may_close(step) => CLOSED,
            Some(it) if it.prepares(*chord) => PREPARED,
            Some(_) => PLAIN,
        };
        fits.then_some((1.0, after))
    }

    fn may_end(&self, state: u8) -> bool {
        self.cadence.is_none() || state == CLOSED
    }

    fn after(&self) -> Option<&RelativeChord> {
        None
    }

    fn ends(&self) -> bool {
        self.cadence.is_some()
    }
}
