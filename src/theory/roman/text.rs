//! Roman numerals as text.

use std::fmt;
use std::str::FromStr;

use super::applied::AppliedTo;
use super::numeral::{RomanNumeral, is_lower_case};
use crate::music::{ChordQuality, Mode};
use crate::theory::error::TheoryError;

const UPPER: [&str; 7] = ["I", "II", "III", "IV", "V", "VI", "VII"];
const LOWER: [&str; 7] = ["i", "ii", "iii", "iv", "v", "vi", "vii"];

/// Figured bass of triads and of seventh chords by inversion.
const TRIAD_FIGURES: [&str; 4] = ["", "6", "64", ""];
const SEVENTH_FIGURES: [&str; 4] = ["7", "65", "43", "42"];

/// What stands between numeral and figures, and whether the figures are those of a seventh chord.
///
/// Added sixths have no figures of their own, so they and suspensions are written as words.
const QUALITIES: [(ChordQuality, &str, bool); 12] = [
    (ChordQuality::Major, "", false),
    (ChordQuality::Minor, "", false),
    (ChordQuality::Diminished, "o", false),
    (ChordQuality::Augmented, "+", false),
    (ChordQuality::Suspended, "sus4", false),
    (ChordQuality::Dominant7, "", true),
    (ChordQuality::Major7, "M", true),
    (ChordQuality::Minor7, "", true),
    (ChordQuality::HalfDiminished7, "ø", true),
    (ChordQuality::Diminished7, "o", true),
    (ChordQuality::Major6, "add6", false),
    (ChordQuality::Minor6, "add6", false),
];

impl fmt::Display for RomanNumeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (_, sign, is_seventh) = QUALITIES[self.quality as usize];
        let figures = if is_seventh {
            SEVENTH_FIGURES
        } else {
            TRIAD_FIGURES
        };
        let figure = figures[usize::from(self.inversion.min(3))];
        write_degree(f, self.alteration, self.degree, is_lower_case(self.quality))?;
        write!(f, "{sign}{figure}")?;
        self.applied_to.map_or(Ok(()), |target| {
            write!(f, "/")?;
            write_degree(
                f,
                target.alteration,
                target.degree,
                target.mode == Mode::Minor,
            )
        })
    }
}

fn write_degree(
    f: &mut fmt::Formatter<'_>,
    alteration: i8,
    degree: u8,
    is_lower: bool,
) -> fmt::Result {
    let sign = if alteration < 0 { "b" } else { "#" };
    let names = if is_lower { LOWER } else { UPPER };
    let signs = sign.repeat(usize::from(alteration.unsigned_abs()));
    write!(f, "{signs}{}", names[usize::from(degree.clamp(1, 7) - 1)])
}

impl FromStr for RomanNumeral {
    type Err = TheoryError;

    /// Reads what [`fmt::Display`] writes, and of other habits: "°" and "0" for o, "%" for ø, "maj7", "2" for 42,
    /// "N6" for the Neapolitan sixth.
    fn from_str(text: &str) -> Result<Self, TheoryError> {
        let unknown = || TheoryError::UnknownNumeral {
            found: text.chars().take(40).collect(),
        };
        let (upper, target) = match text.trim().split_once('/') {
            Some((upper, target)) => (upper, Some(target)),
            None => (text.trim(), None),
        };
        let neapolitan = upper
            .strip_prefix('N')
            .map(|figures| format!("bII{figures}"));
        let numeral = read_plain(neapolitan.as_deref().unwrap_or(upper)).ok_or_else(unknown)?;
        let Some(target) = target else {
            return Ok(numeral);
        };
        let target = read_degree(target).filter(|(_, rest)| rest.is_empty());
        let ((alteration, degree, is_lower), _) = target.ok_or_else(unknown)?;
        let mode = if is_lower { Mode::Minor } else { Mode::Major };
        let applied_to = Some(AppliedTo {
            degree,
            alteration,
            mode,
        });
        Ok(Self {
            applied_to,
            ..numeral
        })
    }
}

/// A numeral without target.
fn read_plain(text: &str) -> Option<RomanNumeral> {
    let ((alteration, degree, is_lower), rest) = read_degree(text)?;
    let rest = rest
        .replace(['°', '0'], "o")
        .replace('%', "ø")
        .replace("maj", "M")
        .replace("Maj", "M");
    let rest = if rest.ends_with("42") {
        rest
    } else {
        with_long_figures(rest)
    };
    let fits = |(quality, sign, is_seventh): &(ChordQuality, &str, bool)| {
        let figures = if *is_seventh {
            SEVENTH_FIGURES
        } else {
            TRIAD_FIGURES
        };
        let figure = rest.strip_prefix(sign)?;
        let inversion = figures.iter().position(|known| *known == figure)?;
        let has_case = is_lower_case(*quality) == is_lower;
        has_case.then_some((*quality, inversion as u8))
    };
    let (quality, inversion) = QUALITIES.iter().find_map(fits)?;
    Some(RomanNumeral {
        degree,
        alteration,
        quality,
        inversion,
        applied_to: None,
    })
}

/// Figures that are shortened by habit, in full.
fn with_long_figures(rest: String) -> String {
    match rest.strip_suffix('2') {
        Some(sign) => format!("{sign}42"),
        None if rest == "sus" => "sus4".to_owned(),
        None => rest,
    }
}

/// Alteration, degree and whether it is written small, and what follows.
fn read_degree(text: &str) -> Option<((i8, u8, bool), &str)> {
    let unsigned = text.trim_start_matches(['b', '♭', '#', '♯']);
    let signs = text[..text.len() - unsigned.len()].chars();
    let alteration: i64 = signs
        .map(|sign| if matches!(sign, 'b' | '♭') { -1 } else { 1 })
        .sum();
    let named =
        (0..7).flat_map(|index| [(UPPER[index], index, false), (LOWER[index], index, true)]);
    let mut fitting: Vec<_> = named
        .filter(|(name, _, _)| unsigned.starts_with(name))
        .collect();
    // "IV" begins with "I", so the longest name is meant.
    fitting.sort_by_key(|(name, _, _)| std::cmp::Reverse(name.len()));
    let (name, index, is_lower) = *fitting.first()?;
    let alteration = i8::try_from(alteration)
        .ok()
        .filter(|signs| signs.abs() <= 2)?;
    Some((
        (alteration, index as u8 + 1, is_lower),
        &unsigned[name.len()..],
    ))
}
