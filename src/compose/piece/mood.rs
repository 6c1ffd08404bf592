//! What words for feelings mean in music.

use std::str::FromStr;

use crate::music::Mode;

use super::error::OrderError;

/// A word for a feeling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mood(usize);

/// What a word asks of the music.
struct Meaning {
    name: &'static str,
    /// From unhappy (-1) to happy (1): below 0 the music is in minor.
    valence: f64,
    /// From asleep (-1) to excited (1): tempo, loudness, notes a beat.
    arousal: f64,
    /// Semitones by which the melody lies higher.
    register: f64,
    /// Levels beside the middle one, from -2 to 2.
    leaps: f64,
    range: f64,
    repetition: f64,
    syncopation: f64,
    /// What is added to the style's temperature: what is strange is less likely.
    strangeness: f64,
}

/// Every word, by its name, its place in Russell's circle, and the traits of Gabrielsson and Lindström's table.
///
/// Source: Russell, "A circumplex model of affect", Journal of Personality and Social Psychology 39/6, 1980, for
/// valence and arousal; Hevner, "The affective value of pitch and tempo in music", 1937, and Gabrielsson,
/// Lindström, "The role of structure in the musical expression of emotions", in Juslin, Sloboda, "Handbook of
/// music and emotion", 2010: mode goes with valence, tempo, loudness and density with arousal, a high register
/// with what is happy or dreamy, a low one with what is sad, solemn or threatening, wide intervals and ranges with
/// what is joyful or powerful, steps and narrow ranges with what is sad, calm or tender, even rhythm with what is
/// solemn, uneven rhythm with what is playful or excited. "Epic" is in minor as in films.
const MEANINGS: [Meaning; 16] = [
    word("calm", [0.5, -0.8], -1.0, [-1.0, -1.0, 0.0, -1.0], -0.03),
    word("joyful", [1.0, 0.6], 2.0, [1.0, 1.0, 0.0, 0.0], 0.0),
    word("sad", [-1.0, -0.6], -3.0, [-1.0, -1.0, 0.0, -1.0], 0.0),
    word("tense", [-0.6, 0.5], 0.0, [1.0, 0.0, 1.0, 1.0], 0.04),
    word("epic", [-0.2, 0.8], 1.0, [1.0, 2.0, 1.0, -1.0], 0.0),
    word("playful", [0.8, 0.4], 3.0, [2.0, 1.0, 0.0, 1.0], 0.03),
    word("tender", [0.6, -0.5], 1.0, [-1.0, -1.0, 0.0, -1.0], -0.03),
    word("dreamy", [0.3, -0.6], 2.0, [1.0, 1.0, -1.0, 1.0], 0.04),
    word("solemn", [-0.2, -0.5], -3.0, [-2.0, -1.0, 1.0, -2.0], -0.04),
    word("triumphant", [0.9, 0.8], 2.0, [1.0, 1.0, 1.0, -1.0], 0.0),
    word("melancholic", [-0.7, -0.4], -1.0, [0.0, 0.0, 0.0, 0.0], 0.0),
    word("dark", [-0.9, 0.0], -4.0, [0.0, 0.0, 1.0, 0.0], 0.02),
    word("energetic", [0.5, 1.0], 1.0, [0.0, 0.0, 1.0, 1.0], 0.0),
    word(
        "mysterious",
        [-0.5, -0.3],
        -2.0,
        [1.0, 0.0, -1.0, 1.0],
        0.05,
    ),
    word("hopeful", [0.6, 0.1], 1.0, [0.0, 1.0, -1.0, 0.0], 0.0),
    word("angry", [-0.9, 0.9], -1.0, [1.0, 1.0, 2.0, 1.0], 0.03),
];

/// A word: its name, valence and arousal, register, and leaps, range, repetition and syncopation.
const fn word(
    name: &'static str,
    [valence, arousal]: [f64; 2],
    register: f64,
    [leaps, range, repetition, syncopation]: [f64; 4],
    strangeness: f64,
) -> Meaning {
    Meaning {
        name,
        valence,
        arousal,
        register,
        leaps,
        range,
        repetition,
        syncopation,
        strangeness,
    }
}

impl Mood {
    /// Every word.
    pub fn all() -> impl Iterator<Item = Mood> {
        (0..MEANINGS.len()).map(Mood)
    }

    /// The word.
    pub fn name(self) -> &'static str {
        MEANINGS[self.0].name
    }
}

impl FromStr for Mood {
    type Err = OrderError;

    fn from_str(text: &str) -> Result<Self, OrderError> {
        let asked = text.trim().to_lowercase();
        let found = Mood::all().find(|mood| mood.name() == asked);
        found.ok_or_else(|| OrderError::UnknownMood {
            found: text.chars().take(40).collect(),
        })
    }
}

/// What some words mean together: the mean of each, nothing of note without any.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Character {
    /// The mode, where the words have one.
    pub mode: Option<Mode>,
    /// From asleep (-1) to excited (1).
    pub arousal: f64,
    /// Semitones by which the melody lies higher than usual.
    pub register: f64,
    /// Levels of leaps, range, repetition and syncopation beside the middle one, from -2 to 2.
    pub traits: [f64; 4],
    /// What is added to the temperature.
    pub strangeness: f64,
}

impl Character {
    /// What some words mean together.
    pub fn of(moods: &[Mood]) -> Self {
        if moods.is_empty() {
            return Self::default();
        }
        let mean = |of: fn(&Meaning) -> f64| {
            let sum: f64 = moods.iter().map(|mood| of(&MEANINGS[mood.0])).sum();
            sum / moods.len() as f64
        };
        Self {
            mode: Some(if mean(|it| it.valence) < 0.0 {
                Mode::Minor
            } else {
                Mode::Major
            }),
            arousal: mean(|it| it.arousal),
            register: mean(|it| it.register),
            traits: [
                mean(|it| it.leaps),
                mean(|it| it.range),
                mean(|it| it.repetition),
                mean(|it| it.syncopation),
            ],
            strangeness: mean(|it| it.strangeness),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_unknown_ones_refused_with_those_there_are() {
        for mood in Mood::all() {
            assert_eq!(mood.name().parse(), Ok(mood));
        }
        let refusal = "grumpy".parse::<Mood>().unwrap_err().to_string();
        assert!(
            refusal.contains("grumpy") && refusal.contains("melancholic"),
            "{refusal}"
        );
    }

    #[test]
    fn words_together_mean_what_lies_between() {
        let of = |names: &[&str]| {
            let moods: Vec<Mood> = names.iter().map(|name| name.parse().unwrap()).collect();
            Character::of(&moods)
        };
        assert_eq!(of(&[]), Character::default());
        assert_eq!(of(&["sad"]).mode, Some(Mode::Minor));
        assert_eq!(of(&["joyful", "melancholic"]).mode, Some(Mode::Major));
        let (calm, wild) = (of(&["calm"]).arousal, of(&["energetic"]).arousal);
        let both = of(&["calm", "energetic"]).arousal;
        assert!(calm < both && both < wild);
    }
}
