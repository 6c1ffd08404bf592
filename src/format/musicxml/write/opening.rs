//! What stands before the music: title, program, and the list of parts.

use super::drum::Drum;
use super::note::drum_id;
use super::text::XmlText;
use crate::format::symbols::WrittenPart;
use crate::music::Score;

/// The channel of drums in General MIDI, counted from 1.
const DRUM_CHANNEL: usize = 10;

/// The name of a part in the file, counted from 0.
pub(super) fn part_id(place: usize) -> String {
    format!("P{}", place + 1)
}

/// Writes title, program and parts.
pub(super) fn write(xml: &mut XmlText, score: &Score, parts: &[WrittenPart]) {
    let title = &score.header().title;
    if !title.is_empty() {
        xml.around("work", &[], |xml| xml.plain("work-title", title));
    }
    xml.around("identification", &[], |xml| {
        xml.around("encoding", &[], |xml| xml.plain("software", "Antiphon"));
    });
    xml.around("part-list", &[], |xml| {
        for (place, part) in parts.iter().enumerate() {
            write_part(xml, score, place, part);
        }
    });
}

fn write_part(xml: &mut XmlText, score: &Score, place: usize, part: &WrittenPart) {
    let (id, played_by) = (part_id(place), &part.played_by);
    // Pitched parts take the channels beside that of the drums in turn.
    let turn = place % 15 + 1;
    let channel = match turn {
        _ if played_by.is_percussion => DRUM_CHANNEL,
        DRUM_CHANNEL.. => turn + 1,
        _ => turn,
    };
    let instruments = instruments_of(&id, score, part);
    xml.around("score-part", &[("id", &id)], |xml| {
        xml.plain("part-name", &played_by.name);
        for instrument in &instruments {
            xml.around("score-instrument", &[("id", &instrument.id)], |xml| {
                xml.plain("instrument-name", &instrument.name);
            });
        }
        for instrument in &instruments {
            xml.around("midi-instrument", &[("id", &instrument.id)], |xml| {
                xml.plain("midi-channel", channel);
                // MusicXML counts programs and drums from 1.
                xml.plain("midi-program", u32::from(played_by.program) + 1);
                if let Some(drum) = instrument.drum {
                    xml.plain("midi-unpitched", u32::from(drum) + 1);
                }
            });
        }
    });
}

struct Instrument {
    id: String,
    name: String,
    /// General MIDI pitch.
    drum: Option<u8>,
}

/// One instrument, or one for each drum that is struck.
fn instruments_of(id: &str, score: &Score, part: &WrittenPart) -> Vec<Instrument> {
    let sounding = part.strands.iter().flat_map(|strand| &strand.chords);
    let mut struck: Vec<usize> = sounding.flat_map(|chord| chord.notes.clone()).collect();
    if !part.played_by.is_percussion || struck.is_empty() {
        return vec![Instrument {
            id: format!("{id}-I1"),
            name: part.played_by.name.clone(),
            drum: None,
        }];
    }
    let pitch = |place: &usize| score.notes()[*place].pitch;
    struck.sort_by_key(pitch);
    struck.dedup_by_key(|place| pitch(place));
    let drum = |place: &usize| Instrument {
        id: drum_id(id, &score.notes()[*place]),
        name: Drum::of(pitch(place)).name.to_owned(),
        drum: Some(pitch(place).midi()),
    };
    struck.iter().map(drum).collect()
}
