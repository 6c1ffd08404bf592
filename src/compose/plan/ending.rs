//! First and last notes of voices that are laws.

use crate::generate::{NamedNote, Reason};
use crate::music::Voice;
use crate::token::{NotePitch, Step};

use super::setting::{Plan, Setting};

impl Setting<'_> {
    /// Makes the first notes certain; `None` if they cannot be.
    pub(super) fn start(&self, mut plan: Plan) -> Option<Plan> {
        for named in self.conditions.constraints.start.iter().filter(is_law) {
            let pitch = self.named_pitch(named)?;
            let heard = self.standing(named.voice);
            let sounding = heard
                .filter(|note| note.onset < self.span.start)
                .map(|note| note.end());
            let from = sounding.max().unwrap_or(0).max(self.span.start);
            let mut coming = self
                .standing(named.voice)
                .filter(|note| note.onset >= self.span.start);
            let next = coming.next();
            if let Some(next) = next.filter(|next| next.onset <= from) {
                // The first note stands already.
                if next.pitch != pitch {
                    return None;
                }
                continue;
            }
            let room_end = next.map_or(self.span.end, |next| next.onset.min(self.span.end));
            let beat = self.beat_at(from);
            let longest = from + self.longest();
            let ends = [from + beat, from + 2 * beat, room_end, longest];
            let at = ends
                .into_iter()
                .filter(|end| *end <= longest)
                .filter(|end| (from + 1..=room_end).contains(end))
                .map(|end| from..end)
                .find(|at| {
                    self.is_free(&plan, named.voice, at.start, at.end)
                        && self.allows(&plan, named.voice, pitch, at)
                })?;
            self.fix(&mut plan, (named.voice, pitch), &at, Reason::Start);
        }
        Some(plan)
    }

    /// Makes the last notes certain, from a step on; `None` if they cannot be.
    pub(super) fn end(&self, mut plan: Plan, from: Step) -> Option<Plan> {
        for named in self.conditions.constraints.end.iter().filter(is_law) {
            let pitch = self.named_pitch(named)?;
            let last = self
                .standing(named.voice)
                .filter(|note| note.onset < self.span.end)
                .last();
            let stands = last.filter(|note| note.onset >= from || note.end() >= self.span.end);
            let start = match stands {
                Some(note) if note.pitch == pitch => {
                    plan.closed.push((named.voice, note.onset..self.span.end));
                    continue;
                }
                Some(note) => note.end(),
                None => last.map_or(from, |note| note.end().max(from)),
            };
            let of_voice = plan.notes.iter().filter(|note| note.voice == named.voice);
            let planned = of_voice.max_by_key(|note| note.onset);
            let at = start..self.span.end.min(start + self.longest());
            if planned.is_some_and(|note| note.onset >= from && note.pitch == pitch) {
                plan.closed.push((named.voice, start..self.span.end));
                continue;
            }
            if at.is_empty()
                || !self.is_free(&plan, named.voice, at.start, self.span.end)
                || !self.allows(&plan, named.voice, pitch, &at)
            {
                return None;
            }
            self.fix(&mut plan, (named.voice, pitch), &at, Reason::End);
            plan.closed.push((named.voice, start..self.span.end));
        }
        Some(plan)
    }

    /// The last pitch of a voice, where it is a law.
    pub(super) fn ends_on(&self, voice: Voice) -> Option<NotePitch> {
        let mut named = self.conditions.constraints.end.iter().filter(is_law);
        NotePitch::of(named.find(|named| named.voice == voice)?.pitch)
    }

    /// The pitch of a named note, if its voice is written at all.
    fn named_pitch(&self, named: &NamedNote) -> Option<NotePitch> {
        NotePitch::of(named.pitch).filter(|_| self.write.contains(&named.voice))
    }
}

fn is_law(named: &&NamedNote) -> bool {
    named.strictness.is_law()
}
