//! Two bars of one line, sixteenth by sixteenth, relative to a tonic.

use crate::music::Mode;

/// Cells of the longest motif: two bars of four quarters in sixteenths.
pub const MAX_CELLS: usize = 32;
/// Cells a bar may have: of four quarters, or of three and of six eighths.
pub const BAR_CELLS: [usize; 2] = [16, 12];
/// The lowest and the highest pitch, in semitones above the tonic.
pub const LOWEST: i8 = -14;
/// See [`LOWEST`].
pub const HIGHEST: i8 = 21;
/// What a cell may say: a rest, the note before held on, or a pitch.
pub const N_SYMBOLS: usize = 2 + (HIGHEST - LOWEST) as usize + 1;

/// What happens in a sixteenth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Silence.
    Rest,
    /// The note before goes on.
    Hold,
    /// A note begins, so many semitones above the tonic.
    Pitch(i8),
}

impl Cell {
    /// Its number, below [`N_SYMBOLS`]; `None` for a pitch out of reach.
    pub fn symbol(self) -> Option<usize> {
        match self {
            Self::Rest => Some(0),
            Self::Hold => Some(1),
            Self::Pitch(degree) if (LOWEST..=HIGHEST).contains(&degree) => {
                Some(2 + usize::from((degree - LOWEST).unsigned_abs()))
            }
            Self::Pitch(_) => None,
        }
    }

    /// The cell of a number.
    pub fn of_symbol(symbol: usize) -> Option<Self> {
        match symbol {
            0 => Some(Self::Rest),
            1 => Some(Self::Hold),
            _ if symbol < N_SYMBOLS => Some(Self::Pitch(LOWEST + (symbol - 2) as i8)),
            _ => None,
        }
    }
}

/// Two bars of one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Motif {
    /// The mode of its key.
    pub mode: Mode,
    /// Twice one of [`BAR_CELLS`].
    pub cells: Vec<Cell>,
}

impl Motif {
    /// Notes that begin.
    pub fn n_onsets(&self) -> usize {
        let is_onset = |cell: &&Cell| matches!(cell, Cell::Pitch(_));
        self.cells.iter().filter(is_onset).count()
    }

    /// Cells of one of its bars.
    pub fn bar_cells(&self) -> usize {
        self.cells.len() / 2
    }

    /// The share of cells in which both say the same.
    pub fn likeness(&self, other: &Self) -> f64 {
        let pairs = self.cells.iter().zip(&other.cells);
        let same = pairs.filter(|(one, other)| one == other).count();
        same as f64 / self.cells.len().max(other.cells.len()).max(1) as f64
    }
}
