//! The pieces that a model learns from: found, judged, split and kept in one file.

mod archive;
mod clean;
mod collect;
mod error;
mod fingerprint;
mod groove;
mod held_out;
mod likeness;
mod pack;
mod piece;
mod refusal;
mod report;
mod sections;
mod source;
mod split;
mod store;
mod twins;
mod work;

pub use clean::{Cleaned, clean};
pub use collect::collect;
pub use error::CorpusError;
pub use held_out::HeldOut;
pub use pack::{PACKS, Pack, Scoring};
pub use piece::Piece;
pub use refusal::Refusal;
pub use report::{CollectReport, HeldOutReport, Loss, PackReport, StyleReport, Twin};
pub use split::Split;
pub use store::{load_pieces, save_pieces};
