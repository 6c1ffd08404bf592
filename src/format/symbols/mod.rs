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

pub(super) use accidental::{StaffSymbols, in_signature, mark_accidentals};
pub(super) use bar::{Bar, bars_of};
pub(super) use beam::join_beams;
pub(super) use cut::cuts_of;
pub(super) use pulse::is_compound;
pub(super) use staff::{Clef, Strand, WrittenPart, parts_of};
pub(super) use symbol::{Head, Shape, Symbol, TupletPlace, symbols_of};
pub(super) use tuplet::snapped;
