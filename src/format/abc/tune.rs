//! Reads ABC, the text notation of folk tunes and hymnals, as far as four-part hymns need it.
//!
//! Repeats are not played, and of two endings the second is read. Words, grace notes and ornaments are left
//! out.

use super::super::draft::{Draft, MAX_BYTES};
use super::super::moment::Moment;
use super::super::{FormatError, Warning};
use super::field::{KeyAccidentals, read_fraction, read_key, read_meter, read_tempo};
use super::line::Line;
use super::scan::{Inline, Scanner};
use crate::music::{Part, Score, TimeSignature, Voice};

/// One tune of an ABC file.
#[derive(Debug, Clone, PartialEq)]
pub struct AbcTune {
    /// Its first title; may be empty.
    pub title: String,
    /// What its `C:` and `S:` fields say about people and sources.
    pub credits: Vec<String>,
    /// The music, or why it could not be read.
    pub outcome: Result<(Score, Vec<Warning>), FormatError>,
}

/// Reads every tune of an ABC file; each begins with an `X:` field.
///
/// # Errors
/// [`FormatError::FileTooLarge`]; what is wrong with one tune stands in its outcome.
pub fn read_abc(text: &str) -> Result<Vec<AbcTune>, FormatError> {
    if text.len() > MAX_BYTES {
        return Err(FormatError::FileTooLarge {
            found: text.len(),
            allowed: MAX_BYTES,
        });
    }
    let mut tunes: Vec<Vec<(usize, &str)>> = Vec::new();
    let mut is_text = false;
    for (index, line) in text.lines().enumerate() {
        match line.trim_end() {
            line if line.starts_with("%%begin") => is_text = true,
            line if line.starts_with("%%end") => is_text = false,
            _ if is_text => {}
            line if line.starts_with("X:") => tunes.push(vec![(index + 1, line)]),
            line => {
                if let Some(tune) = tunes.last_mut() {
                    tune.push((index + 1, line));
                }
            }
        }
    }
    Ok(tunes.iter().map(|lines| read_tune(lines)).collect())
}

fn read_tune(lines: &[(usize, &str)]) -> AbcTune {
    let mut tune = Tune::default();
    let mut result = Ok(());
    for &(number, line) in lines {
        if let Some(directive) = line.strip_prefix("%%") {
            tune.direct(directive);
            continue;
        }
        let line = without_comment(line);
        result = tune.read_line(line.trim()).map_err(|error| match error {
            FormatError::TooManyNotes { .. } => error,
            other => FormatError::syntax(number, other.to_string()),
        });
        if result.is_err() {
            break;
        }
    }
    AbcTune {
        title: tune.draft.title.clone(),
        credits: std::mem::take(&mut tune.credits),
        outcome: result.and_then(|()| tune.finish(lines.first().map_or(0, |(number, _)| *number))),
    }
}

/// A line up to its first per cent sign that is not escaped.
fn without_comment(line: &str) -> String {
    let escaped = line.replace("\\%", "\0");
    escaped.split('%').next().unwrap_or("").replace('\0', "%")
}

/// Voices past this one share it.
const LAST_VOICE: usize = 255;

/// A tune being read.
#[derive(Default)]
struct Tune {
    draft: Draft,
    credits: Vec<String>,
    lines: Vec<Line>,
    current: usize,
    unit: Option<(u64, u64)>,
    time_signature: Option<TimeSignature>,
    key: KeyAccidentals,
    is_in_body: bool,
    ignored: Vec<Warning>,
}

impl Tune {
    fn read_line(&mut self, line: &str) -> Result<(), FormatError> {
        let letter = line.bytes().next().unwrap_or_default();
        if line.get(1..2) == Some(":")
            && letter.is_ascii_alphabetic()
            && !line[2..].starts_with(['|', ':'])
        {
            self.field(letter, line[2..].trim());
            return Ok(());
        }
        if !self.is_in_body {
            return Ok(());
        }
        let mut scanner = Scanner::new(line);
        loop {
            if self.lines.is_empty() {
                self.select_voice("1");
            }
            match scanner.read(&mut self.lines[self.current], &mut self.draft)? {
                Inline::Field(letter, content) => self.field(letter, content.trim()),
                Inline::End => return Ok(()),
            }
        }
    }

