//! Where a piece lies while it is written: what stands, and what has not been told yet.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use crate::compose::ensemble::ensemble_of;
use crate::music::{
    ChordChange, Interval, KeySignature, Meter, Note, NoteId, Score, ScoreError, ScoreHeader, Tick,
};

use super::dynamics::velocity;
use super::ending::Means;
use super::keys::shortest_way;
use super::passage::Passage;
use super::plan::{Plan, Section};

/// Shared by who writes the piece and who hears it.
#[derive(Debug, Clone)]
pub struct Desk(Rc<RefCell<State>>);

#[derive(Debug)]
struct State {
    plan: Plan,
    meter: Meter,
    rng_seed: u64,
    /// What is decided, in order.
    stands: Passage,
    /// Decided notes that nobody has heard of yet.
    untold: VecDeque<Note>,
    /// Set while the writer pauses, so that others get their turn.
    is_pausing: bool,
    effort: Effort,
    /// How the piece came to its cadence; `None` before its end.
    means: Option<Means>,
}

/// What writing has cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effort {
    /// Tokens drawn, those of drafts that were thrown away included.
    pub n_tokens: usize,
    /// Drafts of phrases.
    pub n_drafts: usize,
    /// Phrases written.
    pub n_phrases: usize,
}

impl State {
    /// What stands, its sections moved to a key where that is of their mode.
    fn stands_in(&self, key: KeySignature) -> Passage {
        let is_elsewhere = |section: &Section| shortest_way(section.key, key) != Interval(0);
        if !self.plan.sections.iter().any(is_elsewhere) {
            return self.stands.clone();
        }
        let ranges = ensemble_of(self.plan.style).ranges;
        let mut moved = Passage::default();
        for section in &self.plan.sections {
            let start = self.meter.bar_start(section.first_bar);
            let end = self.meter.bar_start(section.first_bar + section.n_bars);
            let inside = self.stands.within(&(start..end.max(self.end_of(section))));
            moved.join(match shortest_way(section.key, key) {
                Interval(0) => inside,
                interval => inside.transposed(interval, &ranges),
            });
        }
        moved
    }

    /// The last section may be held beyond its bars.
    fn end_of(&self, section: &Section) -> Tick {
        let is_last = section.first_bar + section.n_bars == self.plan.n_bars();
        if is_last { self.plan.end } else { Tick::ZERO }
    }
}

impl Desk {
    /// An empty desk for a plan.
    pub fn new(plan: &Plan, rng_seed: u64) -> Self {
        Self(Rc::new(RefCell::new(State {
            plan: plan.clone(),
            meter: Meter::constant(plan.time_signature),
            rng_seed,
            stands: Passage::default(),
            untold: VecDeque::new(),
            is_pausing: false,
            effort: Effort::default(),
            means: None,
        })))
    }

    /// Decides a passage: from now on it stands, and is told. Its notes get their names and their velocities.
    pub fn settle(&self, mut passage: Passage) {
        let mut state = self.0.borrow_mut();
        let order = |note: &Note| (note.onset, note.voice, std::cmp::Reverse(note.pitch));
        passage.notes.sort_by_key(order);
        for note in passage.notes {
            let settled = Note {
                id: NoteId(state.stands.notes.len() as u32),
                velocity: velocity(&state.plan, &state.meter, state.rng_seed, &note),
                ..note
            };
            state.stands.notes.push(settled);
            state.untold.push_back(settled);
        }
        state.stands.phrase_ends.extend(passage.phrase_ends);
        let mut chords = passage.chords;
        chords.sort_by_key(|change| change.tick);
        for change in chords {
            let held = state.stands.chords.last().and_then(|last| last.chord);
            if held != change.chord || state.stands.chords.is_empty() {
                state.stands.chords.push(change);
            }
        }
    }

    /// The next note to be told, if there is one.
    pub fn next_untold(&self) -> Option<Note> {
        self.0.borrow_mut().untold.pop_front()
    }

    /// Everything that stands.
    pub fn stands(&self) -> Passage {
        self.0.borrow().stands.clone()
    }

    /// A score in a key of what stands and of a passage beside it, whose notes get names after the others. What
    /// stands in another key of the same mode is moved there: a network goes on in the key that it hears, whatever
    /// key the header names.
    ///
    /// # Errors
    /// [`ScoreError`] if the notes make no score: a defect of this room.
    pub fn score_with(&self, passage: &Passage, key: KeySignature) -> Result<Score, ScoreError> {
        let state = self.0.borrow();
        let mut all = state.stands_in(key);
        let first = all.notes.len();
        all.join(passage.clone());
        for (index, note) in all.notes.iter_mut().enumerate().skip(first) {
            note.id = NoteId(index as u32);
        }
        let header = ScoreHeader {
            key: Some(key),
            meter: state.meter.clone(),
            tempo: state.plan.tempo,
            parts: state.plan.parts.clone(),
            phrase_ends: all.phrase_ends,
            chords: all.chords,
            ..ScoreHeader::default()
        };
        Score::new(header, all.notes)
    }

    /// The chord symbol that holds at a tick.
    pub fn chord_at(&self, tick: Tick) -> Option<ChordChange> {
        let state = self.0.borrow();
        let chords = &state.stands.chords;
        let next = chords.partition_point(|change| change.tick <= tick);
        chords[..next].last().copied()
    }

    /// Counts a draft.
    pub fn count_draft(&self, n_tokens: usize) {
        let effort = &mut self.0.borrow_mut().effort;
        effort.n_tokens += n_tokens;
        effort.n_drafts += 1;
    }

    /// Counts a phrase.
    pub fn count_phrase(&self) {
        self.0.borrow_mut().effort.n_phrases += 1;
    }

    /// What writing has cost so far.
    pub fn effort(&self) -> Effort {
        self.0.borrow().effort
    }

    /// The piece has come to its end.
    pub fn closed(&self, means: Means) {
        self.0.borrow_mut().means = Some(means);
    }

    /// How the piece came to its cadence; `None` before its end.
    pub fn means(&self) -> Option<Means> {
        self.0.borrow().means
    }

    /// Lets others have their turn.
    pub async fn pause(&self) {
        let mut has_paused = false;
        poll_fn(|_| {
            if has_paused {
                return Poll::Ready(());
            }
            has_paused = true;
            self.0.borrow_mut().is_pausing = true;
            Poll::Pending
        })
        .await;
    }

    /// Whether the writer waits for its next turn only; asked once for each pause.
    pub fn take_pause(&self) -> bool {
        std::mem::take(&mut self.0.borrow_mut().is_pausing)
    }
}
