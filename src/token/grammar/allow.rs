//! The rules: which event may come at which place.

use crate::music::Voice;

use super::super::event::{
    DRUM_VOICE, Event, MAX_COUNTDOWN, MAX_DURATION_STEPS, N_VOICES, NotePitch,
};
use super::state::{Grammar, Place};

/// Most [`Event::Longer`] one note may have: sixteen times two bars of 4/4.
const MAX_LONGER: u32 = 16;

/// The metre's place in the header: words after it need it.
pub(super) const METRE_RANK: u8 = 2;

impl Grammar {
    /// Whether an event may come next.
    pub fn allows(&self, event: Event) -> bool {
        match self.place {
            Place::Header(rank) => match event {
                Event::Bar(_) => self.metre.is_some() && self.allows_bar(event),
                Event::Given => self.metre.is_some(),
                _ => header_rank(event).is_some_and(|next| {
                    next > rank && (next <= METRE_RANK || self.metre.is_some())
                }),
            },
            Place::BarLine(has_metre) => match event {
                Event::Metre(_) => !has_metre,
                Event::Given => true,
                _ => self.allows_in_bar(event),
            },
            Place::Open => self.allows_in_bar(event),
            Place::NoteDue => match event {
                Event::PhraseEnd => !self.cursor().has_phrase_end,
                Event::Chord(_) => self.allows_chord(),
                Event::Note(..) | Event::Drum(_) => self.allows_note(event),
                _ => false,
            },
            Place::DurationDue(longer) => match event {
                Event::Duration(steps) => (1..=MAX_DURATION_STEPS).contains(&steps),
                Event::Longer => longer < MAX_LONGER,
                // A lower note of the same voice shares the duration.
                Event::Note(voice, _) => {
                    let last = self.cursor().last;
                    longer == 0
                        && last.is_some_and(|(last, _)| last == voice)
                        && self.allows_note(event)
                }
                _ => false,
            },
            Place::Over => false,
        }
    }

    /// Rules of an open place: inside an announcement or inside a bar.
    fn allows_in_bar(&self, event: Event) -> bool {
        let cursor = self.cursor();
        // The bar announced may be of another metre than this one, so its length is not checked.
        let bar_steps = match self.metre {
            Some(metre) if !self.is_announcing => metre.bar_steps(),
            _ => MAX_DURATION_STEPS,
        };
        let is_empty = cursor.last.is_none() && !cursor.has_chord && cursor.position == 0;
        match event {
            Event::Position(position) => position > cursor.position && position < bar_steps,
            Event::Note(..) | Event::Drum(_) => self.allows_note(event),
            Event::Chord(_) => self.allows_chord(),
            Event::PhraseEnd => cursor.last.is_none() && !cursor.has_phrase_end,
            Event::GivenEnd => self.is_announcing && !is_empty,
            Event::Bar(_) => !self.is_announcing && self.allows_bar(event),
            Event::End => !self.is_announcing && matches!(self.countdown, None | Some(1)),
            _ => false,
        }
    }

    /// A chord is named before what begins with it.
    fn allows_chord(&self) -> bool {
        let cursor = self.cursor();
        self.has_chord_lane && !cursor.has_chord && !cursor.has_phrase_end && cursor.last.is_none()
    }

    /// At one place, notes are named voice by voice, and inside a voice from the top.
    fn allows_note(&self, event: Event) -> bool {
        let Some((voice, pitch)) = place_of(event) else {
            return false;
        };
        let is_known = event != Event::Note(DRUM_VOICE, pitch) && voice <= DRUM_VOICE;
        is_known
            && self.cursor().last.is_none_or(|(last_voice, last_pitch)| {
                voice > last_voice || (voice == last_voice && pitch < last_pitch)
            })
    }

    fn allows_bar(&self, event: Event) -> bool {
        let Event::Bar(next) = event else {
            return false;
        };
        match (self.countdown, next) {
            (None, None) => true,
            (None, Some(left)) => {
                left == MAX_COUNTDOWN || (self.n_bars == 0 && (1..MAX_COUNTDOWN).contains(&left))
            }
            (Some(left), next) => left > 1 && next == Some(left - 1),
        }
    }
}

/// Where a note or a drum stands among those of its onset.
fn place_of(event: Event) -> Option<(Voice, NotePitch)> {
    match event {
        Event::Note(voice, pitch) => Some((voice, pitch)),
        Event::Drum(drum) => Some((DRUM_VOICE, drum.pitch())),
        _ => None,
    }
}

/// Order of the header's words.
pub(super) fn header_rank(event: Event) -> Option<u8> {
    const CONTROLS: u8 = 4;
    const CHORD_LANE: u8 = CONTROLS + 16;
    match event {
        Event::Style(_) => Some(1),
        Event::Metre(_) => Some(METRE_RANK),
        Event::Key(_) => Some(METRE_RANK + 1),
        Event::Control(control) => Some(CONTROLS + control.kind() as u8),
        Event::ChordLane => Some(CHORD_LANE),
        Event::Pickup => Some(CHORD_LANE + 1),
        Event::Voice(voice) if usize::from(voice.0) <= N_VOICES => Some(CHORD_LANE + 2 + voice.0),
        _ => None,
    }
}
