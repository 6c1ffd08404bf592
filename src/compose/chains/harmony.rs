//! The progression of a passage: given chords as they are, others by the chain and by what is sung.

use std::ops::Range;

use super::passage::Passage;
use crate::compose::error::ComposeError;
use crate::markov::{Cadence, HarmonyRequest};
use crate::music::{Chord, ChordChange, ChordQuality, Mode, PitchClass, Tick, Voice};
use crate::token::{ChordLane, GridNote, NotePitch, Step};

/// Nats by which a chord is made less likely for each quarter note that is none of its notes, sung on the beat.
const FOREIGN_ON_BEAT: f64 = 3.2;
/// The same for notes that begin off the beat.
const FOREIGN_OFF_BEAT: f64 = 1.0;
/// The same for a lowest voice on anything but the root, and on the fifth.
const INVERTED: f64 = 0.5;
const FIFTH_BELOW: f64 = 2.0;
/// How far a note that is held counts, in quarter notes.
const LONGEST: f64 = 2.0;

/// A note as chords are judged by it, in ticks.
struct Sung {
    range: Range<Tick>,
    class: PitchClass,
    is_on_beat: bool,
    is_lowest: bool,
}

impl Passage<'_> {
    /// Decides the harmony of the span; answers the chord symbols that are new.
    ///
    /// # Errors
    /// [`ComposeError::Markov`] if the chains know no chord that the laws allow.
    pub fn harmonize(&mut self) -> Result<Vec<(Step, Option<Chord>)>, ComposeError> {
        if self.span.is_empty() {
            return Ok(Vec::new());
        }
        let standing: Vec<(Step, Option<Chord>)> = self.grid.chords.clone();
        let is_inside = |step: &Step| self.span.contains(step);
        let inside: Vec<_> = standing
            .iter()
            .filter(|(it, _)| is_inside(it))
            .copied()
            .collect();
        let next = standing.partition_point(|(step, _)| *step <= self.span.start);
        let held = standing[..next].last().copied().filter(|_| next > 0);
        if self.lane == ChordLane::Given {
            // What is given is all there is; before the first of it, where nothing holds, chains help themselves.
            let first = inside.first().map_or(self.span.end, |(step, _)| *step);
            let opening = match held {
                Some((_, chord)) => vec![(self.span.start, chord)],
                None if first > self.span.start => {
                    self.drawn(&(self.span.start..first), &[], None)?
                }
                None => Vec::new(),
            };
            self.harmony = opening;
            self.harmony.retain(|(step, _)| *step < first);
            self.harmony.extend(inside);
            return Ok(Vec::new());
        }
        let phrases = self.phrases();
        let n_phrases = phrases.len();
        for (index, phrase) in phrases.into_iter().enumerate() {
            let cadence = self.cadence(&phrase, index + 1 == n_phrases);
            let given: Vec<_> = inside
                .iter()
                .filter(|(it, _)| phrase.contains(it))
                .copied()
                .collect();
            let drawn = self.drawn(&phrase, &given, cadence)?;
            self.harmony.extend(drawn);
        }
        let fixed = &self.conditions.fixed_chords;
        let is_new = |(step, chord): &(Step, Option<Chord>)| {
            let stands = inside.iter().any(|(it, _)| it == step);
            !stands && chord.is_some() && !fixed.iter().any(|range| range.contains(step))
        };
        Ok(self
            .harmony
            .iter()
            .filter(|it| is_new(it))
            .copied()
            .collect())
    }

    /// How a phrase closes: what is sung there says, or else the place of the phrase.
    fn cadence(&mut self, phrase: &Range<Step>, is_last: bool) -> Option<Cadence> {
        if is_last && !self.ends() {
            return None;
        }
        let sounding: Vec<PitchClass> = self
            .pitched()
            .filter(|note| note.onset < phrase.end && note.end() >= phrase.end)
            .map(|note| note.pitch.pitch().class())
            .collect();
        let degree = |semitones| PitchClass::of(i64::from(self.key.tonic().get()) + semitones);
        let third = match self.key.mode() {
            Mode::Major => 4,
            Mode::Minor => 3,
        };
        let is_of = |tones: [i64; 3]| {
            let tones = tones.map(degree);
            sounding.iter().all(|class| tones.contains(class))
        };
        if is_of([0, third, 7]) {
            let is_half = !is_last && self.rng.next_f64() < 0.5;
            return Some(if is_half {
                Cadence::Half
            } else {
                Cadence::Authentic
            });
        }
        is_of([7, 11, 2]).then_some(Cadence::Half)
    }

    /// Chords of the chain for a range.
    fn drawn(
        &mut self,
        range: &Range<Step>,
        given: &[(Step, Option<Chord>)],
        cadence: Option<Cadence>,
    ) -> Result<Vec<(Step, Option<Chord>)>, ComposeError> {
        let sung = self.sung(range);
        let scale = self.conditions.scale;
        let is_bound = self.conditions.constraints.chords.as_ref();
        let is_bound = is_bound.is_some_and(|typed| typed.strictness.is_law());
        let fit = |chord: Option<Chord>, place: Range<Tick>| {
            let Some(chord) = chord else { return 0.0 };
            let mut nats = foreign(&sung, chord, &place, is_bound);
            match scale {
                Some((scale, strictness)) if !scale.contains_chord(chord) => {
                    if strictness.is_law() {
                        return 0.0;
                    }
                    nats += f64::from(strictness.cost());
                }
                _ => {}
            }
            (-nats).exp()
        };
        let mut before = self.chords_before.clone();
        let decided = self.harmony.iter().filter(|(step, _)| *step < range.start);
        let change = |(step, chord): &(Step, Option<Chord>)| ChordChange {
            tick: self.grid.tick_of(*step),
            chord: *chord,
        };
        before.extend(decided.map(change));
        before.extend(given.iter().map(change));
        let rng_seed = self.rng.next_u64();
        let changes = self.models.progressions.harmonize(&HarmonyRequest {
            key: self.key,
            meter: self.meter,
            span: self.tick(range.start)..self.tick(range.end),
            given: before,
            cadence,
            fit: &fit,
            temperature: self.chain_temperature(),
            rng_seed,
        })?;
        let steps = changes
            .iter()
            .map(|it| (self.grid.step_of(it.tick), it.chord));
        Ok(steps.filter(|(step, _)| range.contains(step)).collect())
    }

    /// What is sung in a range by notes that stand.
    fn sung(&self, range: &Range<Step>) -> Vec<Sung> {
        let lowest: Option<Voice> = self.pitched().map(|note| note.voice).max();
        let is_bass = |note: &GridNote| lowest == Some(note.voice) && note.voice != Voice::SOPRANO;
        let sounds = |note: &&GridNote| note.onset < range.end && note.end() > range.start;
        let notes = self.pitched().filter(sounds);
        notes
            .map(|note| Sung {
                range: self.tick(note.onset)..self.tick(note.end()),
                class: note.pitch.pitch().class(),
                is_on_beat: self.is_beat(note.onset),
                is_lowest: is_bass(note),
            })
            .collect()
    }

    /// Whether a pitch belongs to what holds at a step; where nothing is known, everything does.
    pub fn is_chord_tone(&self, pitch: NotePitch, step: Step) -> bool {
        let chord = self.chord_at(step);
        chord.is_none_or(|chord| {
            let class = pitch.pitch().class();
            chord.bass == Some(class) || chord.classes().any(|tone| tone == class)
        })
    }
}

