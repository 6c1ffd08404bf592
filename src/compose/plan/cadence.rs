//! The authentic cadence: dominant and tonic in root position, voiced for who sings.

use std::ops::Range;

use crate::model::Rng;
use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass, Voice};
use crate::token::{DRUM_VOICE, GridNote, NotePitch, Step};

use super::setting::{Plan, Setting};

/// Voicings of the dominant that are tried.
const MOST_VOICINGS: usize = 48;
/// How far a voice may be from where it is at home, tried in this order, in semitones.
const REACHES: [u8; 2] = [8, 24];

/// A chord that every voice takes part in.
struct Harmony<'a> {
    chord: Chord,
    at: &'a Range<Step>,
    /// Notes that stand there.
    standing: Vec<GridNote>,
    /// Whether one voice stands for the whole chord.
    is_alone: bool,
    /// Whether that voice may sing any of its notes.
    may_be_any: bool,
}

impl Setting<'_> {
    /// Makes the last two chords certain, the second from a step on; `None` if they cannot be.
    ///
    /// Source: Aldwell, Schachter, "Harmony and voice leading", chapter 7: an authentic cadence has the roots
    /// of V and I in the bass.
    pub(super) fn cadence(&self, plan: &Plan, from: Step) -> Option<Plan> {
        let key = self.key?;
        let with_chords = |mut plan: Plan, dominant: Chord, start: Step| {
            plan.chords = vec![(start, dominant), (from, tonic(key))];
            plan.last_chord = Some(start);
            // Whoever has no part in these chords keeps silent under them.
            plan.closed
                .extend(self.write.iter().map(|voice| (*voice, start)));
            plan
        };
        let beat = self.beat_at(from.saturating_sub(1));
        let starts = [beat, 2 * beat, beat / 2].map(|length| from.checked_sub(length));
        let mut starts = starts
            .into_iter()
            .flatten()
            .filter(|start| *start >= self.span.start);
        starts.find_map(|start| {
            REACHES.into_iter().find_map(|reach| {
                let dominants = [ChordQuality::Major, ChordQuality::Dominant7];
                let dominants = dominants.map(|quality| Chord::new(degree(key, 7), quality));
                dominants.into_iter().find_map(|dominant| {
                    if self.write.is_empty() && self.writes_chords {
                        return Some(with_chords(plan.clone(), dominant, start));
                    }
                    let places = [start..from, from..self.span.end];
                    let voiced = self.voiced(plan, [dominant, tonic(key)], places, reach)?;
                    Some(with_chords(voiced, dominant, start))
                })
            })
        })
    }

    /// Both chords with the voices near home and moving little.
    fn voiced(
        &self,
        plan: &Plan,
        chords: [Chord; 2],
        places: [Range<Step>; 2],
        reach: u8,
    ) -> Option<Plan> {
        let homes = self.homes();
        let voicings = self.voicings(plan, chords[0], &places[0], &homes, reach);
        let mut best: Option<(u32, Plan)> = None;
        for (cost, first) in voicings.into_iter().take(MOST_VOICINGS) {
            let here: Vec<u8> = self
                .write
                .iter()
                .zip(&homes)
                .map(|(voice, home)| {
                    let note = first.notes.iter().rfind(|note| note.voice == *voice);
                    note.map_or(*home, |note| note.pitch.pitch().midi())
                })
                .collect();
            let next = self.voicings(&first, chords[1], &places[1], &here, reach);
            if let Some((moved, second)) = next.into_iter().next()
                && best.as_ref().is_none_or(|(least, _)| cost + moved < *least)
            {
                best = Some((cost + moved, second));
            }
        }
        best.map(|(_, plan)| plan)
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
        chord: Chord,
        at: &Range<Step>,
        homes: &[u8],
        reach: u8,
    ) -> Vec<(u32, Plan)> {
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
            chord.classes().any(|tone| tone == class)
        };
        if !standing.iter().all(is_in) || free.len() + standing.len() == 0 {
            return Vec::new();
        }
        let harmony = Harmony {
            chord,
            at,
            standing,
            is_alone: self.is_one_voice(),
            may_be_any: at.end < self.span.end,
        };
        let mut found = Vec::new();
        self.sing(&harmony, &free, &[], (0, plan.clone()), reach, &mut found);
        found.sort_by_key(|(cost, _)| *cost);
        found
    }

    /// Whether the last bar has but one voice.
    fn is_one_voice(&self) -> bool {
        let last = self
            .last_bar()
            .saturating_sub(2 * self.beat_at(self.last_bar()));
        let standing = self.grid.notes.iter().filter(|note| {
            note.voice != DRUM_VOICE && note.onset < self.span.end && note.end() > last
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
        harmony: &Harmony<'_>,
        free: &[(Voice, u8)],
        sung: &[NotePitch],
        (cost, plan): (u32, Plan),
        reach: u8,
        found: &mut Vec<(u32, Plan)>,
    ) {
        let Some(((voice, home), above)) = free.split_first() else {
            if is_whole(harmony, sung) {
                found.push((cost, plan));
            }
            return;
        };
        for pitch in self.pitches(*voice) {
            let class = pitch.pitch().class();
            let distance = pitch.pitch().midi().abs_diff(*home);
            let is_above = plan.notes.iter().all(|note| {
                note.onset != harmony.at.start || note.voice < *voice || note.pitch <= pitch
            });
            let is_another = self.ends_on(*voice).is_some_and(|last| last != pitch)
                && harmony.at.end == self.span.end;
            if is_another
                || distance > reach
                || !is_above
                || !harmony.chord.classes().any(|tone| tone == class)
                || !self.allows(&plan, *voice, pitch, harmony.at)
            {
                continue;
            }
            let mut longer = plan.clone();
            self.fix(&mut longer, *voice, pitch, harmony.at);
            let with = [sung, &[pitch]].concat();
            // A doubled third is worth a step of every voice.
            let is_doubled = class != harmony.chord.root
                && sung.iter().any(|other| other.pitch().class() == class);
            let cost = cost + u32::from(distance) + if is_doubled { 6 } else { 0 };
            self.sing(harmony, above, &with, (cost, longer), reach, found);
        }
    }
}

/// Whether a chord has, at each of its onsets, its root below and its third somewhere; a voice alone sings
/// any note of the dominant, but the tonic itself.
fn is_whole(harmony: &Harmony<'_>, sung: &[NotePitch]) -> bool {
    let root = harmony.chord.root;
    let third = harmony.chord.classes().nth(1);
    let later = harmony.standing.iter().map(|note| note.onset);
    let mut onsets = later
        .filter(|onset| harmony.at.contains(onset))
        .chain([harmony.at.start]);
    onsets.all(|onset| {
        let held = harmony.standing.iter();
        let held = held.filter(|note| (note.onset..note.end()).contains(&onset));
        let sounding = || {
            held.clone()
                .map(|note| note.pitch)
                .chain(sung.iter().copied())
        };
        let bass = sounding().min().map(|pitch| pitch.pitch().class());
        let has_third = sounding().any(|pitch| Some(pitch.pitch().class()) == third);
        if harmony.is_alone {
            bass.is_some() && (harmony.may_be_any || bass == Some(root))
        } else {
            bass == Some(root) && has_third
        }
    })
}

/// The chord on the first degree.
pub fn tonic(key: KeySignature) -> Chord {
    let quality = match key.mode() {
        Mode::Major => ChordQuality::Major,
        Mode::Minor => ChordQuality::Minor,
    };
    Chord::new(key.tonic(), quality)
}

fn degree(key: KeySignature, semitones: i64) -> PitchClass {
    PitchClass::of(i64::from(key.tonic().get()) + semitones)
}
