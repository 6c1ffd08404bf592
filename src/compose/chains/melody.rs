//! The top voice of a passage, by the chain over the harmony.

use std::ops::Range;

use super::passage::Passage;
use crate::compose::error::ComposeError;
use crate::generate::{Limit, Lines, Reason};
use crate::markov::{LineRequest, MelodyNote};
use crate::music::{Duration, Mode, NoteId, Pitch, PitchClass, Tick, Voice, sort_by_rank};
use crate::token::{GridNote, NotePitch, Step, TICKS_PER_STEP};

/// What a note foreign to its chord is worth beside one of it, on a beat and off it.
const FOREIGN_ON_BEAT: f64 = 0.03;
const FOREIGN_OFF_BEAT: f64 = 0.4;
/// The same for a note held over a beat whose chord it does not belong to.
const HELD_OVER: f64 = 0.06;
/// What a rest is worth in styles that have any.
const REST: f64 = 0.3;
/// What crossing a lower voice that stands is worth.
const CROSSING: f64 = 0.02;
/// What the last note is worth by its place in the tonic chord: root, third, fifth, and anything else.
const CLOSES: [f64; 4] = [1.0, 0.25, 0.1, 0.003];
/// The lowest note of a melody over other voices, as a MIDI note.
const LOWEST_OVER_OTHERS: u8 = 58;
/// Notes before a stretch that the line goes on from.
const MEMORY: usize = 8;

/// A note that a chain has written, before it has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draft {
    /// Its voice.
    pub voice: Voice,
    /// Its pitch.
    pub pitch: NotePitch,
    /// Where it begins.
    pub onset: Step,
    /// First step after it.
    pub end: Step,
}

