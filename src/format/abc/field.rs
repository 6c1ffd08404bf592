//! What stands in the information fields of ABC: keys, metres, lengths and tempos.

use super::super::draft::DraftKey;
use crate::music::{KeySignature, Mode, PitchClass, Tempo, TimeSignature};

/// Letters of the white keys in order of the line of fifths, as sharps come.
const SHARP_ORDER: [u8; 7] = *b"FCGDAEB";

/// Accidentals that a key puts on every letter, by letter from A.
pub(super) type KeyAccidentals = [i8; 7];

/// A key field: what it says about tonic and mode, and what it does to every letter.
///
/// Modes other than major and minor keep their tonic: Dorian and Phrygian count as minor, Lydian and
/// Mixolydian as major.
pub(super) fn read_key(text: &str) -> Option<(DraftKey, KeyAccidentals)> {
    let mut words = text.split_whitespace();
    let first = words.next()?;
    if first.eq_ignore_ascii_case("none") {
        return Some((DraftKey::Unknown, [0; 7]));
    }
    let mut letters = first.chars();
    let letter = letters
        .next()
        .filter(|letter| ('A'..='G').contains(letter))?;
    let mut rest = letters.as_str();
    let mut fifths = SHARP_ORDER.iter().position(|name| *name == letter as u8)? as i64 - 1;
    if let Some(after) = rest.strip_prefix('#') {
        (fifths, rest) = (fifths + 7, after);
    } else if let Some(after) = rest.strip_prefix('b') {
        (fifths, rest) = (fifths - 7, after);
    }
    let mode_name = if rest.is_empty() {
        text.split_whitespace()
            .nth(1)
            .filter(|word| !word.contains(['=', '^', '_']))
            .unwrap_or("")
    } else {
        rest
    };
    let (offset, mode) = mode_of(mode_name);
    let sharps = fifths + offset;
    let mut accidentals = KeyAccidentals::default();
    for index in 0..sharps.unsigned_abs().min(7) as usize {
        let (letter, alteration) = if sharps > 0 {
            (SHARP_ORDER[index], 1)
        } else {
            (SHARP_ORDER[6 - index], -1)
        };
        accidentals[usize::from(letter - b'A')] = alteration;
    }
    for word in words.filter(|word| word.starts_with(['^', '_', '='])) {
        let (alteration, letters) = accidental_of(word.as_bytes());
        if let (Some(alteration), Some(letter)) = (alteration, letters.first())
            && letter.is_ascii_alphabetic()
            && (b'A'..=b'G').contains(&letter.to_ascii_uppercase())
        {
            accidentals[usize::from(letter.to_ascii_uppercase() - b'A')] = alteration;
        }
    }
    let key = if offset == 0 || offset == -3 {
        KeySignature::new(sharps, mode).ok()
    } else {
        Some(KeySignature::on(PitchClass::of(fifths * 7), mode))
    };
    Some((
        key.map_or(DraftKey::Signature(sharps), DraftKey::Known),
        accidentals,
    ))
}

/// Fifths from the major key on the same tonic, and the mode it counts as.
fn mode_of(name: &str) -> (i64, Mode) {
    let name = name.to_ascii_lowercase();
    let start = name.get(..3).unwrap_or(&name);
    match start {
        "min" | "m" | "aeo" => (-3, Mode::Minor),
        "dor" => (-2, Mode::Minor),
        "phr" => (-4, Mode::Minor),
        "loc" => (-5, Mode::Minor),
        "lyd" => (1, Mode::Major),
        "mix" => (-1, Mode::Major),
        _ => (0, Mode::Major),
    }
}

/// The accidental a text begins with, if any, and the text after it.
pub(super) fn accidental_of(text: &[u8]) -> (Option<i8>, &[u8]) {
    match text {
        [b'^', b'^', rest @ ..] => (Some(2), rest),
        [b'_', b'_', rest @ ..] => (Some(-2), rest),
        [b'^', rest @ ..] => (Some(1), rest),
        [b'_', rest @ ..] => (Some(-1), rest),
        [b'=', rest @ ..] => (Some(0), rest),
        _ => (None, text),
    }
}

