//! Music on paper, in no file's words yet: staves, bars, and in them notes, rests, ties, tuplets and beams.

mod accidental;
mod bar;
mod beam;
mod cut;
mod layer;
mod pulse;
mod staff;
mod symbol;
mod tuplet;
mod value;

pub use accidental::{StaffSymbols, in_signature, mark_accidentals};
pub use bar::{Bar, bars_of};
pub use beam::join_beams;
pub use cut::cuts_of;
pub use pulse::is_compound;
pub use staff::{Clef, Strand, WrittenPart, parts_of};
pub use symbol::{Head, Shape, Symbol, TupletPlace, symbols_of};
pub use tuplet::snapped;
