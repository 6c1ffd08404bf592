//! A melody to chords: a line whose notes fit what sounds beside them.

use std::ops::{Range, RangeInclusive};

use super::learn::{MelodyNote, UNIT, middle, step, timed};
use super::model::MelodyModel;
use super::symbol::{RelativePitch, tonic_below};
use crate::markov::automaton::Automaton;
use crate::markov::constraints::{Constraints, Length, Unary};
use crate::markov::error::MarkovError;
use crate::markov::pulse::draw_onsets;
use crate::markov::rhythm::RhythmTable;
use crate::markov::sampler::ConstrainedSampler;
use crate::markov::timeline::Timeline;
use crate::markov::transitions::Transitions;
use crate::model::Rng;
use crate::music::{Duration, KeySignature, Meter, Pitch, Tick};

/// What a pitch, or a rest, is worth where it sounds: its probability is multiplied by that; 0 forbids it.
pub type PitchFit<'a> = dyn Fn(Option<Pitch>, Range<Tick>) -> f64 + 'a;

/// States, contexts times places, of notes that are drawn at once: 32 MiB of messages.
const MAX_STATES_AT_ONCE: usize = 1 << 22;
/// Notes that are drawn at once at least, whatever that takes.
const LEAST_AT_ONCE: usize = 6;
/// What a rest is worth where none is wanted: a way out.
const UNWANTED_REST: f64 = 1e-6;

/// What a melody to some chords is asked to be.
pub struct LineRequest<'a> {
    /// Its key.
    pub key: KeySignature,
    /// The metre of the score.
    pub meter: &'a Meter,
    /// The time to fill, exactly.
    pub stretch: Range<Tick>,
    /// The notes before it, rising; the melody goes on from them.
    pub before: Vec<MelodyNote>,
    /// The pitch that begins where the stretch ends, if there is one; the melody leads to it.
    pub after: Option<Pitch>,
    /// The pitches that may be written.
    pub range: RangeInclusive<Pitch>,
    /// How well a pitch suits what sounds beside it.
    pub fit: &'a PitchFit<'a>,
    /// Whether rests may be written.
    pub rests: bool,
    /// Whether the music ends with the stretch.
    pub ends: bool,
    /// Where the last note begins at the latest, and the last but one ends, if the line comes to rest.
    pub close: Option<Tick>,
    /// The widest interval, in semitones.
    pub largest_leap: Option<u8>,
    /// How often a pitch may be repeated right after itself.
    pub most_repeats: Option<u8>,
    /// The shortest note, in ticks.
    pub shortest: u32,
    /// Below 1 the likely becomes likelier; 1 as learnt.
    pub temperature: f64,
    /// Seed of the draw.
    pub rng_seed: u64,
}

impl MelodyModel {
    /// Writes a melody to some chords: notes that fill the stretch together with its rests, rising. When notes begin is
    /// drawn first, then their pitches, with the model's probability times what each fits, some notes at a time.
    ///
    /// # Errors
    /// [`MarkovError::NothingLearnt`] in this mode, [`MarkovError::BadStretch`] for a stretch that is empty or off the
    /// grid of 24 steps a quarter, [`MarkovError::BadTemperature`], [`MarkovError::Unsatisfiable`] if nothing fits.
    pub fn sing(&self, request: &LineRequest) -> Result<Vec<MelodyNote>, MarkovError> {
        let mode = request.key.mode();
        if self.chain(mode).is_empty() {
            return Err(MarkovError::NothingLearnt { mode });
        }
        let mut rng = Rng::new(request.rng_seed);
        let tonic = request.tonic();
        let before = timed(
            &request.before,
            Some(request.stretch.start),
            tonic,
            request.meter,
        );
        let lasted = before.last().map_or(0, |last| last.steps);
        let ranges = self.ranges(request, lasted, &mut rng)?;
        let mut chain = self.chain(mode).clone();
        chain.add_symbols(&[RelativePitch::Rest]);
        chain.add_symbols(&request.pitches(tonic));
        let transitions = Transitions::at_temperature(&chain, request.temperature)?;
        let mut sung: Vec<RelativePitch> = before.iter().map(|it| it.pitch).collect();
        let n_before = sung.len();
        let line = Line {
            request,
            tonic,
            is_beginning: before.is_empty() && request.stretch.start == Tick::ZERO,
        };
        let limits = Limits::of(request, chain.symbols(), sung.last().copied());
        let n_states = limits.n_states() * transitions.n_contexts();
        let at_once = (MAX_STATES_AT_ONCE / n_states.max(1)).max(LEAST_AT_ONCE);
        for (first, part) in (0..).step_by(at_once).zip(ranges.chunks(at_once)) {
            let is_last = first + part.len() == ranges.len();
            let drawn = line.draw(&transitions, part, (&sung, is_last), &mut rng)?;
            sung.extend(drawn.into_iter().take(part.len()));
        }
        let notes = ranges.iter().zip(&sung[n_before..]);
        Ok(notes
            .filter_map(|(range, pitch)| {
                Some(MelodyNote {
                    onset: range.start,
                    duration: Duration::new(range.end.since(range.start).get()).ok()?,
                    pitch: pitch.pitch(tonic)?,
                })
            })
            .collect())
    }

