//! Keys heard in notes.

use super::notation::score;
use antiphon::theory::{KeyProfile, find_key, find_key_by, find_keys};

fn check(line: &str, expected: Option<&str>) {
    let key = find_key(&score(&[line])).map(|key| key.to_string());
    assert_eq!(key.as_deref(), expected, "{line}");
}

#[test]
fn hears_the_key_of_plain_tunes() {
    check("C4 D4 E4 F4 G4 A4 B4 C5", Some("C major"));
    check("G4 B4 D5 C5 B4 A4 G4 F#4 G4", Some("G major"));
    check("D4 F4 A4 G4 F4 E4 C#4 D4", Some("D minor"));
    check(
        "E5 E5 F5 G5 G5 F5 E5 D5 C5 C5 D5 E5 E5 D5 D5*2",
        Some("C major"),
    );
    check("A4 C5 B4 A4 E5 D5 C5 B4 A4 G#4 A4", Some("A minor"));
    check("-", None);
}

#[test]
fn every_profile_hears_a_scale_with_its_tonic_triad() {
    for profile in KeyProfile::ALL {
        let scale = score(&["D4 E4 F#4 G4 A4 B4 C#5 D5*4", "D3*4 A3*2 F#3*4"]);
        let key = find_key_by(&scale, profile).map(|key| key.to_string());
        assert_eq!(key.as_deref(), Some("D major"), "{profile:?}");
    }
}

#[test]
fn the_last_bass_decides_between_near_keys_in_a_whole_piece() {
    let tune = "E4 A4 B4 C5 D5 C5 G4 C5 E5 C5 D5 E5 A4 B4 G4 A4";
    let in_minor = format!("{tune} A4*4");
    let in_major = format!("{tune} C4*4");
    check(&in_minor, Some("A minor"));
    check(&in_major, Some("C major"));
}

fn keys_of(lines: &[&str]) -> String {
    let keys = find_keys(&score(lines));
    let names = keys
        .iter()
        .map(|(tick, key)| format!("{}:{key}", tick.get() / 480));
    names.collect::<Vec<_>>().join(", ")
}

#[test]
fn hears_a_modulation_to_the_dominant_and_back() {
    let top = "E5 F5 G5*2 A5 G5 F5 E5 G5 F#5 G5 A5 B5 A5 G5*2 G5 F#5 G5 A5 D5 F#5 G5*2 E5 F5 G5 E5 F5 D5 C5*2 A4 F5 D5 B4 C5*4";
    let bass = "C4 D4 E4*2 F4 C4 D4 C4 B3 D4 G3 C4 D4 D3 G3*2 E4 D4 B3 C4 D4 D3 G3*2 C4 D4 E4 C4 D4 G3 C4*2 F4 D4 F3 G3 C3*4";
    assert_eq!(keys_of(&[top, bass]), "0:C major, 8:G major, 24:C major");
}

#[test]
fn one_foreign_note_is_no_modulation() {
    assert_eq!(
        keys_of(&["C5 E5 G5 E5 A5 F#5 G5 E5 F5 D5 B4 D5 C5*4"]),
        "0:C major"
    );
    assert_eq!(keys_of(&["-"]), "");
}
