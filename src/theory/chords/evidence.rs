//! What sounds during a beat, weighed by how likely it belongs to the chord.

use crate::music::{Note, Pitch, PitchClass, Score, Tick, sort_by_rank};
use crate::theory::beats::{Beat, Strength};

/// Weight of a note that passes, turns or is suspended, beside a plain one.
///
/// Such notes are what Temperley, "The cognition of basic musical structures", 2001, chapter 6, calls ornamental
/// dissonances: left by step, and weak or prepared. They may still be chord notes, so they keep some weight.
const ORNAMENT: f64 = 0.5;
/// A beat that stands further above the last bass than this has no bass of its own: it is the upper part of a broken
/// chord, as in a waltz, whose bass is still in the ear.
const WIDEST_BASS_LEAP: u8 = 12;
/// Weight of a bass that is no more than still in the ear.
const ECHO: f64 = 0.6;
/// What each doubling of a pitch class adds to its first sounding.
const DOUBLING: f64 = 0.1;

/// The sounding pitch classes of one beat.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// For each pitch class about the part of the beat during which it sounds, 0 to 1.3.
    pub weights: [f64; 12],
    /// The lowest pitch at the start of the beat, or else the lowest of the beat; an earlier one of the bar if it is
    /// still in the ear.
    pub bass: Option<Pitch>,
    /// Different pitch classes that sound at any time of the beat.
    pub n_classes: usize,
    /// Different pitch classes at the start of the beat.
    pub n_classes_at_start: usize,
}

impl Evidence {
    /// The weight of a pitch class.
    pub fn weight(&self, class: PitchClass) -> f64 {
        self.weights[usize::from(class.get())]
    }
}

/// The evidence of every beat; drums are not heard.
pub(super) fn gather(score: &Score, beats: &[Beat]) -> Vec<Evidence> {
    let lines = Lines::new(score);
    let mut sounding: Vec<Vec<&Note>> = vec![Vec::new(); beats.len()];
    for note in &lines.notes {
        let first = beats.partition_point(|beat| beat.end <= note.onset);
        for (beat, notes) in beats.iter().zip(&mut sounding).skip(first) {
            if beat.start >= note.end() {
                break;
            }
            notes.push(note);
        }
    }
    let heard = beats.iter().zip(&sounding);
    let mut evidence: Vec<Evidence> = heard
        .map(|(beat, notes)| lines.evidence(beat, notes))
        .collect();
    echo_basses(beats, &mut evidence);
    evidence
}

/// Lets the bass of a bar sound on under beats that only have the chord above it.
fn echo_basses(beats: &[Beat], evidence: &mut [Evidence]) {
    let mut last: Option<Pitch> = None;
    for (beat, evidence) in beats.iter().zip(evidence) {
        let held = last.filter(|_| beat.strength != Strength::Downbeat);
        let leaps_up = |held: &Pitch| {
            evidence
                .bass
                .is_some_and(|bass| bass.midi() > held.midi() + WIDEST_BASS_LEAP)
        };
        if let Some(held) = held.filter(leaps_up) {
            let weight = &mut evidence.weights[usize::from(held.class().get())];
            evidence.n_classes += usize::from(*weight == 0.0);
            *weight = weight.max(ECHO);
            evidence.bass = Some(held);
        }
        last = evidence.bass.or(held);
    }
}

/// The notes of a score, found by where they begin and where they end.
struct Lines {
    /// In order of onset.
    notes: Vec<Note>,
    /// In order of their end.
    by_end: Vec<Note>,
}

impl Lines {
    fn new(score: &Score) -> Self {
        let drums: Vec<_> = score
            .voices()
            .into_iter()
            .filter(|voice| score.is_percussion(*voice))
            .collect();
        let is_pitched = |note: &&Note| !drums.contains(&note.voice);
        let notes: Vec<Note> = score.notes().iter().filter(is_pitched).copied().collect();
        let mut by_end = notes.clone();
        sort_by_rank(&mut by_end, |note| [i64::from(note.end().get()), 0, 0]);
        Self { notes, by_end }
    }

    fn evidence(&self, beat: &Beat, notes: &[&Note]) -> Evidence {
        let length = f64::from(beat.end.since(beat.start).get());
        let mut evidence = Evidence::default();
        let mut sounds = [false; 12];
        for note in notes {
            let class = usize::from(note.pitch.class().get());
            let heard = note.end().min(beat.end).since(note.onset.max(beat.start));
            let part = f64::from(heard.get()) / length;
            evidence.weights[class] += part * self.belonging(note, beat);
            sounds[class] = true;
        }
        for weight in &mut evidence.weights {
            *weight = weight.min(1.0) + DOUBLING * (*weight - 1.0).clamp(0.0, 3.0);
        }
        evidence.n_classes = sounds.iter().filter(|sounds| **sounds).count();
        let at_start = || notes.iter().filter(|note| note.sounds_at(beat.start));
        let lowest_at_start = at_start().map(|note| note.pitch).min();
        evidence.bass = lowest_at_start.or_else(|| notes.iter().map(|note| note.pitch).min());
        let mut classes: Vec<PitchClass> = at_start().map(|note| note.pitch.class()).collect();
        classes.sort_unstable();
        classes.dedup();
        evidence.n_classes_at_start = classes.len();
        evidence
    }

    /// How much a note counts for the chord of a beat: less if it moves as ornaments do.
    fn belonging(&self, note: &Note, beat: &Beat) -> f64 {
        let half = beat.end.since(beat.start).get() / 2;
        let ends_inside = note.end() < beat.end;
        let is_short = note.duration.get() <= half;
        let is_prepared = note.onset < beat.start || self.before(note, |semitones| semitones == 0);
        let is_suspension = note.onset <= beat.start
            && is_prepared
            && ends_inside
            && self.after(note, is_step_down);
        let is_passing = note.onset > beat.start
            && is_short
            && self.before(note, is_step)
            && self.after(note, is_step);
        if is_suspension || is_passing {
            ORNAMENT
        } else {
            1.0
        }
    }

    /// Whether a note that ends where this one begins, in the same voice, lies at a fitting interval from it.
    fn before(&self, note: &Note, fits: fn(i16) -> bool) -> bool {
        let first = self
            .by_end
            .partition_point(|other| other.end() < note.onset);
        let ending = self
            .by_end
            .iter()
            .skip(first)
            .take_while(|other| other.end() == note.onset);
        any_in_line(ending, note, fits)
    }

    /// Whether a note that begins where this one ends, in the same voice, lies at a fitting interval from it.
    fn after(&self, note: &Note, fits: fn(i16) -> bool) -> bool {
        let end: Tick = note.end();
        let first = self.notes.partition_point(|other| other.onset < end);
        let starting = self
            .notes
            .iter()
            .skip(first)
            .take_while(|other| other.onset == end);
        any_in_line(starting, note, fits)
    }
}

fn any_in_line<'a>(
    mut others: impl Iterator<Item = &'a Note>,
    note: &Note,
    fits: fn(i16) -> bool,
) -> bool {
    others.any(|other| {
        let semitones = i16::from(other.pitch.midi()) - i16::from(note.pitch.midi());
        other.voice == note.voice && fits(semitones)
    })
}

fn is_step(semitones: i16) -> bool {
    matches!(semitones.abs(), 1 | 2)
}

fn is_step_down(semitones: i16) -> bool {
    matches!(semitones, -2 | -1)
}
