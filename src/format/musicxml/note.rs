//! One `note` element: what sounds, and how long.

use super::super::FormatError;
use super::super::moment::Moment;
use super::instrument::Instrument;
use super::xml::{self, Node};
use crate::music::Pitch;

/// What a `note` element sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound {
    /// A rest, a cue, or a drum that the file does not name.
    Silence,
    Pitch(Pitch),
    Drum(Pitch),
}

/// The sound of a note, `transposition` semitones above what is written.
pub(super) fn sound_of(
    note: Node,
    instrument: &Instrument,
    transposition: i64,
) -> Result<Sound, FormatError> {
    if xml::child(note, "rest").is_some() || xml::child(note, "cue").is_some() {
        return Ok(Sound::Silence);
    }
    if xml::child(note, "unpitched").is_some() {
        let id = xml::child(note, "instrument").and_then(|node| node.attribute("id"));
        return Ok(instrument.drum(id).map_or(Sound::Silence, Sound::Drum));
    }
    let Some(pitch) = xml::child(note, "pitch") else {
        return Ok(Sound::Silence);
    };
    let step = xml::text_in(pitch, &["step"]);
    let octave = xml::number_in(pitch, &["octave"]);
    let (Some(semitone), Some(octave)) = (semitone_of(step), octave) else {
        return Err(xml::wrong(pitch, "a pitch without step or octave found"));
    };
    let alteration = xml::number_in(pitch, &["alter"]).unwrap_or(0);
    let midi = 12 * (octave + 1) + semitone + alteration + transposition;
    Pitch::new(midi)
        .map(Sound::Pitch)
        .map_err(|error| xml::wrong(pitch, error.to_string()))
}

/// Semitones of a step above C.
pub(super) fn semitone_of(step: &str) -> Option<i64> {
    let steps = ["C", "D", "E", "F", "G", "A", "B"];
    let at = steps.iter().position(|name| *name == step)?;
    Some([0, 2, 4, 5, 7, 9, 11][at])
}

/// Ties of a note: whether one leads here, and whether one leads on.
pub(super) fn ties_of(note: Node) -> (bool, bool) {
    let notations = xml::children(note, "notations");
    let tied = notations.flat_map(|notations| xml::children(notations, "tied"));
    let has = |kind: &str| {
        let mut ties = xml::children(note, "tie").chain(tied.clone());
        ties.any(|tie| matches!(tie.attribute("type"), Some(found) if found == kind || found == "continue"))
    };
    (has("stop"), has("start"))
}

/// Whether a note stands under a fermata.
pub(super) fn has_fermata(note: Node) -> bool {
    xml::children(note, "notations").any(|notations| xml::child(notations, "fermata").is_some())
}

/// The length that a `duration` or `offset` states, and whether it leads backwards.
pub(super) fn length_of(
    node: Node,
    name: &'static str,
    divisions: Option<u64>,
) -> Result<(Moment, bool), FormatError> {
    let Some(element) = xml::child(node, name) else {
        return Ok((Moment::ZERO, false));
    };
    let text = xml::text(element);
    let wrong = |reason: &str| {
        let shown = xml::shown(text);
        xml::wrong(element, format!("{name} \"{shown}\" found; {reason}"))
    };
    let length = thousandths(text).ok_or_else(|| wrong("a number is needed"))?;
    let divisions =
        divisions.ok_or_else(|| wrong("divisions of a quarter note are needed before it"))?;
    let moment = Moment::quarters(length.unsigned_abs(), divisions);
    Ok((moment, length < 0))
}

/// A decimal number in thousandths, as MusicXML allows fractions of divisions.
pub(super) fn thousandths(text: &str) -> Option<i64> {
    const MOST: f64 = 1e9;
    let number: f64 = text.parse().ok()?;
    (number.abs() <= MOST).then(|| (number * 1000.0).round() as i64)
}
