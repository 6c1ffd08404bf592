//! How voices move against each other, and what counterpoint forbids.

mod check;
mod harmony;
mod line;
mod motion;
mod repair;
mod report;
mod rule;
mod slices;

pub use check::check_voice_leading;
pub use motion::moves_in_parallel;
pub use repair::{Repair, find_repairs};
pub use report::VoiceLeadingReport;
pub use rule::{Finding, Rule};
pub use slices::LINE_REST;
