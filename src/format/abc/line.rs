//! One voice of an ABC tune while it is read: where it stands and what still applies to its next note.

use std::collections::HashMap;

use super::super::FormatError;
use super::super::draft::{BarStart, Draft, DraftNote};
use super::super::moment::Moment;
use super::field::KeyAccidentals;
use crate::music::{Pitch, TimeSignature};

/// A written note: letter from A, octave of the letter, accidental if one is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenNote {
    pub(super) letter: u8,
    pub(super) octave: i8,
    pub(super) accidental: Option<i8>,
    pub(super) is_tied: bool,
}

/// What a bar line does besides ending the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing.
    None,
    /// The repeat closes, and so does a first ending.
    Closes,
    /// An ending that another one replaces begins.
    Replaced,
    /// A last ending begins.
    Last,
}

/// Who plays a voice, as far as it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Instrument {
    pub(super) name: Option<String>,
    /// General MIDI, counted from 0.
    pub(super) program: Option<u8>,
    pub(super) is_percussion: bool,
}

impl Instrument {
    /// What a voice field says after the voice: `clef=perc name="Drums"`.
    pub(super) fn describe(&mut self, field: &str) {
        let name = field
            .split_once("name=\"")
            .and_then(|(_, rest)| rest.split('"').next());
        if let Some(name) = name {
            self.name = Some(name.to_owned());
        }
        self.is_percussion |= field.contains("clef=perc");
    }

    /// What a directive says: `MIDI program 52`, `MIDI channel 10`.
    pub(super) fn direct(&mut self, directive: &str) {
        let mut words = directive.split_whitespace();
        let (kind, what) = (words.next(), words.next());
        // Of "program 1 52" the first number is a channel.
        let number = words.last().and_then(|number| number.parse::<u8>().ok());
        match (kind, what, number) {
            (Some("MIDI"), Some("program"), Some(program @ 0..=127)) => {
                self.program = Some(program);
            }
            (Some("MIDI"), Some("channel"), Some(10)) => self.is_percussion = true,
            _ => {}
        }
    }
}

/// A voice being read.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) name: String,
    /// Unit note length.
    pub(super) unit: (u64, u64),
    pub(super) time_signature: Option<TimeSignature>,
    pub(super) key: KeyAccidentals,
    pub(super) has_fermata: bool,
    pub(super) instrument: Instrument,
    index: u8,
    now: Moment,
    bar_start: Moment,
    /// How far an overlay before this one reached.
    furthest: Moment,
    bar_starts: Vec<(Moment, Option<TimeSignature>)>,
    accidentals: HashMap<(u8, i8), i8>,
    ties: HashMap<(u8, i8), usize>,
    last_event: Vec<usize>,
    last_written: Vec<(u8, i8)>,
    last_length: Moment,
    tuplet: Option<Tuplet>,
    next_scale: (u64, u64),
    is_skipping: bool,
}

/// `count` notes more in the time of `normal` instead of `actual`.
#[derive(Debug, Clone, Copy)]
struct Tuplet {
    actual: u64,
    normal: u64,
    count: u64,
}

impl Line {
    pub(super) fn new(name: &str, index: u8, unit: (u64, u64)) -> Self {
        Self {
            name: name.to_owned(),
            unit,
            time_signature: None,
            key: KeyAccidentals::default(),
            has_fermata: false,
            instrument: Instrument::default(),
            index,
            now: Moment::ZERO,
            bar_start: Moment::ZERO,
            furthest: Moment::ZERO,
            bar_starts: Vec::new(),
            accidentals: HashMap::new(),
            ties: HashMap::new(),
            last_event: Vec::new(),
            last_written: Vec::new(),
            last_length: Moment::ZERO,
            tuplet: None,
            next_scale: (1, 1),
            is_skipping: false,
        }
    }

    /// Where the voice stands.
    pub(super) fn now(&self) -> Moment {
        self.now.max(self.furthest)
    }

