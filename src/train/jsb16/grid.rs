//! The public JSB-16th grid: a benchmark of four-part chorales, read to measure, never to ship.
//!
//! Source: Boulanger-Lewandowski, Bengio, Vincent, "Modeling temporal dependencies in high-dimensional sequences",
//! ICML 2012, for the split; four pitches a sixteenth note, -1 for silence, as Huang et al. 2017 use it.

use serde_json::Value;
use thiserror::Error;

use super::frames::framed;

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
/// # Errors
/// [`Jsb16Error`] if the text is not `{split: [[[pitch; 4]; frames]; pieces]}`, or a pitch lies outside what
/// the benchmark's models have symbols for.
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
            if framed(&rows, 0).is_none() {
                return Err(wrong(&name, "frames of pitches from 28 to 89"));
            }
            Ok(Jsb16Grid { rows })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_stand() {
        let text = r#"{"valid": [[[72, 67, 60, 48], [72, 65, 60, -1]]]}"#;
        let grids = read_jsb16(text, "valid").unwrap();
        assert_eq!(grids[0].n_cells(), 8);
        assert_eq!(grids[0].rows, [[72, 67, 60, 48], [72, 65, 60, -1]]);
    }

    #[test]
    fn another_shape_is_refused_with_its_place() {
        for text in [
            "",
            "{}",
            r#"{"valid": [[[1, 2, 3]]]}"#,
            r#"{"valid": [[[1, 2, 3, 200]]]}"#,
            r#"{"valid": [[[72, 67, 60, 27]]]}"#,
        ] {
            assert!(read_jsb16(text, "valid").is_err(), "{text}");
        }
    }
}
