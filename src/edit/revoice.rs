//! Revoice: the same chords in other positions.

use std::collections::HashMap;

use super::passage::Passage;
use super::request::Edited;
use crate::model::Rng;
use crate::music::{Note, NoteId, Pitch, PitchClass, Tick, Voice};
use crate::voicing::{Manners, Place, Slot, choose};

/// Nats by which a note is likelier to leave its place than to keep it.
const SAME: f64 = 2.5;
/// Nats for each semitone by which a note goes farther from where it was than an octave.
const FAR: f64 = 0.3;
/// How boldly positions are drawn.
const TEMPERATURE: f64 = 0.8;

impl Passage<'_> {
    /// Gives selected notes other places in their chords: the lowest voice keeps its classes, so that inversions stay,
    /// and notes foreign to their chord keep theirs.
    pub fn revoiced(&self, rng_seed: u64) -> Edited {
        let voices: Vec<Voice> = self
            .score
            .voices()
            .into_iter()
            .filter(|it| self.is_pitched(*it))
            .collect();
        let ticks = self.ticks();
        let mut slots = Vec::with_capacity(ticks.len());
        let mut begun: Vec<Vec<Option<Note>>> = Vec::with_capacity(ticks.len());
        for tick in &ticks {
            let sounding: Vec<Option<Note>> = voices
                .iter()
                .map(|voice| self.sounding(*voice, *tick))
                .collect();
            slots.push(self.slot(&sounding, *tick));
            begun.push(sounding);
        }
        let manners = if self.is_choir {
            Manners::choir(self.key)
        } else {
            Manners::band(self.key)
        };
        let chosen = choose(&slots, &manners, TEMPERATURE, &mut Rng::new(rng_seed));
        let mut pitches: HashMap<NoteId, u8> = HashMap::new();
        for ((slot, voicing), sounding) in slots.iter().zip(&chosen).zip(&begun) {
            for ((place, midi), note) in slot.lines.iter().zip(voicing).zip(sounding) {
                if let (Place::Open(_), Some(midi), Some(note)) = (place, midi, note) {
                    pitches.insert(note.id, *midi);
                }
            }
        }
        let moved = |note: &Note| {
            let midi = pitches.get(&note.id);
            let pitch = midi.and_then(|midi| Pitch::new(i64::from(*midi)).ok());
            Note {
                pitch: pitch.unwrap_or(note.pitch),
                ..*note
            }
        };
        let notes: Vec<Note> = self.score.notes().iter().map(moved).collect();
        let is_same = notes
            .iter()
            .zip(self.score.notes())
            .all(|(one, other)| one == other);
        let remarks = is_same
            .then(|| "these notes have no other position beside what is not selected".to_owned());
        Edited {
            notes,
            remarks: remarks.into_iter().collect(),
        }
    }

    /// Every tick at which something begins or ends, from just before the selected notes to just after them.
    fn ticks(&self) -> Vec<Tick> {
        let selected = || {
            self.score
                .notes()
                .iter()
                .filter(|note| self.may_change(note))
        };
        let (Some(first), Some(last)) = (
            selected().map(|note| note.onset).min(),
            selected().map(|note| note.end()).max(),
        ) else {
            return Vec::new();
        };
        let pitched = self
            .score
            .notes()
            .iter()
            .filter(|note| self.is_pitched(note.voice));
        let mut ticks: Vec<Tick> = pitched.flat_map(|note| [note.onset, note.end()]).collect();
        ticks.sort_unstable();
        ticks.dedup();
        let from = ticks
            .partition_point(|tick| *tick < first)
            .saturating_sub(1);
        let to = ticks.partition_point(|tick| *tick <= last);
        ticks[from..to.max(from)].to_vec()
    }

    /// What a voice sounds: of a chord the highest note.
    fn sounding(&self, voice: Voice, tick: Tick) -> Option<Note> {
        let notes = self.score.notes();
        let until = notes.partition_point(|note| note.onset <= tick);
        let mut last: Option<Note> = None;
        // Notes are in order of their onsets: the last that began is heard, the highest of its onset.
        for note in notes[..until]
            .iter()
            .rev()
            .filter(|note| note.voice == voice)
        {
            match last {
                Some(found) if found.onset != note.onset => break,
                _ => last = Some(*note),
            }
        }
        last.filter(|note| note.sounds_at(tick))
    }

    fn slot(&self, sounding: &[Option<Note>], tick: Tick) -> Slot {
        let lowest = sounding.iter().rposition(|note| note.is_some());
        let heard = self.chord_at(tick);
        let classes: Vec<PitchClass> = sounding
            .iter()
            .flatten()
            .map(|note| note.pitch.class())
            .collect();
        let lines = sounding.iter().enumerate().map(|(at, note)| match note {
            None => Place::Silent,
            Some(note) if !self.may_change(note) => Place::Stands(note.pitch.midi()),
            Some(note) if note.onset < tick => Place::Held,
            Some(note) => {
                let own = note.pitch.class();
                let is_bound = Some(at) == lowest || heard.is_none() || !self.is_chord_tone(note);
                Place::Open(self.choices(note, |class| {
                    class == own
                        || !is_bound && classes.contains(&class) && self.chord_has(tick, class)
                }))
            }
        });
        let bass = lowest
            .and_then(|at| sounding[at])
            .map(|note| note.pitch.class());
        Slot {
            chord: heard.map(|chord| bass.map_or(chord, |bass| chord.over(bass))),
            lines: lines.collect(),
            is_close: false,
        }
    }

    fn chord_has(&self, tick: Tick, class: PitchClass) -> bool {
        let chord = self.chord_at(tick);
        chord.is_some_and(|chord| chord.classes().any(|tone| tone == class))
    }

    /// Pitches of a voice that a class allows, with what each costs beside where the note was.
    fn choices(&self, note: &Note, allows: impl Fn(PitchClass) -> bool) -> Vec<(u8, f64)> {
        let was = note.pitch.midi();
        let near = was.saturating_sub(19)..=was.saturating_add(19).min(127);
        let pitches = self
            .range(note.voice)
            .filter(|midi| near.contains(midi) || *midi == was);
        let fitting = pitches.filter(|midi| allows(PitchClass::of(i64::from(*midi))));
        let mut choices: Vec<(u8, f64)> = fitting
            .map(|midi| {
                let away = f64::from(midi.abs_diff(was).saturating_sub(12));
                let same = if midi == was { SAME } else { 0.0 };
                (midi, same + FAR * away)
            })
            .collect();
        if choices.is_empty() {
            choices.push((was, 0.0));
        }
        choices
    }
}
