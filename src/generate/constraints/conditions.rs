//! The constraints of a request, as data.

use std::collections::HashMap;
use std::ops::Range;

use crate::music::{ChordChange, Duration, Note, NoteId, Pitch, Tick, Voice};
use crate::theory::{RomanNumeral, Scale};
use crate::token::Step;

use super::duties::Duties;
use super::outlook::WayNote;
use super::reason::Reason;
use super::strictness::Strictness;

/// Lowest and highest pitch of a voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The voice.
    pub voice: Voice,
    /// Its lowest pitch.
    pub lowest: Pitch,
    /// Its highest pitch.
    pub highest: Pitch,
    /// How strictly.
    pub strictness: Strictness,
}

/// The pitch of one note of a voice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NamedNote {
    /// The voice.
    pub voice: Voice,
    /// The pitch.
    pub pitch: Pitch,
    /// How strictly.
    pub strictness: Strictness,
}

/// A number that is not to be passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit<T> {
    /// The most or the least.
    pub value: T,
    /// How strictly.
    pub strictness: Strictness,
}

/// Chords that the notes obey.
#[derive(Debug, Clone, PartialEq)]
pub struct Typed {
    /// Chord changes to be written into what is asked for; none leaves those that the score has, or that
    /// the style writes.
    pub changes: Vec<ChordChange>,
    /// How strictly notes on beats are chord tones.
    pub strictness: Strictness,
}

/// What new notes must obey, each with its strictness. Given notes are beyond them; drums are too.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Constraints {
    /// No parallel fifths, octaves and unisons that a new note takes part in, by the count of
    /// [`crate::theory::VoiceLeadingReport`]; as a law no crossing of a new note's voice in four-part styles
    /// either. `None` for the weights of the style.
    pub voice_leading: Option<Strictness>,
    /// The scale of new pitches and of new chord symbols: one of its own, or that of the piece's key. `None`
    /// for a gentle weight where a key is named.
    pub scale: Option<Limit<Option<Scale>>>,
    /// Ranges inside those of the style.
    pub ranges: Vec<Bounds>,
    /// On every beat with a chord, what sounds is a chord tone, struck or held.
    pub chords: Option<Typed>,
    /// The widest interval between neighbouring notes of a voice, in semitones; a rest of an eighth note
    /// parts them.
    pub largest_leap: Option<Limit<u8>>,
    /// The shortest note.
    pub shortest_note: Option<Limit<Duration>>,
    /// How often a pitch may come again right after itself; a rest of an eighth note parts notes.
    pub most_repeats: Option<Limit<u8>>,
    /// First notes of voices.
    pub start: Vec<NamedNote>,
    /// Last notes of voices.
    pub end: Vec<NamedNote>,
    /// Dominant and tonic in root position at the end.
    pub cadence: Option<Strictness>,
    /// Cadences in given bars.
    pub cadences: Vec<CadenceAt>,
    /// The longest note.
    pub longest_note: Option<Limit<Duration>>,
    /// How many onsets a voice has in a bar.
    pub density: Option<Density>,
    /// Chords typed by their places in the piece's key, beside the changes of `chords`.
    pub numerals: Vec<NumeralChange>,
}

/// How a phrase closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CadenceKind {
    /// Dominant and tonic, both in root position.
    Authentic,
    /// The triad of the dominant in root position.
    Half,
}

/// A cadence in a bar: its last chord is heard from the bar's last onset on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CadenceAt {
    /// The bar, counted from 0.
    pub bar: u32,
    /// What it is.
    pub kind: CadenceKind,
    /// How strictly.
    pub strictness: Strictness,
}

/// How many onsets each voice that is written has in a bar; notes that begin together count once, and given
/// ones with them. No more than `highest` wherever a new note has part in it; no fewer than `lowest` in bars
/// that are written as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Density {
    /// The fewest.
    pub lowest: u32,
    /// The most.
    pub highest: u32,
    /// How strictly.
    pub strictness: Strictness,
}

/// A chord symbol typed by its place in the piece's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumeralChange {
    /// Where it begins.
    pub tick: Tick,
    /// The chord.
    pub numeral: RomanNumeral,
}

/// What the notes should be that a voice begins somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Hope {
    /// The voice.
    pub voice: Voice,
    /// Where they begin.
    pub place: Range<Step>,
    /// The pitches hoped for.
    pub pitches: Vec<Pitch>,
    /// How much.
    pub strictness: Strictness,
    /// The constraint from which it comes.
    pub reason: Reason,
}

/// Constraints with what they need to know of the piece.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Conditions {
    /// What is asked for.
    pub constraints: Constraints,
    /// The scale that holds, with its strictness.
    pub scale: Option<(Scale, Strictness)>,
    /// Whether voices may not cross.
    pub is_uncrossed: bool,
    /// Where voices sing nothing of their own.
    pub closed: Vec<(Voice, Range<Step>)>,
    /// Notes of the grid that are part of the answer: the constraints have fixed them before.
    pub planned: HashMap<NoteId, Reason>,
    /// Where the grid has chord changes that are part of the answer.
    pub planned_chords: Vec<Step>,
    /// Where no chord is named but those.
    pub fixed_chords: Vec<Range<Step>>,
    /// What has to be written.
    pub duties: Duties,
    /// A way in which that can be done: what is begun where nobody knows better.
    pub way: Vec<WayNote>,
    /// What single notes should be.
    pub hopes: Vec<Hope>,
    /// The notes that stand, as the score has them: drums excepted, what the grid cannot see included.
    pub given: Vec<Note>,
}

impl Conditions {
    /// Whether there is anything to obey note by note.
    pub fn is_any(&self) -> bool {
        let asked = &self.constraints;
        self.scale.is_some()
            || self.is_uncrossed
            || !self.closed.is_empty()
            || !self.fixed_chords.is_empty()
            || self.has_duties()
            || !self.hopes.is_empty()
            || asked.voice_leading.is_some_and(Strictness::is_law)
            || !asked.ranges.is_empty()
            || asked.chords.is_some()
            || asked.largest_leap.is_some()
            || asked.shortest_note.is_some()
            || asked.longest_note.is_some()
            || asked.density.is_some()
            || asked.most_repeats.is_some()
    }

    /// Whether anything has to be written.
    pub fn has_duties(&self) -> bool {
        let duties = &self.duties;
        !duties.holds.is_empty()
            || !duties.queues.is_empty()
            || !duties.bound.is_empty()
            || self.fewest_onsets().is_some()
    }

    /// The fewest onsets of a voice in a bar by law.
    pub fn fewest_onsets(&self) -> Option<usize> {
        let density = self.constraints.density?;
        let fewest = usize::try_from(density.lowest).unwrap_or(usize::MAX);
        (density.strictness.is_law() && fewest > 0).then_some(fewest)
    }
}
