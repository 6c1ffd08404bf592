//! Where a text stands: the place in the sentence, the bar, and what sounds.

use thiserror::Error;

use crate::music::{Chord, Voice};

use super::super::cue::Cue;
use super::super::event::{DRUM_VOICE, Event, MAX_DURATION_STEPS, N_VOICES, NotePitch};
use super::super::metre::Metre;
use super::super::step::Step;
use super::super::vocabulary::{Token, TokenMask, Vocabulary};
use super::allow::{METRE_RANK, header_rank};

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
pub(super) enum Place {
    /// In the header, after a word of this rank.
    Header(u8),
    /// Right after a bar line; the flag says whether a metre was named there.
    BarLine(bool),
    /// Where notes, places and bar lines may follow.
    Open,
    /// After a place or a phrase end: something must begin.
    NoteDue,
    /// After a note, with so many [`Event::Longer`]: its duration must follow.
    DurationDue(u32),
    /// After the end.
    Over,
}

/// A place in a bar and what was said there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cursor {
    pub(super) position: u32,
    /// The note or drum said last.
    pub(super) last: Option<(Voice, NotePitch)>,
    pub(super) has_phrase_end: bool,
    pub(super) has_chord: bool,
}

/// A note that sounds until a step; until its duration is said, the end is unknown.
#[derive(Debug, Clone, Copy)]
struct Sounding {
    pitch: NotePitch,
    onset: Step,
    end: Option<Step>,
}

/// The state of a text so far. Copying it is cheap, so that a caller may look ahead.
#[derive(Debug, Clone, Copy)]
pub struct Grammar {
    pub(super) place: Place,
    pub(super) metre: Option<Metre>,
    /// Start of the bar, in steps from the first bar line of this text.
    bar_start: Step,
    pub(super) n_bars: u32,
    pub(super) countdown: Option<u32>,
    pub(super) is_announcing: bool,
    pub(super) has_chord_lane: bool,
    here: Cursor,
    announced: Cursor,
    sounding: [Option<Sounding>; N_VOICES],
    chord: Option<Chord>,
}

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
            has_chord_lane: false,
            here: Cursor::default(),
            announced: Cursor::default(),
            sounding: [None; N_VOICES],
            chord: None,
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
            Event::Style(_)
            | Event::Key(_)
            | Event::Control(_)
            | Event::ChordLane
            | Event::Pickup
            | Event::Voice(_) => {
                self.has_chord_lane |= event == Event::ChordLane;
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
                    ..Cursor::default()
                };
                self.place = Place::NoteDue;
            }
            Event::PhraseEnd => {
                self.cursor_mut().has_phrase_end = true;
                self.place = Place::NoteDue;
            }
            Event::Chord(chord) => {
                self.cursor_mut().has_chord = true;
                if !self.is_announcing {
                    self.chord = chord;
                }
                self.place = Place::Open;
            }
            Event::Note(voice, pitch) => self.start_note(voice, pitch),
            Event::Drum(drum) => {
                self.cursor_mut().last = Some((DRUM_VOICE, drum.pitch()));
                self.place = Place::Open;
            }
            Event::Longer => {
                if let Place::DurationDue(longer) = self.place {
                    self.place = Place::DurationDue(longer + 1);
                }
            }
            Event::Duration(steps) => self.end_notes(steps),
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
                chord: self.chord,
                ..Cue::default()
            };
        }
        let now = self.now();
        let mut cue = Cue {
            position: self.here.position,
            chord: self.chord,
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

    /// The chord that holds here.
    pub fn chord(&self) -> Option<Chord> {
        self.chord
    }

    /// Whether what is said is an announcement.
    pub fn is_announcing(&self) -> bool {
        self.is_announcing
    }

    /// Whether a place was named and something must begin there.
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

    pub(super) fn cursor(&self) -> &Cursor {
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

    fn start_bar(&mut self, countdown: Option<u32>) {
        if self.n_bars > 0 {
            self.bar_start += self.metre.map_or(0, Metre::bar_steps);
        }
        self.n_bars += 1;
        self.countdown = countdown;
        self.here = Cursor::default();
        self.place = Place::BarLine(false);
    }

    fn start_note(&mut self, voice: Voice, pitch: NotePitch) {
        self.cursor_mut().last = Some((voice, pitch));
        self.place = Place::DurationDue(0);
        let now = self.now();
        let Some(sounding) = self.sounding.get_mut(usize::from(voice.0)) else {
            return;
        };
        // Upper voices are heard by their highest note, lower ones by their lowest.
        let is_heard = voice > Voice::ALTO || sounding.is_none_or(|sounding| sounding.onset != now);
        if !self.is_announcing && is_heard {
            *sounding = Some(Sounding {
                pitch,
                onset: now,
                end: None,
            });
        }
    }

    fn end_notes(&mut self, steps: u32) {
        let Place::DurationDue(longer) = self.place else {
            return;
        };
        let end = self.now() + longer * MAX_DURATION_STEPS + steps;
        if let (false, Some((voice, _))) = (self.is_announcing, self.here.last)
            && let Some(Some(sounding)) = self.sounding.get_mut(usize::from(voice.0))
            && sounding.end.is_none()
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
