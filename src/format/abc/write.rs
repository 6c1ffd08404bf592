//! Writes ABC: a header, then systems of a few bars, voice under voice.

use super::super::FormatError;
use super::sign::{Signs, UNIT, chord_symbol};
use crate::format::symbols::{
    Bar, Clef, Strand, Symbol, WrittenPart, bars_of, cuts_of, is_compound, join_beams, parts_of,
    symbols_of,
};
use crate::music::{Mode, NoteName, Score, Spelling, TICKS_PER_QUARTER, Tempo, TimeSignature};

/// Most bars, and most bars of all voices together.
const MAX_BARS: usize = 20_000;
const MAX_MEASURES: usize = 200_000;

/// Bars on a line.
const BARS_A_LINE: usize = 4;

/// Writes a score as one ABC tune (standard 2.1), with chord symbols and fermatas.
///
/// [`read_abc`](crate::format::read_abc) reads it back with the same notes, bars, key, tempo, chord symbols
/// and phrase ends, where they stand on the grid of 64th notes, triplets and quintuplets; what does not is
/// written at the nearest place. What a voice plays beside itself, other than chords, is a voice of its own.
/// Velocities are not written.
///
/// # Errors
/// [`FormatError::Unwritable`] for more than 20,000 bars, or 200,000 of all voices.
pub fn write_abc(score: &Score) -> Result<String, FormatError> {
    let parts = parts_of(score);
    let n_voices: usize = parts.iter().map(|part| part.strands.len()).sum();
    let most = MAX_BARS.min(MAX_MEASURES / n_voices.max(1));
    let bars = bars_of(score.meter(), score.end(), most).ok_or_else(|| {
        let reason = format!("more than {most} bars found in {n_voices} voices");
        FormatError::Unwritable { reason }
    })?;
    let spelling = Spelling::of(score);
    let sharps = score.header().key.map_or(0, |key| key.sharps());
    let notes = score.notes();
    // Drums are named by the keys on which they lie.
    let keys = notes
        .iter()
        .map(|note| NoteName::nearest(note.pitch.class(), 2));
    let keys: Vec<NoteName> = keys.collect();
    let with_chords = parts.iter().position(|part| !part.played_by.is_percussion);
    let mut voices: Vec<Voice> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let (sharps, names) = if part.played_by.is_percussion {
            (0, keys.as_slice())
        } else {
            (sharps, spelling.notes())
        };
        for (index, strand) in part.strands.iter().enumerate() {
            let has_chord_symbols = index == 0 && place == with_chords.unwrap_or(0);
            let changes = score.header().chords.iter();
            let changes = changes.filter(|_| has_chord_symbols);
            let mut cuts = cuts_of(score);
            cuts.extend(changes.map(|change| change.tick.get()));
            let tempos = score.header().tempo_changes.iter();
            let tempos = tempos.filter(|_| voices.is_empty());
            cuts.extend(tempos.map(|change| change.tick.get()));
            cuts.sort_unstable();
            voices.push(Voice {
                number: voices.len() + 1,
                part,
                strand,
                is_first: index == 0,
                has_chord_symbols,
                cuts,
                signs: Signs::new(notes, names, &score.header().phrase_ends, sharps),
            });
        }
    }
    let mut text = opening(score, &bars[0], &parts, &voices);
    for (line, system) in bars.chunks(BARS_A_LINE).enumerate() {
        let is_last = (line + 1) * BARS_A_LINE >= bars.len();
        for voice in &mut voices {
            voice.line(&mut text, score, &spelling, (system, line == 0, is_last));
        }
    }
    Ok(text)
}

/// One line of notes on its way into the text.
struct Voice<'a> {
    /// Counted from 1 in the tune.
    number: usize,
    part: &'a WrittenPart,
    strand: &'a Strand,
    /// Whether it names its part.
    is_first: bool,
    /// Whether the chord symbols stand above it.
    has_chord_symbols: bool,
    /// Where its long notes are cut: at fermatas, and where chord symbols or changes of tempo stand above it.
    cuts: Vec<u32>,
    signs: Signs<'a>,
}

