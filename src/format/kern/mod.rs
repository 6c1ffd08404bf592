//! Humdrum `**kern`, the table notation of musicology.

mod read;
mod spine;
mod token;

pub use read::read_kern;
