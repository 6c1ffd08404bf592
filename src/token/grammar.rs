//! Which events may follow: the state machine that encoder, sampler and decoder share.

use thiserror::Error;

use crate::music::Voice;

use super::cue::Cue;
use super::event::{Event, MAX_COUNTDOWN, MAX_DURATION_STEPS, N_VOICES, NotePitch};
use super::metre::Metre;
use super::step::Step;
use super::vocabulary::{Token, TokenMask, Vocabulary};

/// Most [`Event::Longer`] one note may have: sixteen times two bars of 4/4.
const MAX_LONGER: u32 = 16;

/// An event that may not stand where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{event:?} may not follow here: {place} expected")]
#[non_exhaustive]
pub struct GrammarError {
    /// What was said.
    pub event: Event,
    /// What could have been said.
    pub place: &'static str,
}

/// Where in a sentence the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the header, after a word of this rank.
    Header(u8),
    /// Right after a bar line; the flag says whether a metre was named there.
    BarLine(bool),
    /// Where notes, places and bar lines may follow.
    Open,
    /// After a place or a phrase end: a note must follow.
    NoteDue,
    /// After a note, with so many [`Event::Longer`]: its duration must follow.
    DurationDue(u32),
    /// After the end.
    Over,
}

/// A place in a bar and what was said there.
#[derive(Debug, Clone, Copy, Default)]
struct Cursor {
    position: u32,
    last: Option<(Voice, NotePitch)>,
    has_phrase_end: bool,
}

/// A note that sounds until a step; until its duration is said, the end is unknown.
#[derive(Debug, Clone, Copy)]
struct Sounding {
    pitch: NotePitch,
    end: Option<Step>,
}

/// The state of a text so far. Copying it is cheap, so that a caller may look ahead.
#[derive(Debug, Clone, Copy)]
pub struct Grammar {
    place: Place,
    metre: Option<Metre>,
    /// Start of the bar, in steps from the first bar line of this text.
    bar_start: Step,
    n_bars: u32,
    countdown: Option<u32>,
    is_announcing: bool,
    here: Cursor,
    announced: Cursor,
    sounding: [Option<Sounding>; N_VOICES],
}

const METRE_RANK: u8 = 2;

impl Default for Grammar {
    fn default() -> Self {
        Self::new()
    }
}

