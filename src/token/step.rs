//! The raster of the model's time.

use crate::music::TICKS_PER_QUARTER;

/// Grid resolution: thirty-seconds and sixteenth triplets both fall on it.
pub const STEPS_PER_QUARTER: u32 = 24;

/// Ticks in one step.
pub const TICKS_PER_STEP: u32 = TICKS_PER_QUARTER / STEPS_PER_QUARTER;

/// A point on the grid. Step 0 is where bar 0 would begin if it were whole, so a pick-up starts later.
pub type Step = u32;
