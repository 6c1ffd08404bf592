//! The public JSB-16th grid: a benchmark of four-part chorales, read to measure, never to ship.
//!
//! Source: Boulanger-Lewandowski, Bengio, Vincent, "Modeling temporal dependencies in high-dimensional sequences",
//! ICML 2012, for the split; four pitches a sixteenth note, -1 for silence, as Huang et al. 2017 use it.

use serde_json::Value;
use thiserror::Error;

use crate::music::{
    Duration, Note, NoteId, Pitch, Score, ScoreHeader, TICKS_PER_QUARTER, Tick, Velocity, Voice,
};
use crate::token::{Grid, Style};

use crate::train::example::TrainingPiece;

/// Ticks of one frame: a sixteenth note.
const FRAME: u32 = TICKS_PER_QUARTER / 4;

/// What is wrong with a benchmark file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Jsb16Error {
    /// Not JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// JSON of another shape.
    #[error("{place} is not {expected}")]
    Shape {
        /// Where.
        place: String,
        /// What should stand there.
        expected: &'static str,
    },
}

/// Four pitches of a sixteenth, from the top, as MIDI numbers; -1 for silence.
pub type Row = [i16; 4];

/// A piece of the benchmark.
#[derive(Debug, Clone)]
pub struct Jsb16Grid {
    /// Its frames.
    pub rows: Vec<Row>,
    /// The same as notes.
    pub piece: TrainingPiece,
}

impl Jsb16Grid {
    /// Cells, four a frame.
    pub fn n_cells(&self) -> usize {
        4 * self.rows.len()
    }
}

/// Whether a benchmark file has a split.
///
/// # Errors
/// [`Jsb16Error`] if the text is not JSON.
pub fn has_split(text: &str, split: &str) -> Result<bool, Jsb16Error> {
    Ok(serde_json::from_str::<Value>(text)?.get(split).is_some())
}

/// The grids of one split: "train", "valid" or "test".
///
/// Equal pitches in a row are one note, as nothing in the grid tells them apart; the notes then say
/// the grid exactly. Metre and key are not known: bars of four quarters are counted from the first
/// frame, and nothing else is told.
///
/// # Errors
/// [`Jsb16Error`] if the text is not `{split: [[[pitch; 4]; frames]; pieces]}`.
pub fn read_jsb16(text: &str, split: &str) -> Result<Vec<Jsb16Grid>, Jsb16Error> {
    let file: Value = serde_json::from_str(text)?;
    let pieces = list(&file[split], || format!("split {split}"))?;
    let named = pieces.iter().enumerate();
    named
        .map(|(index, frames)| {
            let name = format!("jsb16 {split} {index}");
            let frames = list(frames, || name.clone())?;
            let rows: Vec<Row> = frames
                .iter()
                .map(|frame| row(frame).ok_or_else(|| wrong(&name, "frames of four pitches or -1")))
                .collect::<Result<_, _>>()?;
            let piece = piece_of(&name, &rows).ok_or_else(|| wrong(&name, "a score"))?;
            Ok(Jsb16Grid { rows, piece })
        })
        .collect()
}

fn wrong(place: &str, expected: &'static str) -> Jsb16Error {
    Jsb16Error::Shape {
        place: place.to_owned(),
        expected,
    }
}

fn list(value: &Value, place: impl Fn() -> String) -> Result<&Vec<Value>, Jsb16Error> {
    value.as_array().ok_or_else(|| wrong(&place(), "a list"))
}

fn row(frame: &Value) -> Option<Row> {
    let pitches: Vec<i16> = frame
        .as_array()?
        .iter()
        .map(|pitch| i16::try_from(pitch.as_i64()?).ok())
        .collect::<Option<_>>()?;
    let row: Row = pitches.try_into().ok()?;
    row.iter()
        .all(|pitch| (-1..128).contains(pitch))
        .then_some(row)
}

fn piece_of(name: &str, rows: &[Row]) -> Option<TrainingPiece> {
    let mut notes: Vec<Note> = Vec::new();
    for (line, voice) in Voice::SATB.into_iter().enumerate() {
        let mut frame = 0;
        for same in rows.chunk_by(|one, other| one[line] == other[line]) {
            let length = same.len() as u32;
            if same[0][line] >= 0 {
                notes.push(Note {
                    id: NoteId(notes.len() as u32),
                    voice,
                    pitch: Pitch::new(i64::from(same[0][line])).ok()?,
                    onset: Tick::new(frame * FRAME).ok()?,
                    duration: Duration::new(length * FRAME).ok()?,
                    velocity: Velocity::DEFAULT,
                });
            }
            frame += length;
        }
    }
    let score = Score::new(ScoreHeader::default(), notes).ok()?;
    Some(TrainingPiece {
        id: name.to_owned(),
        style: Style::BachChorale,
        key: None,
        grid: Grid::quantize(&score, 0).ok()?,
        traits: Default::default(),
        is_bare: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_becomes_notes_and_back() {
        let text = r#"{"valid": [[[72, 67, 60, 48], [72, 65, 60, -1], [71, 65, 60, 50]]]}"#;
        let grids = read_jsb16(text, "valid").unwrap();
        assert_eq!(grids[0].n_cells(), 12);
        let piece = &grids[0].piece;
        let mut cells = vec![[-1; 4]; 3];
        for note in &piece.grid.notes {
            for step in (note.onset..note.end()).step_by(6) {
                let pitch = i64::from(note.pitch.pitch().midi());
                cells[(step / 6) as usize][usize::from(note.voice.0)] = pitch;
            }
        }
        assert_eq!(
            cells,
            [[72, 67, 60, 48], [72, 65, 60, -1], [71, 65, 60, 50]]
        );
    }

    #[test]
    fn another_shape_is_refused_with_its_place() {
        for text in [
            "",
            "{}",
            r#"{"valid": [[[1, 2, 3]]]}"#,
            r#"{"valid": [[[1, 2, 3, 200]]]}"#,
        ] {
            assert!(read_jsb16(text, "valid").is_err(), "{text}");
        }
    }
}
