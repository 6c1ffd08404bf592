//! Reads one part into the measures of the score.

use super::super::draft::{DraftKey, MAX_NOTES};
use super::super::moment::Moment;
use super::super::{FormatError, Warning};
use super::attributes::{divisions_of, key_of, time_signature_of, transposition_of};
use super::direction::{read_bar_line, read_jumps, tempo_of};
use super::harmony::{chord_in_words, chord_of};
use super::instrument::Instrument;
use super::measure::{Line, Measure, WrittenNote};
use super::note::{Sound, has_fermata, length_of, sound_of, ties_of};
use super::order::MAX_PLAYED;
use super::xml::{self, Node};
use crate::music::Interval;

/// A score as it is written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) measures: Vec<Measure>,
    pub(super) lines: Vec<Line>,
    pub(super) key: DraftKey,
    pub(super) warnings: Vec<Warning>,
    /// Whether `sound` elements tell the jumps, so that words need not.
    pub(super) spells_out_jumps: bool,
    /// Written notes so far, all parts together.
    pub(super) n_notes: usize,
}

impl Sheet {
    /// Takes in a part.
    pub(super) fn read_part(
        &mut self,
        part: Node,
        (index, instrument): (usize, &Instrument),
    ) -> Result<(), FormatError> {
        let mut reader = PartReader {
            sheet: self,
            instrument,
            part: index,
            measure: 0,
            divisions: None,
            transposition: 0,
            now: Moment::ZERO,
            onset: Moment::ZERO,
        };
        for (measure, node) in xml::children(part, "measure").enumerate() {
            if measure >= MAX_PLAYED {
                let reason = format!("more than {MAX_PLAYED} measures found");
                return Err(FormatError::not_musicxml(reason));
            }
            reader.read_measure(node, measure)?;
        }
        Ok(())
    }

    /// Remembers something odd, once.
    pub(super) fn ignore(&mut self, what: String) {
        const MOST: usize = 16;
        let warning = Warning::Ignored { what };
        if self.warnings.len() < MOST && !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// The place of a voice among the lines.
    fn line(&mut self, line: Line) -> usize {
        let is_same = |known: &Line| {
            (known.is_percussion, known.part, &known.voice)
                == (line.is_percussion, line.part, &line.voice)
        };
        // The voice is most often among the last ones met.
        self.lines.iter().rposition(is_same).unwrap_or_else(|| {
            self.lines.push(line);
            self.lines.len() - 1
        })
    }
}

/// Most voices of a score, many times those of the largest orchestra.
const MAX_LINES: usize = 1_024;

struct PartReader<'s> {
    sheet: &'s mut Sheet,
    instrument: &'s Instrument,
    part: usize,
    /// Place of the measure being read.
    measure: usize,
    /// Thousandths of the parts of a quarter note in which durations are counted.
    divisions: Option<u64>,
    transposition: i64,
    /// Where the next note begins, counted from the beginning of the measure.
    now: Moment,
    /// Where the last note began, for those that sound with it.
    onset: Moment,
}