    /// When notes and rests begin and end.
    fn ranges(
        &self,
        request: &LineRequest,
        lasted: u16,
        rng: &mut Rng,
    ) -> Result<Vec<Range<Tick>>, MarkovError> {
        let (start, end) = (request.stretch.start, request.stretch.end);
        let is_on_grid = start.get().is_multiple_of(UNIT) && end.get().is_multiple_of(UNIT);
        if end <= start || !is_on_grid {
            let (start, end) = (start.get(), end.get());
            return Err(MarkovError::BadStretch { start, end });
        }
        let timeline = Timeline {
            meter: request.meter,
            unit: UNIT,
            start: step(start),
            end: step(end),
            stops: &[],
            before: lasted,
        };
        let onsets = draw_onsets(&timeline, &RhythmTable::new(&self.rhythm), rng)?;
        let mut ticks: Vec<Tick> = Vec::new();
        for onset in onsets
            .into_iter()
            .filter_map(|step| Tick::new(step * UNIT).ok())
        {
            let is_long = |last: &Tick| onset.since(*last).get() >= request.shortest;
            if request.close.is_some_and(|close| onset >= close) {
                break;
            }
            if ticks.last().is_none_or(is_long) && end.since(onset).get() >= request.shortest {
                ticks.push(onset);
            }
        }
        let close = request.close.filter(|close| (start..end).contains(close));
        let is_long =
            |last: &Tick| close.is_some_and(|it| it.since(*last).get() >= request.shortest);
        if ticks.last().is_none_or(is_long) {
            ticks.extend(close);
        }
        if ticks.is_empty() {
            ticks.push(start);
        }
        let ends = ticks.iter().skip(1).copied().chain([end]);
        Ok(ticks
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..end)
            .collect())
    }
}

impl LineRequest<'_> {
    /// The tonic in the middle of what stands around the stretch, or of the range.
    fn tonic(&self) -> Pitch {
        let around = self.before.iter().map(|note| note.pitch).chain(self.after);
        let middle = middle(around).or_else(|| {
            let (lowest, highest) = (self.range.start().midi(), self.range.end().midi());
            Pitch::new((i64::from(lowest) + i64::from(highest)) / 2).ok()
        });
        tonic_below(middle.unwrap_or(*self.range.start()), self.key)
    }

    /// The pitches of the range.
    fn pitches(&self, tonic: Pitch) -> Vec<RelativePitch> {
        let (lowest, highest) = (self.range.start().midi(), self.range.end().midi());
        let pitches = (lowest..=highest).filter_map(|midi| Pitch::new(i64::from(midi)).ok());
        let after = self.after.into_iter();
        pitches
            .chain(after)
            .map(|pitch| RelativePitch::of(pitch, tonic))
            .collect()
    }
}

/// A melody on its way.
struct Line<'a> {
    request: &'a LineRequest<'a>,
    tonic: Pitch,
    is_beginning: bool,
}

