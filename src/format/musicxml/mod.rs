//! MusicXML, the notation programs' language of exchange, plain and compressed (`.mxl`).

mod attributes;
mod container;
mod direction;
mod harmony;
mod instrument;
mod measure;
mod note;
mod order;
mod part;
mod play;
mod read;
mod write;
mod xml;

pub use read::read_musicxml;
pub use write::{write_musicxml, write_mxl};
