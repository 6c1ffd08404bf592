//! Motifs: two bars of one line as cells, a generator with a space of numbers to walk in, and a critic.

mod cells;
mod change;
mod critic;
mod dense;
mod error;
mod model;
mod read;
mod stored;
mod write;

pub use cells::{BAR_CELLS, Cell, MAX_CELLS, Motif, N_SYMBOLS};
pub use change::{MotifChange, MotifChanged, MotifStep};
pub use critic::rate_line;
pub use dense::{Dense, LEAK, Layer};
pub use error::MotifError;
pub use model::{LATENT, Latent, MotifModel, N_CONDITIONS, inputs_of};
pub use read::{motifs_of, read_motif};
pub use stored::Stored;
pub use write::{MotifNote, write_motif};
