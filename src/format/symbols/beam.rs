//! Beams over the notes of a beat.

use super::bar::Bar;
use super::pulse::is_compound;
use super::symbol::{Shape, Symbol};

/// Joins the eighths and shorter notes of each beat.
pub(in crate::format) fn join_beams(symbols: &mut [Symbol], bar: &Bar) {
    let unit = bar.time_signature.beat().get();
    // Three eighths in 6/8, a quarter elsewhere.
    let beat = if is_compound(bar.time_signature) && unit < 480 {
        3 * unit
    } else {
        480
    };
    let beat_of = |symbol: &Symbol| (symbol.start - bar.start + bar.missing) / beat;
    let mut first = 0;
    while first < symbols.len() {
        let after = symbols[first..]
            .iter()
            .position(|symbol| n_beams(symbol) == 0 || beat_of(symbol) != beat_of(&symbols[first]));
        let after = after.map_or(symbols.len(), |count| first + count);
        if after > first + 1 {
            join_group(&mut symbols[first..after]);
        }
        first = after.max(first + 1);
    }
}

/// Beams that a note could share.
fn n_beams(symbol: &Symbol) -> usize {
    match symbol.shape {
        Shape::Value(value) if !symbol.heads.is_empty() => value.beams(),
        _ => 0,
    }
}

fn join_group(group: &mut [Symbol]) {
    let counts: Vec<usize> = group.iter().map(n_beams).collect();
    for (place, symbol) in group.iter_mut().enumerate() {
        let beam = |level: usize| {
            let has =
                |place: Option<usize>| place.and_then(|place| counts.get(place)) > Some(&level);
            match (has(place.checked_sub(1)), has(Some(place + 1))) {
                (true, true) => "continue",
                (false, true) => "begin",
                (true, false) => "end",
                (false, false) if place == 0 => "forward hook",
                (false, false) => "backward hook",
            }
        };
        symbol.beams = (0..counts[place]).map(beam).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::layer::Chord;
    use super::super::symbol::symbols_of;
    use super::*;
    use crate::music::TimeSignature;

    fn check(beats: u32, unit: u32, places: &[u32], expected: &[&[&str]]) {
        let time_signature = TimeSignature::new(beats, unit).unwrap();
        let bar = Bar {
            start: 0,
            end: time_signature.bar().get(),
            time_signature,
            missing: 0,
            is_pickup: false,
            shows_time: false,
        };
        let chords: Vec<Chord> = places
            .windows(2)
            .map(|pair| Chord {
                start: pair[0],
                end: pair[1],
                notes: vec![0],
            })
            .collect();
        let mut symbols = symbols_of(&bar, &chords, &[], true);
        join_beams(&mut symbols, &bar);
        let beams: Vec<&[&str]> = symbols.iter().map(|symbol| &symbol.beams[..]).collect();
        assert_eq!(beams, expected);
    }

    #[test]
    fn beams_stay_in_their_beat() {
        check(
            2,
            4,
            &[0, 240, 480, 600, 720, 960],
            &[
                &["begin"],
                &["end"],
                &["begin", "begin"],
                &["continue", "end"],
                &["end"],
            ],
        );
        check(
            6,
            8,
            &[0, 240, 480, 720, 960, 1440],
            &[&["begin"], &["continue"], &["end"], &[], &[]],
        );
        check(
            2,
            4,
            &[0, 360, 480, 600, 960],
            &[
                &["begin"],
                &["end", "backward hook"],
                &["begin", "forward hook"],
                &["end"],
            ],
        );
    }
}