/// A metre field; `None` for free metre or what cannot be understood.
pub(super) fn read_meter(text: &str) -> Option<TimeSignature> {
    match text.trim() {
        "C" => Some(TimeSignature::COMMON),
        "C|" => TimeSignature::new(2, 2).ok(),
        text => {
            let (beats, beat_unit) = text.split_once('/')?;
            let beats = beats.trim_matches(['(', ')', ' ']).split('+');
            let beats =
                beats.map(|part| part.trim().parse::<u32>().ok().filter(|part| *part <= 64));
            TimeSignature::new(beats.sum::<Option<u32>>()?, beat_unit.trim().parse().ok()?).ok()
        }
    }
}

/// A fraction such as "1/8", both numbers at least 1.
pub(super) fn read_fraction(text: &str) -> Option<(u64, u64)> {
    let (numerator, denominator) = text.trim().split_once('/').unwrap_or((text.trim(), "1"));
    let numerator = numerator
        .trim()
        .parse::<u32>()
        .ok()
        .filter(|number| *number > 0)?;
    let denominator = denominator
        .trim()
        .parse::<u32>()
        .ok()
        .filter(|number| *number > 0)?;
    Some((u64::from(numerator), u64::from(denominator)))
}

/// A tempo field such as `"Slow" 1/4=60`; a bare number counts unit lengths.
pub(super) fn read_tempo(text: &str, unit: (u64, u64)) -> Option<Tempo> {
    let outside: String = text.split('"').step_by(2).collect();
    let (beats, per_minute) = outside.split_once('=').unwrap_or(("", &outside));
    let per_minute: f64 = per_minute.trim().parse().ok()?;
    let wholes = if beats.trim().is_empty() {
        unit.0 as f64 / unit.1 as f64
    } else {
        let parts = beats
            .split_whitespace()
            .map(read_fraction)
            .collect::<Option<Vec<_>>>()?;
        parts
            .iter()
            .map(|(numerator, denominator)| *numerator as f64 / *denominator as f64)
            .sum()
    };
    Tempo::from_qpm(per_minute * wholes * 4.0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_alter_their_letters() {
        let check = |text: &str, name: &str, expected: KeyAccidentals| {
            let (key, accidentals) = read_key(text).unwrap();
            assert_eq!(key, DraftKey::Known(name.parse().unwrap()), "{text}");
            assert_eq!(accidentals, expected, "{text}");
        };
        check("G", "G major", [0, 0, 0, 0, 0, 1, 0]);
        check("Eb % three flats", "Eb major", [-1, -1, 0, 0, -1, 0, 0]);
        check("F#m", "F# minor", [0, 0, 1, 0, 0, 1, 1]);
        check("A minor", "A minor", [0; 7]);
        check("Ddor", "D minor", [0; 7]);
        check("G mix", "G major", [0; 7]);
        check("D clef=bass", "D major", [0, 0, 1, 0, 0, 1, 0]);
        check("D exp ^g", "D major", [0, 0, 1, 0, 0, 1, 1]);
        assert_eq!(read_key("H"), None);
    }

    #[test]
    fn tempos_count_quarters() {
        let check = |text: &str, qpm: f64| {
            assert_eq!(
                read_tempo(text, (1, 8)).unwrap().qpm().round(),
                qpm,
                "{text}"
            );
        };
        check("1/4=120", 120.0);
        check("\"Slow\" 1/2=60", 120.0);
        check("3/8=40", 60.0);
        check("120", 60.0);
        assert_eq!(read_tempo("fast", (1, 8)), None);
    }

    #[test]
    fn metres_and_free_metre() {
        assert_eq!(read_meter("6/8"), TimeSignature::new(6, 8).ok());
        assert_eq!(read_meter("2+3/8"), TimeSignature::new(5, 8).ok());
        assert_eq!(read_meter("none"), None);
        assert_eq!(read_meter("999999999+999999999+999999999/4"), None);
    }
}
