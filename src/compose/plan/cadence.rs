//! Cadences: dominant and tonic in root position, or the dominant alone, voiced for who sings.

use std::ops::Range;

use crate::generate::{CadenceKind, Reason};
use crate::model::Rng;
use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass, Voice};
use crate::token::{DRUM_VOICE, GridNote, NotePitch, Step};

use super::closing::Close;
use super::setting::{Plan, Setting};

/// Voicings of the dominant that are tried.
const MOST_VOICINGS: usize = 48;
/// How far a voice may be from where it is at home, tried in this order, in semitones.
const REACHES: [u8; 2] = [8, 24];

/// A chord that every voice takes part in.
#[derive(Debug, Clone)]
struct Harmony {
    chord: Chord,
    at: Range<Step>,
    /// Whether one voice stands for the whole chord.
    is_alone: bool,
    /// Whether the cadence ends on it.
    is_goal: bool,
    /// Whether a voice alone may sing any of its notes.
    may_be_any: bool,
}

impl Setting<'_> {
    /// Makes the chords of a cadence certain, the last from a step on; `None` if they cannot be.
    ///
    /// Source: Aldwell, Schachter, "Harmony and voice leading", chapter 7: an authentic cadence has the roots
    /// of V and I in the bass; chapter 10: a half cadence ends on the triad of V.
    pub(super) fn close_at(&self, plan: &Plan, close: &Close, from: Step) -> Option<Plan> {
        let key = self.key?;
        let beat = self.beat_at(from.saturating_sub(1));
        let starts: Vec<Step> = match close.kind {
            CadenceKind::Half => vec![from],
            CadenceKind::Authentic => {
                let starts = [beat, 2 * beat, beat / 2].map(|length| from.checked_sub(length));
                starts.into_iter().flatten().collect()
            }
        };
        let mut starts = starts.into_iter().filter(|start| *start >= self.span.start);
        starts.find_map(|start| {
            let mut ways = REACHES.into_iter().flat_map(|reach| {
                [false, true].map(|has_seventh| (reach, dominant(key, has_seventh)))
            });
            ways.find_map(|(reach, dominant)| match close.kind {
                CadenceKind::Half => self.closed(plan, close, &[(dominant, from)], reach),
                CadenceKind::Authentic => {
                    let chords = [(dominant, start), (tonic(key), from)];
                    self.closed(plan, close, &chords, reach)
                }
            })
        })
    }

    /// Makes some chords certain that follow each other to the end of a bar, and silences under them whoever
    /// has no part in them.
    fn closed(
        &self,
        plan: &Plan,
        close: &Close,
        chords: &[(Chord, Step)],
        reach: u8,
    ) -> Option<Plan> {
        let (_, first) = *chords.first()?;
        let is_alone = self.is_one_voice(&close.bar);
        let mut closed = if self.write.is_empty() && self.writes_chords {
            plan.clone()
        } else {
            let ends = chords.iter().skip(1).map(|(_, start)| *start);
            let ends = ends.chain([close.bar.end]);
            let harmonies: Vec<Harmony> = chords
                .iter()
                .zip(ends)
                .map(|((chord, start), end)| Harmony {
                    chord: *chord,
                    at: *start..end,
                    is_alone,
                    is_goal: end == close.bar.end,
                    may_be_any: end < close.bar.end || close.kind == CadenceKind::Half,
                })
                .collect();
            let voiced = self.voiced(plan, &harmonies, reach)?;
            if !self.is_heard(&voiced, close, first, is_alone) {
                return None;
            }
            voiced
        };
        let symbols = chords.iter().map(|(chord, start)| (*start, *chord));
        closed.chords.extend(symbols);
        let under = first..close.bar.end;
        closed.fixed_chords.push(under.clone());
        let silenced = self.write.iter().map(|voice| (*voice, under.clone()));
        closed.closed.extend(silenced);
        Some(closed)
    }

    /// All chords with the voices near home and moving little.
    fn voiced(&self, plan: &Plan, harmonies: &[Harmony], reach: u8) -> Option<Plan> {
        let homes = self.homes();
        let (first, rest) = harmonies.split_first()?;
        let voicings = self.voicings(plan, first, &homes, reach);
        let mut best: Option<(u32, Plan)> = None;
        for (cost, voicing) in voicings.into_iter().take(MOST_VOICINGS) {
            let Some((moved, last)) = self.led_on(voicing, rest, &homes, reach) else {
                continue;
            };
            if best.as_ref().is_none_or(|(least, _)| cost + moved < *least) {
                best = Some((cost + moved, last));
            }
        }
        best.map(|(_, plan)| plan)
    }

    /// The chords that follow a voicing, each with as little motion as it can have.
    fn led_on(
        &self,
        plan: Plan,
        harmonies: &[Harmony],
        homes: &[u8],
        reach: u8,
    ) -> Option<(u32, Plan)> {
        let Some((next, rest)) = harmonies.split_first() else {
            return Some((0, plan));
        };
        let here: Vec<u8> = self
            .write
            .iter()
            .zip(homes)
            .map(|(voice, home)| {
                let note = plan.notes.iter().rfind(|note| note.voice == *voice);
                note.map_or(*home, |note| note.pitch.pitch().midi())
            })
            .collect();
        let voicings = self.voicings(&plan, next, &here, reach);
        let (moved, voicing) = voicings.into_iter().next()?;
        let (later, last) = self.led_on(voicing, rest, &here, reach)?;
        Some((moved + later, last))
    }

    /// Where each written voice is at home: a third of the way about the middle of its range, by the seed.
    fn homes(&self) -> Vec<u8> {
        let mut rng = Rng::new(self.rng_seed);
        let home = |voice: &Voice| {
            let pitches = self.pitches(*voice);
            let third = pitches.len() / 3;
            let at = third + rng.next_below(third.max(1));
            pitches.get(at).map_or(60, |pitch| pitch.pitch().midi())
        };
        self.write.iter().map(home).collect()
    }

    /// Ways to sing a chord, the nearest to `homes` first.
    fn voicings(
        &self,
        plan: &Plan,
        harmony: &Harmony,
        homes: &[u8],
        reach: u8,
    ) -> Vec<(u32, Plan)> {
        let at = &harmony.at;
        let others = self.grid.notes.iter().chain(&plan.notes);
        let standing: Vec<GridNote> = others
            .filter(|note| note.voice != DRUM_VOICE)
            .filter(|note| note.onset < at.end && note.end() > at.start)
            .copied()
            .collect();
        let free = self.write.iter().zip(homes).rev();
        let free: Vec<(Voice, u8)> = free
            .filter(|(voice, _)| self.is_free(plan, **voice, at.start, at.end))
            .map(|(voice, home)| (*voice, *home))
            .collect();
        let is_in = |note: &GridNote| {
            let class = note.pitch.pitch().class();
            harmony.chord.classes().any(|tone| tone == class)
        };
        if !standing.iter().all(is_in) || free.len() + standing.len() == 0 {
            return Vec::new();
        }
        let scene = Scene {
            harmony,
            standing,
            reach,
        };
        let mut found = Vec::new();
        self.sing(&scene, &free, &[], (0, plan.clone()), &mut found);
        found.sort_by_key(|(cost, _)| *cost);
        found
    }

    /// Whether a bar and what leads into it have but one voice.
    fn is_one_voice(&self, bar: &Range<Step>) -> bool {
        let first = bar.start.saturating_sub(2 * self.beat_at(bar.start));
        let standing =
            self.grid.notes.iter().filter(|note| {
                note.voice != DRUM_VOICE && note.onset < bar.end && note.end() > first
            });
        let mut voices: Vec<Voice> = standing.map(|note| note.voice).collect();
        voices.extend(self.write);
        voices.sort_unstable();
        voices.dedup();
        voices.len() < 2
    }

    /// Gives the lowest of the voices that are left a pitch, and goes on with those above.
    fn sing(
        &self,
        scene: &Scene<'_>,
        free: &[(Voice, u8)],
        sung: &[NotePitch],
        (cost, plan): (u32, Plan),
        found: &mut Vec<(u32, Plan)>,
    ) {
        let Some(((voice, home), above)) = free.split_first() else {
            if scene.is_whole(sung) {
                found.push((cost, plan));
            }
            return;
        };
        let Harmony { chord, at, .. } = scene.harmony;
        let sounds = at.start..at.end.min(at.start + self.longest());
        for pitch in self.pitches(*voice) {
            let class = pitch.pitch().class();
            let distance = pitch.pitch().midi().abs_diff(*home);
            let is_above = plan
                .notes
                .iter()
                .all(|note| note.onset != at.start || note.voice < *voice || note.pitch <= pitch);
            let is_another = self.ends_on(*voice).is_some_and(|last| last != pitch)
                && scene.harmony.is_goal
                && at.end == self.span.end;
            if is_another
                || distance > scene.reach
                || !is_above
                || !chord.classes().any(|tone| tone == class)
                || !self.allows(&plan, *voice, pitch, &sounds)
            {
                continue;
            }
            let mut longer = plan.clone();
            self.fix(&mut longer, (*voice, pitch), &sounds, Reason::Cadence);
            let with = [sung, &[pitch]].concat();
            // A doubled third is worth a step of every voice.
            let is_doubled =
                class != chord.root && sung.iter().any(|other| other.pitch().class() == class);
            let cost = cost + u32::from(distance) + if is_doubled { 6 } else { 0 };
            self.sing(scene, above, &with, (cost, longer), found);
        }
    }
}

