//! What a piece may be asked to be like: header words, each with a level.

/// A trait of the music that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlKind {
    /// Notes a beat.
    Density,
    /// Leaps among the melodic intervals, against steps.
    Leaps,
    /// Distance from the lowest to the highest note of the first voice.
    Range,
    /// Notes that repeat the one before.
    Repetition,
    /// Notes off the beat that are held over it.
    Syncopation,
}

impl ControlKind {
    /// Every kind, in the order of the vocabulary.
    pub const ALL: [ControlKind; 5] = [
        ControlKind::Density,
        ControlKind::Leaps,
        ControlKind::Range,
        ControlKind::Repetition,
        ControlKind::Syncopation,
    ];

    /// The name used in requests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Density => "density",
            Self::Leaps => "leaps",
            Self::Range => "range",
            Self::Repetition => "repetition",
            Self::Syncopation => "syncopation",
        }
    }
}

/// A trait and how much of it, against other pieces of the style: each level is a fifth of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Control {
    kind: ControlKind,
    level: u8,
}

impl Control {
    /// Levels a trait has.
    pub const LEVELS: u8 = 5;
    /// Controls there are.
    pub const COUNT: usize = ControlKind::ALL.len() * Self::LEVELS as usize;

    /// A control; `None` for a level above 4.
    pub const fn new(kind: ControlKind, level: u8) -> Option<Control> {
        if level < Self::LEVELS {
            Some(Control { kind, level })
        } else {
            None
        }
    }

    /// The control at an index of the vocabulary.
    pub fn from_index(index: usize) -> Option<Control> {
        let levels = usize::from(Self::LEVELS);
        let kind = ControlKind::ALL.get(index / levels)?;
        Self::new(*kind, (index % levels) as u8)
    }

    /// Its index in the vocabulary.
    pub fn index(self) -> usize {
        self.kind as usize * usize::from(Self::LEVELS) + usize::from(self.level)
    }

    /// The trait.
    pub const fn kind(self) -> ControlKind {
        self.kind
    }

    /// How much of it: 0 for the lowest fifth of the pieces of the style, 4 for the highest.
    pub const fn level(self) -> u8 {
        self.level
    }
}
