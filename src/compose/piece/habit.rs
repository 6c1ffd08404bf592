//! How fast the styles go, and in which metres.

use crate::compose::ensemble::ensemble_of;
use crate::model::Rng;
use crate::music::TimeSignature;
use crate::token::Style;

use super::mood::Character;

/// Slowest and fastest tempo of a style beside its usual one.
///
/// Source: the marks of the corpus where editors wrote any (Irish dances 120 to 180, bands 83 to 140, hymns 100 to
/// 140 quarter notes a minute, from the tenth to the ninetieth of a hundred pieces), and for keyboard music, whose
/// files seldom have marks, adagio to allegro.
const fn spread(style: Style) -> (f64, f64) {
    match style {
        Style::BachChorale | Style::Hymn | Style::Carol | Style::Renaissance => (0.72, 1.4),
        Style::IrishDance => (0.75, 1.15),
        Style::Keyboard => (0.6, 1.5),
        Style::LeadSheet => (0.62, 1.4),
        Style::Band => (0.62, 1.35),
    }
}

/// Metres of a style and how often each comes in a hundred pieces of the corpus, the rare ones left out.
const fn metres(style: Style) -> &'static [(u32, u32, u32)] {
    match style {
        Style::BachChorale => &[(4, 4, 90), (3, 4, 10)],
        Style::Hymn => &[(4, 4, 71), (3, 4, 17)],
        Style::Carol => &[(4, 4, 45), (6, 8, 18), (3, 4, 17)],
        Style::Renaissance => &[(2, 2, 62), (4, 4, 20), (3, 2, 11)],
        Style::IrishDance => &[(4, 4, 60), (6, 8, 21)],
        Style::Keyboard => &[(3, 4, 31), (2, 4, 21), (4, 4, 19), (6, 8, 8)],
        Style::LeadSheet => &[(4, 4, 54), (3, 4, 28)],
        Style::Band => &[(4, 4, 98)],
    }
}

/// One of the metres that are usual in a style, the same for the same seed.
pub fn usual_metre(style: Style, rng_seed: u64) -> TimeSignature {
    let metres = metres(style);
    let total: u32 = metres.iter().map(|(_, _, weight)| weight).sum();
    let mut left = Rng::new(rng_seed ^ 0x6d65_7472).next_below(total as usize) as u32;
    for (beats, beat_unit, weight) in metres {
        if left < *weight {
            return TimeSignature::new(*beats, *beat_unit).unwrap_or(TimeSignature::COMMON);
        }
        left -= weight;
    }
    TimeSignature::COMMON
}

/// Tempi in quarter notes a minute: those that are possible, and the one that is right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speeds {
    /// Slowest that the style bears.
    pub slowest: f64,
    /// What style and character suggest.
    pub best: f64,
    /// Fastest that the style bears.
    pub fastest: f64,
}

/// The tempi of a style in a metre for a character.
pub fn speeds(style: Style, time_signature: TimeSignature, character: &Character) -> Speeds {
    // Where half notes are counted, they go slower than quarters would, and quarters faster.
    let of_metre = if time_signature.beat_unit() == 2 {
        1.5
    } else {
        1.0
    };
    let usual = ensemble_of(style).usual_tempo * of_metre;
    let (slow, fast) = spread(style);
    let arousal = character.arousal;
    // The words for feelings go almost as far as the style does.
    let by_mood = if arousal < 0.0 {
        slow.powf(-0.85 * arousal)
    } else {
        fast.powf(0.85 * arousal)
    };
    Speeds {
        slowest: usual * slow,
        best: usual * by_mood,
        fastest: usual * fast,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::piece::mood::Mood;

    #[test]
    fn moods_move_the_tempo_inside_what_the_style_bears() {
        for style in Style::ALL {
            let metre = usual_metre(style, 1);
            for mood in Mood::all() {
                let speeds = speeds(style, metre, &Character::of(&[mood]));
                assert!(speeds.slowest < speeds.best && speeds.best < speeds.fastest);
            }
            let best =
                |name: &str| speeds(style, metre, &Character::of(&[name.parse().unwrap()])).best;
            assert!(best("calm") < best("hopeful") && best("hopeful") < best("energetic"));
        }
    }

    #[test]
    fn every_usual_metre_is_drawn_by_some_seed() {
        for style in Style::ALL {
            let drawn: Vec<TimeSignature> = (0..300).map(|seed| usual_metre(style, seed)).collect();
            for (beats, unit, _) in metres(style) {
                assert!(drawn.contains(&TimeSignature::new(*beats, *unit).unwrap()));
            }
        }
    }
}
