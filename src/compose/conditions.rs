//! What a request's constraints mean for its piece.

use crate::generate::{Conditions, Constraints, FaultCosts, Hope, NamedNote, Strictness};
use crate::music::{
    Chord, ChordChange, ChordQuality, KeySignature, Note, NoteId, Pitch, PitchClass, Score,
    ScoreHeader, Tick, Voice,
};
use crate::theory::Scale;
use crate::token::{ChordLane, DRUM_VOICE, Grid, GridNote};

use super::composition::Task;
use super::ensemble::{Ensemble, ensemble_of};
use super::error::ComposeError;
use super::options::Options;
use super::plan::{Plan, Setting, broken_lock, plan, tonic};

/// How strictly a key that is named holds where nobody says.
const NAMED_KEY: f64 = 0.5;

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
    let setting = Setting {
        writes_chords: chords == ChordLane::Free,
        conditions: conditions(base, options, key, task.is_key_wished),
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
    let first_id = task.score.next_id();
    let next_id = write_down(planned, first_id, &mut grid, &mut conditions);
    Ok(Prepared {
        grid,
        conditions,
        chords,
        next_id,
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
    conditions.last_chord = planned.last_chord;
    let mut next_id = first_id;
    for note in planned.notes {
        conditions.planned.insert(next_id);
        grid.notes.push(GridNote {
            id: next_id,
            ..note
        });
        next_id = NoteId(next_id.0 + 1);
    }
    grid.notes.sort_by_key(GridNote::order);
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

/// Puts the chords that a request types in the place of those that stand where it is to write.
pub(super) fn type_chords(header: &mut ScoreHeader, task: &Task, options: &Options) {
    let typed = options.constraints.chords.iter();
    let typed: Vec<ChordChange> = typed
        .flat_map(|typed| &typed.changes)
        .filter(|change| task.span.contains(&change.tick))
        .copied()
        .collect();
    if typed.is_empty() {
        return;
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
}

/// The chord that holds at a tick.
pub(super) fn held_at(header: &ScoreHeader, tick: Tick) -> Option<Chord> {
    let next = header.chords.partition_point(|change| change.tick <= tick);
    header.chords[..next].last().and_then(|change| change.chord)
}

/// What first and last notes should be where that is no law.
fn hopes(setting: &Setting<'_>) -> Vec<Hope> {
    let asked = &setting.conditions.constraints;
    let (start, end, last) = (setting.span.start, setting.span.end, setting.last_bar());
    let mut hopes = Vec::new();
    let mut hope = |voice: Voice, place, pitches, strictness: Strictness| {
        if !strictness.is_law() {
            hopes.push(Hope {
                voice,
                place,
                pitches,
                strictness,
            });
        }
    };
    for NamedNote {
        voice,
        pitch,
        strictness,
    } in &asked.start
    {
        hope(
            *voice,
            start..start + setting.beat_at(start),
            vec![*pitch],
            *strictness,
        );
    }
    for NamedNote {
        voice,
        pitch,
        strictness,
    } in &asked.end
    {
        hope(*voice, last..end, vec![*pitch], *strictness);
    }
    if let (Some(strictness), Some(key)) = (asked.cadence, setting.key) {
        let fifth = PitchClass::of(i64::from(key.tonic().get()) + 7);
        let dominant = Chord::new(fifth, ChordQuality::Dominant7);
        let before = last.saturating_sub(setting.beat_at(last)).max(start);
        let lowest = setting.write.last();
        for voice in setting.write {
            for (chord, place) in [(dominant, before..last), (tonic(key), last..end)] {
                let tones = match lowest {
                    Some(lowest) if lowest == voice => pitches_of(&[chord.root]),
                    _ => pitches_of(&chord.classes().collect::<Vec<_>>()),
                };
                hope(*voice, place, tones, strictness);
            }
        }
    }
    hopes
}

/// What shows a key: that the music ends on its tonic and, where it begins, begins with its chord.
fn home(setting: &Setting<'_>, is_beginning: bool) -> Vec<Hope> {
    let (Some(key), Ok(strictness)) = (setting.key, Strictness::new(NAMED_KEY)) else {
        return Vec::new();
    };
    let chord = tonic(key);
    let (start, end, last) = (setting.span.start, setting.span.end, setting.last_bar());
    let first = start..start + setting.beat_at(start);
    let hope = |voice: &Voice, place, classes: &[PitchClass]| Hope {
        voice: *voice,
        place,
        pitches: pitches_of(classes),
        strictness,
    };
    let lowest = setting.write.last();
    let ends = lowest.map(|voice| hope(voice, last..end, &[chord.root]));
    let tones: Vec<PitchClass> = chord.classes().collect();
    let begins = setting.write.iter().filter(|_| is_beginning).map(|voice| {
        let is_bass = Some(voice) == lowest && setting.write.len() > 1;
        hope(
            voice,
            first.clone(),
            if is_bass { &tones[..1] } else { &tones },
        )
    });
    begins.chain(ends).collect()
}

fn pitches_of(classes: &[PitchClass]) -> Vec<Pitch> {
    let pitches = (0..=127).filter_map(|midi| Pitch::new(midi).ok());
    pitches
        .filter(|pitch| classes.contains(&pitch.class()))
        .collect()
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
