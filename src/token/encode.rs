//! A grid into words.

use std::collections::HashSet;
use std::ops::Range;

use crate::music::{KeySignature, NoteId, Voice};

use super::control::Control;
use super::drum::Drum;
use super::event::{DRUM_VOICE, Event, MAX_COUNTDOWN, MAX_DURATION_STEPS};
use super::grid::{Grid, GridNote};
use super::step::Step;
use super::style::Style;
use super::vocabulary::{Token, Vocabulary};

/// Whether chord symbols are part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChordLane {
    /// They are not said.
    #[default]
    Absent,
    /// They are said where they change.
    Free,
    /// They are said, and announced one bar ahead like given notes.
    Given,
}

/// What to say beside the notes, and how much of the grid.
#[derive(Debug, Clone, Default)]
pub struct EncodePlan {
    /// Style named in the header.
    pub style: Option<Style>,
    /// Key named in the header.
    pub key: Option<KeySignature>,
    /// Controls named in the header, by rising kind.
    pub controls: Vec<Control>,
    /// Voices named in the header.
    pub voices: Vec<Voice>,
    /// Chord symbols.
    pub chords: ChordLane,
    /// Bars to say.
    pub bars: Range<usize>,
    /// Number of bars of the whole piece, where the end is counted down.
    pub total_bars: Option<usize>,
    /// Notes announced one bar ahead; of the notes of one voice and onset, all or none.
    pub given: HashSet<NoteId>,
}

impl EncodePlan {
    /// The bar line that opens a bar of the piece, with its countdown.
    pub fn bar_line(&self, bar: usize) -> Event {
        let left = self.total_bars.map_or(0, |total| total.saturating_sub(bar));
        Event::Bar(
            (1..=MAX_COUNTDOWN as usize)
                .contains(&left)
                .then_some(left as u32),
        )
    }
}

/// Words, each with whether it repeats what is given rather than says something new.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Encoded {
    /// The words.
    pub tokens: Vec<Token>,
    /// For each word, whether a composer would be given it: header, announcements, given notes.
    pub is_given: Vec<bool>,
}

impl Encoded {
    fn push(&mut self, event: Event, is_given: bool) {
        // Grids hold only what the vocabulary has words for.
        if let Some(token) = Vocabulary::token(event) {
            self.tokens.push(token);
            self.is_given.push(is_given);
        }
    }
}

/// The words of the header, which say where a text that starts at `plan.bars` finds itself.
fn header_events(grid: &Grid, plan: &EncodePlan) -> Vec<Event> {
    let mut events = Vec::new();
    events.extend(plan.style.map(Event::Style));
    events.push(Event::Metre(grid.bars[plan.bars.start].metre));
    events.extend(plan.key.map(Event::Key));
    events.extend(plan.controls.iter().map(|control| Event::Control(*control)));
    if plan.chords != ChordLane::Absent {
        events.push(Event::ChordLane);
    }
    if grid.has_pickup && plan.bars.start == 0 {
        events.push(Event::Pickup);
    }
    events.extend(plan.voices.iter().map(|voice| Event::Voice(*voice)));
    events
}

/// Says a range of bars, from the header on; the end of the piece is said if its last bar is.
///
/// # Panics
/// If `plan.bars` is empty or reaches past the grid.
pub fn encode(grid: &Grid, plan: &EncodePlan) -> Encoded {
    let mut encoded = Encoded::default();
    for event in header_events(grid, plan) {
        encoded.push(event, true);
    }
    for event in encode_bar_announcement(grid, plan, plan.bars.start) {
        encoded.push(event, true);
    }
    for bar in plan.bars.clone() {
        // When to leave a bar is news; that the text opens with one is not.
        encoded.push(plan.bar_line(bar), bar == plan.bars.start);
        if bar > plan.bars.start && grid.bars[bar].metre != grid.bars[bar - 1].metre {
            encoded.push(Event::Metre(grid.bars[bar].metre), true);
        }
        if bar + 1 < grid.bars.len() {
            for event in encode_bar_announcement(grid, plan, bar + 1) {
                encoded.push(event, true);
            }
        }
        Speaker {
            grid,
            plan,
            bar,
            is_announcing: false,
        }
        .say(&mut |event, is_given| encoded.push(event, is_given));
    }
    if plan.total_bars.is_some_and(|total| total == plan.bars.end) {
        encoded.push(Event::End, false);
    }
    encoded
}

