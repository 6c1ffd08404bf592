//! Accidentals before notes: where a name is not what the signature or an earlier note of the bar says.

use std::collections::HashMap;

use super::symbol::Symbol;
use crate::music::{Note, NoteName};

/// The symbols of a layer with the staff on which they stand.
pub(in crate::format) struct StaffSymbols {
    pub(in crate::format) staff: usize,
    pub(in crate::format) symbols: Vec<Symbol>,
}

/// Sets the accidentals of a bar. `sharps` are those of the signature, negative for flats; `names` are
/// those of `notes`.
pub(in crate::format) fn mark_accidentals(
    layers: &mut [StaffSymbols],
    notes: &[Note],
    names: &[NoteName],
    sharps: i8,
) {
    let mut order: Vec<(u32, usize, usize)> = Vec::new();
    for (layer, StaffSymbols { symbols, .. }) in layers.iter().enumerate() {
        let places = symbols.iter().enumerate();
        order.extend(places.map(|(place, symbol)| (symbol.start, layer, place)));
    }
    order.sort_unstable();
    let mut written: HashMap<(usize, char, i8), i8> = HashMap::new();
    for (_, layer, place) in order {
        let staff = layers[layer].staff;
        let symbol = &mut layers[layer].symbols[place];
        // A tie carries the accidental of its beginning along, but not to later notes.
        if symbol.is_tied_back {
            continue;
        }
        for head in &mut symbol.heads {
            let name = names[head.note];
            let octave = name.octave(notes[head.note].pitch);
            let before = written
                .entry((staff, name.letter(), octave))
                .or_insert_with(|| in_signature(name.letter(), sharps));
            if *before != name.alteration() {
                *before = name.alteration();
                head.accidental = Some(word(name.alteration()));
            }
        }
    }
}

/// What a signature does to a letter.
pub(in crate::format) fn in_signature(letter: char, sharps: i8) -> i8 {
    // Sharps come in the order of the line of fifths, flats from its other end.
    let place = "FCGDAEB".find(letter).unwrap_or(0) as i8;
    if place < sharps {
        1
    } else if place >= 7 + sharps {
        -1
    } else {
        0
    }
}

fn word(alteration: i8) -> &'static str {
    match alteration {
        ..=-2 => "flat-flat",
        -1 => "flat",
        0 => "natural",
        1 => "sharp",
        2.. => "double-sharp",
    }
}

#[cfg(test)]
mod tests {
    use super::super::bar::Bar;
    use super::super::layer::Chord;
    use super::super::symbol::symbols_of;
    use super::*;
    use crate::music::{Duration, NoteId, Pitch, Tick, TimeSignature, Velocity, Voice};

    #[test]
    fn signatures_name_their_letters() {
        let signature = |sharps| {
            "FCGDAEB"
                .chars()
                .map(|letter| in_signature(letter, sharps))
                .collect::<Vec<_>>()
        };
        assert_eq!(signature(2), [1, 1, 0, 0, 0, 0, 0]);
        assert_eq!(signature(-2), [0, 0, 0, 0, 0, -1, -1]);
        assert_eq!(signature(-7), [-1; 7]);
        assert_eq!(signature(7), [1; 7]);
    }

    #[test]
    fn an_accidental_holds_for_its_bar_and_octave() {
        // In D major: F# F natural F natural F# F natural an octave higher.
        let heard = [(66, 6), (65, -1), (65, -1), (66, 6), (77, -1)];
        let names = heard.map(|(_, fifths)| NoteName::at(fifths));
        let notes = [0, 1, 2, 3, 4].map(|place: usize| Note {
            id: NoteId(place as u32),
            voice: Voice(0),
            pitch: Pitch::new(heard[place].0).unwrap(),
            onset: Tick::new(place as u32 * 240).unwrap(),
            duration: Duration::new(240).unwrap(),
            velocity: Velocity::DEFAULT,
        });
        let chords = [0, 1, 2, 3, 4].map(|place| Chord {
            start: place as u32 * 240,
            end: place as u32 * 240 + 240,
            notes: vec![place],
        });
        let bar = Bar {
            start: 0,
            end: 1_920,
            time_signature: TimeSignature::COMMON,
            missing: 0,
            is_pickup: false,
            shows_time: false,
        };
        let symbols = symbols_of(&bar, &chords, &[], true);
        let mut layers = [StaffSymbols { staff: 0, symbols }];
        mark_accidentals(&mut layers, &notes, &names, 2);
        let heads = layers[0].symbols.iter().flat_map(|symbol| &symbol.heads);
        let found: Vec<Option<&str>> = heads.map(|head| head.accidental).collect();
        let natural = Some("natural");
        assert_eq!(found, [None, natural, None, Some("sharp"), natural]);
    }
}
