//! From staves and their layers to voices and parts.

use std::collections::BTreeMap;

use super::spine::Spine;
use crate::music::{Part, Voice};

/// A layer of a staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// Counted as kern writes them, the lowest first.
    pub(super) staff: usize,
    /// Counted from the first column of the staff, which holds the upper layer.
    pub(super) layer: usize,
}

/// The line that every column holds just now.
pub(super) fn layers_of(spines: &[Spine]) -> Vec<Option<Line>> {
    let mut n_layers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut layer = |staff: usize| {
        let count = n_layers.entry(staff).or_default();
        *count += 1;
        Line {
            staff,
            layer: *count - 1,
        }
    };
    let staves = spines.iter().map(|spine| spine.staff);
    staves.map(|staff| staff.map(&mut layer)).collect()
}

/// The voice of every line.
pub(super) type Voices = BTreeMap<Line, u8>;

/// What a file says about its staves.
#[derive(Debug, Default)]
pub(super) struct Staves {
    names: BTreeMap<usize, String>,
    codes: BTreeMap<usize, u8>,
}

impl Staves {
    /// Takes what follows `*I` in a cell: `"` and a name, or the code of an instrument.
    pub(super) fn name(&mut self, staff: usize, code: &str) {
        if let Some(name) = code.strip_prefix('"') {
            let name = name.trim_matches(['"', '[', ']', ' ']);
            if !name.is_empty() {
                self.names.entry(staff).or_insert_with(|| name.to_owned());
            }
        } else if let Some(program) = program_of(code) {
            self.codes.entry(staff).or_insert(program);
        }
    }

    /// Numbers the lines from the top staff down; a staff without notes keeps its number.
    pub(super) fn voices(&self, n_staves: usize, lines: &[Line]) -> Voices {
        let mut used = lines.to_vec();
        used.sort_unstable();
        used.dedup();
        let mut voices = Voices::new();
        for staff in (0..n_staves).rev() {
            let first = used.partition_point(|line| line.staff < staff);
            let last = used.partition_point(|line| line.staff <= staff);
            let silent = [Line { staff, layer: 0 }];
            let of_staff = match &used[first..last] {
                [] => &silent[..],
                lines => lines,
            };
            for line in of_staff {
                voices.insert(*line, voices.len().min(255) as u8);
            }
        }
        voices
    }

    /// A part for every staff, the top one first.
    pub(super) fn parts(&self, n_staves: usize, voices: &Voices) -> Vec<Part> {
        let part = |staff: usize| {
            let lines = Line { staff, layer: 0 }..=Line {
                staff,
                layer: usize::MAX,
            };
            let mut of_staff: Vec<Voice> = voices
                .range(lines)
                .map(|(_, voice)| Voice(*voice))
                .collect();
            of_staff.dedup();
            let name = self.names.get(&staff).cloned().unwrap_or_default();
            let program = self.codes.get(&staff).copied();
            Part {
                program: program.unwrap_or_else(|| program_by_name(&name)),
                name,
                is_percussion: false,
                voices: of_staff,
            }
        };
        (0..n_staves).rev().take(MAX_PARTS).map(part).collect()
    }
}

/// More staves share the last voice, and need no part of their own.
const MAX_PARTS: usize = 256;

/// Voice oohs of General MIDI.
const SINGER: u8 = 52;

/// The General MIDI program of an instrument code; `None` for codes that tell none.
///
/// Source: Humdrum User Guide, section "Instrument codes"; `IC` codes name a whole class.
fn program_of(code: &str) -> Option<u8> {
    Some(match code {
        "piano" | "Cklav" | "Cklavier" | "forte" | "fortp" => 0,
        "cemba" | "clavi" => 6,
        "Corgan" | "organ" => 19,
        "guitr" => 24,
        "Cstr" | "string" => 48,
        "violn" => 40,
        "viola" => 41,
        "cello" => 42,
        "cbass" => 43,
        "harp" => 46,
        "Cvox" | "vox" | "soprn" | "canto" | "mezzo" | "alto" | "calto" | "tenor" | "barit"
        | "bass" | "choir" => SINGER,
        "tromp" | "tpt" => 56,
        "tromb" => 57,
        "tuba" => 58,
        "cor" => 60,
        "oboe" => 68,
        "cangl" => 69,
        "fagot" => 70,
        "clars" => 71,
        "picco" => 72,
        "flt" => 73,
        _ => return None,
    })
}

/// Singers are told by their names where a code is missing.
fn program_by_name(name: &str) -> u8 {
    const SINGERS: [&str; 7] = [
        "sopran", "cant", "discant", "alt", "tenor", "bass", "superius",
    ];
    let name = name.to_lowercase();
    if SINGERS.iter().any(|start| name.starts_with(start)) {
        SINGER
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_the_top_staff_down_and_layer_by_layer() {
        let line = |staff, layer| Line { staff, layer };
        let staves = Staves::default();
        let lines = [line(0, 0), line(2, 0), line(2, 3), line(0, 1), line(2, 0)];
        let voices = staves.voices(3, &lines);
        let found: Vec<(usize, usize, u8)> = voices
            .iter()
            .map(|(line, voice)| (line.staff, line.layer, *voice))
            .collect();
        assert_eq!(
            found,
            [(0, 0, 3), (0, 1, 4), (1, 0, 2), (2, 0, 0), (2, 3, 1)]
        );
        let parts = staves.parts(3, &voices);
        let of_parts: Vec<Vec<u8>> = parts
            .iter()
            .map(|part| part.voices.iter().map(|voice| voice.0).collect())
            .collect();
        assert_eq!(of_parts, [vec![0, 1], vec![2], vec![3, 4]]);
    }

    #[test]
    fn staves_take_their_first_name_and_code() {
        let mut staves = Staves::default();
        for code in ["\"[Piano]", "'P-no", "piano", "\"RONDO."] {
            staves.name(0, code);
        }
        staves.name(1, "\"TENOR.");
        let parts = staves.parts(2, &staves.voices(2, &[]));
        let found: Vec<(&str, u8)> = parts
            .iter()
            .map(|part| (part.name.as_str(), part.program))
            .collect();
        assert_eq!(found, [("TENOR.", 52), ("Piano", 0)]);
    }
}
