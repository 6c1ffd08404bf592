//! Chords heard in notes.

mod bass;
mod evidence;
mod melody;
mod rating;
mod search;

pub use search::find_chords;
