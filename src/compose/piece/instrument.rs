//! Who plays what.

use std::str::FromStr;

use crate::compose::ensemble::Ensemble;
use crate::music::{Part, Voice};
use crate::token::DRUM_VOICE;

use super::error::OrderError;

/// An instrument by the name that an order gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instrument(usize);

/// Names, as musicians say them, and General MIDI instrument numbers, counted from 0.
const INSTRUMENTS: [(&str, u8); 32] = [
    ("piano", 0),
    ("electric-piano", 4),
    ("harpsichord", 6),
    ("celesta", 8),
    ("music-box", 10),
    ("vibraphone", 11),
    ("marimba", 12),
    ("organ", 19),
    ("accordion", 21),
    ("guitar", 24),
    ("steel-guitar", 25),
    ("electric-guitar", 27),
    ("overdriven-guitar", 29),
    ("double-bass", 32),
    ("electric-bass", 33),
    ("synth-bass", 38),
    ("violin", 40),
    ("viola", 41),
    ("cello", 42),
    ("harp", 46),
    ("strings", 48),
    ("choir", 52),
    ("trumpet", 56),
    ("trombone", 57),
    ("horn", 60),
    ("brass", 61),
    ("saxophone", 65),
    ("oboe", 68),
    ("bassoon", 70),
    ("clarinet", 71),
    ("flute", 73),
    ("pad", 89),
];

/// What stands for a part that keeps silent.
const NONE: &str = "none";

impl Instrument {
    /// Every instrument.
    pub fn all() -> impl Iterator<Item = Instrument> {
        (0..INSTRUMENTS.len()).map(Instrument)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        INSTRUMENTS[self.0].0
    }

    /// General MIDI instrument number, 0 to 127.
    pub fn program(self) -> u8 {
        INSTRUMENTS[self.0].1
    }

    /// An instrument by its name; `None` for "none", a part that keeps silent.
    ///
    /// # Errors
    /// [`OrderError::UnknownInstrument`] for another name.
    pub fn read(text: &str) -> Result<Option<Self>, OrderError> {
        let asked = text.trim().to_lowercase();
        if asked == NONE {
            return Ok(None);
        }
        asked.parse().map(Some)
    }
}

impl FromStr for Instrument {
    type Err = OrderError;

    fn from_str(text: &str) -> Result<Self, OrderError> {
        let found = Instrument::all().find(|instrument| instrument.name() == text);
        found.ok_or_else(|| OrderError::UnknownInstrument {
            found: text.chars().take(40).collect(),
        })
    }
}

/// The parts of a style with the instruments asked for: none for the style's own, one for all that have
/// pitches, or one for each part from the top, drums last.
///
/// # Errors
/// [`OrderError`] for another number of instruments, or if no part with pitches is left.
pub(super) fn roster(
    ensemble: &Ensemble,
    asked: &[Option<Instrument>],
) -> Result<Vec<Part>, OrderError> {
    let parts = ensemble.parts(&ensemble.voices());
    let names = |parts: &[Part]| parts.iter().map(|part| part.name.clone()).collect();
    let n_pitched = parts.iter().filter(|part| !part.is_percussion).count();
    let chosen: Vec<Option<Option<Instrument>>> = match asked {
        [] => vec![None; parts.len()],
        [one] => vec![Some(*one); n_pitched],
        // Drums that are not spoken of play.
        each if each.len() == parts.len() || each.len() == n_pitched => {
            each.iter().copied().map(Some).collect()
        }
        _ => {
            return Err(OrderError::BadInstrumentCount {
                found: asked.len(),
                parts: names(&parts),
            });
        }
    };
    let roster: Vec<Part> = parts
        .iter()
        .enumerate()
        .filter_map(|(index, part)| play(part, chosen.get(index).copied().flatten()))
        .collect();
    if roster.iter().all(|part| part.is_percussion) {
        let pitched = parts.iter().filter(|part| !part.is_percussion);
        return Err(OrderError::NobodyPlays {
            parts: pitched.map(|part| part.name.clone()).collect(),
        });
    }
    Ok(roster)
}

/// A part on an instrument; `None` where it is to keep silent.
fn play(part: &Part, chosen: Option<Option<Instrument>>) -> Option<Part> {
    let mut part = part.clone();
    if let Some(instrument) = chosen {
        let instrument = instrument?;
        // A drum kit stays one, whatever it is called.
        if !part.is_percussion {
            part.program = instrument.program();
            part.name = format!("{} ({})", part.name, instrument.name());
        }
    }
    Some(part)
}

/// The voices of some parts, from the top, drums last.
pub(super) fn voices_of(parts: &[Part]) -> Vec<Voice> {
    let voices = parts.iter().flat_map(|part| part.voices.iter().copied());
    let mut voices: Vec<Voice> = voices.collect();
    voices.sort_unstable();
    debug_assert!(voices.iter().all(|voice| *voice <= DRUM_VOICE));
    voices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::ensemble::ensemble_of;
    use crate::token::Style;

    fn asked(names: &[&str], style: Style) -> Result<Vec<Part>, OrderError> {
        let asked: Result<Vec<_>, _> = names.iter().map(|name| Instrument::read(name)).collect();
        roster(&ensemble_of(style), &asked?)
    }

    #[test]
    fn parts_get_the_instruments_asked_for() {
        let programs = |names: &[&str], style| {
            let parts = asked(names, style).unwrap();
            parts.iter().map(|part| part.program).collect::<Vec<_>>()
        };
        assert_eq!(programs(&[], Style::Hymn), [52; 4]);
        assert_eq!(programs(&["strings"], Style::Hymn), [48; 4]);
        let quartet = ["violin", "violin", "viola", "cello"];
        assert_eq!(programs(&quartet, Style::Hymn), [40, 40, 41, 42]);
        // Drums that are not spoken of play, and may be left out.
        assert_eq!(programs(&["piano"], Style::Band), [0; 5]);
        let trio = ["flute", "none", "none", "cello", "none"];
        assert_eq!(programs(&trio, Style::Band), [73, 42]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert!(matches!(
            asked(&["kazoo"], Style::Hymn),
            Err(OrderError::UnknownInstrument { .. })
        ));
        assert!(matches!(
            asked(&["flute", "flute"], Style::Hymn),
            Err(OrderError::BadInstrumentCount { found: 2, .. })
        ));
        assert!(matches!(
            asked(&["none"], Style::Band),
            Err(OrderError::NobodyPlays { .. })
        ));
    }
}
