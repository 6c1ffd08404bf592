//! From a score to MusicXML: parts, measures, symbols, text.

mod archive;
mod chord_symbol;
mod drum;
mod measure;
mod note;
mod opening;
mod piece;
mod text;

pub use archive::write_mxl;
pub use piece::write_musicxml;
