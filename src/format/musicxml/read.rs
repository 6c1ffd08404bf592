//! Reads a MusicXML score, part by part, and plays it.

use super::super::{FormatError, Warning};
use super::container::text_of;
use super::direction::{spells_out_jumps, tell_codas_apart};
use super::instrument::{Instrument, instruments_of};
use super::order::Marks;
use super::part::Sheet;
use super::play::play;
use super::xml;
use crate::music::Score;

/// Most parts of a score.
const MAX_PARTS: usize = 256;

/// Reads a MusicXML file, plain or compressed.
///
/// Every voice of a part becomes a voice, in order of parts and staves; drums come last. Repeats,
/// endings and jumps are played, pitches sound as transposing instruments sound them, chord symbols
/// and fermatas are kept. Grace and cue notes are left out.
///
/// # Errors
/// [`FormatError`] if the bytes are no MusicXML score by parts, too large, or hold no notes.
pub fn read_musicxml(bytes: &[u8]) -> Result<(Score, Vec<Warning>), FormatError> {
    let text = text_of(bytes)?;
    let document = xml::parse(&text)?;
    let root = document.root_element();
    match root.tag_name().name() {
        "score-partwise" => {}
        "score-timewise" => {
            return Err(FormatError::not_musicxml(
                "a score ordered by time found; scores ordered by parts are allowed",
            ));
        }
        other => {
            let shown = xml::shown(other);
            return Err(FormatError::not_musicxml(format!(
                "element \"{shown}\" found; \"score-partwise\" is needed"
            )));
        }
    }
    let listed = instruments_of(root);
    let mut instruments: Vec<Instrument> = Vec::new();
    let mut sheet = Sheet {
        spells_out_jumps: spells_out_jumps(root),
        ..Sheet::default()
    };
    for part in xml::children(root, "part") {
        if instruments.len() >= MAX_PARTS {
            let reason = format!("more than {MAX_PARTS} parts found");
            return Err(FormatError::not_musicxml(reason));
        }
        let id = part.attribute("id").unwrap_or("");
        let instrument = listed.get(id).cloned().unwrap_or_default();
        sheet.read_part(part, (instruments.len(), &instrument))?;
        instruments.push(instrument);
    }
    if !sheet.spells_out_jumps {
        let measures = sheet.measures.iter_mut();
        let mut marks: Vec<&mut Marks> = measures.map(|measure| &mut measure.marks).collect();
        tell_codas_apart(&mut marks);
    }
    let (mut draft, warnings) = play(sheet, &instruments)?;
    let titles: [&[&'static str]; 2] = [&["work", "work-title"], &["movement-title"]];
    let titles = titles.map(|path| xml::text_in(root, path));
    let title = titles.into_iter().find(|title| !title.is_empty());
    draft.title = title.unwrap_or("").to_owned();
    Ok((draft.finish()?, warnings))
}