/// The announcement of what is given in a bar; empty if nothing is.
pub fn encode_bar_announcement(grid: &Grid, plan: &EncodePlan, bar: usize) -> Vec<Event> {
    let mut events = vec![Event::Given];
    Speaker {
        grid,
        plan,
        bar,
        is_announcing: true,
    }
    .say(&mut |event, _| events.push(event));
    if events.len() == 1 {
        return Vec::new();
    }
    events.push(Event::GivenEnd);
    events
}

/// Says one bar: all of it, or what is given there.
struct Speaker<'a> {
    grid: &'a Grid,
    plan: &'a EncodePlan,
    bar: usize,
    is_announcing: bool,
}

impl Speaker<'_> {
    fn say(&self, say: &mut impl FnMut(Event, bool)) {
        let (grid, plan) = (self.grid, self.plan);
        let bar = &grid.bars[self.bar];
        let is_given = |note: &GridNote| plan.given.contains(&note.id);
        let notes: Vec<&GridNote> = grid
            .notes_in_bar(self.bar)
            .iter()
            .filter(|note| !self.is_announcing || is_given(note))
            .collect();
        let chords = self.chords();
        let mut steps: Vec<Step> = notes.iter().map(|note| note.onset).collect();
        steps.extend(chords.iter().map(|(step, ..)| *step));
        steps.sort_unstable();
        steps.dedup();
        // Where to go next is news as long as something free could still come before.
        let is_all_given = notes.iter().all(|note| is_given(note))
            && chords.iter().all(|(_, _, is_given)| *is_given);
        for step in steps {
            if step != bar.start {
                say(Event::Position(step - bar.start), is_all_given);
            }
            if let Some((_, event, is_given)) = chords.iter().find(|(at, ..)| *at == step) {
                say(*event, *is_given);
            }
            let first = notes.partition_point(|note| note.onset < step);
            let last = notes.partition_point(|note| note.onset <= step);
            let here = &notes[first..last];
            if !here.is_empty() && grid.phrase_ends.binary_search(&step).is_ok() {
                say(Event::PhraseEnd, is_all_given);
            }
            for line in here.chunk_by(|one, other| one.voice == other.voice) {
                let line: Vec<GridNote> = line.iter().map(|note| **note).collect();
                let is_given = line.iter().any(is_given);
                for event in line_events(&line) {
                    say(event, is_given);
                }
            }
        }
    }

    /// Chord changes of the bar as words, with whether they are given. A text that begins while a
    /// chord holds says it again.
    fn chords(&self) -> Vec<(Step, Event, bool)> {
        let lane = self.plan.chords;
        let is_said = match lane {
            ChordLane::Absent => false,
            ChordLane::Free => !self.is_announcing,
            ChordLane::Given => true,
        };
        if !is_said {
            return Vec::new();
        }
        let changes = self.grid.chords_in_bar(self.bar);
        let opens_text = self.bar == self.plan.bars.start && !self.is_announcing;
        let restated = opens_text
            .then(|| self.grid.restated_chord(self.bar))
            .flatten();
        let mut chords: Vec<(Step, Event, bool)> = Vec::new();
        chords.extend(restated.map(|(step, chord)| (step, Event::Chord(chord), true)));
        let is_given = lane == ChordLane::Given;
        chords.extend(
            changes
                .iter()
                .map(|(step, chord)| (*step, Event::Chord(*chord), is_given)),
        );
        chords
    }
}

/// The words of all notes that one voice begins at one onset, from the top: notes of one duration
/// share its words.
pub fn line_events(notes: &[GridNote]) -> Vec<Event> {
    let mut events = Vec::new();
    for chord in notes.chunk_by(|one, other| one.duration == other.duration) {
        if chord[0].voice == DRUM_VOICE {
            let drums = chord.iter().filter_map(|note| Drum::of(note.pitch.pitch()));
            events.extend(drums.map(Event::Drum));
            continue;
        }
        events.extend(chord.iter().map(|note| Event::Note(note.voice, note.pitch)));
        let mut left = chord[0].duration;
        while left > MAX_DURATION_STEPS {
            events.push(Event::Longer);
            left -= MAX_DURATION_STEPS;
        }
        events.push(Event::Duration(left));
    }
    events
}