impl PartReader<'_> {
    fn read_measure(&mut self, node: Node, index: usize) -> Result<(), FormatError> {
        if self.sheet.measures.len() <= index {
            self.sheet.measures.push(Measure::default());
        }
        self.measure = index;
        (self.now, self.onset) = (Moment::ZERO, Moment::ZERO);
        for element in node.children().filter(Node::is_element) {
            match element.tag_name().name() {
                "note" => self.read_note(element)?,
                "backup" => {
                    let length = self.length(element, "duration")?;
                    self.now = self.now.since(length);
                }
                "forward" => {
                    self.now = self.now + self.length(element, "duration")?;
                    self.stretch();
                }
                "attributes" => self.read_attributes(element)?,
                "harmony" => self.read_harmony(element)?,
                "direction" | "sound" => self.read_direction(element)?,
                "barline" => read_bar_line(element, &mut self.current().marks),
                _ => {}
            }
        }
        Ok(())
    }

    fn current(&mut self) -> &mut Measure {
        &mut self.sheet.measures[self.measure]
    }

    /// The measure is as long as what any part has in it.
    fn stretch(&mut self) {
        let now = self.now;
        let end = &mut self.current().end;
        *end = now.max(*end);
    }

    /// A length that leads forwards.
    fn length(&self, node: Node, name: &'static str) -> Result<Moment, FormatError> {
        match length_of(node, name, self.divisions)? {
            (length, false) => Ok(length),
            (_, true) => Err(xml::wrong(node, format!("a negative {name} found"))),
        }
    }

    /// The place of a direction or chord symbol, which may be off the notes.
    fn place(&self, node: Node) -> Result<Moment, FormatError> {
        let (offset, is_backwards) = length_of(node, "offset", self.divisions)?;
        Ok(if is_backwards {
            self.now.since(offset)
        } else {
            self.now + offset
        })
    }

    fn read_attributes(&mut self, node: Node) -> Result<(), FormatError> {
        self.divisions = divisions_of(node)?.or(self.divisions);
        self.transposition = transposition_of(node).unwrap_or(self.transposition);
        if self.sheet.key == DraftKey::Unknown {
            self.sheet.key = key_of(node, self.transposition).unwrap_or_default();
        }
        match time_signature_of(node) {
            Some(Ok(time_signature)) => {
                let time = &mut self.current().time_signature;
                *time = time.or(Some(time_signature));
            }
            Some(Err(shown)) => self.sheet.ignore(format!("metre \"{shown}\"")),
            None => {}
        }
        Ok(())
    }

    fn read_harmony(&mut self, node: Node) -> Result<(), FormatError> {
        let place = self.place(node)?;
        match chord_of(node, self.transposition) {
            Some(chord) => self.current().chords.push((place, chord)),
            None => self.sheet.ignore("a chord symbol without root".to_owned()),
        }
        Ok(())
    }

    fn read_direction(&mut self, node: Node) -> Result<(), FormatError> {
        if let Some(tempo) = tempo_of(node) {
            let place = self.place(node)?;
            self.current().tempos.push((place, tempo));
        }
        let is_spelled_out = self.sheet.spells_out_jumps;
        read_jumps(node, is_spelled_out, &mut self.current().marks);
        let types = xml::children(node, "direction-type");
        let words = types.flat_map(|kind| xml::children(kind, "words"));
        for chord in words.filter_map(|words| chord_in_words(xml::text(words))) {
            let interval = Interval((self.transposition % 12) as i8);
            let place = self.place(node)?;
            let chord = chord.map(|chord| chord.transposed(interval));
            self.current().chords.push((place, chord));
        }
        Ok(())
    }

    fn read_note(&mut self, node: Node) -> Result<(), FormatError> {
        if xml::child(node, "grace").is_some() {
            return Ok(());
        }
        let length = self.length(node, "duration")?;
        if xml::child(node, "chord").is_none() {
            self.onset = self.now;
            self.now = self.now + length;
            self.stretch();
        }
        let (pitch, is_percussion) = match sound_of(node, self.instrument, self.transposition)? {
            Sound::Pitch(pitch) => (pitch, false),
            Sound::Drum(pitch) => (pitch, true),
            Sound::Silence => {
                if xml::child(node, "unpitched").is_some() && xml::child(node, "cue").is_none() {
                    self.sheet
                        .ignore("notes of drums that the file does not name".to_owned());
                }
                return Ok(());
            }
        };
        self.sheet.n_notes += 1;
        if self.sheet.n_notes > MAX_NOTES {
            return Err(FormatError::TooManyNotes { allowed: MAX_NOTES });
        }
        let voice = xml::text_in(node, &["voice"]);
        let staff = xml::number_in(node, &["staff"]).unwrap_or(1);
        let line = Line {
            is_percussion,
            part: self.part,
            staff: u32::try_from(staff).unwrap_or(1),
            number: voice.parse().unwrap_or(u32::MAX),
            voice: xml::shown(voice),
        };
        let line = self.sheet.line(line);
        if line >= MAX_LINES {
            return Err(xml::wrong(
                node,
                format!("more than {MAX_LINES} voices found"),
            ));
        }
        let (is_tied_back, is_tied_on) = ties_of(node);
        let onset = self.onset;
        self.current().notes.push(WrittenNote {
            line,
            pitch,
            onset,
            length,
            is_tied_back,
            is_tied_on,
        });
        if has_fermata(node) {
            self.current().phrase_ends.push(onset);
        }
        Ok(())
    }
}
