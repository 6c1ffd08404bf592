//! Reads Humdrum `**kern`, the table notation of musicology: a column a staff, a row a moment.
//!
//! Repeats are not played. Kern writes the lowest staff first; voices are counted from the highest.
//! Notes between `*cue` and `*Xcue` sound: keyboard scores print cadenzas and figuration that small.

use std::collections::BTreeMap;

use super::super::draft::{BarStart, Draft, DraftKey, DraftNote, MAX_BYTES};
use super::super::moment::Moment;
use super::super::tie::{Place, Ties};
use super::super::{FormatError, Warning};
use super::spine::{Spine, follow_paths};
use super::staff::{Line, Staves, layers_of};
use super::token::{Tie, read_key, read_note, read_signature};
use crate::music::{Pitch, Score, Tempo, TimeSignature};

/// Reads a kern file. Every layer of a staff (a column that `*^` splits off) is a voice, every staff a
/// part.
///
/// # Errors
/// [`FormatError`] if a line does not fit the columns, or a note cannot be understood.
pub fn read_kern(text: &str) -> Result<(Score, Vec<Warning>), FormatError> {
    if text.len() > MAX_BYTES {
        return Err(FormatError::FileTooLarge {
            found: text.len(),
            allowed: MAX_BYTES,
        });
    }
    let mut reader = Reader::default();
    for (index, line) in text.lines().enumerate() {
        reader.read_line(line.trim_end_matches('\r'), index + 1)?;
    }
    reader.finish()
}

/// A kern file being read.
#[derive(Default)]
struct Reader {
    draft: Draft,
    spines: Vec<Spine>,
    n_staves: usize,
    staves: Staves,
    /// Where each note of the draft stands.
    lines: Vec<Line>,
    time_signature: Option<TimeSignature>,
    ties: Ties,
    loose_ties: usize,
    warnings: Vec<Warning>,
    reference: BTreeMap<String, String>,
}

