//! The last look at what chains have written: nothing passes that a law forbids or that lies on what stands.

use super::melody::Draft;
use super::passage::Passage;
use crate::generate::Lines;
use crate::music::sort_by_rank;
use crate::token::{DRUM_VOICE, NotePitch, Step};

/// How far another note may be from the one that a law refuses, in semitones.
const REACH: u8 = 9;

impl Passage<'_> {
    /// Drafts as they may stand, in order: clipped where a law or what stands ends them, on another note of their
    /// chord where theirs is refused, left out where there is none.
    pub fn admit(&self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        sort_by_rank(&mut drafts, |draft| {
            let pitch = i64::from(draft.pitch.pitch().midi());
            [i64::from(draft.onset), i64::from(draft.voice.0), -pitch]
        });
        let mut lines = self.lines();
        let is_any = self.conditions.is_any();
        let mut admitted: Vec<Draft> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let is_beside =
                |other: &&Draft| (other.voice, other.onset) == (draft.voice, draft.onset);
            let is_heard = admitted.last().filter(is_beside).is_none();
            let Some(draft) = self.clipped(draft) else {
                continue;
            };
            let draft = if is_any && draft.voice != DRUM_VOICE {
                self.lawful(draft, &lines, is_heard)
            } else {
                Some(draft)
            };
            let Some(draft) = draft.filter(|draft| {
                let same = |it: &Draft| {
                    (it.voice, it.onset, it.pitch) == (draft.voice, draft.onset, draft.pitch)
                };
                !admitted.iter().rev().take(8).any(same)
            }) else {
                continue;
            };
            if draft.voice != DRUM_VOICE {
                let sounds = (self.tick(draft.onset), self.tick(draft.end));
                lines.add(draft.voice, sounds, draft.pitch.pitch().midi(), true);
            }
            admitted.push(draft);
        }
        admitted
    }

    /// A draft where its voice is free and inside the span.
    fn clipped(&self, draft: Draft) -> Option<Draft> {
        let mut end = draft.end.min(self.span.end);
        for note in self.standing(draft.voice) {
            let hides = match draft.voice {
                DRUM_VOICE => note.onset == draft.onset && note.pitch == draft.pitch,
                _ => note.onset <= draft.onset && note.end() > draft.onset,
            };
            if hides {
                return None;
            }
            if note.onset > draft.onset && draft.voice != DRUM_VOICE {
                end = end.min(note.onset);
            }
        }
        let is_inside = draft.onset >= self.span.start && end > draft.onset;
        is_inside.then_some(Draft { end, ..draft })
    }

    /// A draft that keeps every law.
    fn lawful(&self, draft: Draft, lines: &Lines, is_heard: bool) -> Option<Draft> {
        let ends = self
            .judge(lines)
            .ends(draft.voice, draft.onset, draft.end, is_heard);
        if ends(draft.pitch) == Some(draft.end) {
            return Some(draft);
        }
        let (lowest, highest) = *self.ensemble.ranges.get(usize::from(draft.voice.0))?;
        let midi = draft.pitch.pitch().midi();
        let reach = (
            midi.saturating_sub(REACH).max(lowest),
            (midi + REACH).min(highest),
        );
        let mut others: Vec<(u8, NotePitch)> = self
            .pitches(draft.voice, reach)
            .into_iter()
            .filter(|pitch| self.is_chord_tone(*pitch, draft.onset))
            .map(|pitch| (pitch.pitch().midi().abs_diff(midi), pitch))
            .collect();
        others.sort_unstable();
        let whole = others
            .iter()
            .find(|(_, pitch)| ends(*pitch) == Some(draft.end));
        if let Some((_, pitch)) = whole {
            return Some(Draft {
                pitch: *pitch,
                ..draft
            });
        }
        let shorter =
            |pitch: NotePitch| -> Option<(NotePitch, Step)> { Some((pitch, ends(pitch)?)) };
        let others = others.into_iter().map(|(_, pitch)| pitch);
        let (pitch, end) = std::iter::once(draft.pitch)
            .chain(others)
            .find_map(shorter)?;
        Some(Draft {
            pitch,
            end,
            ..draft
        })
    }
}
