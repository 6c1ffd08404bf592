//! Laws of random requests, and whether answers keep them.

use std::ops::Range;

use antiphon::compose::{
    Bounds, CadenceAt, CadenceKind, Constraints, Density, Limit, NamedNote, NumeralChange, Options,
    Outcome, Strictness, Typed, ensemble_of,
};
use antiphon::model::Rng;
use antiphon::music::{
    Chord, ChordChange, ChordQuality, Duration, Note, NoteName, Pitch, PitchClass, Tick, Voice,
};
use antiphon::theory::{Scale, ScaleKind};

use super::heard::Heard;

/// The laws, in the order of [`kept`].
pub const LAWS: [&str; 14] = [
    "law: no parallels that a new note has part in",
    "law: no crossings in four parts that a new note has part in",
    "law: new notes lie in the scale",
    "law: new notes lie in the ranges",
    "law: on beats with a chord, new notes are chord tones",
    "law: no wider leap",
    "law: no shorter note",
    "law: no more repeats",
    "law: the first note is the one named",
    "law: the last note is the one named",
    "law: an authentic cadence at the end",
    "law: no longer note",
    "law: as many notes in a bar as may be",
    "law: cadences in their bars",
];

/// Random laws for a request that writes some voices; chords are typed where nothing else brings any.
pub fn random(options: &Options, types_chords: bool, rng: &mut Rng) -> Constraints {
    let mut constraints = Constraints::default();
    if happens(0.5, rng) {
        constraints.voice_leading = Some(Strictness::LAW);
    }
    if happens(0.3, rng) {
        let kind = ScaleKind::ALL[rng.next_below(ScaleKind::ALL.len())];
        let tonic = NoteName::at(rng.next_below(12) as i64 - 5);
        constraints.scale = Some(law(happens(0.5, rng).then_some(Scale { tonic, kind })));
    }
    name_notes(&mut constraints, options, rng);
    if happens(0.3, rng) {
        constraints.chords = Some(Typed {
            changes: if types_chords {
                some_chords(rng)
            } else {
                Vec::new()
            },
            strictness: Strictness::LAW,
        });
    }
    constraints.largest_leap = happens(0.2, rng).then(|| law(1 + rng.next_below(9) as u8));
    constraints.most_repeats = happens(0.2, rng).then(|| law(rng.next_below(3) as u8));
    if happens(0.2, rng) {
        let shortest = [60, 120, 160, 240, 480][rng.next_below(5)];
        constraints.shortest_note = Duration::new(shortest).ok().map(law);
    }
    constraints.cadence = happens(0.15, rng).then_some(Strictness::LAW);
    add_others(
        &mut constraints,
        types_chords,
        &mut Rng::new(options.rng_seed),
    );
    constraints
}

/// Laws with draws of their own, so that the requests of a seed are the same with them and without.
fn add_others(constraints: &mut Constraints, types_chords: bool, rng: &mut Rng) {
    if let Some(typed) = constraints.chords.as_mut().filter(|_| types_chords)
        && happens(0.3, rng)
    {
        typed.changes.clear();
        constraints.numerals = some_numerals(rng);
    }
    if happens(0.15, rng) {
        let longest = [240, 480, 720, 960, 1920][rng.next_below(5)];
        constraints.longest_note = Duration::new(longest).ok().map(law);
    }
    if happens(0.15, rng) {
        let lowest = rng.next_below(4) as u32;
        constraints.density = Some(Density {
            lowest,
            highest: lowest + 1 + rng.next_below(4) as u32,
            strictness: Strictness::LAW,
        });
    }
    if happens(0.15, rng) {
        constraints.cadences.push(CadenceAt {
            bar: rng.next_below(8) as u32,
            kind: [CadenceKind::Authentic, CadenceKind::Half][rng.next_below(2)],
            strictness: Strictness::LAW,
        });
    }
}

fn law<T>(value: T) -> Limit<T> {
    let strictness = Strictness::LAW;
    Limit { value, strictness }
}

fn happens(chance: f64, rng: &mut Rng) -> bool {
    rng.next_f64() < chance
}

/// Ranges, first and last notes of some voices.
fn name_notes(constraints: &mut Constraints, options: &Options, rng: &mut Rng) {
    let ensemble = ensemble_of(options.style);
    let voices: Vec<Voice> = options
        .voices
        .iter()
        .filter(|voice| usize::from(voice.0) < ensemble.ranges.len())
        .copied()
        .collect();
    let pitch_in = |(low, high): (u8, u8), rng: &mut Rng| {
        let midi = usize::from(low) + rng.next_below(usize::from(high - low) + 1);
        Pitch::new(midi as i64)
    };
    for voice in &voices {
        let range = ensemble.ranges[usize::from(voice.0)];
        let (Ok(one), Ok(other), Ok(named)) = (
            pitch_in(range, rng),
            pitch_in(range, rng),
            pitch_in(range, rng),
        ) else {
            continue;
        };
        let named = NamedNote {
            voice: *voice,
            pitch: named,
            strictness: Strictness::LAW,
        };
        if happens(0.2, rng) {
            constraints.ranges.push(Bounds {
                voice: *voice,
                lowest: one.min(other),
                highest: one.max(other),
                strictness: Strictness::LAW,
            });
        }
        if happens(0.1, rng) {
            constraints.start.push(named);
        } else if happens(0.1, rng) {
            constraints.end.push(named);
        }
    }
}

