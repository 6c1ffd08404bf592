//! Texture in numbers.

use super::notation::score;
use antiphon::music::{Score, Voice};
use antiphon::theory::Texture;

const TOLERANCE: f64 = 1e-9;

fn check(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() < TOLERANCE,
        "{found} found, {expected} expected"
    );
}

#[test]
fn silence_has_no_texture() {
    assert_eq!(Texture::of(&Score::default()), Texture::default());
}

#[test]
fn counts_density_and_polyphony() {
    let texture = Texture::of(&score(&["C5 D5/2 E5/2 F5*2", "C4*2 D4 -"]));
    assert_eq!(texture.n_notes, 6);
    check(texture.notes_per_beat, 6.0 / 4.0);
    check(texture.onsets_per_beat, 4.0 / 4.0);
    check(texture.polyphony, 7.0 / 4.0);
}

#[test]
fn tells_steps_repeats_and_leaps_apart() {
    let texture = Texture::of(&score(&["C5 D5 D5 Eb5 C5", "C4 C5"]));
    check(texture.step_share, 2.0 / 5.0);
    check(texture.repeat_share, 1.0 / 5.0);
}

#[test]
fn measures_each_voice_alone() {
    let score = score(&["C5 G5 E5", "C3 D3"]);
    let bass = Texture::of_voices(&score, &[Voice(1)]);
    assert_eq!(bass.n_notes, 2);
    assert_eq!(bass.ranges.len(), 1);
    assert_eq!(
        (bass.ranges[0].lowest.midi(), bass.ranges[0].highest.midi()),
        (48, 50)
    );
    check(bass.step_share, 1.0);
    assert_eq!(Texture::of(&score).ranges[0].highest.midi(), 79);
}

#[test]
fn hears_notes_that_sound_over_the_beat() {
    let texture = Texture::of(&score(&["C5/2 D5 E5/2 F5/2 G5/2 C5"]));
    check(texture.syncopation_share, 1.0 / 6.0);
}
