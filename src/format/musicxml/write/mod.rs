//! From a score to MusicXML: parts, measures, symbols, text.

mod accidental;
mod archive;
mod bar;
mod beam;
mod chord_symbol;
mod drum;
mod layer;
mod measure;
mod note;
mod opening;
mod piece;
mod pulse;
mod staff;
mod symbol;
mod text;
mod tuplet;
mod value;

pub use archive::write_mxl;
pub use piece::write_musicxml;