/// A chord every half note, a few times.
fn some_chords(rng: &mut Rng) -> Vec<ChordChange> {
    let symbols = 1 + rng.next_below(4) as u32;
    let change = |index: u32| {
        let quality = ChordQuality::ALL[rng.next_below(ChordQuality::ALL.len())];
        let root = PitchClass::of(rng.next_below(12) as i64);
        let tick = Tick::new(index * 960).ok()?;
        let chord = Some(Chord::new(root, quality));
        Some(ChordChange { tick, chord })
    };
    (0..symbols).filter_map(change).collect()
}

/// The same by their places in the key.
fn some_numerals(rng: &mut Rng) -> Vec<NumeralChange> {
    const NUMERALS: [&str; 8] = ["I", "V7", "ii6", "bVI", "V/V", "iv", "viio7", "vi"];
    let symbols = 1 + rng.next_below(4) as u32;
    let change = |index: u32| {
        let numeral = NUMERALS[rng.next_below(NUMERALS.len())];
        Some(NumeralChange {
            tick: Tick::new(index * 960).ok()?,
            numeral: numeral.parse().ok()?,
        })
    };
    (0..symbols).filter_map(change).collect()
}

/// Which laws an answer was asked to keep, and whether it did.
pub fn kept(
    options: &Options,
    outcome: &Outcome,
    span: &Range<Tick>,
) -> [Option<bool>; LAWS.len()] {
    let asked = &options.constraints;
    let heard = Heard::of(outcome);
    let score = &outcome.score;
    let new: Vec<&Note> = outcome
        .added
        .iter()
        .filter(|note| !score.is_percussion(note.voice))
        .collect();
    let key = outcome.receipt.key;
    let scale = asked
        .scale
        .and_then(|limit| limit.value.or(key.map(Scale::of_key)));
    let is_in_bounds = |note: &&Note| {
        let mut ranges = asked.ranges.iter();
        ranges.all(|bounds| {
            bounds.voice != note.voice || (bounds.lowest..=bounds.highest).contains(&note.pitch)
        })
    };
    let is_first = |named: &NamedNote| outermost(outcome, named.voice, span).0 == Some(named.pitch);
    let is_last = |named: &NamedNote| outermost(outcome, named.voice, span).1 == Some(named.pitch);
    let is_in_four_parts = ensemble_of(options.style).is_in_four_parts();
    let strict = asked.voice_leading;
    [
        strict.map(|_| heard.n_parallels() == 0),
        strict
            .filter(|_| is_in_four_parts)
            .map(|_| heard.n_crossings() == 0),
        scale.map(|scale| new.iter().all(|note| scale.contains(note.pitch.class()))),
        (!asked.ranges.is_empty()).then(|| new.iter().all(is_in_bounds)),
        asked.chords.as_ref().map(|_| heard.n_discords() == 0),
        asked
            .largest_leap
            .map(|limit| heard.n_leaps_over(limit.value) == 0),
        asked
            .shortest_note
            .map(|limit| new.iter().all(|note| note.duration >= limit.value)),
        asked
            .most_repeats
            .map(|limit| heard.n_repeats_over(usize::from(limit.value)) == 0),
        (!asked.start.is_empty()).then(|| asked.start.iter().all(is_first)),
        (!asked.end.is_empty()).then(|| asked.end.iter().all(is_last)),
        asked
            .cadence
            .and(key)
            .map(|key| heard.has_cadence(key, span.end)),
        asked
            .longest_note
            .map(|limit| new.iter().all(|note| note.duration <= limit.value)),
        asked.density.map(|density| {
            let (lowest, highest) = (density.lowest, density.highest);
            heard.n_bars_off(&pitched(options), span, lowest, highest) == 0
        }),
        key.filter(|_| !asked.cadences.is_empty()).map(|key| {
            let end = |bar| score.meter().bar_end(bar).min(span.end);
            let mut cadences = asked.cadences.iter();
            cadences.all(|named| match named.kind {
                CadenceKind::Authentic => heard.has_cadence(key, end(named.bar)),
                CadenceKind::Half => heard.has_half_cadence(key, end(named.bar)),
            })
        }),
    ]
}

/// The voices that are written, drums excepted.
fn pitched(options: &Options) -> Vec<Voice> {
    let n_lines = ensemble_of(options.style).ranges.len();
    let voices = options.voices.iter();
    voices
        .filter(|voice| usize::from(voice.0) < n_lines)
        .copied()
        .collect()
}

/// The first and the last pitch of a voice where something was written; of a chord the highest.
fn outermost(
    outcome: &Outcome,
    voice: Voice,
    span: &Range<Tick>,
) -> (Option<Pitch>, Option<Pitch>) {
    let line = || {
        let notes = outcome.score.voice(voice);
        notes.filter(|note| span.contains(&note.onset))
    };
    let at = |onset: Option<Tick>| {
        let here = line().filter(|note| Some(note.onset) == onset);
        here.map(|note| note.pitch).max()
    };
    (
        at(line().map(|note| note.onset).min()),
        at(line().map(|note| note.onset).max()),
    )
}
