//! One kern cell: duration, pitch, tie and fermata of a note or a rest.

use super::super::moment::Moment;
use crate::music::{KeySignature, Mode, Pitch, PitchClass};

/// How a note hangs together with others of its pitch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    None,
    Start,
    Middle,
    End,
}

/// A note or a rest as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KernNote {
    /// `None` for a rest.
    pub(super) pitch: Option<Pitch>,
    pub(super) length: Moment,
    pub(super) tie: Tie,
    pub(super) has_fermata: bool,
}

/// Reads one note of a cell. `Ok(None)` for a null token, a grace note or anything without duration.
pub(super) fn read_note(text: &str) -> Result<Option<KernNote>, String> {
    if text == "." || text.is_empty() || text.contains(['q', 'Q']) {
        return Ok(None);
    }
    let Some(length) = length_of(text)? else {
        return Ok(None);
    };
    let pitch = if text.contains('r') {
        None
    } else {
        pitch_of(text)?
    };
    if pitch.is_none() && !text.contains('r') {
        return Ok(None);
    }
    let tie = match (text.contains('['), text.contains('_'), text.contains(']')) {
        (_, true, _) | (true, _, true) => Tie::Middle,
        (true, ..) => Tie::Start,
        (.., true) => Tie::End,
        _ => Tie::None,
    };
    Ok(Some(KernNote {
        pitch,
        length,
        tie,
        has_fermata: text.contains(';'),
    }))
}

/// The duration: `4` a quarter, `0` a breve, `00` a long, `3%2` two thirds of a whole note, dots after.
fn length_of(text: &str) -> Result<Option<Moment>, String> {
    let digits = digits_at(text, 0);
    if digits.is_empty() {
        return Ok(None);
    }
    let start = digits.as_ptr() as usize - text.as_ptr() as usize;
    let mut at = start + digits.len();
    let wrong = || {
        format!(
            "duration in \"{}\" found; numbers up to 2048 are allowed",
            shown(text)
        )
    };
    let mut wholes = (1, 1);
    if digits.bytes().all(|digit| digit == b'0') {
        if digits.len() > 4 {
            return Err(wrong());
        }
        wholes.0 = 1 << digits.len();
    } else {
        wholes.1 = digits
            .parse()
            .ok()
            .filter(|n| (1..=2048).contains(n))
            .ok_or_else(wrong)?;
    }
    if text.as_bytes().get(at) == Some(&b'%') {
        let divisor = digits_at(text, at + 1);
        wholes.0 *= divisor
            .parse::<u64>()
            .ok()
            .filter(|m| (1..=2048).contains(m))
            .ok_or_else(wrong)?;
        at += 1 + divisor.len();
    }
    let n_dots = text.as_bytes()[at..]
        .iter()
        .take_while(|byte| **byte == b'.')
        .count();
    // One dot adds a half, two three quarters.
    let denominator = 1_u64 << n_dots.min(4);
    Ok(Some(
        Moment::quarters(4 * wholes.0, wholes.1).scaled(2 * denominator - 1, denominator),
    ))
}

/// The first run of digits at or after a place.
fn digits_at(text: &str, from: usize) -> &str {
    let bytes = text.as_bytes();
    let start = (from..bytes.len())
        .find(|at| bytes[*at].is_ascii_digit())
        .unwrap_or(bytes.len());
    let end = (start..bytes.len())
        .find(|at| !bytes[*at].is_ascii_digit())
        .unwrap_or(bytes.len());
    &text[start..end]
}

/// The pitch: `c` is middle C, `cc` an octave above, `C` an octave below, `CC` two; `#` and `-` alter.
fn pitch_of(text: &str) -> Result<Option<Pitch>, String> {
    let bytes = text.as_bytes();
    let is_letter = |byte: &u8| (b'a'..=b'g').contains(&byte.to_ascii_lowercase());
    let Some(start) = bytes.iter().position(is_letter) else {
        return Ok(None);
    };
    let letter = bytes[start];
    let n_letters = bytes[start..]
        .iter()
        .take_while(|byte| **byte == letter)
        .count();
    let after = &bytes[start + n_letters..];
    let sharps = after.iter().take_while(|byte| **byte == b'#').count() as i64;
    let flats = after.iter().take_while(|byte| **byte == b'-').count() as i64;
    let octave = if letter.is_ascii_lowercase() {
        4 + n_letters as i64
    } else {
        5 - n_letters as i64
    };
    let midi = 12 * octave + semitone(letter) + sharps - flats;
    Pitch::new(midi)
        .map(Some)
        .map_err(|error| error.to_string())
}

/// Semitones above C.
fn semitone(letter: u8) -> i64 {
    [9, 11, 0, 2, 4, 5, 7][usize::from(letter.to_ascii_lowercase() - b'a')]
}

/// Sharps (negative: flats) of a signature cell such as `*k[b-e-]`.
pub(super) fn read_signature(cell: &str) -> Option<i64> {
    let inside = cell.strip_prefix("*k[")?.strip_suffix(']')?;
    let count = |sign: char| inside.matches(sign).count() as i64;
    Some(count('#') - count('-'))
}

/// A key cell such as `*G:`, `*f#:` or `*d:dor`; modes count as major or minor on their tonic.
pub(super) fn read_key(cell: &str) -> Option<KeySignature> {
    let (tonic, _) = cell.strip_prefix('*')?.split_once(':')?;
    let letter = tonic.bytes().next().filter(u8::is_ascii_alphabetic)?;
    if !(b'a'..=b'g').contains(&letter.to_ascii_lowercase()) {
        return None;
    }
    let alteration = match &tonic[1..] {
        "" => 0,
        "#" => 1,
        "-" => -1,
        _ => return None,
    };
    let mode = if letter.is_ascii_uppercase() {
        Mode::Major
    } else {
        Mode::Minor
    };
    Some(KeySignature::on(
        PitchClass::of(semitone(letter) + alteration),
        mode,
    ))
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_have_pitch_and_length() {
        let check = |text: &str, midi: i64, ticks: u32| {
            let note = read_note(text).unwrap().unwrap();
            assert_eq!(note.pitch, Some(Pitch::new(midi).unwrap()), "{text}");
            assert_eq!(note.length.duration().get(), ticks, "{text}");
        };
        check("4c", 60, 480);
        check("2.CC#/", 37, 1440);
        check("[8..ee-\\L", 75, 420);
        check("0BB", 47, 3840);
        check("00F", 53, 7680);
        check("3%2f", 65, 1280);
        check("12G", 55, 160);
        check("2fny;", 65, 960);
    }

    #[test]
    fn signs_are_read_and_odd_cells_are_not_notes() {
        assert_eq!(read_note("4c_").unwrap().unwrap().tie, Tie::Middle);
        assert_eq!(read_note("2r;").unwrap().unwrap().pitch, None);
        for text in [".", "", "8qc", "x", "c", "4"] {
            assert_eq!(read_note(text), Ok(None), "{text}");
        }
        assert!(read_note("4ccccccccccc").is_err());
        assert!(read_note("99999999999999999999c").is_err());
        assert_eq!(read_signature("*k[b-e-]"), Some(-2));
        assert_eq!(read_key("*f#:").unwrap().to_string(), "F# minor");
        assert_eq!(read_key("*met:"), None);
    }
}
