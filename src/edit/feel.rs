//! How each style is played: what a humanised passage leans on.

use crate::token::Style;

/// The manner in which players of a style keep time and stress notes.
///
/// Source: the rules of loudness and time of A. Friberg, R. Bresin, J. Sundberg, "Overview of the KTH rule system for
/// musical performance" (2006): high loud, phrase arch, ensemble swing, stress by metre. How much of each a style has is
/// our choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Feel {
    /// How far beginnings waver, as a share of the farthest.
    pub spread: f64,
    /// Velocities by the place in the bar: downbeat, middle, other beats, halves of beats, between.
    pub stress: [f64; 5],
    /// The same for the beats between the strong ones, where they answer them: second and fourth.
    pub backbeat: f64,
    /// The top voice stands out, inner voices stand back.
    pub balance: (f64, f64),
    /// How much louder the middle of a phrase is than its ends.
    pub arch: f64,
    /// How late the second half of a beat comes, as a share of the beat.
    pub lilt: f64,
}

/// Voices that breathe together: soft stress, phrases that swell.
const CHOIR: Feel = Feel {
    spread: 1.0,
    stress: [5.0, 3.0, 1.0, -3.0, -5.0],
    backbeat: 0.0,
    balance: (4.0, -3.0),
    arch: 9.0,
    lilt: 0.0,
};

/// Two hands: the melody sings over its accompaniment.
const KEYS: Feel = Feel {
    spread: 0.7,
    stress: [8.0, 5.0, 1.0, -4.0, -6.0],
    backbeat: 0.0,
    balance: (9.0, -7.0),
    arch: 6.0,
    lilt: 0.0,
};

/// For feet: strong beats, and halves that lean towards the next.
const DANCE: Feel = Feel {
    spread: 0.5,
    stress: [11.0, 7.0, 3.0, -5.0, -8.0],
    backbeat: 0.0,
    balance: (4.0, -3.0),
    arch: 2.0,
    lilt: 0.05,
};

/// A song over chords: light swing.
const SONG: Feel = Feel {
    spread: 0.9,
    stress: [6.0, 4.0, 1.0, -2.0, -5.0],
    backbeat: 2.0,
    balance: (7.0, -5.0),
    arch: 5.0,
    lilt: 0.08,
};

/// Tight, and the second and fourth beats answer.
const BAND: Feel = Feel {
    spread: 0.45,
    stress: [8.0, 3.0, 1.0, -4.0, -6.0],
    backbeat: 9.0,
    balance: (5.0, -3.0),
    arch: 2.0,
    lilt: 0.0,
};

impl Feel {
    /// How a style is played.
    pub(super) fn of(style: Style) -> Self {
        match style {
            Style::BachChorale | Style::Hymn | Style::Carol | Style::Renaissance => CHOIR,
            Style::Keyboard => KEYS,
            Style::IrishDance => DANCE,
            Style::LeadSheet => SONG,
            Style::Band => BAND,
        }
    }
}