    /// A note, a chord or, without notes, a rest of `length` unit lengths.
    pub(super) fn event(
        &mut self,
        draft: &mut Draft,
        written: &[WrittenNote],
        length: (u64, u64),
    ) -> Result<(), FormatError> {
        let units = (
            length.0.saturating_mul(self.unit.0),
            length.1.saturating_mul(self.unit.1),
        );
        let mut length = Moment::quarters(units.0.saturating_mul(4), units.1);
        if let Some(tuplet) = &mut self.tuplet {
            length = length.scaled(tuplet.normal, tuplet.actual);
            tuplet.count -= 1;
            if tuplet.count == 0 {
                self.tuplet = None;
            }
        }
        length = length.scaled(self.next_scale.0, self.next_scale.1);
        self.next_scale = (1, 1);
        let has_fermata = std::mem::take(&mut self.has_fermata);
        if self.is_skipping {
            return Ok(());
        }
        if self.bar_starts.is_empty() {
            self.bar_starts.push((Moment::ZERO, self.time_signature));
        }
        let end = self.now + length;
        self.last_event.clear();
        self.last_written.clear();
        self.last_length = length;
        for note in written {
            self.note(draft, *note, end)?;
        }
        if has_fermata && !written.is_empty() {
            draft.phrase_ends.push(self.now);
        }
        self.now = end;
        Ok(())
    }

    fn note(
        &mut self,
        draft: &mut Draft,
        written: WrittenNote,
        end: Moment,
    ) -> Result<(), FormatError> {
        /// Semitones above C of the letters from A, in the octave that starts on C.
        const SEMITONES: [i64; 7] = [9, 11, 0, 2, 4, 5, 7];
        let place = (written.letter, written.octave);
        let natural = SEMITONES[usize::from(written.letter)] + 12 * i64::from(written.octave) + 60;
        let held = self
            .ties
            .remove(&place)
            .filter(|index| draft.notes[*index].end == self.now);
        if let Some(accidental) = written.accidental {
            self.accidentals.insert(place, accidental);
        }
        let in_bar = self.accidentals.get(&place).copied();
        let alteration = in_bar.unwrap_or(self.key[usize::from(written.letter)]);
        let pitch = Pitch::new(natural + i64::from(alteration))?;
        // A tie carries its accidental over the bar line.
        let is_same =
            |index: &usize| written.accidental.is_none() || draft.notes[*index].pitch == pitch;
        let index = if let Some(index) = held.filter(is_same) {
            draft.notes[index].end = end;
            index
        } else {
            draft.push(DraftNote {
                voice: self.index,
                pitch,
                onset: self.now,
                end,
            })?;
            draft.notes.len() - 1
        };
        if written.is_tied {
            self.ties.insert(place, index);
        }
        self.last_event.push(index);
        self.last_written.push(place);
        Ok(())
    }

    /// A chord symbol that begins here; what cannot be understood is no chord symbol.
    pub(super) fn chord_symbol(&self, draft: &mut Draft, symbol: &str) {
        let chord = match symbol {
            "N.C." | "NC" | "N.C" => Some(None),
            _ => symbol.parse().ok().map(Some),
        };
        if let Some(chord) = chord.filter(|_| !self.is_skipping) {
            draft.chords.push((self.now, chord));
        }
    }

    /// A tie written after the last note or chord.
    pub(super) fn tie_last(&mut self) {
        self.ties.extend(
            self.last_written
                .iter()
                .copied()
                .zip(self.last_event.iter().copied()),
        );
    }

    /// Broken rhythm between the last event and the next: `count` dots, the longer part first or last.
    pub(super) fn break_rhythm(&mut self, draft: &mut Draft, count: u32, long_first: bool) {
        let denominator = 1_u64 << count.clamp(1, 3);
        let (long, short) = ((2 * denominator - 1, denominator), (1, denominator));
        let (last, next) = if long_first {
            (long, short)
        } else {
            (short, long)
        };
        self.next_scale = next;
        if self.is_skipping {
            return;
        }
        let start = self.now.since(self.last_length);
        self.now = start + self.last_length.scaled(last.0, last.1);
        for index in &self.last_event {
            draft.notes[*index].end = self.now;
        }
    }

