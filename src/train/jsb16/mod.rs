//! The public JSB-16th benchmark: its grids, and how well models foretell their cells.

mod floor;
mod frames;
mod grid;
mod measure;
mod run;

pub use floor::markov_floor;
pub use frames::{FrameConfig, FrameNetwork};
pub use grid::{Jsb16Error, Jsb16Grid, has_split, read_jsb16};
pub use measure::evaluate_jsb16;
pub use run::train_jsb16;
