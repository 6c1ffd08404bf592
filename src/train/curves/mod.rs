//! The log of a run, and curves as pictures: of a run, and of anything else.

mod log;
mod plot;
mod run;

pub use log::{LogLine, read_log, rewind_log};
pub use plot::{Curve, plot_svg};
pub use run::curves_svg;