impl Reader {
    fn read_line(&mut self, line: &str, number: usize) -> Result<(), FormatError> {
        if let Some(record) = line.strip_prefix("!!!") {
            if let Some((name, value)) = record.split_once(':') {
                self.reference
                    .entry(name.to_owned())
                    .or_insert_with(|| value.trim().to_owned());
            }
            return Ok(());
        }
        if line.is_empty() || line.starts_with('!') {
            return Ok(());
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if self.spines.is_empty() && line.starts_with("**") {
            self.spines = cells
                .iter()
                .map(|name| Spine::of(name, &mut self.n_staves))
                .collect();
            return Ok(());
        }
        if cells.len() != self.spines.len() {
            let (found, expected) = (cells.len(), self.spines.len());
            return Err(FormatError::syntax(
                number,
                format!("{found} cells found in {expected} columns"),
            ));
        }
        match line.as_bytes()[0] {
            b'*' => self.interpretation(&cells, number),
            b'=' => {
                self.bar_line();
                Ok(())
            }
            _ => self.data(&cells, number),
        }
    }

    /// The moment the next row of notes begins.
    fn now(&self) -> Moment {
        let staves = self.spines.iter().filter(|spine| spine.staff.is_some());
        staves
            .filter_map(|spine| spine.until)
            .min()
            .unwrap_or_default()
    }

    fn interpretation(&mut self, cells: &[&str], number: usize) -> Result<(), FormatError> {
        let mut meter = None;
        for (spine, cell) in self
            .spines
            .iter()
            .zip(cells)
            .filter(|(spine, _)| spine.staff.is_some())
        {
            if let Some(sharps) = read_signature(cell) {
                if self.draft.key == DraftKey::Unknown && self.draft.notes.is_empty() {
                    self.draft.key = DraftKey::Signature(sharps);
                }
            } else if let Some(key) = read_key(cell) {
                if self.draft.notes.is_empty() {
                    self.draft.key = DraftKey::Known(key);
                }
            } else if let Some(tempo) = cell.strip_prefix("*MM") {
                let tempo = tempo.parse().ok().and_then(|qpm| Tempo::from_qpm(qpm).ok());
                let now = self.now();
                self.draft.tempos.extend(tempo.map(|tempo| (now, tempo)));
            } else if let (Some(staff), Some(code)) = (spine.staff, cell.strip_prefix("*I")) {
                self.staves.name(staff, code);
            } else if spine.staff == Some(0) {
                meter = meter.or(cell.strip_prefix("*M"));
            }
        }
        if let Some(meter) = meter {
            self.set_meter(meter);
        }
        self.spines = follow_paths(
            &self.spines,
            cells,
            number,
            &mut self.n_staves,
            &mut self.warnings,
        )?;
        Ok(())
    }

    fn set_meter(&mut self, meter: &str) {
        let Some((beats, beat_unit)) = meter.split_once('/') else {
            return;
        };
        match (beats.parse(), beat_unit.parse()) {
            (Ok(beats), Ok(beat_unit)) if TimeSignature::new(beats, beat_unit).is_ok() => {
                self.time_signature = TimeSignature::new(beats, beat_unit).ok();
                self.start_bar();
            }
            _ => self.warnings.push(Warning::Ignored {
                what: format!("metre \"{}\"", meter.chars().take(40).collect::<String>()),
            }),
        }
    }

    fn bar_line(&mut self) {
        if self.now() > Moment::ZERO {
            self.start_bar();
        }
    }

    fn start_bar(&mut self) {
        let bar = BarStart {
            onset: self.now().tick(),
            time_signature: self.time_signature.unwrap_or(TimeSignature::COMMON),
        };
        match self
            .draft
            .bars
            .last_mut()
            .filter(|last| last.onset == bar.onset)
        {
            Some(last) => *last = bar,
            None => self.draft.bars.push(bar),
        }
    }

    fn data(&mut self, cells: &[&str], number: usize) -> Result<(), FormatError> {
        let wrong = |reason| FormatError::syntax(number, reason);
        // All notes of a row begin together; a column that is early or late is set right.
        let begins = |index: usize| {
            let has_note = |cell| !matches!(read_note(cell), Ok(None));
            self.spines[index].staff.is_some() && cells[index].split(' ').any(has_note)
        };
        let starting: Vec<usize> = (0..cells.len()).filter(|index| begins(*index)).collect();
        let untils = starting
            .iter()
            .filter_map(|index| self.spines[*index].until);
        let Some(now) = untils
            .clone()
            .max()
            .or((!starting.is_empty()).then(|| self.now()))
        else {
            return Ok(());
        };
        if untils.clone().any(|until| until.tick() != now.tick()) {
            self.warnings.push(Warning::VoicesDisagree { line: number });
        }
        if self.draft.bars.is_empty() {
            self.start_bar();
        }
        let layers = layers_of(&self.spines);
        for index in starting {
            let Some(line) = layers[index] else {
                continue;
            };
            let mut end = now;
            for cell in cells[index].split(' ') {
                let Some(note) = read_note(cell).map_err(wrong)? else {
                    continue;
                };
                end = now + note.length;
                if note.has_fermata && note.pitch.is_some() {
                    self.draft.phrase_ends.push(now);
                }
                if let Some(pitch) = note.pitch {
                    self.note(line, pitch, (now, end), note.tie)?;
                }
            }
            self.spines[index].until = Some(end);
        }
        Ok(())
    }

    fn note(
        &mut self,
        line: Line,
        pitch: Pitch,
        (onset, end): (Moment, Moment),
        tie: Tie,
    ) -> Result<(), FormatError> {
        let continues = matches!(tie, Tie::Middle | Tie::End);
        let place = Place {
            staff: line.staff,
            line: line.layer,
        };
        let held = continues.then(|| self.ties.take(&self.draft.notes, place, pitch, onset));
        let index = if let Some(index) = held.flatten() {
            self.draft.notes[index].end = end;
            index
        } else {
            self.loose_ties += usize::from(continues);
            // Lines become voices once their number is known.
            self.draft.push(DraftNote {
                voice: 0,
                pitch,
                onset,
                end,
            })?;
            self.lines.push(line);
            self.lines.len() - 1
        };
        if matches!(tie, Tie::Start | Tie::Middle) {
            self.ties.hold(place, pitch, index);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(Score, Vec<Warning>), FormatError> {
        // A staff without signature is in the signature of C major.
        if self.draft.key == DraftKey::Unknown {
            self.draft.key = DraftKey::Signature(0);
        }
        let voices = self.staves.voices(self.n_staves, &self.lines);
        for (note, line) in self.draft.notes.iter_mut().zip(&self.lines) {
            note.voice = voices.get(line).copied().unwrap_or_default();
        }
        self.draft.parts = self.staves.parts(self.n_staves, &voices);
        if voices.len() > 256 {
            self.warnings.push(Warning::TooManyVoices);
        }
        let title = ["OTL", "OTL@@PL", "OMD", "GTL"]
            .iter()
            .find_map(|name| self.reference.get(*name));
        self.draft.title = title.cloned().unwrap_or_default();
        if self.loose_ties > 0 {
            self.warnings.push(Warning::LooseTies {
                count: self.loose_ties,
            });
        }
        Ok((self.draft.finish()?, self.warnings))
    }
}
