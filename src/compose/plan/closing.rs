//! Where music is to close, and whether what is certain closes there.

use std::ops::Range;

use crate::generate::{CadenceKind, Strictness};
use crate::music::{Chord, KeySignature, PitchClass, Tick, sort_by_rank};
use crate::token::{DRUM_VOICE, Step};

use super::cadence::{dominant, tonic};
use super::setting::{Plan, Setting};

/// A cadence that is a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Close {
    /// What it is.
    pub kind: CadenceKind,
    /// The bar at whose last onsets it is heard, as far as it is written.
    pub bar: Range<Step>,
}

impl Setting<'_> {
    /// The cadences that are laws, by rising bars; `None` where one lies outside what is written.
    pub(super) fn closes(&self) -> Option<Vec<Close>> {
        let asked = &self.conditions.constraints;
        let mut closes = Vec::new();
        for named in asked.cadences.iter().filter(|it| it.strictness.is_law()) {
            closes.push(Close {
                kind: named.kind,
                bar: self.bar_of(named.bar)?,
            });
        }
        if asked.cadence.is_some_and(Strictness::is_law) {
            closes.push(Close {
                kind: CadenceKind::Authentic,
                bar: self.last_bar()..self.span.end,
            });
        }
        sort_by_rank(&mut closes, |close| [i64::from(close.bar.start), 0, 0]);
        closes.dedup();
        Some(closes)
    }

    /// What is written of a bar, counted from 0; `None` for nothing.
    pub fn bar_of(&self, bar: u32) -> Option<Range<Step>> {
        let bar = self.grid.bars.get(usize::try_from(bar).ok()?)?;
        let written = bar.start.max(self.span.start)..bar.end().min(self.span.end);
        (!written.is_empty()).then_some(written)
    }

    /// Steps at which the last notes of a bar may be struck; `closes` for those after which no given note
    /// begins. In the last bar that is written the earliest come first, in others those in the middle.
    pub(super) fn strikes(&self, bar: &Range<Step>, closes: bool) -> Vec<Step> {
        let notes = self.grid.notes.iter();
        let onsets = notes.filter(|note| note.voice != DRUM_VOICE);
        let last_onset = onsets
            .map(|note| note.onset)
            .filter(|onset| bar.contains(onset))
            .max();
        let beats = self.beats_of(bar).into_iter().chain(last_onset);
        let is_late = |beat: &Step| last_onset.is_none_or(|last| last <= *beat);
        let mut strikes: Vec<Step> = beats.filter(|beat| !closes || is_late(beat)).collect();
        strikes.sort_unstable();
        strikes.dedup();
        if bar.end < self.span.end {
            let middle = bar.start + (bar.end - bar.start) / 2;
            sort_by_rank(&mut strikes, |step| {
                [i64::from(step.abs_diff(middle)), 0, 0]
            });
        }
        strikes
    }

    /// Whether a cadence is heard in what is certain, with its chords from two steps on: told by all notes as
    /// the score has them, since the grid sees neither what lies beside it nor every voice.
    pub(super) fn is_heard(&self, plan: &Plan, close: &Close, first: Step, is_alone: bool) -> bool {
        let Some(key) = self.key else { return false };
        let tick_of = |step| self.grid.tick_of(step);
        let given = self.conditions.given.iter();
        let given = given.map(|note| (note.onset, note.end(), note.pitch));
        let planned = plan.notes.iter().map(|note| {
            let (onset, end) = (tick_of(note.onset), tick_of(note.end()));
            (onset, end, note.pitch.pitch())
        });
        let notes: Vec<_> = given.chain(planned).collect();
        let here = tick_of(first)..tick_of(close.bar.end);
        let onsets = notes.iter().map(|(onset, ..)| *onset);
        let mut onsets: Vec<Tick> = onsets.filter(|onset| here.contains(onset)).collect();
        onsets.sort_unstable();
        onsets.dedup();
        let mut chords = onsets.iter().rev().map(|tick| {
            let sounding = notes
                .iter()
                .filter(|(onset, end, _)| onset <= tick && tick < end);
            let mut pitches: Vec<_> = sounding.map(|(.., pitch)| *pitch).collect();
            pitches.sort_unstable();
            pitches.iter().map(|pitch| pitch.class()).collect()
        });
        let is_open = |chord: Option<Vec<PitchClass>>| {
            let of = dominant(key, true);
            chord.is_some_and(|chord| is_voiced(&chord, of, is_alone, true))
        };
        let last: Option<Vec<PitchClass>> = chords.next();
        match close.kind {
            CadenceKind::Half => {
                last.is_some_and(|chord| is_voiced(&chord, dominant(key, false), is_alone, true))
            }
            CadenceKind::Authentic => {
                last.is_some_and(|chord| is_voiced(&chord, tonic(key), is_alone, false))
                    && is_open(chords.next())
            }
        }
    }
}

/// Whether what sounds, from the bass up, is a chord over its root with its third; a voice alone sings its
/// root, or where `may_be_any` any of its notes.
fn is_voiced(sounding: &[PitchClass], chord: Chord, is_alone: bool, may_be_any: bool) -> bool {
    let third = chord.classes().nth(1);
    let is_pure = sounding
        .iter()
        .all(|class| chord.classes().any(|tone| tone == *class));
    let is_on_root = sounding.first() == Some(&chord.root);
    let has_third = sounding.iter().any(|class| Some(*class) == third);
    is_pure
        && !sounding.is_empty()
        && (is_on_root && has_third || is_alone && (may_be_any || is_on_root))
}

/// The chord that a cadence ends on.
pub(super) fn goal_of(kind: CadenceKind, key: KeySignature) -> Chord {
    match kind {
        CadenceKind::Authentic => tonic(key),
        CadenceKind::Half => dominant(key, false),
    }
}
