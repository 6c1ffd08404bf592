//! Key profiles: how well each degree of the chromatic scale fits a key.

use crate::music::{KeySignature, Mode};

/// Whose measurements of how well each degree fits a key are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyProfile {
    /// What listeners answered. It leans to the minor mode and to the dominant.
    ///
    /// Source: Krumhansl, Kessler, "Tracing the dynamic changes in perceived tonal organization", Psychological
    /// Review 89, 1982; as printed in Krumhansl, "Cognitive foundations of musical pitch", 1990, table 2.1.
    KrumhanslKessler,
    /// The former, adjusted by hand until it served for analysis.
    ///
    /// Source: Temperley, "The cognition of basic musical structures", 2001, chapter 7.
    Temperley,
    /// In what part of the segments of a harmony textbook's examples each degree occurs.
    ///
    /// Source: Temperley, "Music and probability", 2007, chapter 6, from Kostka, Payne, "Tonal harmony", 1995.
    TemperleyKostkaPayne,
    /// How often each degree occurs in folk songs. The best of the four on whole pieces (tests/oracles/theory.py).
    ///
    /// Source: Aarden, "Dynamic melodic expectancy", dissertation, Ohio State University, 2003.
    AardenEssen,
}

impl KeyProfile {
    /// Every profile.
    pub const ALL: [KeyProfile; 4] = [
        KeyProfile::KrumhanslKessler,
        KeyProfile::Temperley,
        KeyProfile::TemperleyKostkaPayne,
        KeyProfile::AardenEssen,
    ];

    /// How well each degree fits a mode, the tonic first, in semitones above it.
    pub const fn degrees(self, mode: Mode) -> &'static [f64; 12] {
        match (self, mode) {
            (Self::KrumhanslKessler, Mode::Major) => &[
                6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88,
            ],
            (Self::KrumhanslKessler, Mode::Minor) => &[
                6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17,
            ],
            (Self::Temperley, Mode::Major) => {
                &[5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0]
            }
            (Self::Temperley, Mode::Minor) => {
                &[5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0]
            }
            (Self::TemperleyKostkaPayne, Mode::Major) => &[
                0.748, 0.060, 0.488, 0.082, 0.670, 0.460, 0.096, 0.715, 0.104, 0.366, 0.057, 0.400,
            ],
            (Self::TemperleyKostkaPayne, Mode::Minor) => &[
                0.712, 0.084, 0.474, 0.618, 0.049, 0.460, 0.105, 0.747, 0.404, 0.067, 0.133, 0.330,
            ],
            (Self::AardenEssen, Mode::Major) => &[
                17.7661, 0.145624, 14.9265, 0.160186, 19.8049, 11.3587, 0.291248, 22.062, 0.145624,
                8.15494, 0.232998, 4.95122,
            ],
            (Self::AardenEssen, Mode::Minor) => &[
                18.2648, 0.737619, 14.0499, 16.8599, 0.702494, 14.4362, 0.702494, 18.6161, 4.56621,
                1.93186, 7.37619, 1.75623,
            ],
        }
    }

    /// How well each pitch class, C first, fits a key.
    pub(super) fn classes(self, key: KeySignature) -> [f64; 12] {
        let degrees = self.degrees(key.mode());
        let tonic = usize::from(key.tonic().get());
        std::array::from_fn(|class| degrees[(class + 12 - tonic) % 12])
    }
}
