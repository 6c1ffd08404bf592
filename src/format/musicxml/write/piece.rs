//! The whole file.

use super::super::super::FormatError;
use super::measure::PartWriter;
use super::opening::{self, part_id};
use super::text::XmlText;
use crate::format::symbols::{bars_of, cuts_of, parts_of};
use crate::music::{Score, Spelling};

/// Most parts, and most measures of all parts together: ten times those of a long symphony.
const MAX_PARTS: usize = 256;
const MAX_MEASURES: usize = 200_000;

/// Most measures of one part, as many as [`read_musicxml`](super::super::read_musicxml) plays.
const MAX_BARS: usize = 20_000;

const DOCTYPE: &str = "<!DOCTYPE score-partwise PUBLIC \"-//Recordare//DTD MusicXML 4.0 Partwise//EN\" \
                       \"http://www.musicxml.org/dtds/partwise.dtd\">";

/// Writes a MusicXML 4.0 score by parts.
///
/// [`read_musicxml`](crate::format::read_musicxml) reads it back with the same notes, bars, key, tempo,
/// chord symbols and phrase ends. Velocities are written but not read. What a voice plays beside itself,
/// other than chords, is a voice of its own; voices that no part names belong to a piano; every
/// duration is exact, also where no symbol lasts as long. The element of the note 5 has the id `n5`; what is
/// tied on to it at tick 960, `n5-960`.
///
/// # Errors
/// [`FormatError::Unwritable`] for more than 256 parts, 20,000 bars, or 200,000 measures of all parts.
pub fn write_musicxml(score: &Score) -> Result<String, FormatError> {
    let parts = parts_of(score);
    if parts.len() > MAX_PARTS {
        let reason = format!(
            "{} parts found; at most {MAX_PARTS} are allowed",
            parts.len()
        );
        return Err(FormatError::Unwritable { reason });
    }
    let most = MAX_BARS.min(MAX_MEASURES / parts.len().max(1));
    let bars = bars_of(score.meter(), score.end(), most).ok_or_else(|| {
        let reason = format!("more than {most} bars found in {} parts", parts.len());
        FormatError::Unwritable { reason }
    })?;
    let spelling = Spelling::of(score);
    let cuts = cuts_of(score);
    let with_chords = parts.iter().position(|part| !part.played_by.is_percussion);
    let mut xml = XmlText::new(DOCTYPE);
    xml.around("score-partwise", &[("version", "4.0")], |xml| {
        opening::write(xml, score, &parts);
        for (place, part) in parts.iter().enumerate() {
            let id = part_id(place);
            let writer = PartWriter {
                score,
                spelling: &spelling,
                part,
                id: &id,
                cuts: &cuts,
                is_first: place == 0,
                has_chord_symbols: place == with_chords.unwrap_or(0),
            };
            xml.around("part", &[("id", &id)], |xml| writer.write(xml, &bars));
        }
    });
    Ok(xml.finish())
}
