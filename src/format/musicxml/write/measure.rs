//! Measures: attributes, tempo, chord symbols, and the voices one after the other.

use super::chord_symbol;
use super::note::NoteWriter;
use super::text::XmlText;
use crate::format::symbols::{
    Bar, Clef, StaffSymbols, Strand, Symbol, WrittenPart, is_compound, join_beams,
    mark_accidentals, symbols_of,
};
use crate::music::{Mode, Score, Spelling, TICKS_PER_QUARTER, Tempo, TimeSignature};

/// A part on its way into the text.
pub(super) struct PartWriter<'a> {
    pub(super) score: &'a Score,
    pub(super) spelling: &'a Spelling,
    pub(super) part: &'a WrittenPart,
    pub(super) id: &'a str,
    /// Phrase ends at which no note begins: those that sound are tied over them.
    pub(super) cuts: &'a [u32],
    /// Whether it has the tempo, and what else is said once.
    pub(super) is_first: bool,
    /// Whether the chord symbols stand above it.
    pub(super) has_chord_symbols: bool,
}

impl PartWriter<'_> {
    /// Writes all measures.
    pub(super) fn write(&self, xml: &mut XmlText, bars: &[Bar]) {
        let has_pickup = bars.first().is_some_and(|bar| bar.is_pickup);
        for (place, bar) in bars.iter().enumerate() {
            let number = (place + usize::from(!has_pickup)).to_string();
            let attributes = [("number", number.as_str()), ("implicit", "yes")];
            let n_attributes = if bar.is_pickup { 2 } else { 1 };
            xml.around("measure", &attributes[..n_attributes], |xml| {
                self.attributes(xml, bar, place == 0);
                if place == 0 && self.is_first {
                    tempo(xml, self.score.header().tempo, bar.time_signature, 0);
                }
                self.voices(xml, bar);
                if place + 1 == bars.len() {
                    xml.around("barline", &[("location", "right")], |xml| {
                        xml.plain("bar-style", "light-heavy");
                    });
                }
            });
        }
    }

    fn attributes(&self, xml: &mut XmlText, bar: &Bar, is_first_bar: bool) {
        if !is_first_bar && !bar.shows_time {
            return;
        }
        xml.around("attributes", &[], |xml| {
            if is_first_bar {
                xml.plain("divisions", TICKS_PER_QUARTER);
                self.key(xml);
            }
            if bar.shows_time {
                xml.around("time", &[], |xml| {
                    xml.plain("beats", bar.time_signature.beats());
                    xml.plain("beat-type", bar.time_signature.beat_unit());
                });
            }
            if is_first_bar {
                self.clefs(xml);
            }
        });
    }

    /// A drum's staff has no signature, unless nobody else tells it.
    fn key(&self, xml: &mut XmlText) {
        let is_needed = self.is_first || !self.part.played_by.is_percussion;
        if let Some(key) = self.score.header().key.filter(|_| is_needed) {
            xml.around("key", &[], |xml| {
                xml.plain("fifths", key.sharps());
                let is_minor = key.mode() == Mode::Minor;
                xml.plain("mode", if is_minor { "minor" } else { "major" });
            });
        }
    }

    fn clefs(&self, xml: &mut XmlText) {
        let clefs = &self.part.clefs;
        if clefs.len() > 1 {
            xml.plain("staves", clefs.len());
        }
        for (clef, number) in clefs.iter().zip(1..) {
            let Clef {
                sign,
                line,
                octaves,
            } = *clef;
            let number = u32::to_string(&number);
            let attributes = [("number", number.as_str())];
            let n_attributes = usize::from(clefs.len() > 1);
            xml.around("clef", &attributes[..n_attributes], |xml| {
                xml.plain("sign", sign);
                if let Some(line) = line {
                    xml.plain("line", line);
                }
                if octaves != 0 {
                    xml.plain("clef-octave-change", octaves);
                }
            });
        }
    }

    fn voices(&self, xml: &mut XmlText, bar: &Bar) {
        let strands = self.part.strands.iter().enumerate();
        let in_bar = |strand: &Strand| {
            let first = strand
                .chords
                .partition_point(|chord| chord.end <= bar.start);
            let after = strand.chords.partition_point(|chord| chord.start < bar.end);
            first..after.max(first)
        };
        let (mut numbers, mut layers) = (Vec::new(), Vec::new());
        for (number, strand) in strands {
            let chords = &strand.chords[in_bar(strand)];
            if chords.is_empty() && !strand.leads_staff {
                continue;
            }
            let mut symbols = symbols_of(bar, chords, self.cuts, strand.has_rests);
            join_beams(&mut symbols, bar);
            numbers.push(number);
            layers.push(StaffSymbols {
                staff: strand.staff,
                symbols,
            });
        }
        let names = self.spelling.notes();
        if !self.part.played_by.is_percussion {
            let sharps = self.score.header().key.map_or(0, |key| key.sharps());
            mark_accidentals(&mut layers, self.score.notes(), names, sharps);
        }
        for (place, (number, layer)) in numbers.into_iter().zip(&layers).enumerate() {
            if place > 0 {
                xml.around("backup", &[], |xml| {
                    xml.plain("duration", bar.end - bar.start);
                });
            }
            let writer = NoteWriter {
                notes: self.score.notes(),
                names,
                phrase_ends: &self.score.header().phrase_ends,
                part_id: self.id,
                is_percussion: self.part.played_by.is_percussion,
                voice: number + 1,
                staff: (self.part.clefs.len() > 1).then_some(layer.staff + 1),
            };
            for symbol in &layer.symbols {
                if place == 0 && self.is_first {
                    self.tempo_changes(xml, symbol, bar);
                }
                if place == 0 && self.has_chord_symbols {
                    self.chord_symbols(xml, symbol);
                }
                writer.write(xml, symbol);
            }
        }
    }

    /// Writes the changes of tempo that begin while a symbol lasts.
    fn tempo_changes(&self, xml: &mut XmlText, symbol: &Symbol, bar: &Bar) {
        let changes = &self.score.header().tempo_changes;
        for change in &changes[symbol.during(changes, |change| change.tick)] {
            let offset = change.tick.get() - symbol.start;
            tempo(xml, change.tempo, bar.time_signature, offset);
        }
    }

    /// Writes the chord symbols that begin while a symbol lasts.
    fn chord_symbols(&self, xml: &mut XmlText, symbol: &Symbol) {
        let changes = &self.score.header().chords;
        let here = symbol.during(changes, |change| change.tick);
        let names = &self.spelling.chords()[here.clone()];
        for (change, name) in changes[here].iter().zip(names) {
            let offset = change.tick.get() - symbol.start;
            chord_symbol::write(xml, change.chord.zip(*name), offset);
        }
    }
}

/// The tempo, so many ticks later, as it sounds and as a metronome shows it: by the dotted beat where three beats make one.
fn tempo(xml: &mut XmlText, tempo: Tempo, time_signature: TimeSignature, offset: u32) {
    let unit = time_signature.beat().get();
    let is_dotted = is_compound(time_signature) && 2 * unit == TICKS_PER_QUARTER;
    let per_minute = tempo.qpm() / if is_dotted { 1.5 } else { 1.0 };
    xml.around("direction", &[("placement", "above")], |xml| {
        xml.around("direction-type", &[], |xml| {
            xml.around("metronome", &[], |xml| {
                xml.plain("beat-unit", "quarter");
                if is_dotted {
                    xml.empty("beat-unit-dot", &[]);
                }
                xml.plain("per-minute", (per_minute * 100.0).round() / 100.0);
            });
        });
        if offset > 0 {
            xml.plain("offset", offset);
        }
        xml.empty("sound", &[("tempo", &tempo.qpm().to_string())]);
    });
}
