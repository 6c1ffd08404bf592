//! Pieces to order: form, length and character in; a whole piece out, section by section.

mod close;
mod desk;
mod dynamics;
mod ending;
mod error;
mod fit;
mod form;
mod habit;
mod influence;
mod instrument;
mod judge;
mod keys;
mod mood;
mod order;
mod passage;
mod plan;
mod restate;
mod running;
mod writer;

pub use desk::Effort;
pub use ending::Means;
pub use error::OrderError;
pub use form::Form;
pub use instrument::Instrument;
pub use keys::Goal;
pub use mood::{Character, Mood};
pub use order::Order;
pub use plan::{Origin, Plan, Section};
pub use running::{Ending, Piece, PieceOutcome, PieceStep};
