//! Who plays on which staff, and under which clef.

use super::layer::{Chord, layers_of};
use crate::music::{Note, Part, Score, Voice};

/// A clef.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Clef {
    pub(in crate::format) sign: &'static str,
    /// The line on which it stands; percussion clefs have none.
    pub(in crate::format) line: Option<u8>,
    /// Octaves above the clef's usual place at which the notes sound.
    pub(in crate::format) octaves: i8,
}

impl Clef {
    const TREBLE: Self = Self::new("G", 2, 0);
    const TREBLE_8: Self = Self::new("G", 2, -1);
    const HIGH_TREBLE: Self = Self::new("G", 2, 1);
    const BASS: Self = Self::new("F", 4, 0);
    const LOW_BASS: Self = Self::new("F", 4, -1);
    const PERCUSSION: Self = Self {
        sign: "percussion",
        line: None,
        octaves: 0,
    };

    const fn new(sign: &'static str, line: u8, octaves: i8) -> Self {
        Self {
            sign,
            line: Some(line),
            octaves,
        }
    }

    /// The clef under which notes of this mean pitch need few ledger lines.
    fn of(mean: f64, part: &PlayedBy) -> Self {
        /// General MIDI's guitars, which are written an octave higher, and choirs.
        const GUITARS: std::ops::RangeInclusive<u8> = 24..=31;
        const CHOIRS: std::ops::RangeInclusive<u8> = 52..=54;
        let is_guitar = GUITARS.contains(&part.program) && (40.0..74.0).contains(&mean);
        let is_named = |name: &str| part.name.to_lowercase().contains(name);
        let is_tenor = if is_named("tenor") {
            (50.0..70.0).contains(&mean)
        } else {
            CHOIRS.contains(&part.program) && !is_named("bass") && (53.0..60.0).contains(&mean)
        };
        if part.is_percussion {
            Self::PERCUSSION
        } else if is_guitar || is_tenor {
            Self::TREBLE_8
        } else if mean >= 88.0 {
            Self::HIGH_TREBLE
        } else if mean >= 60.0 {
            Self::TREBLE
        } else if mean >= 38.0 {
            Self::BASS
        } else {
            Self::LOW_BASS
        }
    }
}

/// Who plays a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct PlayedBy {
    pub(in crate::format) name: String,
    /// General MIDI, counted from 0.
    pub(in crate::format) program: u8,
    pub(in crate::format) is_percussion: bool,
}

/// What one MusicXML voice plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Strand {
    /// Counted from 0.
    pub(in crate::format) staff: usize,
    pub(in crate::format) chords: Vec<Chord>,
    /// Whether it shows rests; what a voice plays beside itself shows none.
    pub(in crate::format) has_rests: bool,
    /// Whether it rests through bars in which nobody on its staff plays.
    pub(in crate::format) leads_staff: bool,
}

/// A part as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct WrittenPart {
    pub(in crate::format) played_by: PlayedBy,
    /// One for each staff.
    pub(in crate::format) clefs: Vec<Clef>,
    pub(in crate::format) strands: Vec<Strand>,
}

/// The parts of the header in order, then a piano with the voices that no part names.
///
/// A voice that two parts name is written for the first.
pub(in crate::format) fn parts_of(score: &Score) -> Vec<WrittenPart> {
    let mut taken: Vec<Voice> = Vec::new();
    let mut parts: Vec<(PlayedBy, Vec<Voice>)> = Vec::new();
    for part in &score.header().parts {
        let mut voices: Vec<Voice> = Vec::new();
        for voice in &part.voices {
            if !taken.contains(voice) {
                taken.push(*voice);
                voices.push(*voice);
            }
        }
        parts.push((PlayedBy::part(part), voices));
    }
    let unnamed = score.voices().into_iter();
    let unnamed: Vec<Voice> = unnamed.filter(|voice| !taken.contains(voice)).collect();
    if !unnamed.is_empty() || parts.is_empty() {
        let piano = PlayedBy {
            name: "Piano".to_owned(),
            program: 0,
            is_percussion: false,
        };
        parts.push((piano, unnamed));
    }
    let shares_program = |program: u8| {
        let same = parts.iter().filter(|(other, _)| other.program == program);
        same.count() > 1
    };
    let written = parts.iter().map(|(played_by, voices)| {
        // The hands of a keyboard come as parts of their own.
        let is_alone = !shares_program(played_by.program);
        written_part(score.notes(), played_by, voices, is_alone)
    });
    written.collect()
}

