//! Where phrases end.

use super::notation::{score, with_header};
use antiphon::music::{ScoreHeader, Tick};
use antiphon::theory::find_phrase_ends;

fn quarters(ends: Vec<Tick>) -> Vec<u32> {
    ends.into_iter().map(|end| end.get() / 480).collect()
}

const ODE: &str =
    "E5 E5 F5 G5 G5 F5 E5 D5 C5 C5 D5 E5 E5 D5 D5*2 E5 E5 F5 G5 G5 F5 E5 D5 C5 C5 D5 E5 D5 C5 C5*2";
const BASS: &str = "C4*4 B3*4 C4*4 G3*2 G3*2 C4*4 B3*4 C4*4 G3 C4 C4*2";

#[test]
fn written_ends_stand() {
    let phrase_ends = vec![Tick::new(960).unwrap()];
    let header = ScoreHeader {
        phrase_ends: phrase_ends.clone(),
        ..ScoreHeader::default()
    };
    assert_eq!(find_phrase_ends(&with_header(header, &[ODE])), phrase_ends);
}

#[test]
fn long_notes_on_closing_chords_end_phrases() {
    assert_eq!(quarters(find_phrase_ends(&score(&[ODE, BASS]))), [14, 30]);
}

#[test]
fn rests_end_phrases() {
    let tune = "C5/2 D5/2 E5/2 F5/2 G5 - E5/2 F5/2 G5/2 F5/2 E5 - D5/2 E5/2 F5/2 D5/2 C5";
    assert_eq!(
        quarters(find_phrase_ends(&score(&[
            tune,
            "C4*2 G3 - C4*2 C4 - G3*2 C4"
        ]))),
        [2, 6, 10]
    );
}

#[test]
fn silence_has_no_phrases() {
    assert!(find_phrase_ends(&score(&["-"])).is_empty());
}
