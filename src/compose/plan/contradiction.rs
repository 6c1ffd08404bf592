//! Laws that contradict each other: the smallest set, in words.

use crate::generate::{Density, Limit};
use crate::token::{GridNote, NotePitch, TICKS_PER_STEP};

use super::laws::{Law, laws_of, name, only, pitch_name};
use super::setting::{Plan, Setting};

/// Sets of laws of at most this size are tried one by one.
const MOST_TRIED: usize = 3;

/// What the laws of a request make certain.
///
/// # Errors
/// A smallest set of laws that cannot be kept together here, each in words.
pub fn plan(setting: &Setting<'_>) -> Result<Plan, Vec<String>> {
    if let Some(plan) = attempt(setting) {
        return Ok(plan);
    }
    let laws = laws_of(&setting.conditions);
    let fails = |laws: &[Law]| {
        let conditions = only(&setting.conditions, laws);
        attempt(&Setting {
            conditions,
            ..setting.clone()
        })
        .is_none()
    };
    let mut smallest = None;
    for size in 1..=MOST_TRIED.min(laws.len()) {
        smallest = smallest.or_else(|| subsets(&laws, size).into_iter().find(|set| fails(set)));
    }
    let set = smallest.unwrap_or_else(|| {
        // Of a larger one, whatever is not needed for it is left out.
        let mut set = laws;
        let mut index = 0;
        while index < set.len() {
            let without = [&set[..index], &set[index + 1..]].concat();
            if fails(&without) {
                set = without;
            } else {
                index += 1;
            }
        }
        set
    });
    Err(set.iter().map(|law| name(setting, *law)).collect())
}

/// A locked note that a law would forbid, and the law, in words.
pub fn broken_lock(setting: &Setting<'_>, locked: &GridNote) -> Option<Vec<String>> {
    let allowed = setting.pitches(locked.voice);
    if allowed.contains(&locked.pitch) {
        return None;
    }
    let (low, high) = setting.ranges.get(usize::from(locked.voice.0))?;
    if !(*low..=*high).contains(&locked.pitch.pitch().midi()) {
        // Beyond the style: nobody asked for that as a law.
        return None;
    }
    let is_broken = |law: &Law| {
        let conditions = only(&setting.conditions, &[*law]);
        let alone = Setting {
            conditions,
            ..setting.clone()
        };
        !alone.pitches(locked.voice).contains(&locked.pitch)
    };
    let law = laws_of(&setting.conditions).into_iter().find(is_broken)?;
    let note = format!(
        "note {}, {} of voice {}, which is locked",
        locked.id.0,
        pitch_name(locked.pitch.pitch(), setting.key),
        locked.voice.0
    );
    Some(vec![note, name(setting, law)])
}

/// A plan that keeps every law; `None` if there is none.
fn attempt(setting: &Setting<'_>) -> Option<Plan> {
    let pitches: Vec<Vec<NotePitch>> = setting
        .write
        .iter()
        .map(|voice| setting.pitches(*voice))
        .collect();
    let is_mute = pitches.iter().any(Vec::is_empty);
    let crosses = |upper: &[NotePitch], lower: &[NotePitch]| upper.last() < lower.first();
    let is_crossed = setting.conditions.is_uncrossed
        && (0..pitches.len()).any(|upper| {
            let mut lower = pitches[upper + 1..].iter();
            lower.any(|lower| crosses(&pitches[upper], lower))
        });
    if is_mute || is_crossed || has_foreign_chord(setting) {
        return None;
    }
    if has_no_room(setting) || has_no_length(setting) {
        return None;
    }
    let plan = setting.start(setting.plan())?;
    let bar = setting.last_bar()..setting.span.end;
    let closes = setting.closes()?;
    let (last, earlier): (Vec<_>, Vec<_>) = closes
        .iter()
        .partition(|close| close.bar.start >= bar.start);
    let plan = earlier.into_iter().try_fold(plan, |plan, close| {
        let mut strikes = setting.strikes(&close.bar, true).into_iter();
        strikes.find_map(|from| setting.close_at(&plan, close, from))
    })?;
    let asked = &setting.conditions.constraints;
    if last.is_empty() && !asked.end.iter().any(|named| named.strictness.is_law()) {
        return setting.finished(plan);
    }
    let strikes = setting.strikes(&bar, !last.is_empty());
    strikes.into_iter().find_map(|from| {
        let mut closes = last.iter();
        let closed = closes.try_fold(plan.clone(), |plan, close| {
            setting.close_at(&plan, close, from)
        })?;
        let ended = setting.end(closed, from)?;
        // What sounds last has to sound with the last chord.
        let is_late = |note: &GridNote| note.onset > from;
        if !last.is_empty() && ended.notes.iter().any(is_late) {
            return None;
        }
        setting.finished(ended)
    })
}

impl Setting<'_> {
    /// A plan with its chord symbols, if all that has to be written still can be.
    fn finished(&self, plan: Plan) -> Option<Plan> {
        let mut plan = self.symbols(plan)?;
        plan.way = self.way_on(&plan)?;
        Some(plan)
    }
}

/// Whether the shortest note is longer than all there is, or than the last bar of a piece, which has to
/// sound.
fn has_no_room(setting: &Setting<'_>) -> bool {
    let Some(Limit { value, strictness }) = setting.conditions.constraints.shortest_note else {
        return false;
    };
    let is_piece = setting.span.end >= setting.grid.end();
    let from = if is_piece {
        setting.last_bar()
    } else {
        setting.span.start
    };
    let end = setting.grid.tick_of(setting.span.end);
    strictness.is_law() && value > end.since(setting.grid.tick_of(from))
}

/// Whether the longest note is shorter than the shortest, or than any that can be written, or fewer notes
/// are allowed in a bar than are asked for.
fn has_no_length(setting: &Setting<'_>) -> bool {
    let asked = &setting.conditions.constraints;
    let of_law = |limit: Option<Limit<_>>| limit.filter(|limit| limit.strictness.is_law());
    let longest = of_law(asked.longest_note).map(|limit| limit.value.get());
    let shortest = of_law(asked.shortest_note).map_or(TICKS_PER_STEP, |limit| limit.value.get());
    let density = asked.density.filter(|density| density.strictness.is_law());
    let is_empty = |density: Density| density.lowest > density.highest || density.highest == 0;
    longest.is_some_and(|longest| longest < shortest) || density.is_some_and(is_empty)
}

/// Whether a chord that binds has notes that the scale has not.
fn has_foreign_chord(setting: &Setting<'_>) -> bool {
    let chords = setting.conditions.constraints.chords.as_ref();
    let binds = chords.is_some_and(|chords| chords.strictness.is_law());
    let scale = setting
        .conditions
        .scale
        .filter(|(_, strictness)| strictness.is_law());
    let Some((scale, _)) = scale.filter(|_| binds) else {
        return false;
    };
    let mut changes = setting.grid.chords.iter();
    changes.any(|(step, chord)| {
        setting.span.contains(step) && chord.is_some_and(|chord| !scale.contains_chord(chord))
    })
}

/// Every set of a size, in order.
fn subsets(laws: &[Law], size: usize) -> Vec<Vec<Law>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut sets = Vec::new();
    for (index, law) in laws.iter().enumerate() {
        for rest in subsets(&laws[index + 1..], size - 1) {
            sets.push([vec![*law], rest].concat());
        }
    }
    sets
}