impl Voice<'_> {
    /// Writes its bars of a system, which may be the first and the last of the tune.
    fn line(
        &mut self,
        text: &mut String,
        score: &Score,
        spelling: &Spelling,
        (system, is_first, is_last): (&[Bar], bool, bool),
    ) {
        if is_first {
            text.push_str(&format!("V:{}\n", self.number));
            let played_by = &self.part.played_by;
            let instrument = if played_by.is_percussion {
                "channel 10".to_owned()
            } else {
                format!("program {}", played_by.program)
            };
            text.push_str(&format!("%%MIDI {instrument}\n"));
        } else {
            text.push_str(&format!("[V:{}] ", self.number));
        }
        for (place, bar) in system.iter().enumerate() {
            self.signs.bar_line();
            if bar.shows_time && !(is_first && place == 0) {
                text.push_str(&metre(bar));
            }
            let chords = &self.strand.chords;
            let first = chords.partition_point(|chord| chord.end <= bar.start);
            let after = chords.partition_point(|chord| chord.start < bar.end);
            let chords = &chords[first..after.max(first)];
            let mut symbols = symbols_of(bar, chords, &self.cuts, self.strand.has_rests);
            join_beams(&mut symbols, bar);
            for index in 0..symbols.len() {
                if self.number == 1 {
                    text.push_str(&tempo_changes(&symbols[index], score, bar.time_signature));
                }
                if self.has_chord_symbols {
                    text.push_str(&chord_symbols(&symbols[index], score, spelling));
                }
                text.push_str(&self.signs.symbol(bar, &symbols, index));
                let is_joined = symbols.get(index + 1).is_some_and(is_joined_back);
                text.push_str(if is_joined { "" } else { " " });
            }
            let is_end = is_last && place + 1 == system.len();
            text.push_str(if is_end { "|]" } else { "| " });
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
}

/// Whether a beam comes from the symbol before.
fn is_joined_back(symbol: &Symbol) -> bool {
    matches!(symbol.beams.first(), Some(&("continue" | "end")))
}

/// The changes of tempo that begin with a symbol.
fn tempo_changes(symbol: &Symbol, score: &Score, signature: TimeSignature) -> String {
    let changes = &score.header().tempo_changes;
    let here = symbol.during(changes, |change| change.tick);
    changes[here]
        .iter()
        .map(|change| format!("[Q:{}] ", tempo(change.tempo, signature)))
        .collect()
}

/// A tempo by the beats of a metre.
fn tempo(tempo: Tempo, signature: TimeSignature) -> String {
    let unit = signature.beat().get();
    let is_dotted = is_compound(signature) && 2 * unit == TICKS_PER_QUARTER;
    let (beat, share) = if is_dotted {
        ("3/8", 1.5)
    } else {
        ("1/4", 1.0)
    };
    let per_minute = (tempo.qpm() / share * 1000.0).round() / 1000.0;
    format!("{beat}={per_minute}")
}

/// The chord symbols that begin with a symbol.
fn chord_symbols(symbol: &Symbol, score: &Score, spelling: &Spelling) -> String {
    let changes = &score.header().chords;
    let here = symbol.during(changes, |change| change.tick);
    let names = &spelling.chords()[here.clone()];
    let here = changes[here].iter().zip(names);
    here.map(|(change, name)| chord_symbol(change.chord.zip(*name)))
        .collect()
}

/// The fields before the music; the key comes last.
fn opening(score: &Score, first: &Bar, parts: &[WrittenPart], voices: &[Voice]) -> String {
    let header = score.header();
    let signature = first.time_signature;
    let mut text = format!("X:1\nT:{}\n", plain(&header.title));
    text.push_str(&format!(
        "M:{}/{}\n",
        signature.beats(),
        signature.beat_unit()
    ));
    text.push_str(&format!(
        "L:{UNIT_NAME}\nQ:{}\n",
        tempo(header.tempo, signature)
    ));
    if voices.len() > 1 {
        text.push_str(&format!("%%score {}\n", staves(parts)));
    }
    for voice in voices {
        let clef = clef_name(voice.part.clefs[voice.strand.staff]);
        let name = plain(&voice.part.played_by.name).replace('"', "'");
        let name = if voice.is_first && !name.is_empty() {
            format!(" name=\"{name}\"")
        } else {
            String::new()
        };
        text.push_str(&format!("V:{} clef={clef}{name}\n", voice.number));
    }
    let key = header.key.map(|key| {
        let mode = if key.mode() == Mode::Minor { "m" } else { "" };
        let named = key.to_string();
        let tonic = named.split_whitespace().next().unwrap_or("C").to_owned();
        format!("{tonic}{mode}")
    });
    text.push_str(&format!("K:{}\n", key.unwrap_or_else(|| "none".to_owned())));
    text
}

/// The unit length as the header names it.
const UNIT_NAME: &str = "1/8";
const _: () = assert!(UNIT * 8 == TICKS_PER_QUARTER * 4);

/// Which voices share a staff, and which staves a part.
fn staves(parts: &[WrittenPart]) -> String {
    let mut number = 0;
    let mut groups = Vec::new();
    for part in parts {
        let staff_of = |staff: usize, number: usize| {
            let strands = part.strands.iter().zip(number + 1..);
            let own = strands.filter(|(strand, _)| strand.staff == staff);
            let own: Vec<String> = own.map(|(_, number)| number.to_string()).collect();
            match own.len() {
                1 => own.join(" "),
                _ => format!("({})", own.join(" ")),
            }
        };
        let staves: Vec<String> = (0..part.clefs.len())
            .map(|staff| staff_of(staff, number))
            .filter(|staff| staff != "()")
            .collect();
        groups.push(match staves.len() {
            1 => staves.join(" "),
            _ => format!("{{{}}}", staves.join(" | ")),
        });
        number += part.strands.len();
    }
    groups.join(" ")
}

/// A clef without octaves: players disagree about whether notes move with them.
fn clef_name(clef: Clef) -> &'static str {
    match (clef.sign, clef.octaves) {
        ("G", 0..) => "treble",
        ("G" | "F", _) => "bass",
        _ => "perc",
    }
}

fn metre(bar: &Bar) -> String {
    let signature = bar.time_signature;
    format!("[M:{}/{}] ", signature.beats(), signature.beat_unit())
}

/// A text on one line, in which nothing begins a comment.
fn plain(text: &str) -> String {
    let one_line = text.split(char::is_control).collect::<Vec<_>>().join(" ");
    one_line
        .replace('\\', "")
        .replace('%', "\\%")
        .trim()
        .to_owned()
}