    /// An information field. Before the body it speaks for all voices, later for the current one.
    fn field(&mut self, letter: u8, content: &str) {
        let current = self.lines.get_mut(self.current).filter(|_| self.is_in_body);
        match letter {
            b'T' if self.draft.title.is_empty() => self.draft.title = content.to_owned(),
            b'C' | b'S' => self.credits.push(content.to_owned()),
            b'V' => {
                let (name, rest) = content
                    .split_once(char::is_whitespace)
                    .unwrap_or((content, ""));
                self.select_voice(if name.is_empty() { "1" } else { name });
                self.lines[self.current].instrument.describe(rest);
            }
            b'L' => match (read_fraction(content), current) {
                (Some(unit), Some(line)) => line.unit = unit,
                (Some(unit), None) => self.unit = Some(unit),
                (None, _) => self.ignore("unit length", content),
            },
            b'M' => match current {
                Some(line) => line.set_meter(read_meter(content)),
                None => self.time_signature = read_meter(content),
            },
            b'Q' => {
                let now = current.map_or(Moment::ZERO, |line| line.now());
                match read_tempo(content, self.unit.unwrap_or((1, 8))) {
                    Some(tempo) => self.draft.tempos.push((now, tempo)),
                    None => self.ignore("tempo", content),
                }
            }
            b'K' => match (read_key(content), current) {
                (Some((_, accidentals)), Some(line)) => line.key = accidentals,
                (Some((key, accidentals)), None) => {
                    self.draft.key = key;
                    self.key = accidentals;
                    self.start_body();
                }
                (None, current) => {
                    let starts_body = current.is_none();
                    self.ignore("key", content);
                    if starts_body {
                        self.start_body();
                    }
                }
            },
            _ => {}
        }
    }

    fn ignore(&mut self, what: &str, content: &str) {
        let shown: String = content.chars().take(40).collect();
        self.ignored.push(Warning::Ignored {
            what: format!("{what} \"{shown}\""),
        });
    }

    /// The key field ends the header: what it said now holds for every voice.
    fn start_body(&mut self) {
        self.is_in_body = true;
        self.current = 0;
        for index in 0..self.lines.len() {
            let before = &self.lines[index];
            let mut line = self.new_line(&before.name, index);
            line.instrument = before.instrument.clone();
            self.lines[index] = line;
        }
    }

    /// A directive about the current voice.
    fn direct(&mut self, directive: &str) {
        if let Some(line) = self.lines.get_mut(self.current) {
            line.instrument.direct(directive);
        }
    }

    fn new_line(&self, name: &str, index: usize) -> Line {
        // Without a unit length, short bars count in sixteenths and long ones in eighths.
        let is_short = self
            .time_signature
            .is_some_and(|signature| signature.bar().get() < 1440);
        let unit = self.unit.unwrap_or(if is_short { (1, 16) } else { (1, 8) });
        let mut line = Line::new(name, index.min(LAST_VOICE) as u8, unit);
        line.time_signature = self.time_signature;
        line.key = self.key;
        line
    }

    fn select_voice(&mut self, name: &str) {
        let known = self.lines.iter().position(|line| line.name == name);
        let known = known.or((self.lines.len() > LAST_VOICE).then_some(LAST_VOICE));
        self.current = known.unwrap_or_else(|| {
            let line = self.new_line(name, self.lines.len());
            self.lines.push(line);
            self.lines.len() - 1
        });
    }

    fn finish(mut self, number: usize) -> Result<(Score, Vec<Warning>), FormatError> {
        let mut used: Vec<u8> = self.draft.notes.iter().map(|note| note.voice).collect();
        used.sort_unstable();
        used.dedup();
        for note in &mut self.draft.notes {
            note.voice = used.partition_point(|voice| *voice < note.voice) as u8;
        }
        let mut sounding = used
            .iter()
            .filter_map(|voice| self.lines.get(usize::from(*voice)));
        let ends: Vec<_> = sounding.clone().map(|line| line.now().tick()).collect();
        if ends.windows(2).any(|pair| pair[0] != pair[1]) {
            self.ignored.push(Warning::VoicesDisagree { line: number });
        }
        let parts = sounding
            .clone()
            .zip(0..)
            .filter_map(|(line, voice)| part(line, Voice(voice)));
        self.draft.parts = parts.collect();
        self.draft.bars = sounding.next().map(Line::bars).unwrap_or_default();
        Ok((self.draft.finish()?, self.ignored))
    }
}

/// The part of a voice of which anything is said.
fn part(line: &Line, voice: Voice) -> Option<Part> {
    let instrument = &line.instrument;
    let is_said =
        instrument.is_percussion || instrument.program.is_some() || instrument.name.is_some();
    is_said.then(|| Part {
        name: instrument.name.clone().unwrap_or_default(),
        program: instrument.program.unwrap_or(0),
        is_percussion: instrument.is_percussion,
        voices: vec![voice],
    })
}
