//! The elements of a symbol: notes of a chord, rests, and steps over silence.

use super::drum::Drum;
use super::text::XmlText;
use crate::format::symbols::{Head, Shape, Symbol};
use crate::music::{Note, NoteName, Tick, Velocity};

/// What the notes of a voice have in common.
pub(super) struct NoteWriter<'a> {
    /// The notes of the score, and their names.
    pub(super) notes: &'a [Note],
    pub(super) names: &'a [NoteName],
    /// Where notes have fermatas.
    pub(super) phrase_ends: &'a [Tick],
    pub(super) part_id: &'a str,
    pub(super) is_percussion: bool,
    /// MusicXML's voice, counted from 1 in its part.
    pub(super) voice: usize,
    /// Counted from 1, in parts of several staves.
    pub(super) staff: Option<usize>,
}

/// The name of a drum's instrument inside its part.
pub(super) fn drum_id(part_id: &str, note: &Note) -> String {
    format!("{part_id}-D{}", note.pitch.midi())
}

/// Names an element after its note; what is tied on to it, after the tick too.
fn note_id(note: &Note, symbol: &Symbol) -> String {
    let id = note.id.0;
    if symbol.is_tied_back {
        format!("n{id}-{}", symbol.start)
    } else {
        format!("n{id}")
    }
}

impl NoteWriter<'_> {
    pub(super) fn write(&self, xml: &mut XmlText, symbol: &Symbol) {
        if symbol.shape == Shape::Unseen && symbol.heads.is_empty() {
            xml.around("forward", &[], |xml| {
                xml.plain("duration", symbol.end - symbol.start);
                self.place(xml, true);
            });
            return;
        }
        if symbol.heads.is_empty() {
            xml.around("note", &[], |xml| {
                match symbol.shape {
                    Shape::WholeBar => xml.empty("rest", &[("measure", "yes")]),
                    _ => xml.empty("rest", &[]),
                }
                self.rest_of_note(xml, symbol, None, true);
            });
        }
        for (place, head) in symbol.heads.iter().enumerate() {
            let note = &self.notes[head.note];
            // In percent of a forte, which is MIDI's 90.
            let dynamics = format!("{:.2}", f64::from(note.velocity.get()) / 0.9);
            let id = note_id(note, symbol);
            let attributes = [("id", id.as_str()), ("dynamics", dynamics.as_str())];
            let is_usual = note.velocity == Velocity::DEFAULT;
            let attributes = &attributes[..if is_usual { 1 } else { 2 }];
            xml.around("note", attributes, |xml| {
                if place > 0 {
                    xml.empty("chord", &[]);
                }
                self.pitch(xml, head);
                self.rest_of_note(xml, symbol, Some(head), place == 0);
            });
        }
    }

    fn pitch(&self, xml: &mut XmlText, head: &Head) {
        let note = &self.notes[head.note];
        if self.is_percussion {
            let drum = Drum::of(note.pitch);
            xml.around("unpitched", &[], |xml| {
                xml.plain("display-step", drum.step);
                xml.plain("display-octave", drum.octave);
            });
            return;
        }
        let name = self.names[head.note];
        xml.around("pitch", &[], |xml| {
            xml.plain("step", name.letter());
            if name.alteration() != 0 {
                xml.plain("alter", name.alteration());
            }
            xml.plain("octave", name.octave(note.pitch));
        });
    }

    /// Everything after the pitch, in the order that MusicXML wants.
    fn rest_of_note(
        &self,
        xml: &mut XmlText,
        symbol: &Symbol,
        head: Option<&Head>,
        is_first: bool,
    ) {
        xml.plain("duration", symbol.end - symbol.start);
        let ties = [("stop", symbol.is_tied_back), ("start", symbol.is_tied_on)];
        let ties = ties.iter().filter(|(_, has)| *has && head.is_some());
        for (kind, _) in ties.clone() {
            xml.empty("tie", &[("type", kind)]);
        }
        let drum = head.filter(|_| self.is_percussion);
        if let Some(head) = drum {
            let id = drum_id(self.part_id, &self.notes[head.note]);
            xml.empty("instrument", &[("id", &id)]);
        }
        self.place(xml, false);
        if let Shape::Value(value) = symbol.shape {
            xml.plain("type", value.name);
            if value.is_dotted {
                xml.empty("dot", &[]);
            }
        }
        if let Some(accidental) = head.and_then(|head| head.accidental) {
            xml.plain("accidental", accidental);
        }
        if let Some(tuplet) = symbol.tuplet {
            xml.around("time-modification", &[], |xml| {
                xml.plain("actual-notes", tuplet.ratio.actual);
                xml.plain("normal-notes", tuplet.ratio.normal);
            });
        }
        if drum.is_some_and(|head| Drum::of(self.notes[head.note].pitch).is_cross) {
            xml.plain("notehead", "x");
        }
        if let Some(staff) = self.staff {
            xml.plain("staff", staff);
        }
        if is_first {
            for (beam, number) in symbol.beams.iter().zip(1..) {
                xml.leaf("beam", &[("number", &number.to_string())], beam);
            }
        }
        self.notations(xml, symbol, ties.map(|(kind, _)| *kind), head, is_first);
    }

    fn notations<'t>(
        &self,
        xml: &mut XmlText,
        symbol: &Symbol,
        ties: impl Iterator<Item = &'t str> + Clone,
        head: Option<&Head>,
        is_first: bool,
    ) {
        let begins = |tick: &Tick| tick.get().cmp(&symbol.start);
        let is_phrase_end = self.phrase_ends.binary_search_by(begins).is_ok();
        let has_fermata = is_first && head.is_some() && is_phrase_end;
        let bracket = symbol.tuplet.filter(|_| is_first);
        let begins = bracket.is_some_and(|tuplet| tuplet.is_first);
        let ends = bracket.is_some_and(|tuplet| tuplet.is_last);
        if ties.clone().next().is_none() && !has_fermata && !begins && !ends {
            return;
        }
        xml.around("notations", &[], |xml| {
            for kind in ties {
                xml.empty("tied", &[("type", kind)]);
            }
            if begins {
                xml.empty("tuplet", &[("type", "start"), ("bracket", "yes")]);
            }
            if ends {
                xml.empty("tuplet", &[("type", "stop")]);
            }
            if has_fermata {
                xml.empty("fermata", &[("type", "upright")]);
            }
        });
    }

    fn place(&self, xml: &mut XmlText, has_staff: bool) {
        xml.plain("voice", self.voice);
        if let Some(staff) = self.staff.filter(|_| has_staff) {
            xml.plain("staff", staff);
        }
    }
}
