//! How good a draft is: theory's findings, weighed.

use std::ops::Range;

use crate::compose::ensemble::ensemble_of;
use crate::generate::FaultCosts;
use crate::music::{KeySignature, Meter, Mode, Note, PitchClass, Score, ScoreHeader, Tick, Voice};
use crate::theory::{Close, VoiceLeadingReport, find_close, find_key_of_classes};
use crate::token::DRUM_VOICE;

use super::keys::{Goal, relative};
use super::passage::Passage;
use super::plan::{Plan, Section};

/// A draft that costs no more is taken at once.
pub const GOOD: f64 = 0.35;
/// While the best draft costs more, more are drawn.
pub const BAD: f64 = 0.9;

/// Costs of what is amiss, in the units of [`GOOD`].
const FOREIGN_NOTES: f64 = 5.0;
const OTHER_KEY: f64 = 0.6;
const NEAR_KEY: f64 = 0.4;
const SILENT_BAR: f64 = 0.8;
const THIN_VOICE: f64 = 1.5;
const JUMP: f64 = 0.4;
const PARALLEL: f64 = 0.4;
const DISSONANT: f64 = 1.5;
const EACH_SEMITONE: f64 = 0.06;
const STUCK: f64 = 0.5;
const MUTE: f64 = 0.6;
const MONOTONOUS: f64 = 0.8;
const SHORT_END: f64 = 0.4;
const OTHER_SOPRANO: f64 = 0.1;
const OTHER_LAST_SOPRANO: f64 = 0.3;

/// Share of time that notes foreign to the key may take for free.
const FREE_FOREIGN: f64 = 0.06;
/// Semitones that a melody may lie from where it should for free.
const FREE_SEMITONES: f64 = 4.0;
/// Semitones that a voice may jump between two phrases for free.
const FREE_JUMP: u8 = 9;
/// Times that a melody may strike one pitch in a row.
const FREE_REPEATS: usize = 5;
/// Share of a choir's simultaneities that are triads: that of Bach's chorales is 0.57.
const FEWEST_TRIADS: f64 = 0.45;
/// Bars before a draft that are heard with it.
const NEAR_BARS: u32 = 2;
/// Pitch classes that a phrase has at least.
const FEWEST_CLASSES: usize = 3;
/// Semitones by which the melody of the strongest section lies above that of the weakest.
const CLIMB: f64 = 5.0;

/// What a draft is judged for.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// What the piece will be.
    pub plan: &'a Plan,
    /// The section that the draft belongs to.
    pub section: &'a Section,
    /// The bars of the draft.
    pub span: Range<Tick>,
    /// The voices that were written.
    pub voices: &'a [Voice],
    /// How the draft is to close, if it closes its section.
    pub goal: Option<Goal>,
    /// Whether the piece ends with it.
    pub is_last: bool,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The lower, the better.
    pub cost: f64,
    /// How the end is heard, where it was asked for.
    pub close: Option<Close>,
}

/// Judges the notes of a span together with what stands before and after them.
pub fn judge(question: &Question, passage: &Passage, before: &Passage, after: &Passage) -> Verdict {
    let inside = passage.within(&question.span);
    let mut cost = foreignness(question, &inside) + thinness(question, &inside);
    cost += register(question, &inside) + jumps(&inside, before);
    let near = question.span.start - question.plan.time_signature.bar().times(NEAR_BARS);
    let mut around = inside.clone();
    around.join(after.clone());
    let Some(nearby) = window(question, &around, before, near) else {
        return Verdict {
            cost: cost + 10.0,
            close: None,
        };
    };
    if ensemble_of(question.plan.style).fault_costs != FaultCosts::default() {
        let report = VoiceLeadingReport::of(&nearby);
        let n_parallels = report.n_parallel_fifths + report.n_parallel_octaves;
        cost += PARALLEL * n_parallels as f64;
        cost += DISSONANT * (FEWEST_TRIADS - report.triad_share()).max(0.0);
    }
    // How a piece ends is heard over all of it.
    let heard = match question.is_last {
        true => window(question, &inside, before, Tick::ZERO).unwrap_or(nearby),
        false => nearby,
    };
    let close = question.goal.map(|goal| {
        let found = find_close(&heard, goal.key);
        found.map_or(Close::Open, |(close, _)| close)
    });
    if let (Some(goal), Some(close)) = (question.goal, close) {
        cost += closing(question, goal, close, &inside);
    }
    Verdict { cost, close }
}

