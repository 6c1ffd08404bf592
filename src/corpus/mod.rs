//! The pieces that a model learns from: found, judged, split and kept in one file.

mod clean;
mod collect;
mod report;
mod source;
mod split;
mod store;
mod unison;

pub use clean::{Refusal, clean};
pub use collect::{Piece, collect};
pub use report::{CollectReport, PackReport, Twin};
pub use source::{CorpusError, PACKS, Pack};
pub use split::Split;
pub use store::{load_pieces, save_pieces};
