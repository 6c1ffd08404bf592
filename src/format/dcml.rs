//! Reads the note tables of the DCML corpus initiative, with fermatas and signature from MuseScore's
//! `.mscx` text where it is at hand.
//!
//! Repeats are not played, and of alternative endings only the last is read.

use std::collections::{HashMap, HashSet};

use super::draft::{BarStart, Draft, DraftKey, DraftNote, MAX_BYTES};
use super::moment::Moment;
use super::{FormatError, Warning};
use crate::music::{Pitch, Score, TICKS_PER_QUARTER, TimeSignature};

/// Reads a chorale from its note table: staff 1 holds soprano and alto, staff 2 tenor and bass.
///
/// # Errors
/// [`FormatError`] if columns are missing or a cell cannot be understood.
pub fn read_dcml(table: &str, mscx: Option<&str>) -> Result<(Score, Vec<Warning>), FormatError> {
    for text in [Some(table), mscx].into_iter().flatten() {
        if text.len() > MAX_BYTES {
            return Err(FormatError::FileTooLarge {
                found: text.len(),
                allowed: MAX_BYTES,
            });
        }
    }
    let rows = rows_of(table)?;
    let mut draft = Draft {
        bars: bars_of(&rows),
        ..Draft::default()
    };
    let mut open: HashMap<(u8, Pitch), usize> = HashMap::new();
    let mut loose_ties = 0;
    for row in &rows {
        let end = row.onset + row.length;
        let continues = matches!(row.tied, Tied::Middle | Tied::End);
        let held = open
            .remove(&(row.voice, row.pitch))
            .filter(|index| continues && draft.notes[*index].end == row.onset);
        let index = match held {
            Some(index) => {
                draft.notes[index].end = end;
                index
            }
            None => {
                loose_ties += usize::from(continues);
                draft.push(DraftNote {
                    voice: row.voice,
                    pitch: row.pitch,
                    onset: row.onset,
                    end,
                })?;
                draft.notes.len() - 1
            }
        };
        if matches!(row.tied, Tied::Start | Tied::Middle) {
            open.insert((row.voice, row.pitch), index);
        }
    }
    if let Some(mscx) = mscx {
        let engraving = read_engraving(mscx);
        draft.key = engraving
            .sharps
            .map_or(DraftKey::Unknown, DraftKey::Signature);
        draft.phrase_ends = rows
            .iter()
            .filter(|row| engraving.fermatas.contains(&row.chord))
            .map(|row| row.onset)
            .collect();
    }
    let warnings = match loose_ties {
        0 => Vec::new(),
        count => vec![Warning::LooseTies { count }],
    };
    Ok((draft.finish()?, warnings))
}

/// Whether a row's note goes on from, or into, another row.
enum Tied {
    No,
    Start,
    Middle,
    End,
}

/// One row of the table, in our words.
struct Row {
    onset: Moment,
    length: Moment,
    bar_offset: Moment,
    time_signature: TimeSignature,
    voice: u8,
    pitch: Pitch,
    tied: Tied,
    chord: Chord,
}

/// Measure, staff, voice and place of a chord among those of its measure and voice.
type Chord = (u32, u8, u8, i64);

fn rows_of(table: &str) -> Result<Vec<Row>, FormatError> {
    let mut lines = table.lines().enumerate();
    let (_, heading) = lines.next().ok_or(FormatError::NoNotes)?;
    let columns: HashMap<&str, usize> = heading
        .split('\t')
        .enumerate()
        .map(|(index, name)| (name, index))
        .collect();
    let onset_column = ["quarterbeats_all_endings", "quarterbeats"]
        .into_iter()
        .find(|name| columns.contains_key(name))
        .unwrap_or("quarterbeats");
    // A row of a first ending has a place among all endings, but none among the last endings.
    let onset_column = if columns.contains_key("volta") {
        "quarterbeats"
    } else {
        onset_column
    };
    let mut rows = Vec::new();
    let mut chords: Vec<Chord> = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let line_number = index + 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |name: &str| {
            columns
                .get(name)
                .and_then(|&at| cells.get(at))
                .copied()
                .unwrap_or("")
        };
        let wrong = |name: &str| {
            FormatError::syntax(
                line_number,
                format!("\"{}\" found in column {name}", cell(name)),
            )
        };
        let (length, onset) = (cell("duration"), cell(onset_column));
        let whole = |name: &str| cell(name).parse::<i64>().map_err(|_| wrong(name));
        let (staff, voice) = (whole("staff")?, whole("voice")?);
        if !(1..=2).contains(&staff) || !(1..=2).contains(&voice) {
            return Err(FormatError::syntax(
                line_number,
                format!(
                    "staff {staff} voice {voice} found; staves 1 to 2 and voices 1 to 2 are allowed"
                ),
            ));
        }
        let measure = whole("mc")?.clamp(0, i64::from(u32::MAX)) as u32;
        let chord = (
            measure,
            staff as u8,
            voice as u8,
            whole("chord_id").unwrap_or(-1),
        );
        chords.push(chord);
        let is_grace = !cell("gracenote").is_empty();
        if is_grace || onset.is_empty() {
            continue;
        }
        rows.push(Row {
            onset: fraction(onset, 1).ok_or_else(|| wrong(onset_column))?,
            length: fraction(length, 4).ok_or_else(|| wrong("duration"))?,
            bar_offset: fraction(cell("mn_onset"), 4).ok_or_else(|| wrong("mn_onset"))?,
            time_signature: time_signature(cell("timesig")).ok_or_else(|| wrong("timesig"))?,
            voice: (staff as u8 - 1) * 2 + voice as u8 - 1,
            pitch: Pitch::new(whole("midi")?)?,
            tied: match cell("tied") {
                "1" => Tied::Start,
                "0" => Tied::Middle,
                "-1" => Tied::End,
                _ => Tied::No,
            },
            chord,
        });
    }
    number_chords(&mut rows, chords);
    rows.sort_by_key(|row| row.onset);
    Ok(rows)
}

