//! What has to be written: rhythms and pitches that stay of notes that are written afresh.

use crate::music::{NoteId, Tick, Voice};
use crate::token::{NotePitch, Step};

/// Notes of a voice that begin together and are written afresh but for their rhythm or their pitches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hold {
    /// The notes whose place they take.
    pub ids: Vec<NoteId>,
    /// The voice.
    pub voice: Voice,
    /// Where they begin.
    pub onset: Step,
    /// The same in ticks: what was played off the grid stays there.
    pub onset_tick: Tick,
    /// How many begin there.
    pub n_notes: usize,
    /// Pitches that stay, from the top.
    pub pitches: Vec<NotePitch>,
    /// How long they sound, where that stays.
    pub duration: Option<Kept>,
}

/// A duration that stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// In steps, as it is said.
    pub steps: Step,
    /// First tick after the notes.
    pub end_tick: Tick,
    /// First step that is not before that tick.
    pub until: Step,
}

impl Hold {
    /// The first step at which the voice may be silent again.
    pub fn least_end(&self) -> Step {
        self.onset + self.duration.map_or(1, |kept| kept.steps)
    }
}

/// The pitches that a voice has to sing one after the other, in a rhythm of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// The voice.
    pub voice: Voice,
    /// What it begins at each onset, from the top.
    pub groups: Vec<Vec<NotePitch>>,
}

/// Everything that has to be written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Duties {
    /// By onset, then voice; at most one for each of both.
    pub holds: Vec<Hold>,
    /// At most one a voice.
    pub queues: Vec<Queue>,
    /// Voices that sing nothing else.
    pub bound: Vec<Voice>,
}

impl Duties {
    /// Whether a voice sings nothing but its duties.
    pub fn binds(&self, voice: Voice) -> bool {
        self.bound.contains(&voice)
    }

    /// The notes that a voice has to begin at a step.
    pub fn hold_at(&self, voice: Voice, step: Step) -> Option<&Hold> {
        let place = (step, voice);
        let holds = &self.holds;
        let at = holds.partition_point(|hold| (hold.onset, hold.voice) < place);
        holds
            .get(at)
            .filter(|hold| (hold.onset, hold.voice) == place)
    }

    /// What a voice has to sing after so many onsets.
    pub fn next_group(&self, voice: Voice, n_sung: usize) -> Option<&[NotePitch]> {
        let queue = self.queues.iter().find(|queue| queue.voice == voice)?;
        queue.groups.get(n_sung).map(Vec::as_slice)
    }
}
