//! `antiphon evaluate`.

mod command;
mod jsb16;
mod markov;
mod nats;
mod originality;
mod voice_leading;
mod written;

pub use command::Evaluate;
