//! The `attributes` element: divisions, key, metre and transposition.

use super::super::FormatError;
use super::super::draft::DraftKey;
use super::note::thousandths;
use super::xml::{self, Node};
use crate::music::{Interval, KeySignature, Mode, PitchClass, TimeSignature};

/// Parts of a quarter note in which durations are counted, in thousandths.
pub(super) fn divisions_of(attributes: Node) -> Result<Option<u64>, FormatError> {
    let Some(node) = xml::child(attributes, "divisions") else {
        return Ok(None);
    };
    let divisions = thousandths(xml::text(node)).filter(|divisions| *divisions > 0);
    match divisions {
        Some(divisions) => Ok(Some(divisions.unsigned_abs())),
        None => {
            let shown = xml::shown(xml::text(node));
            let reason = format!("divisions \"{shown}\" found; a number above 0 is needed");
            Err(xml::wrong(node, reason))
        }
    }
}

/// Semitones from written to sounding pitch.
pub(super) fn transposition_of(attributes: Node) -> Option<i64> {
    let transpose = xml::child(attributes, "transpose")?;
    let chromatic = xml::number_in(transpose, &["chromatic"]).unwrap_or(0);
    let octaves = xml::number_in(transpose, &["octave-change"]).unwrap_or(0);
    Some(chromatic.clamp(-127, 127) + 12 * octaves.clamp(-10, 10))
}

/// The key as it sounds.
///
/// Modes other than major and minor keep their tonic: Dorian, Phrygian and Locrian count as minor,
/// Lydian and Mixolydian as major.
pub(super) fn key_of(attributes: Node, transposition: i64) -> Option<DraftKey> {
    let key = xml::child(attributes, "key")?;
    let sharps = xml::number_in(key, &["fifths"]).filter(|sharps| (-7..=7).contains(sharps))?;
    let mode = xml::text_in(key, &["mode"]).to_ascii_lowercase();
    // Fifths from the tonic of the major key of this signature to that of the mode.
    let (fifths, mode) = match mode.as_str() {
        "major" | "ionian" => (0, Mode::Major),
        "minor" | "aeolian" => (3, Mode::Minor),
        "dorian" => (2, Mode::Minor),
        "phrygian" => (4, Mode::Minor),
        "locrian" => (5, Mode::Minor),
        "lydian" => (-1, Mode::Major),
        "mixolydian" => (1, Mode::Major),
        _ => {
            // A signature without mode moves by fifths: seven semitones each, modulo 12.
            let moved = (sharps + 7 * transposition + 5).rem_euclid(12) - 5;
            let moved = if transposition % 12 == 0 {
                sharps
            } else {
                moved
            };
            return Some(DraftKey::Signature(moved));
        }
    };
    let is_usual = (fifths == 0) || (mode == Mode::Minor && fifths == 3);
    let written = if is_usual {
        KeySignature::new(sharps, mode).ok()?
    } else {
        KeySignature::on(PitchClass::of((sharps + fifths) * 7), mode)
    };
    Some(DraftKey::Known(if transposition % 12 == 0 {
        written
    } else {
        written.transposed(Interval((transposition % 12) as i8))
    }))
}

/// The metre; an error tells one that cannot be counted.
pub(super) fn time_signature_of(attributes: Node) -> Option<Result<TimeSignature, String>> {
    let time = xml::child(attributes, "time")?;
    let shown = || {
        let text = format!(
            "{}/{}",
            xml::text_in(time, &["beats"]),
            xml::text_in(time, &["beat-type"])
        );
        xml::shown(&text)
    };
    Some(counted(time).ok_or_else(shown))
}

/// Beats of one kind, which may be written as a sum: 3+2/8, or 3/8 and 2/8 side by side.
fn counted(time: Node) -> Option<TimeSignature> {
    let beat_unit = xml::number_in(time, &["beat-type"])?;
    let mut units = xml::children(time, "beat-type");
    if units.any(|unit| xml::text(unit).parse() != Ok(beat_unit)) {
        return None;
    }
    let mut beats = 0_u32;
    for sum in xml::children(time, "beats") {
        for part in xml::text(sum).split('+') {
            let part: u32 = part.trim().parse().ok().filter(|part| *part <= 64)?;
            beats = beats.saturating_add(part);
        }
    }
    TimeSignature::new(beats, u32::try_from(beat_unit).ok()?).ok()
}
