//! Events and their integer ids: a bijection, laid out in blocks.

use std::fmt;

use crate::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass, Voice};

use super::control::Control;
use super::drum::Drum;
use super::event::{DRUM_VOICE, Event, MAX_COUNTDOWN, MAX_DURATION_STEPS, N_VOICES, NotePitch};
use super::metre::Metre;
use super::style::Style;

/// Version of the vocabulary; weights trained for another one are refused.
pub const VOCABULARY_VERSION: u32 = 2;

/// The id of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(u16);

impl Token {
    /// The id as an index into logits.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// Blocks of ids: first id of each, in order.
const SIMPLE: usize = 0;
const STYLE: usize = SIMPLE + SIMPLE_EVENTS.len();
const METRE: usize = STYLE + Style::ALL.len();
const KEY: usize = METRE + Metre::COUNT;
const CONTROL: usize = KEY + 24;
const VOICE: usize = CONTROL + Control::COUNT;
const BAR: usize = VOICE + N_VOICES + 1;
const COUNTED_BAR: usize = BAR + 1;
const POSITION: usize = COUNTED_BAR + MAX_COUNTDOWN as usize;
const CHORD: usize = POSITION + MAX_DURATION_STEPS as usize - 1;
const NOTE: usize = CHORD + N_CHORDS;
const DRUM: usize = NOTE + N_VOICES * NotePitch::COUNT;
const DURATION: usize = DRUM + Drum::COUNT;
const LONGER: usize = DURATION + MAX_DURATION_STEPS as usize;
const SIZE: usize = LONGER + 1;

/// Chords that are told apart, and none.
pub(super) const N_CHORDS: usize = 12 * ChordQuality::ALL.len() + 1;

const SIMPLE_EVENTS: [Event; 7] = [
    Event::Pad,
    Event::End,
    Event::Given,
    Event::GivenEnd,
    Event::PhraseEnd,
    Event::Pickup,
    Event::ChordLane,
];

/// The bijection between events and tokens. Printing it shows the blocks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Vocabulary;

impl Vocabulary {
    /// Number of tokens.
    pub const SIZE: usize = SIZE;
    /// Ids of note events: voice by voice, pitch by pitch.
    pub const NOTES: std::ops::Range<usize> = NOTE..DRUM;
    /// Ids of chord events: none, then root by root.
    pub const CHORDS: std::ops::Range<usize> = CHORD..NOTE;
    /// Ids of duration events, the one that lengthens included.
    pub const DURATIONS: std::ops::Range<usize> = DURATION..SIZE;

    /// The token of an event, if it lies inside the vocabulary's bounds.
    pub fn token(event: Event) -> Option<Token> {
        let id = match event {
            Event::Pad => SIMPLE,
            Event::End => SIMPLE + 1,
            Event::Given => SIMPLE + 2,
            Event::GivenEnd => SIMPLE + 3,
            Event::PhraseEnd => SIMPLE + 4,
            Event::Pickup => SIMPLE + 5,
            Event::ChordLane => SIMPLE + 6,
            Event::Style(style) => STYLE + Style::ALL.iter().position(|known| *known == style)?,
            Event::Metre(metre) => METRE + metre.index(),
            Event::Key(key) => {
                KEY + usize::from(key.tonic().get())
                    + if key.mode() == Mode::Minor { 12 } else { 0 }
            }
            Event::Control(control) => CONTROL + control.index(),
            Event::Voice(DRUM_VOICE) => VOICE + N_VOICES,
            Event::Voice(voice) => VOICE + voice_index(voice)?,
            Event::Bar(None) => BAR,
            Event::Bar(Some(left)) => {
                BAR + (1..=MAX_COUNTDOWN)
                    .contains(&left)
                    .then_some(left as usize)?
            }
            Event::Position(step) => {
                POSITION
                    + (1..MAX_DURATION_STEPS)
                        .contains(&step)
                        .then(|| step as usize - 1)?
            }
            Event::Chord(chord) => CHORD + chord_index(chord),
            Event::Drum(drum) => DRUM + drum.index(),
            Event::Note(voice, pitch) => {
                NOTE + voice_index(voice)? * NotePitch::COUNT + pitch.index()
            }
            Event::Duration(steps) => {
                DURATION
                    + (1..=MAX_DURATION_STEPS)
                        .contains(&steps)
                        .then(|| steps as usize - 1)?
            }
            Event::Longer => LONGER,
        };
        Some(Token(id as u16))
    }

    /// The token at an id, if it is one.
    pub const fn from_index(id: usize) -> Option<Token> {
        if id < SIZE {
            Some(Token(id as u16))
        } else {
            None
        }
    }