/// A chord with what stands under it already.
struct Scene<'a> {
    harmony: &'a Harmony,
    standing: Vec<GridNote>,
    /// How far a voice may be from home, in semitones.
    reach: u8,
}

impl Scene<'_> {
    /// Whether the chord has, at each of its onsets, its root below and its third somewhere; a voice alone
    /// sings its root, or where it may any of its notes.
    fn is_whole(&self, sung: &[NotePitch]) -> bool {
        let Harmony {
            chord,
            at,
            is_alone,
            may_be_any,
            ..
        } = self.harmony;
        let third = chord.classes().nth(1);
        let later = self.standing.iter().map(|note| note.onset);
        let mut onsets = later.filter(|onset| at.contains(onset)).chain([at.start]);
        onsets.all(|onset| {
            let held = self.standing.iter();
            let held = held.filter(|note| (note.onset..note.end()).contains(&onset));
            let sounding = || {
                held.clone()
                    .map(|note| note.pitch)
                    .chain(sung.iter().copied())
            };
            let bass = sounding().min().map(|pitch| pitch.pitch().class());
            let has_third = sounding().any(|pitch| Some(pitch.pitch().class()) == third);
            if *is_alone {
                bass.is_some() && (*may_be_any || bass == Some(chord.root))
            } else {
                bass == Some(chord.root) && has_third
            }
        })
    }
}

/// The chord on the first degree.
pub(super) fn tonic(key: KeySignature) -> Chord {
    let quality = match key.mode() {
        Mode::Major => ChordQuality::Major,
        Mode::Minor => ChordQuality::Minor,
    };
    Chord::new(key.tonic(), quality)
}

/// The chord on the fifth degree, a triad or with its seventh.
pub(super) fn dominant(key: KeySignature, has_seventh: bool) -> Chord {
    let quality = if has_seventh {
        ChordQuality::Dominant7
    } else {
        ChordQuality::Major
    };
    Chord::new(degree(key, 7), quality)
}

fn degree(key: KeySignature, semitones: i64) -> PitchClass {
    PitchClass::of(i64::from(key.tonic().get()) + semitones)
}
