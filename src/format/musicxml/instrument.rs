//! The list of parts: their names, programs and drums.

use std::collections::HashMap;

use super::xml::{self, Node};
use crate::music::Pitch;

/// A part as the list at the beginning of a score tells it.
#[derive(Debug, Clone, Default)]
pub(super) struct Instrument {
    pub(super) name: String,
    /// General MIDI, counted from 0.
    pub(super) program: u8,
    /// The drum of every unpitched instrument, by its id.
    drums: HashMap<String, Pitch>,
}

impl Instrument {
    /// The drum that an unpitched note strikes: that of its instrument, or the only one there is.
    pub(super) fn drum(&self, id: Option<&str>) -> Option<Pitch> {
        match id {
            Some(id) => self.drums.get(id).copied(),
            None if self.drums.len() == 1 => self.drums.values().next().copied(),
            None => None,
        }
    }
}

/// The parts of a score by id.
pub(super) fn instruments_of(root: Node) -> HashMap<String, Instrument> {
    let list = xml::child(root, "part-list");
    let parts = list
        .into_iter()
        .flat_map(|list| xml::children(list, "score-part"));
    let named = parts.filter_map(|part| {
        let id = part.attribute("id")?;
        Some((id.to_owned(), instrument_of(part)))
    });
    named.collect()
}

fn instrument_of(part: Node) -> Instrument {
    let midi = || xml::children(part, "midi-instrument");
    // MusicXML counts programs and drums from 1.
    let counted = |node: Node, name| {
        let number = xml::number_in(node, &[name])? - 1;
        u8::try_from(number).ok().filter(|number| *number < 128)
    };
    let drum = |node: Node| {
        let drum = Pitch::new(i64::from(counted(node, "midi-unpitched")?)).ok()?;
        Some((node.attribute("id")?.to_owned(), drum))
    };
    let program = midi().find_map(|node| counted(node, "midi-program"));
    Instrument {
        name: xml::text_in(part, &["part-name"]).to_owned(),
        program: program.unwrap_or(0),
        drums: midi().filter_map(drum).collect(),
    }
}
