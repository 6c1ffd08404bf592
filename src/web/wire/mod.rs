//! Every serde type of the project, and conversion to and from [`music`](crate::music) and
//! [`compose`](crate::compose): the Rust side of `docs/wire.md`.

mod act;
mod constraints;
mod controls;
mod edit;
mod error;
mod motif;
mod outcome;
mod piece;
mod rating;
mod request;
mod score;

pub use act::WireAct;
pub use constraints::{
    WireCadence, WireConstraints, WireDensity, WireLimit, WireNamedNote, WireRange, WireScale,
    WireTyped,
};
pub use controls::WireControls;
pub use edit::{WireEdit, WireEditOutcome, WireEditRequest};
pub use error::WireError;
pub use motif::{WireMotif, WireMotifChanged, WireStep};
pub use outcome::{
    WireAlternative, WireEngine, WireExplanation, WireMidi, WireOutcome, WireReceipt,
};
pub use piece::{WireEnding, WirePiece, WirePieceOutcome, WirePlan, WireSection};
pub use rating::{WireCandidate, WireRate, WireRating};
pub use request::{
    WireContinue, WireHarmonize, WireHold, WireInfill, WireRegion, WireSampling, WireSeed,
    WireSignature,
};
pub use score::{
    MAX_NOTES, MAX_TITLE, WireChordChange, WireNote, WirePart, WireScore, WireTempoChange,
    WireTimeSignature,
};
