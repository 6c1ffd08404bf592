//! Voicings: who sings which note of a chord, chosen for a whole passage at once.

mod chooser;
mod cost;
mod manners;
mod slot;

pub use chooser::choose;
pub use manners::Manners;
pub use slot::{Place, Slot};