impl Line<'_> {
    /// Pitches for some ranges after what has been sung; with the last of them, the pitch that comes after.
    fn draw(
        &self,
        transitions: &Transitions<RelativePitch>,
        ranges: &[Range<Tick>],
        (sung, is_last): (&[RelativePitch], bool),
        rng: &mut Rng,
    ) -> Result<Vec<RelativePitch>, MarkovError> {
        let request = self.request;
        let after = request.after.filter(|_| is_last);
        let after = after.map(|pitch| RelativePitch::of(pitch, self.tonic));
        let limits = Limits::of(request, transitions.chain().symbols(), sung.last().copied());
        let is_open = self.is_beginning && sung.is_empty();
        let constraints = |automaton| {
            let here = (0..).zip(ranges).map(|(at, range)| self.unary(at, range));
            Constraints {
                length: Length::Symbols(ranges.len() + usize::from(after.is_some())),
                unary: here
                    .chain(after.map(|it| Unary::given(ranges.len(), it)))
                    .collect(),
                automaton,
                before: (!is_open).then(|| sung.to_vec()),
                ends: is_last && request.ends && after.is_none(),
            }
        };
        let strict = limits
            .is_any()
            .then_some(&limits as &dyn Automaton<RelativePitch>);
        let sampler = ConstrainedSampler::new(transitions, &constraints(strict));
        let sampler = match sampler {
            Err(MarkovError::Unsatisfiable { .. }) if strict.is_some() => {
                ConstrainedSampler::new(transitions, &constraints(None))
            }
            other => other,
        }?;
        Ok(sampler.sample(rng).symbols)
    }

    fn unary<'b>(&'b self, place: usize, range: &'b Range<Tick>) -> Unary<'b, RelativePitch> {
        let request = self.request;
        Unary::weighted(place, move |symbol: &RelativePitch| {
            let pitch = symbol.pitch(self.tonic);
            match (symbol, pitch) {
                (RelativePitch::Rest, _) => {
                    let weight = (request.fit)(None, range.clone());
                    let is_wanted = request.rests && weight > UNWANTED_REST;
                    if is_wanted { weight } else { UNWANTED_REST }
                }
                (_, Some(pitch)) if request.range.contains(&pitch) => {
                    (request.fit)(Some(pitch), range.clone())
                }
                _ => 0.0,
            }
        })
    }
}

/// No wider interval than one, and no more repeats; rests are looked through, since short ones part nothing.
struct Limits {
    /// Semitones of every pitch, rising.
    degrees: Vec<i8>,
    largest_leap: Option<u8>,
    most_repeats: Option<u8>,
    last: Option<i8>,
}

impl Limits {
    fn of(request: &LineRequest, symbols: &[RelativePitch], last: Option<RelativePitch>) -> Self {
        let degree = |symbol: &RelativePitch| match symbol {
            RelativePitch::Degree(degree) => Some(*degree),
            RelativePitch::Rest => None,
        };
        let mut degrees: Vec<i8> = symbols.iter().filter_map(degree).collect();
        degrees.sort_unstable();
        Self {
            degrees,
            largest_leap: request.largest_leap,
            most_repeats: request.most_repeats,
            last: last.as_ref().and_then(degree),
        }
    }

    fn is_any(&self) -> bool {
        self.largest_leap.is_some() || self.most_repeats.is_some()
    }

    /// Repeats that are told apart.
    fn runs(&self) -> u32 {
        self.most_repeats
            .map_or(1, |most| u32::from(most.min(16)) + 1)
    }

    fn n_states(&self) -> usize {
        if self.is_any() {
            1 + self.degrees.len() * self.runs() as usize
        } else {
            1
        }
    }

    fn state(&self, degree: i8, run: u32) -> Option<u32> {
        let index = self.degrees.binary_search(&degree).ok()?;
        Some(1 + index as u32 * self.runs() + run)
    }
}

/// State 0: no note yet; else the last one and how often it was repeated.
impl Automaton<RelativePitch> for Limits {
    fn start(&self) -> u32 {
        self.last.and_then(|last| self.state(last, 0)).unwrap_or(0)
    }

    fn next(&self, state: u32, symbol: &RelativePitch) -> Option<u32> {
        let RelativePitch::Degree(degree) = symbol else {
            return Some(state);
        };
        let Some(before) = state.checked_sub(1) else {
            return self.state(*degree, 0);
        };
        let last = *self.degrees.get((before / self.runs()) as usize)?;
        let leap = last.abs_diff(*degree);
        if self.largest_leap.is_some_and(|largest| leap > largest) {
            return None;
        }
        if leap > 0 || self.most_repeats.is_none() {
            return self.state(*degree, 0);
        }
        let run = before % self.runs() + 1;
        (run < self.runs()).then(|| self.state(*degree, run))?
    }

    fn accepts(&self, _: u32) -> bool {
        true
    }
}