/// The draft and what stands before it from a tick on as a score.
fn window(question: &Question, inside: &Passage, before: &Passage, from: Tick) -> Option<Score> {
    let mut all = before.within(&(from..question.span.start));
    // A symbol that holds from before is heard as well.
    let held = before
        .chords
        .iter()
        .rev()
        .find(|change| change.tick <= from);
    all.chords.splice(0..0, held.copied());
    all.join(inside.clone());
    for (index, note) in all.notes.iter_mut().enumerate() {
        note.id = crate::music::NoteId(index as u32);
    }
    let header = ScoreHeader {
        key: Some(question.section.key),
        meter: Meter::constant(question.plan.time_signature),
        parts: question.plan.parts.clone(),
        chords: all.chords,
        ..ScoreHeader::default()
    };
    Score::new(header, all.notes).ok()
}

/// How far the notes are from the key.
fn foreignness(question: &Question, inside: &Passage) -> f64 {
    let key = question.section.key;
    let mut weights = [0.0; 12];
    for note in inside.pitched() {
        weights[usize::from(note.pitch.class().get())] += f64::from(note.duration.get());
    }
    for change in &inside.chords {
        let beat = f64::from(question.plan.time_signature.beat().get());
        let classes = change
            .chord
            .into_iter()
            .flat_map(|chord| chord.classes().collect::<Vec<_>>());
        classes.for_each(|class| weights[usize::from(class.get())] += beat);
    }
    let total: f64 = weights.iter().sum();
    if total == 0.0 {
        return 0.0;
    }
    let classes = (0..).zip(weights);
    let foreign: f64 = classes
        .filter(|(class, _)| !is_in_key(PitchClass::of(*class), key))
        .map(|(_, weight)| weight)
        .sum();
    let share = (foreign / total - FREE_FOREIGN).max(0.0);
    let is_near = |heard: KeySignature| {
        heard == relative(key)
            || heard.tonic() == key.tonic()
            || heard.sharps().abs_diff(key.sharps()) == 1
    };
    let of_key = match find_key_of_classes(&weights) {
        Some(heard) if heard == key => 0.0,
        Some(heard) if is_near(heard) => NEAR_KEY,
        _ => OTHER_KEY,
    };
    FOREIGN_NOTES * share + of_key
}

/// Whether a pitch class belongs to a key; in minor both sixths and sevenths do.
fn is_in_key(class: PitchClass, key: KeySignature) -> bool {
    let degree = (12 + class.get() - key.tonic().get()) % 12;
    match key.mode() {
        Mode::Major => matches!(degree, 0 | 2 | 4 | 5 | 7 | 9 | 11),
        Mode::Minor => matches!(degree, 0 | 2 | 3 | 5 | 7 | 8 | 9 | 10 | 11),
    }
}

/// Bars in which nothing begins, and voices that hardly sound.
fn thinness(question: &Question, inside: &Passage) -> f64 {
    let bar = question.plan.time_signature.bar();
    let span = &question.span;
    let n_bars = span.end.since(span.start).get().div_ceil(bar.get());
    let begins = |index: u32| {
        let start = span.start + bar.times(index);
        inside
            .pitched()
            .any(|note| (start..start + bar).contains(&note.onset))
    };
    let n_silent = (0..n_bars).filter(|index| !begins(*index)).count();
    let length = f64::from(span.end.since(span.start).get().max(1));
    let is_choir = ensemble_of(question.plan.style).fault_costs != FaultCosts::default();
    let top = question.voices.iter().min();
    let thin = question
        .voices
        .iter()
        .filter(|voice| **voice != DRUM_VOICE)
        .map(|voice| {
            let of_voice = inside.notes.iter().filter(|note| note.voice == *voice);
            let sounding: u32 = of_voice.map(|note| note.duration.get()).sum();
            let least = match (is_choir, Some(voice) == top) {
                (true, _) => 0.8,
                (false, true) => 0.35,
                (false, false) => 0.2,
            };
            (least - f64::from(sounding) / length).max(0.0)
        });
    SILENT_BAR * n_silent as f64 + THIN_VOICE * thin.sum::<f64>() + monotony(inside, n_bars)
}

