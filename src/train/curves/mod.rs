//! Curves as pictures: of a run, and of anything else.

mod plot;
mod run;

pub use plot::{Curve, plot_svg};
pub use run::curves_svg;
