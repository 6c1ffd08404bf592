//! The public API: seed, continue, harmonize, infill. A request in, notes one by one, an outcome at the end.

mod chains;
mod composer;
mod composition;
mod conditions;
mod continuation;
mod engine;
mod ensemble;
mod error;
mod explanation;
mod harmonize;
mod infill;
mod lent_player;
mod limits;
mod options;
mod pen;
mod piece;
mod plan;
mod rating;
mod seed;
mod takes;
mod vocabulary;
mod waiter;

pub use self::{
    composer::Composer, continuation::ContinueRequest, ensemble::Ensemble, ensemble::ensemble_of,
    error::ComposeError, explanation::Explanation, harmonize::HarmonizeRequest,
    infill::InfillRequest, options::Options, plan::Keep, takes::Takes,
};
pub use composition::{Composition, Outcome, Receipt};
pub use engine::Engine;
pub use limits::{MAX_BARS, MAX_SCORE_BARS, MAX_TAKES};
pub use piece::*;
pub use rating::{Candidate, Measures, Rating};
pub use seed::{SeedRequest, bars_of_seconds};
pub use vocabulary::*;
