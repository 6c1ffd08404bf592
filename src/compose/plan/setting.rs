//! The place that a request is to be written into.

use std::ops::Range;

use crate::generate::{Conditions, Judge, Lines, Reason, WayNote};
use crate::music::{Chord, KeySignature, NoteId, Pitch, Voice};
use crate::theory::felt_beat;
use crate::token::{Grid, GridNote, NotePitch, Step, TICKS_PER_STEP};

/// A request's place, before its laws fix anything.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// Bars, and the notes that stand.
    pub grid: &'a Grid,
    /// What is asked for.
    pub conditions: Conditions,
    /// Where new notes may sound.
    pub span: Range<Step>,
    /// Pitched voices that may be written, from the top.
    pub write: &'a [Voice],
    /// Lowest and highest pitches of the style.
    pub ranges: &'a [(u8, u8)],
    /// The key, where one is known.
    pub key: Option<KeySignature>,
    /// Seed of what is left to taste.
    pub rng_seed: u64,
    /// Whether the answer has chord symbols of its own.
    pub writes_chords: bool,
}

/// What is certain.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Notes of the answer, with ids of their own.
    pub notes: Vec<GridNote>,
    /// The constraint that made each of them certain.
    pub reasons: Vec<Reason>,
    /// A way in which all that has to be written can be.
    pub way: Vec<WayNote>,
    /// Where voices sing nothing of their own.
    pub closed: Vec<(Voice, Range<Step>)>,
    /// Chord symbols of the answer, by rising steps.
    pub chords: Vec<(Step, Chord)>,
    /// Where the answer names no chords but these.
    pub fixed_chords: Vec<Range<Step>>,
    /// What is sung, these notes included.
    pub lines: Lines,
}

impl Setting<'_> {
    /// A plan of nothing.
    pub fn plan(&self) -> Plan {
        Plan {
            lines: Lines::of(&self.conditions.given),
            ..Plan::default()
        }
    }

    /// Start of the last bar that is written into, or of the span.
    pub fn last_bar(&self) -> Step {
        let bar = self.grid.bar_at(self.span.end.saturating_sub(1));
        let start = self.grid.bars.get(bar).map_or(0, |bar| bar.start);
        start.max(self.span.start)
    }

    /// Felt beats of what is written of a bar, its beginning first.
    pub fn beats_of(&self, bar: &Range<Step>) -> Vec<Step> {
        let beat = self.beat_at(bar.start);
        let whole = self.grid.bars.get(self.grid.bar_at(bar.start));
        let from = whole.map_or(0, |bar| bar.start);
        let beats = (from..bar.end).step_by(beat as usize);
        let later = beats.filter(|step| *step > bar.start);
        std::iter::once(bar.start).chain(later).collect()
    }

    /// The most steps that a note may last by law.
    pub fn longest(&self) -> Step {
        let judge = Judge {
            conditions: &self.conditions,
            lines: &Lines::default(),
            grid: self.grid,
        };
        judge.longest().unwrap_or(Step::MAX / 2)
    }

    /// Steps of a felt beat.
    pub fn beat_at(&self, step: Step) -> Step {
        let bar = self.grid.bars.get(self.grid.bar_at(step));
        let ticks = bar.map_or(480, |bar| felt_beat(bar.metre.time_signature()).get());
        (ticks / TICKS_PER_STEP).max(1)
    }

    /// Notes of a voice that stand, in order.
    pub fn standing(&self, voice: Voice) -> impl Iterator<Item = &GridNote> {
        self.grid
            .notes
            .iter()
            .filter(move |note| note.voice == voice)
    }

    /// Whether a voice has nothing that stands between two steps, and nothing that has to be written there
    /// otherwise.
    pub fn is_free(&self, plan: &Plan, voice: Voice, from: Step, to: Step) -> bool {
        let mut notes = self.standing(voice).chain(&plan.notes);
        let mut holds = self.conditions.duties.holds.iter();
        let is_held =
            holds.any(|hold| hold.voice == voice && hold.onset < to && hold.least_end() > from);
        !is_held
            && !self.conditions.duties.binds(voice)
            && !notes.any(|note| note.voice == voice && note.onset < to && note.end() > from)
    }

    /// Whether a voice may sing a pitch between two steps beside what is certain.
    pub fn allows(&self, plan: &Plan, voice: Voice, pitch: NotePitch, at: &Range<Step>) -> bool {
        let judge = Judge {
            conditions: &self.conditions,
            lines: &plan.lines,
            grid: self.grid,
        };
        let midi = pitch.pitch().midi();
        let range = self.ranges.get(usize::from(voice.0));
        range.is_some_and(|(low, high)| (*low..=*high).contains(&midi))
            && judge.ends(voice, at.start, at.end, true)(pitch) == Some(at.end)
    }

    /// Makes a note certain.
    pub fn fix(
        &self,
        plan: &mut Plan,
        (voice, pitch): (Voice, NotePitch),
        at: &Range<Step>,
        reason: Reason,
    ) {
        plan.reasons.push(reason);
        plan.notes.push(GridNote {
            id: NoteId(plan.notes.len() as u32),
            voice,
            pitch,
            onset: at.start,
            duration: at.end - at.start,
        });
        let sounds = (self.grid.tick_of(at.start), self.grid.tick_of(at.end));
        plan.lines.add(voice, sounds, pitch.pitch().midi(), true);
    }

    /// The pitches of the piano that a voice may sing anywhere, whatever stands beside it.
    pub fn pitches(&self, voice: Voice) -> Vec<NotePitch> {
        let judge = Judge {
            conditions: &self.conditions,
            lines: &Lines::default(),
            grid: self.grid,
        };
        let (low, high) = self
            .ranges
            .get(usize::from(voice.0))
            .copied()
            .unwrap_or((1, 0));
        let all = (low..=high).filter_map(|midi| NotePitch::of(Pitch::new(i64::from(midi)).ok()?));
        all.filter(|pitch| judge.is_sung(voice, *pitch)).collect()
    }
}
