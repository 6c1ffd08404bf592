//! Keys heard in notes.

mod find;
mod modulation;
mod profile;
mod weights;

pub use find::{find_key, find_key_by, find_key_of_classes};
pub use modulation::find_keys;
pub use profile::KeyProfile;
