//! Humdrum `**kern`, the table notation of musicology.

mod read;
mod spine;
mod staff;
mod token;

pub use read::read_kern;
