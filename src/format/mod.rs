//! Bytes to scores and, as MIDI, MusicXML and ABC, back; one file a format; no file system, so it works in a page too.

mod abc;
mod dcml;
mod draft;
mod error;
mod kern;
mod midi;
mod moment;
mod musicxml;
mod read;
mod symbols;
mod tie;

pub use abc::{AbcTune, read_abc, write_abc};
pub use dcml::read_dcml;
pub use error::{FormatError, Warning};
pub use kern::read_kern;
pub use midi::{read_midi, write_midi};
pub use musicxml::{read_musicxml, write_musicxml, write_mxl};
pub use read::read_score;
