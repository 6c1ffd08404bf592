//! How music closes.

use super::notation::{score, with_header};
use antiphon::music::{ChordChange, Score, ScoreHeader, Tick};
use antiphon::theory::{Close, find_close};

fn close(score: &Score, key: &str) -> Close {
    find_close(score, key.parse().unwrap()).unwrap().0
}

#[test]
fn chords_close_by_their_roots() {
    let end = |last: [&str; 4]| {
        let lines: Vec<String> = ["E5 D5", "G4 G4", "C4 B3", "C3 G3"]
            .iter()
            .zip(last)
            .map(|(line, last)| format!("{line} {last}"))
            .collect();
        score(&lines.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(
        close(&end(["C5*2", "E4*2", "C4*2", "C3*2"]), "C major"),
        Close::Authentic
    );
    // In root position only, and with nothing foreign in it.
    assert_eq!(
        close(&end(["C5*2", "G4*2", "C4*2", "E3*2"]), "C major"),
        Close::Open
    );
    assert_eq!(
        close(&end(["C5*2", "F4*2", "C4*2", "C3*2"]), "C major"),
        Close::Open
    );
    assert_eq!(
        close(&end(["D5*2", "G4*2", "B3*2", "G3*2"]), "C major"),
        Close::Half
    );
    // The same end is none in another key.
    assert_ne!(
        close(&end(["C5*2", "E4*2", "C4*2", "C3*2"]), "G major"),
        Close::Authentic
    );
    let amen = score(&["C5 C5 C5*2", "G4 A4 G4*2", "E4 F4 E4*2", "C3 F3 C3*2"]);
    assert_eq!(close(&amen, "C major"), Close::Plagal);
}

#[test]
fn a_minor_piece_may_end_in_major_and_a_major_one_not_in_minor() {
    let lines = ["C5 B4 A4*2", "E4 E4 C#4*2", "A3 G#3 E3*2", "A2 E3 A2*2"];
    assert_eq!(close(&score(&lines), "A minor"), Close::Authentic);
    // Without its leading tone the fifth degree is no dominant.
    let lines = ["C5 B4 A4*2", "E4 E4 C4*2", "A3 G3 E3*2", "A2 E3 A2*2"];
    assert_eq!(close(&score(&lines), "A minor"), Close::Tonic);
    let lines = ["C#5 B4 A4*2", "E4 E4 C4*2", "A3 G#3 E3*2", "A2 E3 A2*2"];
    assert_eq!(close(&score(&lines), "A major"), Close::Open);
}

#[test]
fn a_bare_melody_closes_on_its_tonic() {
    assert_eq!(
        close(&score(&["E5 F5 D5 C5*2"]), "C major"),
        Close::Authentic
    );
    assert_eq!(close(&score(&["E5 F5 E5 C5*2"]), "C major"), Close::Tonic);
    assert_eq!(close(&score(&["E5 F5 E5 D5*2"]), "C major"), Close::Half);
    assert_eq!(close(&score(&["E5 F5 D5 E5*2"]), "C major"), Close::Open);
    assert!(find_close(&score(&["-"]), "C major".parse().unwrap()).is_none());
}

#[test]
fn written_chords_are_believed() {
    let chord = |quarter: u32, symbol: &str| ChordChange {
        tick: Tick::new(480 * quarter).unwrap(),
        chord: Some(symbol.parse().unwrap()),
    };
    let header = |chords: Vec<ChordChange>| ScoreHeader {
        chords,
        ..ScoreHeader::default()
    };
    let with = |chords| with_header(header(chords), &["E5 F5 D5 E5*2"]);
    let cadence = vec![chord(0, "C"), chord(2, "G7"), chord(3, "C")];
    assert_eq!(close(&with(cadence), "C major"), Close::Authentic);
    let foreign = vec![chord(0, "C"), chord(2, "Am"), chord(3, "G")];
    assert_eq!(close(&with(foreign), "C major"), Close::Open);
}
