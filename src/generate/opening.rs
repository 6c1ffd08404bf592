//! How a text and its bars begin: what is said before the model is asked anything.

use crate::model::LanguageModel;
use crate::music::Chord;
use crate::token::{
    ChordLane, EncodePlan, Event, Grammar, Step, Token, Vocabulary, encode, encode_bar_announcement,
};

use super::generation::{GenerateError, Generation};

/// Room kept for one bar when the text is cut to the model's view.
const ROOM_FOR_A_BAR: usize = 192;

impl<M: LanguageModel> Generation<M> {
    /// What comes right after a bar line: a new metre, what is given in the next bar, and the chords of this one.
    pub(super) fn open_bar(&mut self) -> Result<(), GenerateError> {
        if self.reader.text().len() + ROOM_FOR_A_BAR > self.reader.capacity() {
            self.open_text()?;
        }
        let bars = &self.brief.grid.bars;
        if self.bar > self.plan.bars.start && bars[self.bar].metre != bars[self.bar - 1].metre {
            self.say(Event::Metre(bars[self.bar].metre))?;
        }
        if self.bar + 1 < self.brief.grid.bars.len() {
            for event in encode_bar_announcement(&self.brief.grid, &self.plan, self.bar + 1) {
                self.say(event)?;
            }
        }
        self.chords = self.standing_chords();
        Ok(())
    }

    /// Chord changes of this bar; a text that begins here says again what holds.
    fn standing_chords(&self) -> Vec<(Step, Option<Chord>)> {
        let grid = &self.brief.grid;
        if self.brief.chords == ChordLane::Absent {
            return Vec::new();
        }
        let opens_text = self.bar == self.plan.bars.start;
        let restated = opens_text.then(|| grid.restated_chord(self.bar)).flatten();
        let changes = grid.chords_in_bar(self.bar).iter().copied();
        restated.into_iter().chain(changes).collect()
    }

    /// Starts the text afresh with as many whole bars before this one as half the view holds.
    pub(super) fn open_text(&mut self) -> Result<(), GenerateError> {
        let half = self.reader.capacity() / 2;
        let mut start = self.bar;
        while start > 0 && self.tokens_from(start - 1).len() <= half {
            start -= 1;
        }
        let tokens = self.tokens_from(start);
        self.plan.bars = start..self.bar;
        self.reader.restart();
        self.grammar = Grammar::new();
        for token in tokens {
            self.say(Vocabulary::event(token))?;
        }
        self.say(self.plan.bar_line(self.bar))
    }

    /// The text from a bar up to this one.
    fn tokens_from(&self, start: usize) -> Vec<Token> {
        let plan = EncodePlan {
            bars: start..self.bar,
            ..self.plan.clone()
        };
        encode(&self.brief.grid, &plan).tokens
    }
}
