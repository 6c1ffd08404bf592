//! Symbols that fill a stretch of bars: each begins where the one before ends, and the last ends where the stretch does.

use super::error::MarkovError;
use super::lattice::{Lattice, Ways};
use super::rhythm::{Place, RhythmTable};
use crate::music::{Meter, Tick};

/// Weight of a duration that is not usual at its place but reaches a strong place or a stop: unlikely, but better
/// than no answer.
const FORCED: f64 = 1e-3;

/// A stretch of bars on a raster.
pub(super) struct Timeline<'a> {
    pub meter: &'a Meter,
    /// Ticks in a step.
    pub unit: u32,
    /// First step, counted from the start of the score.
    pub start: u32,
    /// First step after.
    pub end: u32,
    /// Steps, rising, at which a symbol must begin.
    pub stops: &'a [u32],
    /// The duration before the first symbol, in steps; 0 for none.
    pub before: u16,
}

/// What may be read where. States are the judge's own, small numbers.
pub(super) trait Judge<S> {
    /// The state before the first symbol.
    fn start(&self) -> u8;
    /// The weight of a symbol that begins at a step, and the state after it; `None` if it may not stand there.
    fn read(&self, step: u32, state: u8, symbol: &S) -> Option<(f64, u8)>;
    /// Whether the last symbol may leave this state behind.
    fn may_end(&self, state: u8) -> bool;
    /// The symbol that has to begin after the last, where the stretch is a gap.
    fn after(&self) -> Option<&S>;
    /// Whether the music ends with the stretch.
    fn ends(&self) -> bool;
}

/// A node: a step, whether a symbol has begun there, the judge's state, and the duration before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub step: u32,
    phase: Phase,
    state: u8,
    before: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Read,
    Last,
    Begun,
    Over,
}

impl Timeline<'_> {
    /// The lattice of everything that fills the stretch, and the moments of its nodes.
    pub fn lattice<S: PartialEq>(
        &self,
        symbols: &[S],
        table: &RhythmTable,
        judge: &impl Judge<S>,
    ) -> Result<(Lattice, Vec<Moment>), MarkovError> {
        let beginning = Moment {
            step: self.start,
            phase: Phase::Read,
            state: judge.start(),
            before: self.before,
        };
        Lattice::unfold(beginning, |moment: &Moment| match moment.phase {
            Phase::Read => {
                let way = |symbol: &S| {
                    let (weight, state) = judge.read(moment.step, moment.state, symbol)?;
                    let phase = Phase::Begun;
                    let begun = Moment {
                        phase,
                        state,
                        ..*moment
                    };
                    (weight > 0.0).then_some((begun, weight))
                };
                Ways::Read(symbols.iter().map(way).collect())
            }
            Phase::Last => {
                let phase = Phase::Over;
                let over = Moment { phase, ..*moment };
                let way = |symbol: &S| (judge.after() == Some(symbol)).then_some((over, 1.0));
                Ways::Read(symbols.iter().map(way).collect())
            }
            Phase::Begun => Ways::Choose(self.durations(moment, table, judge)),
            Phase::Over => Ways::Accept { ends: judge.ends() },
        })
    }

    /// What follows a symbol that has begun: its durations.
    fn durations<S>(
        &self,
        moment: &Moment,
        table: &RhythmTable,
        judge: &impl Judge<S>,
    ) -> Vec<(Moment, f64)> {
        let passed = self.stops.partition_point(|stop| *stop <= moment.step);
        let stop = self.stops.get(passed).copied().unwrap_or(self.end);
        let limit = stop.min(self.end);
        let place = self.place(moment.step);
        let room = limit.saturating_sub(moment.step);
        let choices = table.choices(place, moment.before);
        let mut fitting: Vec<(u32, f64)> = choices
            .into_iter()
            .map(|(steps, probability)| (u32::from(steps), probability))
            .filter(|(steps, _)| *steps <= room)
            .collect();
        for steps in self.forced(place, room) {
            if !fitting.iter().any(|(known, _)| *known == steps) {
                fitting.push((steps, FORCED));
            }
        }
        let way = |(steps, weight): (u32, f64)| {
            let step = moment.step + steps;
            let is_last = step >= self.end;
            if is_last && !judge.may_end(moment.state) {
                return None;
            }
            let phase = match (is_last, judge.after()) {
                (false, _) => Phase::Read,
                (true, Some(_)) => Phase::Last,
                (true, None) => Phase::Over,
            };
            let (state, before) = if is_last {
                (0, 0)
            } else {
                (moment.state, u16::try_from(steps).unwrap_or(u16::MAX))
            };
            let next = Moment {
                step,
                phase,
                state,
                before,
            };
            Some((next, weight))
        };
        fitting.into_iter().filter_map(way).collect()
    }

    /// Durations that are always open, so that every metre can be filled and every stop met: to the middle of the
    /// bar, to its end, and to the next stop unless that is far away.
    fn forced(&self, place: Place, room: u32) -> impl Iterator<Item = u32> {
        let (bar, offset) = (u32::from(place.bar), u32::from(place.offset));
        let to = move |goal: u32| goal.checked_sub(offset);
        let half = bar.is_multiple_of(2).then_some(bar / 2).and_then(to);
        let stop = (room <= bar).then_some(room);
        let all = [half, to(bar), stop].into_iter().flatten();
        all.filter(move |steps| (1..=room).contains(steps))
    }

    /// Where in its bar a step lies.
    pub fn place(&self, step: u32) -> Place {
        place_of(self.meter, step, self.unit)
    }
}

/// Where in its bar a step of so many ticks lies.
pub(super) fn place_of(meter: &Meter, step: u32, unit: u32) -> Place {
    let tick = Tick::new(step.saturating_mul(unit)).unwrap_or(Tick::ZERO);
    let steps = |ticks: u32| u16::try_from(ticks / unit.max(1)).unwrap_or(u16::MAX);
    Place {
        bar: steps(meter.time_signature_at(tick).bar().get()),
        offset: steps(meter.position_of(tick).offset.get()),
    }
}
