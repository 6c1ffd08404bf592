//! Reads a line of ABC music, sign by sign, into a voice.

use super::super::FormatError;
use super::super::draft::Draft;
use super::field::accidental_of;
use super::line::{Ending, Line, WrittenNote};

/// What a music line asks of the tune besides adding to the current voice.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inline<'a> {
    /// An information field in brackets: its letter and what it says.
    Field(u8, &'a str),
    /// The line is read to its end.
    End,
}

/// A place in a line of music.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    /// Stands at the beginning of a line without its comment.
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Reads on until the line ends or an inline field turns up.
    pub(super) fn read(
        &mut self,
        line: &mut Line,
        draft: &mut Draft,
    ) -> Result<Inline<'a>, FormatError> {
        while let Some(sign) = self.peek(0) {
            match sign {
                b'[' if self.is_field() => return Ok(self.field()),
                b'[' if matches!(self.peek(1), Some(b'|' | b']')) => self.bar_line(line),
                b'[' if self
                    .peek(1)
                    .is_some_and(|next| next.is_ascii_digit() || next == b'"') =>
                {
                    self.at += 1;
                    line.bar_line(self.ending());
                }
                b'[' => self.chord(line, draft)?,
                b'|' | b':' => self.bar_line(line),
                b'^' | b'_' | b'=' | b'a'..=b'g' | b'A'..=b'G' => match self.note() {
                    Some(note) => {
                        let length = self.length();
                        line.event(draft, &[note], length)?;
                    }
                    None => self.at += 1,
                },
                b'z' | b'x' => {
                    self.at += 1;
                    let length = self.length();
                    line.event(draft, &[], length)?;
                }
                b'Z' | b'X' => {
                    self.at += 1;
                    line.rest_bars(self.number().unwrap_or(1));
                }
                b'y' => {
                    self.at += 1;
                    self.length();
                }
                b'-' => {
                    self.at += 1;
                    line.tie_last();
                }
                b'>' | b'<' => {
                    let count = self.run_of(sign);
                    line.break_rhythm(draft, count, sign == b'>');
                }
                b'(' if self.peek(1).is_some_and(|next| next.is_ascii_digit()) => self.tuplet(line),
                b'{' => self.skip_past(b'}'),
                b'"' => self.chord_symbol(line, draft),
                b'!' | b'+' => self.decoration(sign, line),
                b'H' => {
                    self.at += 1;
                    line.has_fermata = true;
                }
                b'&' => {
                    self.at += 1;
                    line.overlay();
                }
                _ => self.at += 1,
            }
        }
        Ok(Inline::End)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn is_field(&self) -> bool {
        self.peek(1)
            .is_some_and(|letter| letter.is_ascii_alphabetic())
            && self.peek(2) == Some(b':')
            && !matches!(self.peek(3), Some(b'|'))
    }

    fn field(&mut self) -> Inline<'a> {
        let letter = self.peek(1).unwrap_or_default();
        let rest = self.text.get(self.at + 3..).unwrap_or("");
        let content = rest.split(']').next().unwrap_or("");
        self.at += 3 + content.len() + 1;
        Inline::Field(letter, content)
    }

    /// A note without its length; nothing if an accidental stands alone.
    fn note(&mut self) -> Option<WrittenNote> {
        let text = self.text.as_bytes().get(self.at..)?;
        let (accidental, rest) = accidental_of(text);
        let sign = *rest
            .first()
            .filter(|sign| (b'A'..=b'G').contains(&sign.to_ascii_uppercase()))?;
        self.at += text.len() - rest.len() + 1;
        let mut octave = i8::from(sign.is_ascii_lowercase());
        while let Some(mark @ (b',' | b'\'')) = self.peek(0) {
            octave = octave.saturating_add(if mark == b',' { -1 } else { 1 });
            self.at += 1;
        }
        Some(WrittenNote {
            letter: sign.to_ascii_uppercase() - b'A',
            octave,
            accidental,
            is_tied: false,
        })
    }

    /// A length such as `2`, `3/2`, `/`, `//`; 1 if none is written.
    fn length(&mut self) -> (u64, u64) {
        let numerator = self.number().unwrap_or(1);
        let mut denominator = 1_u64;
        while self.peek(0) == Some(b'/') {
            self.at += 1;
            denominator =
                denominator.saturating_mul(self.number().filter(|number| *number > 0).unwrap_or(2));
        }
        (numerator, denominator)
    }

    fn number(&mut self) -> Option<u64> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let n_digits = rest.iter().take_while(|sign| sign.is_ascii_digit()).count();
        let digits = self.text.get(self.at..self.at + n_digits)?;
        self.at += n_digits;
        digits.parse::<u64>().ok().map(|number| number.min(10_000))
    }

    /// All notes of `[CEG]2`: the chord is as long as its first note times the length after it.
    fn chord(&mut self, line: &mut Line, draft: &mut Draft) -> Result<(), FormatError> {
        self.at += 1;
        let mut notes: Vec<WrittenNote> = Vec::new();
        let mut inner = None;
        while let Some(sign) = self.peek(0) {
            match sign {
                b']' => break,
                b'-' => {
                    self.at += 1;
                    if let Some(last) = notes.last_mut() {
                        last.is_tied = true;
                    }
                }
                b'!' | b'+' => self.decoration(sign, line),
                b'"' => self.chord_symbol(line, draft),
                _ => match self.note() {
                    Some(note) => {
                        notes.push(note);
                        let length = self.length();
                        inner = inner.or(Some(length));
                    }
                    None => self.at += 1,
                },
            }
        }
        self.at += 1;
        let (inner, outer) = (inner.unwrap_or((1, 1)), self.length());
        let length = (
            inner.0.saturating_mul(outer.0),
            inner.1.saturating_mul(outer.1),
        );
        line.event(draft, &notes, length)
    }

    fn tuplet(&mut self, line: &mut Line) {
        self.at += 1;
        let actual = self.number().unwrap_or(0);
        let mut more = [0, 0];
        for number in &mut more {
            if self.peek(0) != Some(b':') {
                break;
            }
            self.at += 1;
            *number = self.number().unwrap_or(0);
        }
        line.start_tuplet(actual, more[0], more[1]);
    }

    /// A bar line with everything that sticks to it: `|`, `||`, `|]`, `:|2`, `[|`.
    fn bar_line(&mut self, line: &mut Line) {
        let start = self.at;
        loop {
            match self.peek(0) {
                Some(b'|' | b':') => self.at += 1,
                Some(b']') if self.at > start => self.at += 1,
                Some(b'[') if matches!(self.peek(1), Some(b'|' | b']')) => self.at += 1,
                _ => break,
            }
        }
        let closes = self
            .text
            .get(start..self.at)
            .is_some_and(|bar| bar.starts_with(':'));
        line.bar_line(if closes { Ending::Closes } else { Ending::None });
        if self.peek(0).is_some_and(|sign| sign.is_ascii_digit()) {
            line.bar_line(self.ending());
        }
    }

    /// The numbers of an ending, `1`, `1,3` or `2-4`; all but the first are taken for the last.
    fn ending(&mut self) -> Ending {
        let first = self.number();
        while self
            .peek(0)
            .is_some_and(|sign| sign.is_ascii_digit() || matches!(sign, b',' | b'-'))
        {
            self.at += 1;
        }
        if first == Some(1) {
            Ending::Replaced
        } else {
            Ending::Last
        }
    }

    fn decoration(&mut self, mark: u8, line: &mut Line) {
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        match rest.split_once(char::from(mark)) {
            Some((name, _)) => {
                line.has_fermata |= name.ends_with("fermata");
                self.at += name.len() + 2;
            }
            None => self.at += 1,
        }
    }

    fn run_of(&mut self, sign: u8) -> u32 {
        let mut count = 0;
        while self.peek(0) == Some(sign) {
            (count, self.at) = (count + 1, self.at + 1);
        }
        count
    }

    /// A text in quotes: a chord symbol, unless it says where it is to stand.
    fn chord_symbol(&mut self, line: &mut Line, draft: &mut Draft) {
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        let symbol = rest.split('"').next().unwrap_or("").trim();
        if !symbol.starts_with(['^', '_', '<', '>', '@']) {
            line.chord_symbol(draft, symbol);
        }
        self.skip_past(b'"');
    }

    /// Goes past the next `mark` after this sign, or to the end of the line.
    fn skip_past(&mut self, mark: u8) {
        let rest = self.text.as_bytes().get(self.at + 1..).unwrap_or_default();
        let n_signs = rest
            .iter()
            .position(|sign| *sign == mark)
            .unwrap_or(rest.len());
        self.at += n_signs + 2;
    }
}
