//! What a request's constraints mean for its piece.

use crate::generate::{Conditions, Constraints, FaultCosts, Strictness};
use crate::music::{
    Chord, ChordChange, KeySignature, Note, NoteId, Score, ScoreHeader, Tick, sort_by_rank,
};
use crate::theory::Scale;
use crate::token::{ChordLane, DRUM_VOICE, Grid, GridNote, Step};

use super::composition::Task;
use super::ensemble::{Ensemble, ensemble_of};
use super::error::ComposeError;
use super::options::Options;
use super::plan::{Plan, Setting, broken_lock, duties, home, hopes, plan};

/// How strictly a key that is named holds where nobody says.
pub(super) const NAMED_KEY: f64 = 0.5;

/// A request's piece, ready to be written into.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// The notes that stand, and those that laws have fixed.
    pub grid: Grid,
    /// What new notes must obey.
    pub conditions: Conditions,
    /// Whose the chord symbols are.
    pub chords: ChordLane,
    /// First free id.
    pub next_id: NoteId,
    /// Phrase ends that laws have fixed.
    pub phrase_ends: Vec<Step>,
}

/// Puts a score on the grid, and into it what its laws make certain.
///
/// # Errors
/// [`ComposeError::Grid`], or [`ComposeError::Contradiction`] where laws cannot be kept together.
pub(super) fn prepare(
    base: &Score,
    task: &Task,
    options: &Options,
    key: Option<KeySignature>,
) -> Result<Prepared, ComposeError> {
    let mut grid = Grid::quantize(base, task.n_bars)?;
    let ensemble = ensemble_of(options.style);
    let mut write = options.voices.clone();
    write.retain(|voice| *voice != DRUM_VOICE);
    write.sort_unstable();
    write.dedup();
    let chords = chord_lane(base.header(), &task.span, ensemble.chords);
    let mut conditions = conditions(base, options, key, task.is_key_wished);
    conditions.duties = duties(task, options, &grid)?;
    let setting = Setting {
        writes_chords: chords == ChordLane::Free,
        conditions,
        span: grid.step_of(task.span.start)..grid.step_of(task.span.end),
        write: &write,
        ranges: &ensemble.ranges,
        key,
        rng_seed: options.rng_seed,
        grid: &grid,
    };
    let contradiction = |laws| ComposeError::Contradiction { laws };
    let locked = grid.notes.iter().filter(|note| {
        options.locked.contains(&note.id)
            && write.contains(&note.voice)
            && setting.span.contains(&note.onset)
    });
    if let Some(laws) = locked.filter_map(|note| broken_lock(&setting, note)).next() {
        return Err(contradiction(laws));
    }
    let planned = plan(&setting).map_err(contradiction)?;
    let mut hopes = hopes(&setting);
    if task.is_key_wished && options.constraints.scale.is_none() {
        hopes.extend(home(&setting, task.score.notes().is_empty()));
    }
    let mut conditions = setting.conditions;
    conditions.hopes = hopes;
    let phrase_ends = planned.phrase_ends.clone();
    let first_id = task.score.next_id();
    let next_id = write_down(planned, first_id, &mut grid, &mut conditions);
    Ok(Prepared {
        grid,
        conditions,
        chords,
        next_id,
        phrase_ends,
    })
}

/// Puts what is certain on the grid, with ids from the first free one on, and says what the next is.
fn write_down(
    planned: Plan,
    first_id: NoteId,
    grid: &mut Grid,
    conditions: &mut Conditions,
) -> NoteId {
    conditions.closed = planned.closed;
    conditions.fixed_chords = planned.fixed_chords;
    conditions.way = planned.way;
    let mut next_id = first_id;
    for (note, reason) in planned.notes.into_iter().zip(planned.reasons) {
        conditions.planned.insert(next_id, reason);
        grid.notes.push(GridNote {
            id: next_id,
            ..note
        });
        next_id = NoteId(next_id.0 + 1);
    }
    sort_by_rank(&mut grid.notes, GridNote::rank);
    grid.phrase_ends.extend(planned.phrase_ends);
    grid.phrase_ends.sort_unstable();
    grid.phrase_ends.dedup();
    for (step, chord) in planned.chords {
        let place = grid.chords.partition_point(|(other, _)| *other <= step);
        grid.chords.insert(place, (step, Some(chord)));
        conditions.planned_chords.push(step);
    }
    next_id
}

