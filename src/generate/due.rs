//! Notes that are begun and not ended, and what belongs to them.

use crate::music::Voice;
use crate::token::{NotePitch, Step};

use super::constraints::Reason;
use super::rules::Place;

/// Notes of one voice whose duration is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// Their line.
    pub voice: Voice,
    /// Their pitches, from the top.
    pub pitches: Vec<NotePitch>,
    /// Steps already said.
    pub said: u32,
    /// What has to join them.
    pub owed: Owed,
    /// Whether nothing else may.
    pub is_bound: bool,
}

/// What has to be among notes that begin together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Owed {
    /// Pitches, from the top.
    pub pitches: Vec<NotePitch>,
    /// How many notes, these included.
    pub n_notes: usize,
}

impl Owed {
    /// Whether nothing is owed but certain pitches.
    pub fn is_all(&self) -> bool {
        self.pitches.len() >= self.n_notes
    }

    /// Whether a pitch may come next, with so many others below it that may follow: notes are said from the
    /// top.
    pub fn allows(&self, pitch: NotePitch, n_below: usize) -> bool {
        let is_owed = self.pitches.first() == Some(&pitch);
        let is_above = self.pitches.first().is_none_or(|first| pitch > *first);
        let has_place = self.n_notes == 0 || self.n_notes > self.pitches.len();
        (is_owed || is_above && has_place) && n_below + 1 >= self.n_notes
    }

    /// What is owed after a pitch.
    pub fn pay(&mut self, pitch: NotePitch) {
        self.pitches.retain(|owed| *owed != pitch);
        self.n_notes = self.n_notes.saturating_sub(1);
    }
}

impl Place<'_> {
    /// What a voice has to begin next, wherever it does.
    pub(super) fn next_group(&self, voice: Voice) -> Option<&[NotePitch]> {
        let n_sung = self.n_sung.get(usize::from(voice.0))?;
        self.brief.conditions.duties.next_group(voice, *n_sung)
    }

    /// What has to be among the notes that a voice begins at a step.
    pub fn owed(&self, voice: Voice, step: Step) -> Owed {
        let hold = self.holds.first();
        let hold = hold.filter(|hold| (hold.onset, hold.voice) == (step, voice));
        if let Some(hold) = hold {
            return Owed {
                pitches: hold.pitches.clone(),
                n_notes: hold.n_notes,
            };
        }
        let pitches = self.next_group(voice).unwrap_or_default().to_vec();
        Owed {
            n_notes: pitches.len(),
            pitches,
        }
    }

    /// Why a voice may not begin a pitch now, as a question to ask of each; none where that is a matter of
    /// the order in which notes are said.
    pub fn why_not(&self, voice: Voice, is_heard: bool) -> impl Fn(NotePitch) -> Option<Reason> {
        let duties = &self.brief.conditions.duties;
        let is_melody = duties.queues.iter().any(|queue| queue.voice == voice);
        let now = self.now();
        // The hold that is begun here is none that is still to come.
        let hold = duties.hold_at(voice, now);
        let is_fixed = is_melody || hold.is_some_and(|hold| hold.pitches.len() >= hold.n_notes);
        let until = hold.and_then(|hold| hold.duration).map(|kept| kept.until);
        let room_end = self.room_end(voice);
        let verdicts = self
            .judge
            .map(|judge| judge.verdicts(voice, now, room_end, is_heard));
        move |pitch| {
            if is_fixed {
                return Some(Reason::Pitch);
            }
            if !self.brief.is_in_range(voice, pitch.pitch()) {
                return Some(Reason::Range);
            }
            match verdicts.as_ref()?(pitch) {
                Err(reason) => Some(reason),
                Ok(end) => until.filter(|until| end < *until).map(|_| Reason::Rhythm),
            }
        }
    }
}
