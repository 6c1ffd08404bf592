//! Chord symbols.

use super::note::semitone_of;
use super::xml::{self, Node};
use crate::music::{Chord, ChordQuality, PitchClass};

/// The chord of a `harmony` element, `transposition` semitones above what is written: `Some(None)` where
/// it says that there is none, `None` where it names no root.
pub(super) fn chord_of(harmony: Node, transposition: i64) -> Option<Option<Chord>> {
    let kind = xml::child(harmony, "kind");
    let name = kind.map(xml::text).unwrap_or("");
    if name == "none" {
        return Some(None);
    }
    let class = |node: Node, step, alter| {
        let semitone = semitone_of(xml::text_in(node, &[step]))?;
        let alteration = xml::number_in(node, &[alter]).unwrap_or(0);
        Some(PitchClass::of(semitone + alteration + transposition))
    };
    let root = xml::child(harmony, "root")?;
    let root = class(root, "root-step", "root-alter")?;
    let mut body = Body::of_kind(name).unwrap_or_else(|| {
        // What no kind says, the symbol above the staff may.
        let symbol = kind.and_then(|kind| kind.attribute("text")).unwrap_or("");
        let read: Option<Chord> = format!("C{symbol}").parse().ok();
        read.map_or(Body::MAJOR, |chord| Body::of(chord.quality))
    });
    for degree in xml::children(harmony, "degree") {
        body.alter(degree);
    }
    let chord = Chord::new(root, body.quality());
    let bass = xml::child(harmony, "bass").and_then(|node| class(node, "bass-step", "bass-alter"));
    let inverted = || {
        let inversion = xml::number_in(harmony, &["inversion"])?;
        chord.classes().nth(usize::try_from(inversion).ok()?)
    };
    let bass = bass.or_else(inverted);
    Some(Some(bass.map_or(chord, |bass| chord.over(bass))))
}

/// A chord written as words: "N.C.", "G7(b9)". Single letters are no chords but signs for rehearsal.
pub(super) fn chord_in_words(words: &str) -> Option<Option<Chord>> {
    let plain: String = words
        .chars()
        .filter(|sign| !"() ".contains(*sign))
        .collect();
    if ["N.C.", "NC", "N.C", "NOCHORD"].contains(&plain.to_uppercase().as_str()) {
        return Some(None);
    }
    let is_symbol = plain.len() > 1 && !words.contains(' ');
    is_symbol.then(|| plain.parse().ok().map(Some)).flatten()
}

/// Semitones above the root of what tells chords apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Body {
    /// 5 in a suspended chord.
    third: i64,
    fifth: i64,
    /// A sixth or a seventh.
    seventh: Option<i64>,
}

impl Body {
    const MAJOR: Body = Body::new(4, 7, None);

    const fn new(third: i64, fifth: i64, seventh: Option<i64>) -> Self {
        Self {
            third,
            fifth,
            seventh,
        }
    }

    fn of(quality: ChordQuality) -> Self {
        let interval = |at: usize| quality.intervals().get(at).map(|found| i64::from(*found));
        Self::new(
            interval(1).unwrap_or(4),
            interval(2).unwrap_or(7),
            interval(3),
        )
    }

