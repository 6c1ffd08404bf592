//! Laws that contradict each other: the smallest set, in words.

use crate::generate::{Conditions, Limit, NamedNote, Strictness};
use crate::music::{KeySignature, NoteName, Pitch};
use crate::token::{GridNote, NotePitch};

use super::setting::{Plan, Setting};

/// Sets of laws of at most this size are tried one by one.
const MOST_TRIED: usize = 3;

/// One law of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Law {
    VoiceLeading,
    Scale,
    Range(usize),
    Chords,
    Leap,
    Shortest,
    Repeats,
    Start(usize),
    End(usize),
    Cadence,
}

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
    let asked = &setting.conditions.constraints;
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
    if has_no_room(setting) {
        return None;
    }
    let plan = setting.start(setting.plan())?;
    let is_cadence = asked.cadence.is_some_and(Strictness::is_law);
    if !is_cadence && !asked.end.iter().any(|named| named.strictness.is_law()) {
        return setting.symbols(plan);
    }
    let last_onset = setting
        .grid
        .notes
        .iter()
        .filter(|note| note.voice != crate::token::DRUM_VOICE)
        .map(|note| note.onset)
        .filter(|onset| setting.span.contains(onset) && *onset >= setting.last_bar())
        .max();
    let beats = setting.last_beats().into_iter().chain(last_onset);
    let mut beats: Vec<_> = beats
        .filter(|beat| !is_cadence || last_onset.is_none_or(|last| last <= *beat))
        .collect();
    beats.sort_unstable();
    beats.into_iter().find_map(|from| {
        let plan = if is_cadence {
            setting.cadence(&plan, from)?
        } else {
            plan.clone()
        };
        setting.symbols(setting.end(plan, from)?)
    })
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

fn laws_of(conditions: &Conditions) -> Vec<Law> {
    let asked = &conditions.constraints;
    let is_law = |strictness: Option<Strictness>| strictness.is_some_and(Strictness::is_law);
    let mut laws = Vec::new();
    let mut add = |law: Law, strictness: Option<Strictness>| {
        if is_law(strictness) {
            laws.push(law);
        }
    };
    add(Law::Cadence, asked.cadence);
    for (index, named) in asked.end.iter().enumerate() {
        add(Law::End(index), Some(named.strictness));
    }
    for (index, named) in asked.start.iter().enumerate() {
        add(Law::Start(index), Some(named.strictness));
    }
    add(
        Law::Chords,
        asked.chords.as_ref().map(|chords| chords.strictness),
    );
    add(
        Law::Scale,
        conditions.scale.map(|(_, strictness)| strictness),
    );
    for (index, bounds) in asked.ranges.iter().enumerate() {
        add(Law::Range(index), Some(bounds.strictness));
    }
    add(
        Law::Shortest,
        asked.shortest_note.map(|limit| limit.strictness),
    );
    add(Law::Leap, asked.largest_leap.map(|limit| limit.strictness));
    add(
        Law::Repeats,
        asked.most_repeats.map(|limit| limit.strictness),
    );
    add(Law::VoiceLeading, asked.voice_leading);
    laws
}

/// The conditions with some of their laws and nothing else.
fn only(conditions: &Conditions, laws: &[Law]) -> Conditions {
    let mut kept = conditions.clone();
    let asked = &mut kept.constraints;
    let has = |law: Law| laws.contains(&law);
    let mut index = 0;
    let mut next = |law: fn(usize) -> Law| {
        index += 1;
        has(law(index - 1))
    };
    asked.ranges.retain(|_| next(Law::Range));
    asked.start = some_of(&asked.start, |index| has(Law::Start(index)));
    asked.end = some_of(&asked.end, |index| has(Law::End(index)));
    asked.cadence = asked.cadence.filter(|_| has(Law::Cadence));
    asked.chords = asked.chords.take().filter(|_| has(Law::Chords));
    asked.largest_leap = asked.largest_leap.filter(|_| has(Law::Leap));
    asked.shortest_note = asked.shortest_note.filter(|_| has(Law::Shortest));
    asked.most_repeats = asked.most_repeats.filter(|_| has(Law::Repeats));
    asked.voice_leading = asked.voice_leading.filter(|_| has(Law::VoiceLeading));
    kept.is_uncrossed &= has(Law::VoiceLeading);
    kept.scale = kept.scale.filter(|_| has(Law::Scale));
    kept
}

fn some_of(named: &[NamedNote], is_kept: impl Fn(usize) -> bool) -> Vec<NamedNote> {
    let all = named.iter().enumerate();
    let kept = all.filter(|(index, _)| is_kept(*index));
    kept.map(|(_, named)| *named).collect()
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

fn name(setting: &Setting<'_>, law: Law) -> String {
    let asked = &setting.conditions.constraints;
    let pitch = |pitch: Pitch| pitch_name(pitch, setting.key);
    match law {
        Law::VoiceLeading => "strict voice leading".into(),
        Law::Scale => setting
            .conditions
            .scale
            .map_or_else(String::new, |(scale, _)| format!("the scale of {scale}")),
        Law::Range(index) => {
            let bounds = &asked.ranges[index];
            let (low, high) = (pitch(bounds.lowest), pitch(bounds.highest));
            format!("the range {low} to {high} of voice {}", bounds.voice.0)
        }
        Law::Chords => "the chord symbols".into(),
        Law::Leap => format!(
            "no leap wider than {} semitones",
            asked.largest_leap.map_or(0, |limit| limit.value)
        ),
        Law::Shortest => format!(
            "no note shorter than {} ticks",
            asked.shortest_note.map_or(0, |limit| limit.value.get())
        ),
        Law::Repeats => format!(
            "at most {} repeats of a note",
            asked.most_repeats.map_or(0, |limit| limit.value)
        ),
        Law::Start(index) => {
            let named = &asked.start[index];
            format!("voice {} starts on {}", named.voice.0, pitch(named.pitch))
        }
        Law::End(index) => {
            let named = &asked.end[index];
            format!("voice {} ends on {}", named.voice.0, pitch(named.pitch))
        }
        Law::Cadence => match setting.key {
            Some(key) => format!("a cadence in {key} at the end"),
            None => "a cadence at the end of a piece in no known key".into(),
        },
    }
}

/// A pitch as musicians name it, such as C#5.
fn pitch_name(pitch: Pitch, key: Option<KeySignature>) -> String {
    let fifths = key.map_or(0, |key| i64::from(key.sharps()) + 2);
    let name = NoteName::nearest(pitch.class(), fifths);
    format!("{name}{}", name.octave(pitch))
}
