//! Chords as lead sheets name them: a root, a quality, and the bass where it is another note.

use std::fmt;
use std::str::FromStr;

use super::pitch::{Interval, PitchClass, PitchError};

/// What is built on the root.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChordQuality {
    /// Root, major third, fifth.
    Major,
    /// Root, minor third, fifth.
    Minor,
    /// Root, minor third, diminished fifth.
    Diminished,
    /// Root, major third, augmented fifth.
    Augmented,
    /// Root, fourth, fifth.
    Suspended,
    /// A major triad with a minor seventh.
    Dominant7,
    /// A major triad with a major seventh.
    Major7,
    /// A minor triad with a minor seventh.
    Minor7,
    /// A diminished triad with a minor seventh.
    HalfDiminished7,
    /// A diminished triad with a diminished seventh.
    Diminished7,
    /// A major triad with a sixth.
    Major6,
    /// A minor triad with a sixth.
    Minor6,
}

impl ChordQuality {
    /// Every quality, triads first.
    pub const ALL: [ChordQuality; 12] = [
        ChordQuality::Major,
        ChordQuality::Minor,
        ChordQuality::Diminished,
        ChordQuality::Augmented,
        ChordQuality::Suspended,
        ChordQuality::Dominant7,
        ChordQuality::Major7,
        ChordQuality::Minor7,
        ChordQuality::HalfDiminished7,
        ChordQuality::Diminished7,
        ChordQuality::Major6,
        ChordQuality::Minor6,
    ];

    /// What follows the root in its symbol.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Major => "",
            Self::Minor => "m",
            Self::Diminished => "dim",
            Self::Augmented => "aug",
            Self::Suspended => "sus4",
            Self::Dominant7 => "7",
            Self::Major7 => "maj7",
            Self::Minor7 => "m7",
            Self::HalfDiminished7 => "m7b5",
            Self::Diminished7 => "dim7",
            Self::Major6 => "6",
            Self::Minor6 => "m6",
        }
    }

    /// Semitones of its notes above the root, the root included.
    pub const fn intervals(self) -> &'static [i8] {
        match self {
            Self::Major => &[0, 4, 7],
            Self::Minor => &[0, 3, 7],
            Self::Diminished => &[0, 3, 6],
            Self::Augmented => &[0, 4, 8],
            Self::Suspended => &[0, 5, 7],
            Self::Dominant7 => &[0, 4, 7, 10],
            Self::Major7 => &[0, 4, 7, 11],
            Self::Minor7 => &[0, 3, 7, 10],
            Self::HalfDiminished7 => &[0, 3, 6, 10],
            Self::Diminished7 => &[0, 3, 6, 9],
            Self::Major6 => &[0, 4, 7, 9],
            Self::Minor6 => &[0, 3, 7, 9],
        }
    }

    /// Whether it has three notes and no more.
    pub const fn is_triad(self) -> bool {
        self.intervals().len() == 3
    }
}

/// A chord without its voicing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chord {
    /// Its root.
    pub root: PitchClass,
    /// What is built on it.
    pub quality: ChordQuality,
    /// The lowest note, where it is not the root.
    pub bass: Option<PitchClass>,
}

impl Chord {
    /// A chord in root position.
    pub const fn new(root: PitchClass, quality: ChordQuality) -> Self {
        Self {
            root,
            quality,
            bass: None,
        }
    }

    /// The chord over another bass; over its own root it is in root position.
    pub fn over(self, bass: PitchClass) -> Self {
        Self {
            bass: (bass != self.root).then_some(bass),
            ..self
        }
    }

    /// Its notes, the root first; a foreign bass is not among them.
    pub fn classes(self) -> impl Iterator<Item = PitchClass> {
        let root = i64::from(self.root.get());
        let intervals = self.quality.intervals().iter();
        intervals.map(move |interval| PitchClass::of(root + i64::from(*interval)))
    }

    /// The chord moved by an interval.
    pub fn transposed(self, interval: Interval) -> Self {
        let moved =
            |class: PitchClass| PitchClass::of(i64::from(class.get()) + i64::from(interval.0));
        Self {
            root: moved(self.root),
            bass: self.bass.map(moved),
            ..self
        }
    }
}

/// How roots and basses are spelled where no key says better.
const NAMES: [&str; 12] = [
    "C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B",
];

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |class: PitchClass| NAMES[usize::from(class.get())];
        write!(f, "{}{}", name(self.root), self.quality.symbol())?;
        self.bass
            .map_or(Ok(()), |bass| write!(f, "/{}", name(bass)))
    }
}

