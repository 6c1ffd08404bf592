//! The public API: seed, continue, harmonize, infill. A request in, notes one by one, an outcome at the end.

mod composer;
mod composition;
mod conditions;
mod continuation;
mod ensemble;
mod error;
mod harmonize;
mod infill;
mod lent_player;
mod limits;
mod options;
mod piece;
mod plan;
mod seed;
mod takes;

pub use composer::Composer;
pub use composition::{Composition, Outcome, Receipt};
pub use continuation::ContinueRequest;
pub use ensemble::{Ensemble, ensemble_of};
pub use error::ComposeError;
pub use harmonize::HarmonizeRequest;
pub use infill::InfillRequest;
pub use limits::{MAX_BARS, MAX_SCORE_BARS, MAX_TAKES};
pub use options::Options;
pub use piece::{
    Character, Effort, Ending, Form, Goal, Instrument, Means, Mood, Order, OrderError, Origin,
    Piece, PieceOutcome, PieceStep, Plan, Section,
};
pub use seed::{SeedRequest, bars_of_seconds};
pub use takes::Takes;
// What the floors above need of the rooms below to ask and to understand an answer.
pub use crate::generate::{
    Bounds, Constraints, GenerateError, Limit, NamedNote, Sampling, SamplingError, Strictness,
    StrictnessError, Typed,
};
pub use crate::model::Backend;
pub use crate::token::{Control, ControlKind, DRUM_VOICE, Style, VOCABULARY_VERSION};
