//! The pieces that a model learns from: found, judged, split and kept in one file.

mod clean;
mod collect;
mod error;
mod pack;
mod refusal;
mod report;
mod source;
mod split;
mod store;
mod unison;

pub use clean::clean;
pub use collect::{Piece, collect};
pub use error::CorpusError;
pub use pack::{PACKS, Pack};
pub use refusal::Refusal;
pub use report::{CollectReport, PackReport, Twin};
pub use split::Split;
pub use store::{load_pieces, save_pieces};