    /// A kind of MusicXML's list, ninths and higher left out; for other words, what they begin with.
    fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "major" | "power" | "pedal" | "Neapolitan" => Self::MAJOR,
            "minor" => Self::new(3, 7, None),
            "augmented" => Self::new(4, 8, None),
            "diminished" => Self::new(3, 6, None),
            "augmented-seventh" => Self::new(4, 8, Some(10)),
            "half-diminished" | "Tristan" => Self::new(3, 6, Some(10)),
            "diminished-seventh" => Self::new(3, 6, Some(9)),
            "major-minor" | "minor-major" => Self::new(3, 7, Some(11)),
            "Italian" | "French" | "German" => Self::new(4, 7, Some(10)),
            "" | "other" => return None,
            _ => {
                let sixth = kind.contains("sixth") || kind.contains('6');
                let has_more = |name: &str| kind.len() > name.len();
                let seventh = |seventh: i64, name: &str| match sixth {
                    true => Some(9),
                    false => has_more(name).then_some(seventh),
                };
                if kind.starts_with("suspended") {
                    Self::new(5, 7, None)
                } else if kind.starts_with("dom") {
                    Self::new(4, 7, Some(10))
                } else if kind.starts_with("maj") {
                    Self::new(4, 7, seventh(11, "major"))
                } else if kind.starts_with("min") {
                    Self::new(3, 7, seventh(10, "minor"))
                } else if kind.starts_with("aug") {
                    Self::new(4, 8, seventh(10, "augmented"))
                } else if kind.starts_with("dim") {
                    Self::new(3, 6, has_more("diminished").then_some(9))
                } else {
                    return None;
                }
            }
        })
    }

    /// Takes in a `degree` element; ninths and higher change nothing.
    fn alter(&mut self, degree: Node) {
        let alteration = xml::number_in(degree, &["degree-alter"]).unwrap_or(0);
        let is_left_out = xml::text_in(degree, &["degree-type"]) == "subtract";
        match xml::number_in(degree, &["degree-value"]) {
            Some(4) if !is_left_out && xml::text_in(degree, &["degree-type"]) == "alter" => {
                self.third = 5;
            }
            Some(5) if !is_left_out => self.fifth = 7 + alteration.clamp(-1, 1),
            Some(6) if !is_left_out && self.seventh.is_none() => self.seventh = Some(9),
            // Degrees count from a dominant seventh chord.
            Some(7) if is_left_out => self.seventh = None,
            Some(7) => self.seventh = Some(10 + alteration.clamp(-1, 1)),
            _ => {}
        }
    }

    fn quality(self) -> ChordQuality {
        match (self.third, self.fifth, self.seventh) {
            (5, ..) => ChordQuality::Suspended,
            (3, 6, None) => ChordQuality::Diminished,
            (3, 6, Some(10)) => ChordQuality::HalfDiminished7,
            (3, 6, Some(9)) => ChordQuality::Diminished7,
            (3, 6, Some(_)) => ChordQuality::Diminished,
            (3, _, Some(9)) => ChordQuality::Minor6,
            (3, _, Some(10)) => ChordQuality::Minor7,
            (3, ..) => ChordQuality::Minor,
            (_, 8, None) => ChordQuality::Augmented,
            (_, _, Some(9)) => ChordQuality::Major6,
            (_, _, Some(10)) => ChordQuality::Dominant7,
            (_, _, Some(_)) => ChordQuality::Major7,
            (_, _, None) => ChordQuality::Major,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(inside: &str, expected: Option<&str>) {
        let text = format!("<harmony>{inside}</harmony>");
        let document = xml::parse(&text).unwrap();
        let chord = chord_of(document.root_element(), 0);
        let symbol = chord.map(|chord| chord.map_or("N.C.".to_owned(), |chord| chord.to_string()));
        assert_eq!(symbol.as_deref(), expected, "{inside}");
    }

    #[test]
    fn kinds_become_qualities() {
        let d = "<root><root-step>D</root-step><root-alter>-1</root-alter></root>";
        let kind = |kind: &str, symbol| check(&format!("{d}<kind>{kind}</kind>"), Some(symbol));
        kind("major", "Db");
        kind("dominant-13th", "Db7");
        kind("minor-seventh", "Dbm7");
        kind("minor-11th", "Dbm7");
        kind("major-sixth", "Db6");
        kind("maj69", "Db6");
        kind("minor-sixth", "Dbm6");
        kind("major-ninth", "Dbmaj7");
        kind("half-diminished", "Dbm7b5");
        kind("diminished-seventh", "Dbdim7");
        kind("augmented-ninth", "Db7");
        kind("augmented", "Dbaug");
        kind("suspended-second", "Dbsus4");
        kind("major-minor", "Dbm");
        kind("none", "N.C.");
        kind("foo", "Db");
        check(&format!("{d}<kind text=\"m7\">other</kind>"), Some("Dbm7"));
        check("<kind>major</kind>", None);
    }

    #[test]
    fn basses_inversions_and_altered_fifths_count() {
        let c = "<root><root-step>C</root-step></root>";
        let bass = "<bass><bass-step>B</bass-step><bass-alter>-1</bass-alter></bass>";
        check(&format!("{c}<kind>major</kind>{bass}"), Some("C/Bb"));
        check(
            &format!("{c}<kind>minor</kind><inversion>1</inversion>"),
            Some("Cm/Eb"),
        );
        let flat_fifth = "<degree><degree-value>5</degree-value><degree-alter>-1</degree-alter>\
                          <degree-type>alter</degree-type></degree>";
        check(
            &format!("{c}<kind>minor-seventh</kind>{flat_fifth}"),
            Some("Cm7b5"),
        );
    }

    #[test]
    fn words_may_be_chords() {
        let symbol =
            |words| chord_in_words(words).map(|chord| chord.map(|chord| chord.to_string()));
        assert_eq!(symbol("N.C."), Some(None));
        assert_eq!(symbol("G7(b9)"), Some(Some("G7".to_owned())));
        for words in ["F", "Chorus", "D.S. al Coda", "A tempo", ""] {
            assert_eq!(symbol(words), None, "{words}");
        }
    }
}