/// Nats by which a chord is unlikely beside what is sung.
fn foreign(sung: &[Sung], chord: Chord, place: &Range<Tick>, is_bound: bool) -> f64 {
    let mut nats = 0.0;
    for note in sung {
        let (start, end) = (
            note.range.start.max(place.start),
            note.range.end.min(place.end),
        );
        if start >= end {
            continue;
        }
        let quarters = (f64::from(end.since(start).get()) / 480.0).min(LONGEST);
        let is_foreign = chord.classes().all(|tone| tone != note.class);
        let is_struck = note.is_on_beat || note.range.start < place.start;
        if is_foreign {
            let weight = if is_struck {
                FOREIGN_ON_BEAT
            } else {
                FOREIGN_OFF_BEAT
            };
            // Where chord tones are a law, a chord beside what is sung leaves nothing to write.
            let weight = if is_bound { 2.0 * weight } else { weight };
            nats += weight * quarters;
        } else if note.is_lowest && note.class != chord.root {
            let tones: Vec<PitchClass> = chord.classes().collect();
            let is_fifth = tones.get(2) == Some(&note.class);
            let is_triad = chord.quality != ChordQuality::Suspended;
            nats += quarters
                * if is_fifth && is_triad {
                    FIFTH_BELOW
                } else {
                    INVERTED
                };
        }
    }
    nats
}