/// Turns the table's chord numbers into the place of each chord in its measure and voice.
fn number_chords(rows: &mut [Row], mut chords: Vec<Chord>) {
    chords.sort_unstable();
    chords.dedup();
    for row in rows {
        let (measure, staff, voice, _) = row.chord;
        let first =
            chords.partition_point(|chord| (chord.0, chord.1, chord.2) < (measure, staff, voice));
        let place = chords.partition_point(|chord| *chord < row.chord);
        row.chord.3 = (place - first) as i64;
    }
}

/// A fraction such as "3/4" or "0.75", in units of `quarters` quarter notes.
fn fraction(text: &str, quarters: u64) -> Option<Moment> {
    let (numerator, denominator) = match text.split_once('/') {
        Some((numerator, denominator)) => (numerator, denominator.parse().ok()?),
        None => (text, 1),
    };
    if let Ok(numerator) = numerator.parse::<u64>() {
        return (denominator > 0)
            .then(|| Moment::quarters(numerator.saturating_mul(quarters), denominator));
    }
    let value: f64 = numerator.parse().ok()?;
    let ticks = value * f64::from(TICKS_PER_QUARTER) * quarters as f64;
    (ticks.is_finite() && ticks >= 0.0)
        .then(|| Moment::quarters(ticks.round() as u64, u64::from(TICKS_PER_QUARTER)))
}

fn time_signature(text: &str) -> Option<TimeSignature> {
    let (beats, beat_unit) = text.split_once('/')?;
    TimeSignature::new(beats.parse().ok()?, beat_unit.parse().ok()?).ok()
}

/// Where bars begin: each row tells its own distance from the bar line before it.
fn bars_of(rows: &[Row]) -> Vec<BarStart> {
    let mut bars: Vec<BarStart> = Vec::new();
    if let Some(first) = rows.first().filter(|row| row.bar_offset != Moment::ZERO) {
        bars.push(BarStart {
            onset: Moment::ZERO.tick(),
            time_signature: first.time_signature,
        });
    }
    for row in rows.iter().filter(|row| row.onset >= row.bar_offset) {
        let bar = BarStart {
            onset: row.onset.since(row.bar_offset).tick(),
            time_signature: row.time_signature,
        };
        if bars.last().is_none_or(|last| last.onset < bar.onset) {
            bars.push(bar);
        }
    }
    bars
}

/// What only the engraved score tells.
#[derive(Default)]
struct Engraving {
    sharps: Option<i64>,
    /// Every chord under a fermata.
    fermatas: HashSet<Chord>,
}

/// Walks the elements of MuseScore's text in order; it writes one element a line.
fn read_engraving(mscx: &str) -> Engraving {
    let mut engraving = Engraving::default();
    let (mut staff, mut measure, mut voice, mut chord) = (0_u8, 0_u32, 0_u8, None::<i64>);
    let mut in_signature = false;
    for line in mscx.lines().map(str::trim) {
        if line.starts_with("<Staff id=") {
            staff = staff_id(line);
            measure = 0;
        } else if line.starts_with("<Measure") {
            measure = measure.saturating_add(1);
            voice = 0;
        } else if line == "<voice>" {
            voice = voice.saturating_add(1);
            chord = None;
        } else if line == "<Chord>" {
            chord = Some(chord.map_or(0, |index| index + 1));
        } else if line.starts_with("<KeySig") {
            in_signature = true;
        } else if line == "</KeySig>" {
            in_signature = false;
        } else if in_signature && engraving.sharps.is_none() && line.starts_with("<accidental>") {
            engraving.sharps = content(line).and_then(|text| text.parse().ok());
        } else if line.contains("<subtype>fermata")
            && let Some(index) = chord
        {
            engraving.fermatas.insert((measure, staff, voice, index));
        }
    }
    // Only signatures other than C major are written.
    engraving.sharps = engraving.sharps.or(Some(0));
    engraving
}

fn staff_id(line: &str) -> u8 {
    line.split('"')
        .nth(1)
        .and_then(|id| id.parse().ok())
        .unwrap_or(0)
}

fn content(line: &str) -> Option<&str> {
    line.split_once('>')?
        .1
        .split_once('<')
        .map(|(text, _)| text)
}
