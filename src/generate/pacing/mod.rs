//! How far drafts reach, and how their readings are shared out, by what a device is found to cost.

mod costs;
mod estimates;
mod pace;

pub use pace::{LONGEST, Moment, Pace};
