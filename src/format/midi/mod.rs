//! Standard MIDI files, read and written.

mod lines;
mod own;
mod pickup;
mod read;
mod track;
mod write;

pub use read::read_midi;
pub use write::write_midi;
