//! Edits of notes that are there: quantise, humanise, repair, revoice, simplify. A score in, a score out.

mod error;
mod feel;
mod humanise;
mod passage;
mod quantise;
mod repair;
mod request;
mod revoice;
mod simplify;
mod wander;

pub use error::EditError;
pub use request::{Edit, EditOutcome, EditRequest, edit};