/// Other ways in which a quality is written, and richer chords by what is heard of them first.
const SYNONYMS: [(&str, ChordQuality); 42] = [
    ("maj", ChordQuality::Major),
    ("M", ChordQuality::Major),
    ("5", ChordQuality::Major),
    ("add9", ChordQuality::Major),
    ("6/9", ChordQuality::Major6),
    ("2", ChordQuality::Major),
    ("min", ChordQuality::Minor),
    ("-", ChordQuality::Minor),
    ("o", ChordQuality::Diminished),
    ("°", ChordQuality::Diminished),
    ("+", ChordQuality::Augmented),
    ("sus", ChordQuality::Suspended),
    ("sus2", ChordQuality::Suspended),
    ("4", ChordQuality::Suspended),
    ("7sus4", ChordQuality::Suspended),
    ("9sus4", ChordQuality::Suspended),
    ("dom7", ChordQuality::Dominant7),
    ("9", ChordQuality::Dominant7),
    ("11", ChordQuality::Dominant7),
    ("13", ChordQuality::Dominant7),
    ("7b9", ChordQuality::Dominant7),
    ("7#9", ChordQuality::Dominant7),
    ("7b5", ChordQuality::Dominant7),
    ("7#5", ChordQuality::Dominant7),
    ("aug7", ChordQuality::Dominant7),
    ("+7", ChordQuality::Dominant7),
    ("M7", ChordQuality::Major7),
    ("Maj7", ChordQuality::Major7),
    ("maj9", ChordQuality::Major7),
    ("min7", ChordQuality::Minor7),
    ("-7", ChordQuality::Minor7),
    ("m9", ChordQuality::Minor7),
    ("m11", ChordQuality::Minor7),
    ("min9", ChordQuality::Minor7),
    ("mM7", ChordQuality::Minor),
    ("min7b5", ChordQuality::HalfDiminished7),
    ("ø", ChordQuality::HalfDiminished7),
    ("ø7", ChordQuality::HalfDiminished7),
    ("o7", ChordQuality::Diminished7),
    ("°7", ChordQuality::Diminished7),
    ("maj6", ChordQuality::Major6),
    ("min6", ChordQuality::Minor6),
];

impl FromStr for Chord {
    type Err = PitchError;

    /// Reads symbols such as "C", "F#m7", "Bbmaj7/D". Richer chords are read as what stands below
    /// their ninths.
    fn from_str(text: &str) -> Result<Self, PitchError> {
        let unknown = || PitchError::UnknownChord {
            found: text.chars().take(40).collect(),
        };
        let (upper, bass) = match text.trim().rsplit_once('/') {
            Some((upper, bass)) if !bass.starts_with(|letter: char| letter.is_ascii_digit()) => {
                (upper, Some(bass))
            }
            _ => (text.trim(), None),
        };
        let (root, rest) = read_class(upper).ok_or_else(unknown)?;
        let known = ChordQuality::ALL
            .into_iter()
            .find(|quality| quality.symbol() == rest);
        let synonym = || SYNONYMS.iter().find(|(name, _)| *name == rest);
        let quality = known
            .or_else(|| synonym().map(|(_, quality)| *quality))
            .ok_or_else(unknown)?;
        let chord = Chord::new(root, quality);
        match bass.map(read_class) {
            None => Ok(chord),
            Some(Some((bass, ""))) => Ok(chord.over(bass)),
            Some(_) => Err(unknown()),
        }
    }
}

/// A pitch class at the start of a text, and what follows.
fn read_class(text: &str) -> Option<(PitchClass, &str)> {
    let letter = text.chars().next()?;
    let natural = [
        ('C', 0),
        ('D', 2),
        ('E', 4),
        ('F', 5),
        ('G', 7),
        ('A', 9),
        ('B', 11),
    ]
    .into_iter()
    .find(|(name, _)| *name == letter)?
    .1;
    let mut rest = &text[1..];
    let mut class = natural;
    while let Some(sign) = rest.chars().next() {
        class += match sign {
            '#' | '♯' => 1,
            'b' | '♭' => -1,
            _ => break,
        };
        rest = &rest[sign.len_utf8()..];
    }
    Some((PitchClass::of(class), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_chord_reads_back_from_its_symbol() {
        for root in 0..12 {
            for quality in ChordQuality::ALL {
                for bass in 0..12 {
                    let chord =
                        Chord::new(PitchClass::of(root), quality).over(PitchClass::of(bass));
                    assert_eq!(chord.to_string().parse(), Ok(chord), "{chord}");
                }
            }
        }
    }

    #[test]
    fn reads_what_musicians_write() {
        let check = |text: &str, symbol: &str| {
            let chord: Chord = text.parse().unwrap();
            assert_eq!(chord.to_string(), symbol, "{text}");
        };
        check("C#", "Db");
        check("B♭min7", "Bbm7");
        check(" G13 ", "G7");
        check("F#ø7/E", "F#m7b5/E");
        check("Ebb", "D");
        check("C6/9", "C6");
    }

    #[test]
    fn refuses_what_is_no_chord() {
        for text in ["", "H", "Cfoo", "C/", "C/X", "é", "c"] {
            assert!(text.parse::<Chord>().is_err(), "{text}");
        }
    }

    #[test]
    fn has_the_notes_of_its_quality() {
        let classes = |text: &str| -> Vec<u8> {
            let chord: Chord = text.parse().unwrap();
            chord.classes().map(PitchClass::get).collect()
        };
        assert_eq!(classes("G7"), [7, 11, 2, 5]);
        assert_eq!(classes("Am/C"), [9, 0, 4]);
    }
}