/// What new notes must obey, with what stands beside them.
fn conditions(
    base: &Score,
    options: &Options,
    key: Option<KeySignature>,
    is_key_wished: bool,
) -> Conditions {
    let asked = &options.constraints;
    let gentle = || {
        let strictness = Strictness::new(NAMED_KEY).ok()?;
        is_key_wished.then_some((None, strictness))
    };
    let wished = asked.scale.map(|limit| (limit.value, limit.strictness));
    let scale = wished.or_else(gentle).and_then(|(scale, strictness)| {
        let scale = scale.or(key.map(Scale::of_key))?;
        (strictness > Strictness::OFF).then_some((scale, strictness))
    });
    let is_strict = asked.voice_leading.is_some_and(Strictness::is_law);
    let is_pitched = |note: &&Note| !base.is_percussion(note.voice);
    Conditions {
        constraints: asked.clone(),
        scale,
        is_uncrossed: is_strict && ensemble_of(options.style).is_in_four_parts(),
        given: base.notes().iter().filter(is_pitched).copied().collect(),
        ..Conditions::default()
    }
}

/// How much less likely faults of voice leading are made.
pub(super) fn fault_costs(ensemble: &Ensemble, asked: &Constraints) -> FaultCosts {
    let of_style = ensemble.fault_costs;
    match asked.voice_leading {
        None => of_style,
        Some(Strictness::OFF) => FaultCosts::default(),
        // A law is a mask; leading tones are left to taste.
        Some(strictness) if strictness.is_law() => FaultCosts {
            parallels: 0.0,
            ..of_style
        },
        Some(strictness) => FaultCosts {
            parallels: strictness.cost(),
            ..of_style
        },
    }
}

/// Puts the chords that a request types in the place of those that stand where it is to write; numerals are
/// read in the key.
///
/// # Errors
/// [`ComposeError::NumeralWithoutKey`] for a numeral in a piece in no known key.
pub(super) fn type_chords(
    header: &mut ScoreHeader,
    task: &Task,
    options: &Options,
    key: Option<KeySignature>,
) -> Result<(), ComposeError> {
    let asked = &options.constraints;
    let typed = asked.chords.iter().flat_map(|typed| &typed.changes);
    let mut typed: Vec<ChordChange> = typed.copied().collect();
    for change in &asked.numerals {
        let key = key.ok_or(ComposeError::NumeralWithoutKey(change.numeral))?;
        typed.push(ChordChange {
            tick: change.tick,
            chord: Some(change.numeral.chord(key)),
        });
    }
    typed.retain(|change| task.span.contains(&change.tick));
    if typed.is_empty() {
        return Ok(());
    }
    let held = held_at(header, task.span.end);
    let is_after = task.score.end() > task.span.end;
    header
        .chords
        .retain(|change| !task.span.contains(&change.tick));
    header.chords.extend(typed);
    let stands = header
        .chords
        .iter()
        .any(|change| change.tick == task.span.end);
    if is_after && !stands {
        header.chords.push(ChordChange {
            tick: task.span.end,
            chord: held,
        });
    }
    Ok(())
}

/// The chord that holds at a tick.
pub(super) fn held_at(header: &ScoreHeader, tick: Tick) -> Option<Chord> {
    let next = header.chords.partition_point(|change| change.tick <= tick);
    header.chords[..next].last().and_then(|change| change.chord)
}

/// Chord symbols inside the span are laws; where there are none, the style says whether to write some.
fn chord_lane(
    header: &ScoreHeader,
    span: &std::ops::Range<Tick>,
    of_style: ChordLane,
) -> ChordLane {
    let mut chords = header.chords.iter();
    if chords.any(|change| span.contains(&change.tick)) {
        ChordLane::Given
    } else {
        of_style
    }
}
