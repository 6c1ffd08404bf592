//! Music on paper, in no file's words yet: staves, bars, and in them notes, rests, ties, tuplets and beams.

pub(super) mod accidental;
pub(super) mod bar;
pub(super) mod beam;
pub(super) mod layer;
pub(super) mod pulse;
pub(super) mod staff;
pub(super) mod symbol;
pub(super) mod tuplet;
pub(super) mod value;