impl Passage<'_> {
    /// Writes a voice by the chain of melodies, phrase by phrase, where it may sing.
    ///
    /// # Errors
    /// [`ComposeError::Markov`] if the chains know no pitch that the laws allow.
    pub fn sing(&mut self, voice: Voice) -> Result<Vec<Draft>, ComposeError> {
        let mut sung: Vec<Draft> = Vec::new();
        for phrase in self.phrases() {
            for gap in self.gaps(voice, &phrase) {
                let is_closing =
                    gap.end == phrase.end && (phrase.end < self.span.end || self.ends());
                let notes = self.stretch(voice, &gap, &sung, is_closing)?;
                sung.extend(notes);
            }
        }
        Ok(sung)
    }

    fn stretch(
        &mut self,
        voice: Voice,
        gap: &Range<Step>,
        sung: &[Draft],
        is_closing: bool,
    ) -> Result<Vec<Draft>, ComposeError> {
        let lines = self.lines();
        let before = self.notes_before(voice, gap.start, sung);
        let after = self.standing(voice).find(|note| note.onset == gap.end);
        let after = after.map(|note| note.pitch.pitch());
        let Some(range) = self.compass(voice) else {
            return Ok(Vec::new());
        };
        let close = if is_closing { self.close(gap) } else { None };
        let is_end = is_closing && gap.end == self.span.end;
        let rng_seed = self.rng.next_u64();
        let law = |limit: Option<Limit<u8>>| {
            limit
                .filter(|limit| limit.strictness.is_law())
                .map(|limit| limit.value)
        };
        let asked = &self.conditions.constraints;
        let (largest_leap, most_repeats) = (law(asked.largest_leap), law(asked.most_repeats));
        let fit = |pitch: Option<Pitch>, place: Range<Tick>| {
            self.worth(
                voice,
                pitch,
                &place,
                &lines,
                is_end && place.end >= self.tick(gap.end),
            )
        };
        let notes = self.models.melodies.sing(&LineRequest {
            key: self.key,
            meter: self.meter,
            stretch: on_grid(self.tick(gap.start))..on_grid(self.tick(gap.end)),
            before,
            after,
            range,
            fit: &fit,
            rests: !self.ensemble.is_in_four_parts(),
            ends: is_end,
            close: close.map(|step| self.tick(step)),
            largest_leap,
            most_repeats,
            shortest: self.shortest() * TICKS_PER_STEP,
            temperature: self.chain_temperature(),
            rng_seed,
        })?;
        let draft = |note: MelodyNote| {
            Some(Draft {
                voice,
                pitch: NotePitch::of(note.pitch)?,
                onset: self.grid.step_of(note.onset).max(gap.start),
                end: self.grid.step_of(note.onset + note.duration).min(gap.end),
            })
        };
        let drafts = notes.into_iter().filter_map(draft);
        Ok(drafts.filter(|note| note.onset < note.end).collect())
    }

    /// The notes of a voice before a step, those that have been written included.
    fn notes_before(&self, voice: Voice, step: Step, sung: &[Draft]) -> Vec<MelodyNote> {
        let standing = self
            .standing(voice)
            .map(|note| (note.onset, note.end(), note.pitch));
        let written = sung.iter().map(|note| (note.onset, note.end, note.pitch));
        let mut before: Vec<_> = standing
            .chain(written)
            .filter(|note| note.0 < step)
            .collect();
        before.sort_unstable();
        let first = before.len().saturating_sub(MEMORY);
        let note = |(onset, end, pitch): &(Step, Step, NotePitch)| {
            let onset_tick = self.tick(*onset);
            Some(MelodyNote {
                onset: onset_tick,
                duration: Duration::new(self.tick(*end).since(onset_tick).get()).ok()?,
                pitch: pitch.pitch(),
            })
        };
        before[first..].iter().filter_map(note).collect()
    }

    /// The pitches that a voice sings, where it is comfortable; `None` if the laws leave none.
    fn compass(&self, voice: Voice) -> Option<std::ops::RangeInclusive<Pitch>> {
        let (lowest, highest) = *self.ensemble.ranges.get(usize::from(voice.0))?;
        // A melody lies above its accompaniment.
        let lowest = if self.write.len() > 1 {
            lowest.max(LOWEST_OVER_OTHERS)
        } else {
            lowest
        };
        let inner = match highest.saturating_sub(lowest) {
            wide if wide > 20 => (lowest + 2, highest - 4),
            _ => (lowest, highest),
        };
        let comfortable = self.pitches(voice, inner);
        let pitches = if comfortable.len() < 5 {
            self.pitches(voice, (lowest, highest))
        } else {
            comfortable
        };
        Some(pitches.first()?.pitch()..=pitches.last()?.pitch())
    }

    /// Where the last note of a phrase begins: with its last bar, on the middle of it, or on the last beat of a
    /// short one.
    fn close(&mut self, gap: &Range<Step>) -> Option<Step> {
        let bar = self.grid.bar_at(gap.end.saturating_sub(1));
        let start = self.grid.bars.get(bar)?.start;
        let half = self.bar_steps(start) / 2;
        let is_even = half.is_multiple_of(self.beat_at(start));
        let late = if is_even && self.rng.next_f64() < 0.4 {
            half
        } else {
            0
        };
        let close = start + late;
        (close > gap.start && close < gap.end).then_some(close)
    }

    /// What a pitch, or a rest, is worth where it sounds.
    fn worth(
        &self,
        voice: Voice,
        pitch: Option<Pitch>,
        place: &Range<Tick>,
        lines: &Lines,
        is_last: bool,
    ) -> f64 {
        let Some(pitch) = pitch else {
            return if is_last { 0.0 } else { REST };
        };
        let Some(pitch) = NotePitch::of(pitch) else {
            return 0.0;
        };
        let (onset, end) = (self.grid.step_of(place.start), self.grid.step_of(place.end));
        let judge = self.judge(lines);
        let allowed = judge.ends(voice, onset, end.max(onset + 1), true)(pitch);
        if allowed != Some(end) {
            return 0.0;
        }
        let mut worth = f64::from((-judge.wish(voice, pitch, onset)).exp());
        if !self.is_chord_tone(pitch, onset) {
            worth *= if self.is_beat(onset) {
                FOREIGN_ON_BEAT
            } else {
                FOREIGN_OFF_BEAT
            };
        }
        let changes = self.harmony.iter().map(|(step, _)| *step);
        let inside = (onset + 1..end).filter(|step| self.is_beat(*step));
        let changes = changes.filter(|step| (onset + 1..end).contains(step));
        if inside
            .chain(changes)
            .any(|step| !self.is_chord_tone(pitch, step))
        {
            worth *= HELD_OVER;
        }
        if is_last {
            worth *= self.closes(pitch.pitch().class());
        }
        if self.ensemble.is_in_four_parts() {
            let below = self.pitched().filter(|note| note.voice > voice);
            let mut sounding = below.filter(|note| note.onset < end && note.end() > onset);
            if sounding.any(|note| note.pitch > pitch) {
                worth *= CROSSING;
            }
        }
        worth
    }

    /// What a class is worth as the last.
    fn closes(&self, class: PitchClass) -> f64 {
        let third = match self.key.mode() {
            Mode::Major => 4,
            Mode::Minor => 3,
        };
        let degrees = [0, third, 7];
        let tonic = i64::from(self.key.tonic().get());
        let place = degrees
            .iter()
            .position(|degree| PitchClass::of(tonic + degree) == class);
        CLOSES[place.unwrap_or(3)]
    }

    /// Drafts as notes that stand, for those who write after.
    pub fn stand(&mut self, drafts: &[Draft], mut next_id: u32) -> u32 {
        for draft in drafts {
            let id = NoteId(next_id);
            self.conditions.planned.insert(id, Reason::Chains);
            self.grid.notes.push(GridNote {
                id,
                voice: draft.voice,
                pitch: draft.pitch,
                onset: draft.onset,
                duration: draft.end - draft.onset,
            });
            next_id += 1;
        }
        sort_by_rank(&mut self.grid.notes, GridNote::rank);
        next_id
    }
}

/// A tick on the grid of 24 steps a quarter note.
fn on_grid(tick: Tick) -> Tick {
    Tick::new(tick.get() / TICKS_PER_STEP * TICKS_PER_STEP).unwrap_or(tick)
}
