//! Plays the measures of a score in their order: repeats written out, ties joined, voices numbered.

use std::collections::BTreeMap;

use super::super::draft::{BarStart, Draft, DraftNote};
use super::super::moment::Moment;
use super::super::tie::{Place, Ties};
use super::super::{FormatError, Warning};
use super::instrument::Instrument;
use super::measure::{Measure, WrittenNote};
use super::order::{Marks, playing_order};
use super::part::Sheet;
use crate::music::{Part, TICKS_PER_QUARTER, TimeSignature, Voice};

/// The score as it sounds, and what was odd.
pub(super) fn play(
    mut sheet: Sheet,
    instruments: &[Instrument],
) -> Result<(Draft, Vec<Warning>), FormatError> {
    // A voice is written to the end of its measure before the next one begins; ties go by time.
    for measure in &mut sheet.measures {
        measure.notes.sort_by_key(|note| note.onset);
    }
    let marks: Vec<Marks> = sheet
        .measures
        .iter()
        .map(|measure| measure.marks.clone())
        .collect();
    let voices = Voices::of(&sheet, instruments);
    let mut player = Player {
        draft: Draft {
            key: sheet.key,
            parts: voices.parts,
            ..Draft::default()
        },
        sheet: &sheet,
        voices: &voices.numbers,
        ties: Ties::default(),
        loose_ties: 0,
    };
    let time_signatures = time_signatures(&sheet.measures);
    let mut now = Moment::ZERO;
    for index in playing_order(&marks)? {
        let measure = &sheet.measures[index];
        let time_signature = time_signatures[index];
        player.draft.bars.push(BarStart {
            onset: now.tick(),
            time_signature,
        });
        player.measure(measure, now)?;
        now = now
            + if measure.end == Moment::ZERO {
                Moment::from(time_signature.bar())
            } else {
                measure.end
            };
    }
    let (draft, loose_ties) = (player.draft, player.loose_ties);
    let mut warnings = sheet.warnings;
    if loose_ties > 0 {
        warnings.push(Warning::LooseTies { count: loose_ties });
    }
    if voices.numbers.len() > 256 {
        warnings.push(Warning::TooManyVoices);
    }
    Ok((draft, warnings))
}

/// The time signature of every measure; where none is written, what most measures hold.
fn time_signatures(measures: &[Measure]) -> Vec<TimeSignature> {
    let is_written = measures
        .iter()
        .any(|measure| measure.time_signature.is_some());
    let mut time_signature = if is_written {
        TimeSignature::COMMON
    } else {
        usual_time_signature(measures)
    };
    let at = |measure: &Measure| {
        time_signature = measure.time_signature.unwrap_or(time_signature);
        time_signature
    };
    measures.iter().map(at).collect()
}

/// The most frequent length of a measure, in quarter notes where it has whole ones.
fn usual_time_signature(measures: &[Measure]) -> TimeSignature {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for measure in measures {
        *counts.entry(measure.end.duration().get()).or_default() += 1;
    }
    let usual = counts.iter().max_by_key(|(_, count)| **count);
    let length = usual.map_or(0, |(length, _)| *length);
    let counted = [4, 8, 16].into_iter().find_map(|beat_unit| {
        let beat = 4 * TICKS_PER_QUARTER / beat_unit;
        let beats = length.is_multiple_of(beat).then_some(length / beat)?;
        TimeSignature::new(beats, beat_unit).ok()
    });
    counted.unwrap_or(TimeSignature::COMMON)
}

struct Player<'a> {
    draft: Draft,
    sheet: &'a Sheet,
    /// The voice of every line.
    voices: &'a [u8],
    ties: Ties,
    loose_ties: usize,
}

impl Player<'_> {
    fn measure(&mut self, measure: &Measure, start: Moment) -> Result<(), FormatError> {
        for note in &measure.notes {
            self.note(note, start)?;
        }
        let phrase_ends = measure.phrase_ends.iter();
        let phrase_ends = phrase_ends.map(|onset| start + *onset);
        self.draft.phrase_ends.extend(phrase_ends);
        let chords = measure.chords.iter();
        let chords = chords.map(|(place, chord)| (start + *place, *chord));
        self.draft.chords.extend(chords);
        let tempos = measure.tempos.iter();
        let tempos = tempos.map(|(place, tempo)| (start + *place, *tempo));
        self.draft.tempos.extend(tempos);
        Ok(())
    }

    fn note(&mut self, note: &WrittenNote, start: Moment) -> Result<(), FormatError> {
        let onset = start + note.onset;
        let end = onset + note.length;
        let place = Place {
            staff: self.sheet.lines[note.line].part,
            line: note.line,
        };
        let (notes, pitch) = (&self.draft.notes, note.pitch);
        // Many files mark the beginning of a tie only.
        let held = if note.is_tied_back {
            self.ties.take(notes, place, pitch, onset)
        } else {
            self.ties.take_in_line(notes, place, pitch, onset)
        };
        let index = if let Some(index) = held {
            self.draft.notes[index].end = end;
            index
        } else {
            self.loose_ties += usize::from(note.is_tied_back);
            self.draft.push(DraftNote {
                voice: self.voices[note.line],
                pitch: note.pitch,
                onset,
                end,
            })?;
            self.draft.notes.len() - 1
        };
        if note.is_tied_on {
            self.ties.hold(place, note.pitch, index);
        }
        Ok(())
    }
}

/// Numbers of the lines, and the parts that they form.
struct Voices {
    numbers: Vec<u8>,
    parts: Vec<Part>,
}

impl Voices {
    fn of(sheet: &Sheet, instruments: &[Instrument]) -> Self {
        let mut order: Vec<usize> = (0..sheet.lines.len()).collect();
        order.sort_by_key(|line| &sheet.lines[*line]);
        let mut numbers = vec![0; sheet.lines.len()];
        let mut parts: Vec<((bool, usize), Part)> = Vec::new();
        for (number, line) in order.into_iter().enumerate() {
            let voice = number.min(255) as u8;
            numbers[line] = voice;
            let line = &sheet.lines[line];
            let of_part = (line.is_percussion, line.part);
            if parts.last().is_none_or(|(last, _)| *last != of_part) {
                let instrument = instruments.get(line.part).cloned().unwrap_or_default();
                let part = Part {
                    name: instrument.name,
                    program: instrument.program,
                    is_percussion: line.is_percussion,
                    voices: Vec::new(),
                };
                parts.push((of_part, part));
            }
            if let Some((_, part)) = parts.last_mut()
                && part.voices.last() != Some(&Voice(voice))
            {
                part.voices.push(Voice(voice));
            }
        }
        Self {
            numbers,
            parts: parts.into_iter().map(|(_, part)| part).collect(),
        }
    }
}
