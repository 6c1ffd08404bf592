//! Chords by their place in a key.

use antiphon::music::{Chord, ChordQuality, KeySignature, Mode, PitchClass};
use antiphon::theory::RomanNumeral;

/// Checks both ways.
fn check(key: &str, chord: &str, numeral: &str) {
    let key: KeySignature = key.parse().unwrap();
    let chord: Chord = chord.parse().unwrap();
    assert_eq!(
        RomanNumeral::of(chord, key).to_string(),
        numeral,
        "{chord} in {key}"
    );
    let read: RomanNumeral = numeral.parse().unwrap();
    assert_eq!(read.chord(key), chord, "{numeral} in {key}");
}

#[test]
fn names_the_chords_of_major() {
    check("C major", "C", "I");
    check("C major", "Dm", "ii");
    check("C major", "Em/G", "iii6");
    check("C major", "F", "IV");
    check("C major", "C/G", "I64");
    check("C major", "G7", "V7");
    check("C major", "G7/B", "V65");
    check("C major", "G7/D", "V43");
    check("C major", "G7/F", "V42");
    check("C major", "Dm7/F", "ii65");
    check("C major", "Bdim/D", "viio6");
    check("C major", "Bm7b5", "viiø7");
    check("C major", "Fmaj7", "IVM7");
    check("Eb major", "Bbsus4", "Vsus4");
    check("D major", "D6", "Iadd6");
}

#[test]
fn names_the_chords_of_minor() {
    check("A minor", "Am", "i");
    check("A minor", "Bm7b5/D", "iiø65");
    check("A minor", "C", "III");
    check("A minor", "Caug/E", "III+6");
    check("A minor", "Dm", "iv");
    check("A minor", "D", "IV");
    check("A minor", "E7", "V7");
    check("A minor", "Em", "v");
    check("A minor", "F", "VI");
    check("A minor", "F#dim", "vio");
    check("A minor", "G", "VII");
    check("A minor", "G#dim/B", "viio6");
    check("A minor", "G#dim7", "viio7");
    check("A minor", "Gm", "bvii");
    check("A minor", "A", "I");
}

#[test]
fn names_borrowed_and_altered_chords() {
    check("C major", "Ab", "bVI");
    check("C major", "Bb", "bVII");
    check("C major", "Db/F", "bII6");
    check("C major", "Fm", "iv");
    check("C major", "Dm7b5", "iiø7");
    check("C major", "Bdim7", "viio7");
    check("G minor", "Ab/C", "bII6");
}

#[test]
fn hears_applied_chords() {
    check("C major", "D7/F#", "V65/V");
    check("C major", "D", "V/V");
    check("C major", "C7/Bb", "V42/IV");
    check("C major", "E", "V/vi");
    check("C major", "F#dim7", "viio7/V");
    check("C major", "F#m7b5/A", "viiø65/V");
    check("C major", "G#dim/B", "viio6/vi");
    check("C major", "C#dim7", "viio7/ii");
    check("A minor", "G7", "V7/III");
    check("A minor", "A7/C#", "V65/iv");
    check("A minor", "D#dim7/F#", "viio65/V");
}

#[test]
fn reads_other_habits_of_writing() {
    let check = |text: &str, numeral: &str| {
        let read: RomanNumeral = text.parse().unwrap();
        assert_eq!(read.to_string(), numeral, "{text}");
    };
    check("vii°7/V", "viio7/V");
    check("V2", "V42");
    check("ii%65", "iiø65");
    check("Imaj7", "IM7");
    check("N6", "bII6");
    check("♭VI", "bVI");
    check(" IV ", "IV");
    check("viio2", "viio42");
}

#[test]
fn refuses_what_is_no_numeral() {
    for text in [
        "", "H", "VIII", "V75", "V/", "V/H", "bbbI", "ivM", "7", "V/V/V",
    ] {
        assert!(text.parse::<RomanNumeral>().is_err(), "{text}");
    }
}

#[test]
fn every_chord_of_every_key_comes_back_from_its_numeral() {
    for key in (0..24).map(|key| {
        KeySignature::on(
            PitchClass::of(key % 12),
            [Mode::Major, Mode::Minor][key as usize / 12],
        )
    }) {
        for root in 0..12 {
            for quality in ChordQuality::ALL {
                let chord = Chord::new(PitchClass::of(root), quality);
                let figured = !matches!(
                    quality,
                    ChordQuality::Suspended | ChordQuality::Major6 | ChordQuality::Minor6
                );
                for bass in chord.classes().take(if figured { 4 } else { 1 }) {
                    let numeral = RomanNumeral::of(chord.over(bass), key);
                    assert_eq!(numeral.chord(key), chord.over(bass), "{numeral} in {key}");
                    assert_eq!(
                        numeral.to_string().parse(),
                        Ok(numeral),
                        "{numeral} in {key}"
                    );
                }
            }
        }
    }
}
