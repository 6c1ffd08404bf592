//! Chords heard in notes.

use super::notation::{score, with_header};
use antiphon::music::{Part, ScoreHeader, Voice};
use antiphon::theory::find_chords;

/// The chords of lines as "quarter:chord", a space between.
fn check(lines: &[&str], expected: &str) {
    assert_eq!(chords_of(&score(lines)), expected, "{lines:?}");
}

fn chords_of(score: &antiphon::music::Score) -> String {
    let name = |change: &antiphon::music::ChordChange| {
        let chord = change
            .chord
            .map_or("-".to_owned(), |chord| chord.to_string());
        format!("{}:{chord}", change.tick.get() / 480)
    };
    find_chords(score)
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn hears_a_cadence_in_four_parts_with_its_inversions() {
    check(
        &["C5 C5 B4 C5", "G4 A4 F4 E4", "E4 D4 D4 C4", "C3 F3 G3 C3"],
        "0:C 1:Dm7/F 2:G7 3:C",
    );
    check(
        &["C5 D5 E5*2", "G4 G4 G4*2", "C4 B3 C4*2", "E3 D3 C3*2"],
        "0:C/E 1:G/D 2:C",
    );
}

#[test]
fn a_suspension_belongs_to_the_chord_it_resolves_into() {
    check(
        &[
            "E5 D5 C5*2",
            "G4 G4 G4*2",
            "C4 C4/2 B3/2 C4*2",
            "C3 G3 C3*2",
        ],
        "0:C 1:G 2:C",
    );
}

#[test]
fn passing_notes_make_no_chords() {
    check(
        &[
            "E5/2 D5/2 C5 C5/2 B4/2 C5",
            "G4 G4 F4 G4",
            "C4 E4 A3/2 B3/2 C4",
            "C3*2 F3 E3",
        ],
        "0:C 2:F 3:C/E",
    );
}

#[test]
fn a_broken_chord_is_one_chord() {
    check(
        &[
            "C5*4 B4*2 C5*2",
            "C3/2 G3/2 E3/2 G3/2 C3/2 G3/2 E3/2 G3/2 G2/2 F3/2 D3/2 F3/2 C3/2 G3/2 E3/2 G3/2",
        ],
        "0:C 4:G7 6:C",
    );
}

#[test]
fn a_waltz_stands_on_its_lowest_note() {
    check(
        &["C5*2 B4*2 C5*2", "C3 E4+G4 G2 F4+D4 C3 E4+G4"],
        "0:C 2:G7 4:C",
    );
}

#[test]
fn a_diminished_seventh_takes_the_root_that_leads_on() {
    check(
        &[
            "D5 C5 B4 C5",
            "G4 G4 F4 Eb4",
            "B3 C4 Ab3 G3",
            "G3 Eb3 D3 C3",
        ],
        "0:G 1:Cm/Eb 2:Bdim7/D 3:Cm",
    );
}

#[test]
fn drums_make_no_chords() {
    let parts = vec![Part {
        name: "drums".to_owned(),
        program: 0,
        is_percussion: true,
        voices: vec![Voice(1)],
    }];
    let header = ScoreHeader {
        parts,
        ..ScoreHeader::default()
    };
    let lines = ["C4+E4+G4 C4+E4+G4", "F#2 F#2"];
    assert_eq!(chords_of(&with_header(header.clone(), &lines)), "0:C");
    assert_eq!(chords_of(&with_header(header, &["-", "F#2 F#2"])), "");
}

#[test]
fn a_lone_melody_has_chords_only_where_it_spells_them() {
    check(
        &["C5 E5 G5 E5 D5 E5 F5 E5 G5 B4 D5 G5 C5*4"],
        "0:C 4:- 8:G 12:-",
    );
}
