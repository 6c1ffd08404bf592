//! Notes, rests and chord symbols as ABC writes them.

use crate::format::symbols::{Bar, Shape, Symbol, TupletPlace, in_signature, snapped};
use std::collections::HashMap;

use crate::music::{Chord, ChordName, Note, NoteName, Tick};

/// Ticks of the unit in which lengths are told: an eighth note.
pub(super) const UNIT: u32 = 240;

/// What the notes of a voice have in common, and what its accidentals have done since the bar line.
pub(super) struct Signs<'a> {
    /// The notes of the score, and their names.
    notes: &'a [Note],
    names: &'a [NoteName],
    /// Where notes have fermatas.
    phrase_ends: &'a [Tick],
    /// Sharps of the signature; negative for flats.
    sharps: i8,
    /// By letter and octave, and by letter: programs disagree about how far an accidental reaches.
    altered: (HashMap<(char, i8), i8>, HashMap<char, i8>),
}

impl<'a> Signs<'a> {
    pub(super) fn new(
        notes: &'a [Note],
        names: &'a [NoteName],
        phrase_ends: &'a [Tick],
        sharps: i8,
    ) -> Self {
        Self {
            notes,
            names,
            phrase_ends,
            sharps,
            altered: Default::default(),
        }
    }

    /// A bar begins: only the signature holds.
    pub(super) fn bar_line(&mut self) {
        self.altered = Default::default();
    }

    /// A symbol with what stands before it; nothing for silence without length.
    pub(super) fn symbol(&mut self, bar: &Bar, symbols: &[Symbol], place: usize) -> String {
        let symbol = &symbols[place];
        let ticks = match symbol.shape {
            Shape::Value(value) => value.ticks,
            Shape::WholeBar => symbol.end - symbol.start,
            Shape::Unseen => {
                let in_bar = |tick: u32| snapped(tick - bar.start + bar.missing);
                in_bar(symbol.end).saturating_sub(in_bar(symbol.start))
            }
        };
        if ticks == 0 {
            return String::new();
        }
        let tuplet = symbol.tuplet.filter(|tuplet| tuplet.is_first);
        let tuplet = tuplet.map_or_else(String::new, |tuplet| opening(tuplet, &symbols[place..]));
        let length = length(ticks);
        let heads = symbol.heads.iter().map(|head| self.head(head.note));
        let heads: Vec<String> = heads.collect();
        let tie = if symbol.is_tied_on { "-" } else { "" };
        let body = match (heads.as_slice(), symbol.shape) {
            ([], Shape::Unseen) => format!("x{length}"),
            ([], _) => format!("z{length}"),
            ([head], _) => format!("{head}{length}{tie}"),
            _ => format!("[{}{tie}]{length}", heads.join(tie)),
        };
        let start = |tick: &Tick| tick.get().cmp(&symbol.start);
        let is_end = self.phrase_ends.binary_search_by(start).is_ok();
        let fermata = if is_end && !symbol.heads.is_empty() {
            "!fermata!"
        } else {
            ""
        };
        format!("{tuplet}{fermata}{body}")
    }

    /// A note without its length.
    fn head(&mut self, note: usize) -> String {
        let name = self.names[note];
        let (letter, octave) = (name.letter(), name.octave(self.notes[note].pitch));
        let usual = in_signature(letter, self.sharps);
        let (by_octave, by_letter) = &mut self.altered;
        let here = *by_octave.get(&(letter, octave)).unwrap_or(&usual);
        let anywhere = *by_letter.get(&letter).unwrap_or(&usual);
        let wanted = name.alteration();
        let accidental = if (here, anywhere) == (wanted, wanted) {
            ""
        } else {
            by_octave.insert((letter, octave), wanted);
            by_letter.insert(letter, wanted);
            accidental(wanted)
        };
        format!("{accidental}{}", pitch(letter, octave))
    }
}

/// A chord symbol; `None` where there is none.
pub(super) fn chord_symbol(chord: Option<(Chord, ChordName)>) -> String {
    let Some((chord, name)) = chord else {
        return "\"N.C.\"".to_owned();
    };
    let bass = name
        .bass
        .map_or_else(String::new, |bass| format!("/{bass}"));
    format!("\"{}{}{bass}\"", name.root, chord.quality.symbol())
}

/// So many notes in the time of so many, and how many symbols that holds for.
fn opening(tuplet: TupletPlace, symbols: &[Symbol]) -> String {
    let is_last = |symbol: &Symbol| symbol.tuplet.is_some_and(|place| place.is_last);
    let n_symbols = symbols.iter().position(is_last).map_or(1, |last| last + 1);
    format!(
        "({}:{}:{n_symbols}",
        tuplet.ratio.actual, tuplet.ratio.normal
    )
}

/// Middle C is `C`, the one above `c`.
fn pitch(letter: char, octave: i8) -> String {
    let marks = |mark: &str, count: i8| mark.repeat(usize::from(count.unsigned_abs()));
    if octave >= 5 {
        format!("{}{}", letter.to_ascii_lowercase(), marks("'", octave - 5))
    } else {
        format!("{letter}{}", marks(",", 4 - octave))
    }
}

/// A length in units: nothing, `2`, `3/2`, `/2`.
fn length(ticks: u32) -> String {
    let mut divisor = (ticks, UNIT);
    while divisor.1 > 0 {
        divisor = (divisor.1, divisor.0 % divisor.1);
    }
    match (ticks / divisor.0, UNIT / divisor.0) {
        (1, 1) => String::new(),
        (count, 1) => count.to_string(),
        (1, parts) => format!("/{parts}"),
        (count, parts) => format!("{count}/{parts}"),
    }
}

fn accidental(alteration: i8) -> &'static str {
    match alteration {
        ..=-2 => "__",
        -1 => "_",
        0 => "=",
        1 => "^",
        2.. => "^^",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_eighths() {
        let told = [240, 480, 120, 360, 60, 30, 1_920, 180].map(length);
        assert_eq!(told, ["", "2", "/2", "3/2", "/4", "/8", "8", "3/4"]);
    }

    #[test]
    fn octaves_are_told_by_case_and_marks() {
        let told = [2, 3, 4, 5, 6].map(|octave| pitch('G', octave));
        assert_eq!(told, ["G,,", "G,", "G", "g", "g'"]);
    }
}
