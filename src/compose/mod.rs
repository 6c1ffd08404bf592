//! The public API: seed, continue, harmonize, infill. A request in, notes one by one, an outcome at the end.

mod chains;
mod composer;
mod composition;
mod conditions;
mod continuation;
mod engine;
mod ensemble;
mod error;
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

pub use composer::Composer;
pub use composition::{Composition, Outcome, Receipt};
pub use continuation::ContinueRequest;
pub use engine::Engine;
pub use ensemble::{Ensemble, ensemble_of};
pub use error::ComposeError;
pub use harmonize::HarmonizeRequest;
pub use infill::InfillRequest;
pub use limits::{MAX_BARS, MAX_SCORE_BARS, MAX_TAKES};
pub use options::Options;
pub use piece::*;
pub use rating::{Candidate, Measures, Rating};
pub use seed::{SeedRequest, bars_of_seconds};
pub use takes::Takes;
pub use vocabulary::*;