    /// The event of a token.
    pub fn event(token: Token) -> Event {
        let id = token.index();
        match id {
            SIMPLE..STYLE => SIMPLE_EVENTS[id],
            STYLE..METRE => Event::Style(Style::ALL[id - STYLE]),
            METRE..KEY => Event::Metre(
                Metre::from_index(id - METRE).expect("invariant: the block has Metre::COUNT ids"),
            ),
            KEY..CONTROL => {
                let mode = if id - KEY < 12 {
                    Mode::Major
                } else {
                    Mode::Minor
                };
                Event::Key(KeySignature::on(PitchClass::of((id - KEY) as i64), mode))
            }
            CONTROL..VOICE => Event::Control(
                Control::from_index(id - CONTROL)
                    .expect("invariant: the block has Control::COUNT ids"),
            ),
            VOICE..BAR => Event::Voice(Voice((id - VOICE) as u8)),
            BAR => Event::Bar(None),
            COUNTED_BAR..POSITION => Event::Bar(Some((id - BAR) as u32)),
            POSITION..CHORD => Event::Position((id - POSITION) as u32 + 1),
            CHORD..NOTE => Event::Chord(chord_at(id - CHORD)),
            DRUM..DURATION => Event::Drum(
                Drum::from_index(id - DRUM).expect("invariant: the block has Drum::COUNT ids"),
            ),
            NOTE..DRUM => {
                let voice = Voice(((id - NOTE) / NotePitch::COUNT) as u8);
                let pitch = NotePitch::from_index((id - NOTE) % NotePitch::COUNT);
                Event::Note(
                    voice,
                    pitch.expect("invariant: a remainder of COUNT is an index"),
                )
            }
            DURATION..LONGER => Event::Duration((id - DURATION) as u32 + 1),
            _ => Event::Longer,
        }
    }
}

/// 0 for none, then root by root, quality by quality.
pub(super) fn chord_index(chord: Option<Chord>) -> usize {
    let qualities = ChordQuality::ALL;
    chord.map_or(0, |chord| {
        1 + usize::from(chord.root.get()) * qualities.len() + chord.quality as usize
    })
}

fn chord_at(index: usize) -> Option<Chord> {
    let index = index.checked_sub(1)?;
    let n_qualities = ChordQuality::ALL.len();
    let root = PitchClass::of((index / n_qualities) as i64);
    Some(Chord::new(root, ChordQuality::ALL[index % n_qualities]))
}

fn voice_index(voice: Voice) -> Option<usize> {
    let index = usize::from(voice.0);
    (index < N_VOICES).then_some(index)
}

impl fmt::Display for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "vocabulary {VOCABULARY_VERSION}: {SIZE} tokens")?;
        let blocks = [
            ("simple", SIMPLE, STYLE),
            ("style", STYLE, METRE),
            ("metre", METRE, KEY),
            ("key", KEY, CONTROL),
            ("control", CONTROL, VOICE),
            ("voice", VOICE, BAR),
            ("bar", BAR, POSITION),
            ("position", POSITION, CHORD),
            ("chord", CHORD, NOTE),
            ("note", NOTE, DRUM),
            ("drum", DRUM, DURATION),
            ("duration", DURATION, SIZE),
        ];
        for (name, start, end) in blocks {
            writeln!(f, "{start:5} to {:4}  {name}", end - 1)?;
        }
        Ok(())
    }
}

/// Which tokens may come next: one flag a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenMask {
    allowed: Vec<bool>,
}

impl TokenMask {
    /// A mask that allows nothing.
    pub fn none() -> Self {
        Self {
            allowed: vec![false; SIZE],
        }
    }

    /// A mask that allows one token.
    pub fn only(token: Token) -> Self {
        let mut mask = Self::none();
        mask.allowed[token.index()] = true;
        mask
    }

    /// Allows an event. Events outside the vocabulary are left out.
    pub fn allow(&mut self, event: Event) {
        if let Some(token) = Vocabulary::token(event) {
            self.allowed[token.index()] = true;
        }
    }

    /// Keeps only the events for which `keep` holds.
    pub fn retain(&mut self, keep: impl Fn(Event) -> bool) {
        for (id, allowed) in self.allowed.iter_mut().enumerate() {
            if *allowed {
                *allowed = keep(Vocabulary::event(Token(id as u16)));
            }
        }
    }

    /// Whether a token may come next.
    pub fn allows(&self, token: Token) -> bool {
        self.allowed[token.index()]
    }

    /// One flag a token.
    pub fn as_slice(&self) -> &[bool] {
        &self.allowed
    }

    /// Whether nothing may come next.
    pub fn is_empty(&self) -> bool {
        !self.allowed.contains(&true)
    }

    /// The token, if exactly one may come next.
    pub fn single(&self) -> Option<Token> {
        let mut ids = self
            .allowed
            .iter()
            .enumerate()
            .filter(|(_, allowed)| **allowed)
            .map(|(id, _)| id);
        match (ids.next(), ids.next()) {
            (Some(id), None) => Some(Token(id as u16)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_reads_back_from_its_event() {
        for id in 0..Vocabulary::SIZE {
            let token = Vocabulary::from_index(id).unwrap();
            assert_eq!(
                Vocabulary::token(Vocabulary::event(token)),
                Some(token),
                "id {id}"
            );
        }
    }

    #[test]
    fn events_outside_the_bounds_have_no_token() {
        let piano_a = NotePitch::from_index(48).unwrap();
        for event in [
            Event::Position(0),
            Event::Position(192),
            Event::Duration(0),
            Event::Duration(193),
            Event::Bar(Some(9)),
            Event::Bar(Some(0)),
            Event::Note(Voice(4), piano_a),
        ] {
            assert_eq!(Vocabulary::token(event), None, "{event:?}");
        }
    }
}
