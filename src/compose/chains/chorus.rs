//! Voices to a harmony: each moves with the beats, chosen together and led by rule.

use super::melody::Draft;
use super::passage::Passage;
use super::slots::Placed;
use crate::generate::Strictness;
use crate::music::{Pitch, Voice};
use crate::token::NotePitch;
use crate::voicing::{Manners, Slot, choose};

/// How often a note that comes again is held instead.
const TIED: f64 = 0.45;

impl Passage<'_> {
    /// Writes voices by choosing their voicings together.
    pub fn chorus(&mut self, write: &[Voice]) -> Vec<Draft> {
        if write.is_empty() {
            return Vec::new();
        }
        let mut voices: Vec<Voice> = self
            .pitched()
            .map(|note| note.voice)
            .chain(write.iter().copied())
            .collect();
        voices.sort_unstable();
        voices.dedup();
        let placed = self.slots(&voices, write);
        let slots: Vec<Slot> = placed.iter().map(|it| it.slot.clone()).collect();
        let manners = self.manners();
        let temperature = self.temperature;
        let chosen = choose(&slots, &manners, temperature, &mut self.rng);
        let mut drafts = Vec::new();
        for (line, voice) in voices
            .iter()
            .enumerate()
            .filter(|(_, voice)| write.contains(voice))
        {
            let sung = chosen
                .iter()
                .map(|voicing| voicing.get(line).copied().flatten());
            drafts.extend(self.line(*voice, line, &placed, sung));
        }
        drafts
    }

    /// What the voices obey.
    fn manners(&self) -> Manners {
        let asked = &self.conditions.constraints;
        let is_choir = self.ensemble.is_in_four_parts();
        let mut manners = if is_choir {
            Manners::choir(Some(self.key))
        } else {
            Manners::band(Some(self.key))
        };
        match asked.voice_leading {
            Some(strictness) if strictness.is_law() => manners.parallels = f64::INFINITY,
            Some(Strictness::OFF) => manners.parallels = 0.0,
            Some(strictness) => manners.parallels = f64::from(strictness.cost()),
            None => {}
        }
        if self.conditions.is_uncrossed {
            manners.crossings = f64::INFINITY;
        }
        let leap = asked.largest_leap.filter(|limit| limit.strictness.is_law());
        manners.largest_leap = leap.map(|limit| limit.value);
        manners
    }

    /// The notes of a line: what is held is one note, what comes again is sometimes.
    fn line(
        &mut self,
        voice: Voice,
        line: usize,
        placed: &[Placed],
        sung: impl Iterator<Item = Option<u8>>,
    ) -> Vec<Draft> {
        let mut drafts: Vec<Draft> = Vec::new();
        let most_repeats = self.conditions.constraints.most_repeats;
        let is_plain = most_repeats.is_none_or(|limit| !limit.strictness.is_law());
        for (placed, midi) in placed.iter().zip(sung) {
            let place = &placed.slot.lines[line];
            let pitch = midi.and_then(|midi| NotePitch::of(Pitch::new(i64::from(midi)).ok()?));
            let Some(pitch) = pitch.filter(|_| place.is_ours() && !placed.range.is_empty()) else {
                continue;
            };
            let goes_on = drafts
                .last()
                .is_some_and(|last| (last.end, last.pitch) == (placed.range.start, pitch));
            let is_held = matches!(place, crate::voicing::Place::Held);
            let is_new_bar = self.offset(placed.range.start) == 0;
            let is_tied =
                goes_on && (is_held || !is_plain || !is_new_bar && self.rng.next_f64() < TIED);
            match drafts.last_mut().filter(|_| is_tied) {
                Some(last) => last.end = placed.range.end,
                None => drafts.push(Draft {
                    voice,
                    pitch,
                    onset: placed.range.start,
                    end: placed.range.end,
                }),
            }
        }
        drafts
    }
}