    /// The next `count` notes are a tuplet; zeros take the usual values.
    pub(super) fn start_tuplet(&mut self, actual: u64, normal: u64, count: u64) {
        let is_compound = self
            .time_signature
            .is_some_and(|signature| signature.beats() % 3 == 0 && signature.beat_unit() >= 8);
        let usual = match actual {
            2 | 4 | 8 => 3,
            3 | 6 => 2,
            _ if is_compound => 3,
            _ => 2,
        };
        self.tuplet = (actual > 0).then_some(Tuplet {
            actual,
            normal: if normal == 0 { usual } else { normal },
            count: if count == 0 { actual } else { count },
        });
    }

    /// Rests of whole bars.
    pub(super) fn rest_bars(&mut self, count: u64) {
        let bar = self.time_signature.unwrap_or(TimeSignature::COMMON).bar();
        if !self.is_skipping {
            self.now = self.now + Moment::from(bar).scaled(count, 1);
        }
        self.last_event.clear();
        self.last_written.clear();
    }

    /// Goes back to the start of the bar for an overlaid voice.
    pub(super) fn overlay(&mut self) {
        self.furthest = self.now();
        self.now = self.bar_start;
        self.accidentals.clear();
    }

    /// Ends the bar.
    pub(super) fn bar_line(&mut self, ending: Ending) {
        self.now = self.now();
        self.bar_start = self.now;
        self.accidentals.clear();
        match ending {
            Ending::None => {}
            Ending::Closes | Ending::Last => self.is_skipping = false,
            Ending::Replaced => self.is_skipping = true,
        }
        if self.now > Moment::ZERO {
            self.bar_starts.push((self.now, self.time_signature));
        }
    }

    /// Changes the metre from here on.
    pub(super) fn set_meter(&mut self, time_signature: Option<TimeSignature>) {
        self.time_signature = time_signature;
        let now = self.now();
        if let Some(last) = self
            .bar_starts
            .last_mut()
            .filter(|(start, _)| *start == now)
        {
            last.1 = time_signature;
        }
    }

    /// Where the bars of this voice begin. Bars in free metre get the time signature they fill.
    pub(super) fn bars(&self) -> Vec<BarStart> {
        let mut starts = self.bar_starts.clone();
        starts.dedup_by_key(|(start, _)| *start);
        let ends = starts
            .iter()
            .skip(1)
            .map(|(start, _)| *start)
            .chain([self.now()]);
        let lengths: Vec<u32> = starts
            .iter()
            .zip(ends)
            .map(|((start, _), end)| end.since(*start).duration().get())
            .collect();
        let usual = most_common(&lengths);
        let signature_of = |length: u32| {
            let in_quarters = TimeSignature::new(length / 480, 4)
                .ok()
                .filter(|_| length.is_multiple_of(480));
            let in_eighths = || {
                TimeSignature::new(length / 240, 8)
                    .ok()
                    .filter(|_| length.is_multiple_of(240))
            };
            in_quarters
                .or_else(in_eighths)
                .unwrap_or(TimeSignature::COMMON)
        };
        let bars = starts.iter().zip(&lengths).enumerate();
        bars.map(|(index, ((start, time_signature), &length))| BarStart {
            onset: start.tick(),
            time_signature: time_signature.unwrap_or_else(|| {
                let is_pickup = index == 0 && length < usual;
                signature_of(if is_pickup { usual } else { length })
            }),
        })
        .collect()
    }
}

fn most_common(lengths: &[u32]) -> u32 {
    let mut counts: HashMap<u32, usize> = HashMap::new();
    for length in lengths {
        *counts.entry(*length).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(length, count)| (*count, *length))
        .map_or(1920, |(length, _)| length)
}