/// Whether a phrase of two bars and more hardly leaves a note.
fn monotony(inside: &Passage, n_bars: u32) -> f64 {
    let mut classes: Vec<PitchClass> = inside.pitched().map(|note| note.pitch.class()).collect();
    classes.sort_unstable();
    classes.dedup();
    if n_bars > 1 && classes.len() < FEWEST_CLASSES {
        MONOTONOUS
    } else {
        0.0
    }
}

/// How far the melody lies from where energy and moods want it, and whether it is stuck on a pitch.
fn register(question: &Question, inside: &Passage) -> f64 {
    let Some(top) = question
        .voices
        .iter()
        .min()
        .filter(|voice| **voice != DRUM_VOICE)
    else {
        return 0.0;
    };
    let line: Vec<&Note> = inside
        .notes
        .iter()
        .filter(|note| note.voice == *top)
        .collect();
    if line.is_empty() {
        return MUTE;
    }
    let sum: f64 = line.iter().map(|note| f64::from(note.pitch.midi())).sum();
    let mean = sum / line.len() as f64;
    let (low, high) = ensemble_of(question.plan.style).ranges[usize::from(top.0).min(3)];
    let target = f64::midpoint(f64::from(low), f64::from(high))
        + question.plan.character.register
        + CLIMB * (question.section.energy - 0.5);
    let far = ((mean - target).abs() - FREE_SEMITONES).max(0.0);
    let stuck = line
        .chunk_by(|one, other| one.pitch == other.pitch)
        .any(|run| run.len() > FREE_REPEATS);
    EACH_SEMITONE * far + if stuck { STUCK } else { 0.0 }
}

/// Leaps of the outer voices from what stands into the draft.
fn jumps(inside: &Passage, before: &Passage) -> f64 {
    let mut voices: Vec<Voice> = inside.pitched().map(|note| note.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    let outer = [voices.first(), voices.last().filter(|_| voices.len() > 1)];
    let jumps = outer.into_iter().flatten().filter(|voice| {
        let of_voice = |note: &&Note| note.voice == **voice;
        let first = inside
            .notes
            .iter()
            .filter(of_voice)
            .min_by_key(|note| note.onset);
        let last = before
            .notes
            .iter()
            .filter(of_voice)
            .max_by_key(|note| note.onset);
        let pair = first.zip(last);
        pair.is_some_and(|(to, from)| to.pitch.midi().abs_diff(from.pitch.midi()) > FREE_JUMP)
    });
    JUMP * jumps.count() as f64
}

/// What a close costs that is not the one asked for.
fn closing(question: &Question, goal: Goal, close: Close, inside: &Passage) -> f64 {
    let is_last = question.is_last;
    let missed = match (goal.close, close) {
        (Close::Half, Close::Half) | (Close::Authentic, Close::Authentic) => 0.0,
        (Close::Half, Close::Open) => 0.8,
        (Close::Half, _) => 0.5,
        (_, Close::Plagal) => 0.2,
        (_, Close::Tonic) if is_last => 1.0,
        (_, Close::Tonic) => 0.4,
        _ if is_last => 4.0,
        (_, Close::Half) => 0.8,
        _ => 1.2,
    };
    let Some(last) = inside.last_onset() else {
        return missed + SHORT_END;
    };
    let rest = question.span.end.since(last);
    let is_short = rest < question.plan.time_signature.beat();
    let top = inside
        .pitched()
        .filter(|note| note.onset == last)
        .max_by_key(|note| note.pitch);
    let is_perfect = top.is_some_and(|note| note.pitch.class() == goal.key.tonic());
    let soprano = match (goal.close == Close::Authentic && !is_perfect, is_last) {
        (false, _) => 0.0,
        (true, false) => OTHER_SOPRANO,
        (true, true) => OTHER_LAST_SOPRANO,
    };
    missed + soprano + if is_short { SHORT_END } else { 0.0 }
}
