//! `antiphon evaluate`.

mod ablations;
mod command;
mod full;
mod heard;
mod holds;
mod jsb16;
mod laws;
mod markov;
mod nats;
mod originality;
mod pieces;
mod promises;
mod request;
mod subject;
mod table;
mod voice_leading;
mod written;

pub use command::Evaluate;
