//! What an answer must obey: wishes that weigh in, and laws that no answer breaks.

mod conditions;
mod duties;
mod judge;
mod limits;
mod lines;
mod moment;
mod outlook;
mod reason;
mod seek;
mod strictness;
mod weigh;

pub use conditions::{
    Bounds, CadenceAt, CadenceKind, Conditions, Constraints, Density, Hope, Limit, NamedNote,
    NumeralChange, Typed,
};
pub use duties::{Duties, Hold, Kept, Queue};
pub use judge::Judge;
pub use lines::Lines;
pub use outlook::{Outlook, Standing, WayNote, is_fine};
pub use reason::Reason;
pub use strictness::{Strictness, StrictnessError};
