//! `antiphon evaluate`.

mod ablations;
mod command;
mod full;
mod heard;
mod holds;
mod jsb16;
mod laws;
mod markov;
mod motifs;
mod nats;
mod originality;
mod pieces;
mod promises;
mod ratings;
mod request;
mod scribe;
mod subject;
mod table;
mod voice_leading;
mod written;

pub use command::Evaluate;
