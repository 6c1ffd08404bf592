//! A score on the model's grid: 24 steps a quarter note, bars counted in steps.

use thiserror::Error;

use crate::music::{
    Chord, Meter, Note, NoteId, Rank, Score, Tick, TimeSignature, Voice, sort_by_rank,
};

use super::drum::Drum;
use super::event::{DRUM_VOICE, N_VOICES, NotePitch};
use super::metre::Metre;
use super::step::{Step, TICKS_PER_STEP};

/// What keeps a score off the grid.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GridError {
    /// A time signature without a word.
    #[error("time signature {}/{} found; the model knows 1/2 to 4/2, 1/4 to 7/4, 2/8 to 12/8, 6/16 and 12/16", .0.beats(), .0.beat_unit())]
    UnknownMetre(TimeSignature),
    /// A time signature that changes inside a bar.
    #[error("the metre changes inside bar {bar}; it may change at bar lines only")]
    BrokenBar {
        /// The bar that is cut short, counted from 0.
        bar: u32,
    },
}

/// One bar of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridBar {
    /// Where it begins.
    pub start: Step,
    /// Its time signature, which says how long it is.
    pub metre: Metre,
}

impl GridBar {
    /// First step after the bar.
    pub fn end(&self) -> Step {
        self.start + self.metre.bar_steps()
    }
}

/// A note on the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GridNote {
    /// The note of the score it stands for.
    pub id: NoteId,
    /// Its line.
    pub voice: Voice,
    /// Its pitch.
    pub pitch: NotePitch,
    /// Where it begins.
    pub onset: Step,
    /// How long it sounds, in steps, at least 1.
    pub duration: u32,
}

impl GridNote {
    /// First step after the note.
    pub fn end(&self) -> Step {
        self.onset + self.duration
    }

    /// The order in which notes are said: by onset, then voice, then pitch from the top.
    pub fn rank(&self) -> Rank {
        let pitch = i64::from(self.pitch.pitch().midi());
        [i64::from(self.onset), i64::from(self.voice.0), -pitch]
    }
}

/// What the grid changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct QuantizeReport {
    /// Notes whose onset or end moved.
    pub n_moved: usize,
    /// Largest move, in ticks.
    pub max_moved_ticks: u32,
    /// Notes the model cannot see: another voice than its own, off the piano, or no drum.
    pub n_unseen: usize,
    /// Notes that fell on the place of another of their voice and pitch.
    pub n_doubled: usize,
}

/// The voices of a score on the grid. Drums are in [`DRUM_VOICE`], whichever voice they had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Every bar up to the end of the music, or as many as were asked for.
    pub bars: Vec<GridBar>,
    /// Whether bar 0 is a pick-up.
    pub has_pickup: bool,
    /// Ticks missing from bar 0.
    missing_ticks: u32,
    /// Notes in the order in which they are said.
    pub notes: Vec<GridNote>,
    /// Onsets under a phrase end, rising.
    pub phrase_ends: Vec<Step>,
    /// Chord changes without their basses, rising; no two neighbours are equal.
    pub chords: Vec<(Step, Option<Chord>)>,
    /// What was changed on the way.
    pub report: QuantizeReport,
}

impl Grid {
    /// Puts a score on the grid, with at least `min_bars` bars.
    ///
    /// # Errors
    /// [`GridError`] for a metre that has no word or that changes inside a bar.
    pub fn quantize(score: &Score, min_bars: u32) -> Result<Grid, GridError> {
        let meter = score.meter();
        let has_pickup = meter.pickup().get() > 0;
        let first_bar = meter.time_signature_at(Tick::ZERO).bar().get();
        let missing_ticks = if has_pickup {
            first_bar - meter.pickup().get()
        } else {
            0
        };
        let bars = bars_of(meter, score.n_bars().max(min_bars))?;
        let mut grid = Grid {
            bars,
            has_pickup,
            missing_ticks,
            notes: Vec::new(),
            phrase_ends: Vec::new(),
            chords: Vec::new(),
            report: QuantizeReport::default(),
        };
        for note in score.notes() {
            grid.place(note, score.is_percussion(note.voice));
        }
        sort_by_rank(&mut grid.notes, GridNote::rank);
        let placed = grid.notes.len();
        grid.notes.dedup_by_key(|note| note.rank());
        grid.report.n_doubled = placed - grid.notes.len();
        grid.phrase_ends = score
            .header()
            .phrase_ends
            .iter()
            .map(|tick| grid.step_of(*tick))
            .collect();
        grid.phrase_ends.dedup();
        // A long note may round past the last bar; how long a drum rings is nobody's business.
        let rings = |note: &GridNote| match note.voice {
            DRUM_VOICE => note.onset + 1,
            _ => note.end(),
        };
        let end = grid.notes.iter().map(rings).max().unwrap_or(0);
        while grid.bars.last().is_some_and(|bar| bar.end() < end) {
            let last = grid.bars[grid.bars.len() - 1];
            grid.bars.push(GridBar {
                start: last.end(),
                metre: last.metre,
            });
        }
        grid.place_chords(score);
        Ok(grid)
    }

