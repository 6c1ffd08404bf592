//! A grid into words.

use std::collections::HashSet;
use std::ops::Range;

use crate::music::{KeySignature, NoteId, Voice};

use super::event::{Event, MAX_COUNTDOWN, MAX_DURATION_STEPS};
use super::grid::{Grid, GridBar, GridNote};
use super::step::Step;
use super::style::Style;
use super::vocabulary::{Token, Vocabulary};

/// What to say beside the notes, and how much of the grid.
#[derive(Debug, Clone)]
pub struct EncodePlan {
    /// Style named in the header.
    pub style: Option<Style>,
    /// Key named in the header.
    pub key: Option<KeySignature>,
    /// Voices named in the header.
    pub voices: Vec<Voice>,
    /// Bars to say.
    pub bars: Range<usize>,
    /// Number of bars of the whole piece, where the end is counted down.
    pub total_bars: Option<usize>,
    /// Notes announced one bar ahead.
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
        say_bar(grid, plan, bar, &mut encoded);
    }
    if plan.total_bars.is_some_and(|total| total == plan.bars.end) {
        encoded.push(Event::End, false);
    }
    encoded
}

/// The announcement of a bar's given notes; empty if it has none.
pub fn encode_bar_announcement(grid: &Grid, plan: &EncodePlan, bar: usize) -> Vec<Event> {
    let given: Vec<&GridNote> = grid
        .notes_in_bar(bar)
        .iter()
        .filter(|note| plan.given.contains(&note.id))
        .collect();
    let mut events = Vec::new();
    if given.is_empty() {
        return events;
    }
    events.push(Event::Given);
    let mut place = Place::at_bar_line(&grid.bars[bar]);
    for note in given {
        place.say_note(grid, note, &mut |event| events.push(event));
    }
    events.push(Event::GivenEnd);
    events
}

fn say_bar(grid: &Grid, plan: &EncodePlan, bar: usize, encoded: &mut Encoded) {
    let notes = grid.notes_in_bar(bar);
    let mut place = Place::at_bar_line(&grid.bars[bar]);
    for note in notes {
        let is_given = plan.given.contains(&note.id);
        // Where to go next is news as long as a free note could still come before.
        let is_forced_place = is_given && notes.iter().all(|other| plan.given.contains(&other.id));
        place.say_note(grid, note, &mut |event| {
            let is_place = matches!(event, Event::Position(_) | Event::PhraseEnd);
            encoded.push(event, if is_place { is_forced_place } else { is_given });
        });
    }
}

/// The place last named inside a bar.
struct Place {
    bar_start: Step,
    step: Step,
    is_fresh: bool,
}

impl Place {
    fn at_bar_line(bar: &GridBar) -> Self {
        Self {
            bar_start: bar.start,
            step: bar.start,
            is_fresh: true,
        }
    }

    fn say_note(&mut self, grid: &Grid, note: &GridNote, say: &mut impl FnMut(Event)) {
        if note.onset != self.step {
            say(Event::Position(note.onset - self.bar_start));
            self.step = note.onset;
            self.is_fresh = true;
        }
        if self.is_fresh && grid.phrase_ends.binary_search(&note.onset).is_ok() {
            say(Event::PhraseEnd);
        }
        self.is_fresh = false;
        note_events(note).into_iter().for_each(say);
    }
}

/// The words of one note: its name, and its duration in as many words as it needs.
pub fn note_events(note: &GridNote) -> Vec<Event> {
    let mut events = vec![Event::Note(note.voice, note.pitch)];
    let mut left = note.duration;
    while left > MAX_DURATION_STEPS {
        events.push(Event::Longer);
        left -= MAX_DURATION_STEPS;
    }
    events.push(Event::Duration(left));
    events
}
