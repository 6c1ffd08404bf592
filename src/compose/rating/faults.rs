//! What theory finds in new notes.

use std::collections::HashSet;

use crate::music::{Note, NoteId, Score, Tick};
use crate::theory::{Finding, Rule, check_voice_leading, felt_beat, find_chords};

/// Findings that are told.
const MOST_TOLD: usize = 3;
/// Ticks before the new notes that they are held against: as long as they are, at most this.
const LOOK_BACK: u32 = 8 * 1920;

/// What is amiss in the new notes of a score.
pub(super) struct Faults {
    /// Weighed, in a hundred notes.
    pub weighed: f64,
    /// Share of beats at which new notes are foreign to the harmony heard there.
    pub foreign: f64,
    /// How far the new notes are from those before.
    pub strange: f64,
    /// The gravest, in words.
    pub told: Vec<String>,
}

/// How grave a breach is beside parallel fifths.
const fn gravity(rule: Rule, is_choir: bool) -> f64 {
    let grave = match rule {
        Rule::ParallelFifths | Rule::ParallelOctaves | Rule::ParallelUnisons => 1.0,
        Rule::UnresolvedLeadingTone => 0.8,
        Rule::AugmentedInterval | Rule::OutOfRange | Rule::VoiceCrossing => 0.5,
        Rule::LargeLeap => 0.4,
        Rule::WideSpacing | Rule::HiddenFifths | Rule::HiddenOctaves => 0.3,
        _ => 0.1,
    };
    // Bands and keyboards double lines and cross hands.
    if is_choir { grave } else { 0.2 * grave }
}

impl Faults {
    /// Looks over the notes of a score that are new.
    pub fn of(score: &Score, added: &HashSet<NoteId>, is_choir: bool) -> Self {
        let is_new = |note: &&Note| added.contains(&note.id) && !score.is_percussion(note.voice);
        let new: Vec<&Note> = score.notes().iter().filter(is_new).collect();
        let findings: Vec<Finding> = check_voice_leading(score)
            .into_iter()
            .filter(|finding| concerns(finding, &new))
            .collect();
        let weighed: f64 = findings.iter().map(|it| gravity(it.rule, is_choir)).sum();
        let mut gravest: Vec<&Finding> = findings.iter().collect();
        gravest.sort_by(|one, other| {
            let graver = gravity(other.rule, is_choir).total_cmp(&gravity(one.rule, is_choir));
            graver.then(one.tick.cmp(&other.tick))
        });
        let told = gravest.iter().take(MOST_TOLD);
        Self {
            weighed: 100.0 * weighed / new.len().max(1) as f64,
            foreign: foreign(score, &new),
            strange: strange(score, &new),
            told: told.map(|finding| said(score, finding)).collect(),
        }
    }
}

/// Whether a new note has part in a finding.
fn concerns(finding: &Finding, new: &[&Note]) -> bool {
    new.iter().any(|note| {
        finding.voices.contains(&note.voice)
            && [finding.tick, finding.from]
                .iter()
                .any(|tick| note.sounds_at(*tick))
    })
}

/// A finding as musicians say it.
fn said(score: &Score, finding: &Finding) -> String {
    let place = score.meter().position_of(finding.tick);
    let beat = score.meter().time_signature_at(finding.tick).beat().get();
    let bar = place.bar + u32::from(score.meter().pickup().get() == 0);
    let voices: Vec<String> = finding
        .voices
        .iter()
        .map(|voice| (voice.0 + 1).to_string())
        .collect();
    let beat = f64::from(place.offset.get()) / f64::from(beat) + 1.0;
    let noun = if voices.len() > 1 { "voices" } else { "voice" };
    format!(
        "{} in bar {bar}, beat {beat:.1}, {noun} {}",
        finding.rule,
        voices.join(" and ")
    )
}

/// Share of beats, weighed by notes, at which new notes are none of the chord that is heard.
fn foreign(score: &Score, new: &[&Note]) -> f64 {
    let written = &score.header().chords;
    let Some(from) = new.iter().map(|note| note.onset).min() else {
        return 0.0;
    };
    // Symbols that stop before the new notes say nothing of them.
    let heard = if written.iter().any(|change| change.tick >= from) {
        written.clone()
    } else {
        find_chords(score)
    };
    let (mut n_heard, mut n_foreign) = (0u32, 0u32);
    for note in new {
        for tick in beats(score, note) {
            let next = heard.partition_point(|change| change.tick <= tick);
            let chord = heard[..next].last().and_then(|change| change.chord);
            let Some(chord) = chord else { continue };
            n_heard += 1;
            n_foreign += u32::from(chord.classes().all(|class| class != note.pitch.class()));
        }
    }
    f64::from(n_foreign) / f64::from(n_heard.max(1))
}

/// Felt beats during a note.
fn beats(score: &Score, note: &Note) -> Vec<Tick> {
    let signature = score.meter().time_signature_at(note.onset);
    let beat = felt_beat(signature).get().max(1);
    let offset = score.meter().position_of(note.onset).offset.get();
    let first = note.onset.get() + (beat - offset % beat) % beat;
    let ticks = (first..note.end().get()).step_by(beat as usize);
    ticks.filter_map(|tick| Tick::new(tick).ok()).collect()
}

/// How far new notes are from those right before them: the distance of their densities, of their steps and leaps, and
/// of their durations, each as a share or a logarithm.
fn strange(score: &Score, new: &[&Note]) -> f64 {
    let Some(from) = new.iter().map(|note| note.onset).min() else {
        return 0.0;
    };
    let to = new.iter().map(|note| note.end()).max().unwrap_or(from);
    let length = to.since(from).get().min(LOOK_BACK);
    let start = Tick::new(from.get().saturating_sub(length)).unwrap_or(Tick::ZERO);
    let mut voices: Vec<_> = new.iter().map(|note| note.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    let before = score.notes_from(start..from).iter();
    let before: Vec<&Note> = before.filter(|note| voices.contains(&note.voice)).collect();
    if before.len() < 4 {
        return 0.0;
    }
    let profile = |notes: &[&Note], ticks: u32| {
        let notes_a_tick = notes.len() as f64 / f64::from(ticks.max(1));
        let long = notes
            .iter()
            .map(|note| f64::from(note.duration.get()).ln())
            .sum::<f64>();
        (notes_a_tick.ln(), leaps(notes), long / notes.len() as f64)
    };
    let one = profile(&before, from.since(start).get());
    let other = profile(new, to.since(from).get());
    (one.0 - other.0).abs() + 2.0 * (one.1 - other.1).abs() + (one.2 - other.2).abs()
}

/// Share of intervals inside voices that are wider than a step.
fn leaps(notes: &[&Note]) -> f64 {
    let (mut n_intervals, mut n_leaps) = (0u32, 0u32);
    for (at, note) in notes.iter().enumerate() {
        let next = notes[at + 1..]
            .iter()
            .find(|it| it.voice == note.voice && it.onset > note.onset);
        if let Some(next) = next {
            n_intervals += 1;
            n_leaps += u32::from(next.pitch.midi().abs_diff(note.pitch.midi()) > 2);
        }
    }
    f64::from(n_leaps) / f64::from(n_intervals.max(1))
}
