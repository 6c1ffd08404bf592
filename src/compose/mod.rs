//! The public API: seed, continue, harmonize, infill. A request in, notes one by one, an outcome at the end.

mod composer;
mod composition;
mod conditions;
mod continuation;
mod ensemble;
mod error;
mod explanation;
mod harmonize;
mod infill;
mod lent_player;
mod limits;
mod options;
mod piece;
mod plan;
mod seed;
mod takes;

pub use self::{
    composer::Composer, continuation::ContinueRequest, ensemble::Ensemble, ensemble::ensemble_of,
    error::ComposeError, explanation::Explanation, harmonize::HarmonizeRequest,
    infill::InfillRequest, options::Options, plan::Keep, takes::Takes,
};
pub use composition::{Composition, Outcome, Receipt};
pub use limits::{MAX_BARS, MAX_SCORE_BARS, MAX_TAKES};
pub use piece::{
    Character, Effort, Ending, Form, Goal, Instrument, Means, Mood, Order, OrderError, Origin,
    Piece, PieceOutcome, PieceStep, Plan, Section,
};
pub use seed::{SeedRequest, bars_of_seconds};
// What the floors above need of the rooms below to ask and to understand an answer.
pub use crate::generate::{
    Bounds, CadenceAt, CadenceKind, Constraints, Density, GenerateError, Limit, NamedNote,
    NumeralChange, Reason, Sampling, SamplingError, Strictness, StrictnessError, Typed,
};
pub use crate::model::Backend;
pub use crate::token::{Control, ControlKind, DRUM_VOICE, Style, VOCABULARY_VERSION};