impl Grammar {
    /// The start of a text.
    pub fn new() -> Self {
        Self {
            place: Place::Header(0),
            metre: None,
            bar_start: 0,
            n_bars: 0,
            countdown: None,
            is_announcing: false,
            here: Cursor::default(),
            announced: Cursor::default(),
            sounding: [None; N_VOICES],
        }
    }

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
                Event::Note(voice, pitch) => self.allows_note(voice, pitch),
                _ => false,
            },
            Place::DurationDue(longer) => match event {
                Event::Duration(steps) => (1..=MAX_DURATION_STEPS).contains(&steps),
                Event::Longer => longer < MAX_LONGER,
                _ => false,
            },
            Place::Over => false,
        }
    }

    /// The tokens that may come next; never empty before the end of the piece.
    pub fn mask(&self) -> TokenMask {
        let mut mask = TokenMask::none();
        for token in (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index) {
            let event = Vocabulary::event(token);
            if self.allows(event) {
                mask.allow(event);
            }
        }
        mask
    }

    /// Takes the next event.
    ///
    /// # Errors
    /// [`GrammarError`] if it may not come here; the state is then unchanged.
    pub fn advance(&mut self, event: Event) -> Result<(), GrammarError> {
        if !self.allows(event) {
            return Err(GrammarError {
                event,
                place: self.expected(),
            });
        }
        match event {
            Event::Pad => {}
            Event::End => self.place = Place::Over,
            Event::Style(_) | Event::Key(_) | Event::Pickup | Event::Voice(_) => {
                self.place = Place::Header(header_rank(event).unwrap_or(u8::MAX));
            }
            Event::Metre(metre) => {
                self.metre = Some(metre);
                self.place = if self.n_bars == 0 {
                    Place::Header(METRE_RANK)
                } else {
                    Place::BarLine(true)
                };
            }
            Event::Given => {
                self.is_announcing = true;
                self.announced = Cursor::default();
                self.place = Place::Open;
            }
            Event::GivenEnd => {
                self.is_announcing = false;
                self.place = if self.n_bars == 0 {
                    Place::Header(u8::MAX)
                } else {
                    Place::Open
                };
            }
            Event::Bar(countdown) => self.start_bar(countdown),
            Event::Position(position) => {
                *self.cursor_mut() = Cursor {
                    position,
                    last: None,
                    has_phrase_end: false,
                };
                self.place = Place::NoteDue;
            }
            Event::PhraseEnd => {
                self.cursor_mut().has_phrase_end = true;
                self.place = Place::NoteDue;
            }
            Event::Note(voice, pitch) => {
                self.cursor_mut().last = Some((voice, pitch));
                if !self.is_announcing {
                    self.sounding[usize::from(voice.0)] = Some(Sounding { pitch, end: None });
                }
                self.place = Place::DurationDue(0);
            }
            Event::Longer => {
                if let Place::DurationDue(longer) = self.place {
                    self.place = Place::DurationDue(longer + 1);
                }
            }
            Event::Duration(steps) => self.end_note(steps),
        }
        Ok(())
    }

    /// Takes the next token; see [`Grammar::advance`].
    ///
    /// # Errors
    /// [`GrammarError`] if its event may not come here.
    pub fn advance_token(&mut self, token: Token) -> Result<(), GrammarError> {
        self.advance(Vocabulary::event(token))
    }

    /// What a musician sees here.
    pub fn cue(&self) -> Cue {
        if self.is_announcing {
            return Cue {
                position: self.announced.position,
                ..Cue::default()
            };
        }
        let now = self.now();
        let mut cue = Cue {
            position: self.here.position,
            ..Cue::default()
        };
        let mut next_end = Step::MAX;
        for (voice, sounding) in self.sounding.iter().enumerate() {
            let Some(sounding) =
                sounding.filter(|sounding| sounding.end.is_none_or(|end| end > now))
            else {
                continue;
            };
            cue.sounding[voice] = Some(sounding.pitch);
            next_end = next_end.min(sounding.end.unwrap_or(Step::MAX));
        }
        if next_end < Step::MAX {
            cue.next_end = next_end - now;
        }
        cue
    }

    /// Steps from the start of the bar.
    pub fn position(&self) -> u32 {
        self.here.position
    }

    /// Whether what is said is an announcement.
    pub fn is_announcing(&self) -> bool {
        self.is_announcing
    }

    /// Whether a place was named and a note is due.
    pub fn is_note_due(&self) -> bool {
        self.place == Place::NoteDue
    }

    /// Whether the piece is over.
    pub fn is_over(&self) -> bool {
        self.place == Place::Over
    }

    fn now(&self) -> Step {
        self.bar_start + self.here.position
    }

    fn cursor(&self) -> &Cursor {
        if self.is_announcing {
            &self.announced
        } else {
            &self.here
        }
    }

    fn cursor_mut(&mut self) -> &mut Cursor {
        if self.is_announcing {
            &mut self.announced
        } else {
            &mut self.here
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
        match event {
            Event::Position(position) => position > cursor.position && position < bar_steps,
            Event::Note(voice, pitch) => self.allows_note(voice, pitch),
            Event::PhraseEnd => cursor.last.is_none() && !cursor.has_phrase_end,
            Event::GivenEnd => self.is_announcing && (cursor.last.is_some() || cursor.position > 0),
            Event::Bar(_) => !self.is_announcing && self.allows_bar(event),
            Event::End => !self.is_announcing && matches!(self.countdown, None | Some(1)),
            _ => false,
        }
    }

    /// At one place, notes are named voice by voice, and inside a voice from the top.
    fn allows_note(&self, voice: Voice, pitch: NotePitch) -> bool {
        usize::from(voice.0) < N_VOICES
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

    fn start_bar(&mut self, countdown: Option<u32>) {
        if self.n_bars > 0 {
            self.bar_start += self.metre.map_or(0, Metre::bar_steps);
        }
        self.n_bars += 1;
        self.countdown = countdown;
        self.here = Cursor::default();
        self.place = Place::BarLine(false);
    }

    fn end_note(&mut self, steps: u32) {
        let Place::DurationDue(longer) = self.place else {
            return;
        };
        let end = self.now() + longer * MAX_DURATION_STEPS + steps;
        if let (false, Some((voice, _))) = (self.is_announcing, self.here.last)
            && let Some(sounding) = &mut self.sounding[usize::from(voice.0)]
        {
            sounding.end = Some(end);
        }
        self.place = Place::Open;
    }

    fn expected(&self) -> &'static str {
        match self.place {
            Place::Header(_) => "a header word or a bar line",
            Place::BarLine(_) | Place::Open if self.is_announcing => {
                "a given note or the end of what is given"
            }
            Place::BarLine(_) | Place::Open => "a place, a note or a bar line",
            Place::NoteDue => "a note",
            Place::DurationDue(_) => "a duration",
            Place::Over => "nothing more",
        }
    }
}

/// Order of the header's words.
fn header_rank(event: Event) -> Option<u8> {
    match event {
        Event::Style(_) => Some(1),
        Event::Metre(_) => Some(METRE_RANK),
        Event::Key(_) => Some(3),
        Event::Pickup => Some(4),
        Event::Voice(voice) => Some(5 + voice.0),
        _ => None,
    }
}
