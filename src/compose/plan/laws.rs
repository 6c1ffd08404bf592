//! The laws of a request: which there are, a request with some of them, and what they are called.

use crate::generate::{CadenceKind, Conditions, Strictness};
use crate::music::{KeySignature, NoteName, Pitch};

use super::setting::Setting;

/// Notes that keep their rhythm or their pitch are told one by one up to this many.
const MOST_NAMED: usize = 6;

/// One law of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Law {
    VoiceLeading,
    Scale,
    Range(usize),
    Chords,
    Leap,
    Shortest,
    Longest,
    Density,
    Repeats,
    Start(usize),
    End(usize),
    Cadence,
    CadenceAt(usize),
    /// One note that is kept in part.
    Hold(usize),
    /// All of them.
    Holds,
    /// The pitches of a region.
    Melodies,
}

/// The laws of a request, those that ask for certain notes first.
pub(super) fn laws_of(conditions: &Conditions) -> Vec<Law> {
    let asked = &conditions.constraints;
    let is_law = |strictness: Option<Strictness>| strictness.is_some_and(Strictness::is_law);
    let mut laws = Vec::new();
    let mut add = |law: Law, strictness: Option<Strictness>| {
        if is_law(strictness) {
            laws.push(law);
        }
    };
    add(Law::Cadence, asked.cadence);
    for (index, named) in asked.cadences.iter().enumerate() {
        add(Law::CadenceAt(index), Some(named.strictness));
    }
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
    add(
        Law::Longest,
        asked.longest_note.map(|limit| limit.strictness),
    );
    add(
        Law::Density,
        asked.density.map(|density| density.strictness),
    );
    add(Law::Leap, asked.largest_leap.map(|limit| limit.strictness));
    add(
        Law::Repeats,
        asked.most_repeats.map(|limit| limit.strictness),
    );
    add(Law::VoiceLeading, asked.voice_leading);
    let duties = &conditions.duties;
    if !duties.queues.is_empty() {
        laws.push(Law::Melodies);
    }
    match duties.holds.len() {
        n_holds @ 0..=MOST_NAMED => laws.extend((0..n_holds).map(Law::Hold)),
        _ => laws.push(Law::Holds),
    }
    laws
}

/// The conditions with some of their laws and nothing else.
pub(super) fn only(conditions: &Conditions, laws: &[Law]) -> Conditions {
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
    asked.cadences = some_of(&asked.cadences, |index| has(Law::CadenceAt(index)));
    asked.chords = asked.chords.take().filter(|_| has(Law::Chords));
    asked.largest_leap = asked.largest_leap.filter(|_| has(Law::Leap));
    asked.shortest_note = asked.shortest_note.filter(|_| has(Law::Shortest));
    asked.longest_note = asked.longest_note.filter(|_| has(Law::Longest));
    asked.density = asked.density.filter(|_| has(Law::Density));
    asked.most_repeats = asked.most_repeats.filter(|_| has(Law::Repeats));
    asked.voice_leading = asked.voice_leading.filter(|_| has(Law::VoiceLeading));
    kept.is_uncrossed &= has(Law::VoiceLeading);
    kept.scale = kept.scale.filter(|_| has(Law::Scale));
    let duties = &mut kept.duties;
    if !has(Law::Melodies) {
        duties.queues.clear();
    }
    if !has(Law::Holds) {
        duties.holds = some_of(&duties.holds, |index| has(Law::Hold(index)));
    }
    if duties.queues.is_empty() && duties.holds.is_empty() {
        duties.bound.clear();
    }
    kept
}

fn some_of<T: Clone>(named: &[T], is_kept: impl Fn(usize) -> bool) -> Vec<T> {
    let all = named.iter().enumerate();
    let kept = all.filter(|(index, _)| is_kept(*index));
    kept.map(|(_, named)| named.clone()).collect()
}

/// A law in words.
pub(super) fn name(setting: &Setting<'_>, law: Law) -> String {
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
        Law::Longest => format!(
            "no note longer than {} ticks",
            asked.longest_note.map_or(0, |limit| limit.value.get())
        ),
        Law::Density => asked.density.map_or_else(String::new, |density| {
            let (lowest, highest) = (density.lowest, density.highest);
            format!("{lowest} to {highest} notes of each voice in a bar")
        }),
        Law::CadenceAt(index) => {
            let named = &asked.cadences[index];
            let kind = match named.kind {
                CadenceKind::Authentic => "an authentic",
                CadenceKind::Half => "a half",
            };
            let key = setting
                .key
                .map_or("no known key".into(), |key| key.to_string());
            format!(
                "{kind} cadence in {key} in bar {}, counted from 0",
                named.bar
            )
        }
        Law::Hold(index) => {
            let hold = &setting.conditions.duties.holds[index];
            let what = match hold.duration {
                Some(_) if hold.pitches.is_empty() => "rhythm",
                Some(_) => "rhythm and pitch",
                None => "pitch",
            };
            let ids: Vec<String> = hold.ids.iter().map(|id| id.0.to_string()).collect();
            format!("the {what} of note {} is kept", ids.join(" and "))
        }
        Law::Holds => {
            let n_holds = setting.conditions.duties.holds.len();
            format!("the rhythms or pitches of notes at {n_holds} places are kept")
        }
        Law::Melodies => "the pitches of the region are kept".into(),
        Law::Cadence => match setting.key {
            Some(key) => format!("a cadence in {key} at the end"),
            None => "a cadence at the end of a piece in no known key".into(),
        },
    }
}

/// A pitch as musicians name it, such as C#5.
pub(super) fn pitch_name(pitch: Pitch, key: Option<KeySignature>) -> String {
    let fifths = key.map_or(0, |key| i64::from(key.sharps()) + 2);
    let name = NoteName::nearest(pitch.class(), fifths);
    format!("{name}{}", name.octave(pitch))
}
