//! What one measure of a score holds, all parts together, as it is written.

use super::super::moment::Moment;
use super::order::Marks;
use crate::music::{Chord, Pitch, Tempo, TimeSignature};

/// A measure. Moments count from its beginning.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    /// Where its last note or rest ends.
    pub(super) end: Moment,
    /// The time signature that begins here.
    pub(super) time_signature: Option<TimeSignature>,
    pub(super) marks: Marks,
    pub(super) notes: Vec<WrittenNote>,
    /// Chord symbols; `None` where there is no chord.
    pub(super) chords: Vec<(Moment, Option<Chord>)>,
    /// Tempi, the same of several parts more than once.
    pub(super) tempos: Vec<(Moment, Tempo)>,
    /// Onsets of notes under a fermata.
    pub(super) phrase_ends: Vec<Moment>,
}

/// A note as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenNote {
    /// Its place among the lines of the score.
    pub(super) line: usize,
    pub(super) pitch: Pitch,
    pub(super) onset: Moment,
    pub(super) length: Moment,
    /// A tie leads here from an earlier note.
    pub(super) is_tied_back: bool,
    /// A tie leads on to a later note.
    pub(super) is_tied_on: bool,
}

/// One voice of a part. In order, as voices of a score are numbered: drums last, then by part, staff
/// and voice.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    pub(super) is_percussion: bool,
    pub(super) part: usize,
    /// The staff of its first note.
    pub(super) staff: u32,
    /// The voice as a number, where it is one.
    pub(super) number: u32,
    /// The voice as written.
    pub(super) voice: String,
}