impl PlayedBy {
    fn part(part: &Part) -> Self {
        Self {
            name: part.name.clone(),
            program: part.program.min(127),
            is_percussion: part.is_percussion,
        }
    }
}

fn written_part(
    notes: &[Note],
    played_by: &PlayedBy,
    voices: &[Voice],
    is_alone: bool,
) -> WrittenPart {
    let mean_of = |voices: &[Voice]| {
        let pitches = notes.iter().filter(|note| voices.contains(&note.voice));
        let (sum, count) = pitches.fold((0.0, 0.0), |(sum, count), note| {
            (sum + f64::from(note.pitch.midi()), count + 1.0)
        });
        (count > 0.0).then_some(sum / count)
    };
    let clef_of = |voices: &[Voice]| mean_of(voices).map(|mean| Clef::of(mean, played_by));
    let own: Vec<Option<Clef>> = voices.iter().map(|voice| clef_of(&[*voice])).collect();
    let is_low = |clef: &Option<Clef>| clef.is_some_and(|clef| clef.sign == "F");
    let is_high = |clef: &Option<Clef>| clef.is_some_and(|clef| clef.sign == "G");
    let needs_two = is_alone && own.iter().any(is_low) && own.iter().any(is_high);
    let staff_of = |place: usize| usize::from(needs_two && is_low(&own[place]));
    let clefs = if needs_two {
        vec![Clef::TREBLE, Clef::BASS]
    } else {
        let usual = Clef::of(71.0, played_by);
        vec![clef_of(voices).unwrap_or(usual)]
    };
    let mut strands: Vec<Strand> = Vec::new();
    for (place, voice) in voices.iter().enumerate() {
        for (layer, chords) in layers_of(notes, *voice).into_iter().enumerate() {
            let staff = staff_of(place);
            strands.push(Strand {
                staff,
                chords,
                has_rests: layer == 0,
                leads_staff: strands.iter().all(|strand| strand.staff != staff),
            });
        }
    }
    if strands.is_empty() {
        strands.push(Strand {
            staff: 0,
            chords: Vec::new(),
            has_rests: true,
            leads_staff: true,
        });
    }
    WrittenPart {
        played_by: played_by.clone(),
        clefs,
        strands,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, ScoreHeader, Tick, Velocity};

    fn score(parts: Vec<Part>, pitches: &[i64]) -> Score {
        let notes = pitches.iter().zip(0_u8..).map(|(pitch, voice)| Note {
            id: NoteId(u32::from(voice)),
            voice: Voice(voice),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: Tick::ZERO,
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        });
        let header = ScoreHeader {
            parts,
            ..ScoreHeader::default()
        };
        Score::new(header, notes.collect()).unwrap()
    }

    fn part(name: &str, program: u8, voices: &[u8]) -> Part {
        Part {
            name: name.to_owned(),
            program,
            is_percussion: false,
            voices: voices.iter().map(|voice| Voice(*voice)).collect(),
        }
    }

    #[test]
    fn a_choir_has_a_staff_for_every_voice() {
        let names = [("Soprano", 0), ("Alto", 1), ("Tenor", 2), ("Bass", 3)];
        let parts = names.map(|(name, voice)| part(name, 52, &[voice])).to_vec();
        let parts = parts_of(&score(parts, &[71, 64, 62, 55]));
        let clefs: Vec<Vec<Clef>> = parts.into_iter().map(|part| part.clefs).collect();
        let expected = [Clef::TREBLE, Clef::TREBLE, Clef::TREBLE_8, Clef::BASS];
        assert_eq!(clefs, expected.map(|clef| vec![clef]));
    }

    #[test]
    fn a_lone_piano_has_two_staves_and_hands_one_each() {
        let shown = |parts: Vec<WrittenPart>| -> Vec<(usize, Vec<usize>)> {
            let staves =
                |part: &WrittenPart| part.strands.iter().map(|strand| strand.staff).collect();
            parts
                .iter()
                .map(|part| (part.clefs.len(), staves(part)))
                .collect()
        };
        let lone = parts_of(&score(Vec::new(), &[71, 64, 57, 48]));
        assert_eq!(shown(lone), [(2, vec![0, 0, 1, 1])]);
        let hands = vec![part("Right", 0, &[0, 1]), part("Left", 0, &[2, 3, 1])];
        let hands = parts_of(&score(hands, &[71, 64, 62, 40]));
        assert_eq!(shown(hands), [(1, vec![0, 0]), (1, vec![0, 0])]);
        assert_eq!(shown(parts_of(&score(Vec::new(), &[]))), [(1, vec![0])]);
    }
}