    fn place_chords(&mut self, score: &Score) {
        for change in &score.header().chords {
            let step = self.step_of(change.tick);
            let chord = change
                .chord
                .map(|chord| Chord::new(chord.root, chord.quality));
            if self.chords.last().is_some_and(|(last, _)| *last == step) {
                self.chords.pop();
            }
            let before = self.chords.last().and_then(|(_, chord)| *chord);
            if step < self.end() && before != chord {
                self.chords.push((step, chord));
            }
        }
    }

    fn place(&mut self, note: &Note, is_percussion: bool) {
        let seen = if is_percussion {
            Drum::of(note.pitch).map(|drum| (DRUM_VOICE, drum.pitch()))
        } else {
            let is_line = usize::from(note.voice.0) < N_VOICES;
            let pitch = NotePitch::of(note.pitch).filter(|_| is_line);
            pitch.map(|pitch| (note.voice, pitch))
        };
        let Some((voice, pitch)) = seen else {
            self.report.n_unseen += 1;
            return;
        };
        let onset = self.step_of(note.onset);
        let duration = self.step_of(note.end()).saturating_sub(onset).max(1);
        let moved = self.tick_of(onset).get().abs_diff(note.onset.get()).max(
            self.tick_of(onset + duration)
                .get()
                .abs_diff(note.end().get()),
        );
        if moved > 0 {
            self.report.n_moved += 1;
            self.report.max_moved_ticks = self.report.max_moved_ticks.max(moved);
        }
        self.notes.push(GridNote {
            id: note.id,
            voice,
            pitch,
            onset,
            duration,
        });
    }

    /// The step nearest to a tick.
    pub fn step_of(&self, tick: Tick) -> Step {
        (tick.get() + self.missing_ticks + TICKS_PER_STEP / 2) / TICKS_PER_STEP
    }

    /// The tick of a step; 0 for steps before a pick-up.
    pub fn tick_of(&self, step: Step) -> Tick {
        let ticks = (step.saturating_mul(TICKS_PER_STEP)).saturating_sub(self.missing_ticks);
        Tick::new(ticks).unwrap_or(Tick::ZERO)
    }

    /// Index of the bar that holds a step; the last bar for steps after the end.
    pub fn bar_at(&self, step: Step) -> usize {
        self.bars.partition_point(|bar| bar.start <= step).max(1) - 1
    }

    /// Notes that begin inside a bar, in the order in which they are said.
    pub fn notes_in_bar(&self, bar: usize) -> &[GridNote] {
        let first = self
            .notes
            .partition_point(|note| note.onset < self.bars[bar].start);
        let last = self
            .notes
            .partition_point(|note| note.onset < self.bars[bar].end());
        &self.notes[first..last]
    }

    /// Chord changes inside a bar.
    pub fn chords_in_bar(&self, bar: usize) -> &[(Step, Option<Chord>)] {
        let (start, end) = (self.bars[bar].start, self.bars[bar].end());
        let first = self.chords.partition_point(|(step, _)| *step < start);
        let last = self.chords.partition_point(|(step, _)| *step < end);
        &self.chords[first..last]
    }

    /// The chord that a text which opens in a bar says again, because it holds from before.
    pub fn restated_chord(&self, bar: usize) -> Option<(Step, Option<Chord>)> {
        let start = self.bars[bar].start;
        let first = self.chords_in_bar(bar).first();
        let held = self.chord_before(start)?;
        first
            .is_none_or(|(step, _)| *step > start)
            .then_some((start, Some(held)))
    }

    /// The chord that holds just before a step.
    fn chord_before(&self, step: Step) -> Option<Chord> {
        let next = self.chords.partition_point(|(change, _)| *change < step);
        self.chords[..next].last().and_then(|(_, chord)| *chord)
    }

    /// First step after the last bar.
    pub fn end(&self) -> Step {
        self.bars.last().map_or(0, GridBar::end)
    }
}

fn bars_of(meter: &Meter, n_bars: u32) -> Result<Vec<GridBar>, GridError> {
    let mut bars: Vec<GridBar> = Vec::with_capacity(n_bars as usize);
    let mut start = 0;
    for bar in 0..n_bars.max(1) {
        let first = meter.bar_start(bar);
        let time_signature = meter.time_signature_at(first);
        let metre = Metre::of(time_signature).ok_or(GridError::UnknownMetre(time_signature))?;
        let length = meter.bar_end(bar).since(first);
        let expected = if bar == 0 && meter.pickup().get() > 0 {
            meter.pickup()
        } else {
            time_signature.bar()
        };
        if length != expected {
            return Err(GridError::BrokenBar { bar });
        }
        bars.push(GridBar { start, metre });
        start += metre.bar_steps();
    }
    Ok(bars)
}
