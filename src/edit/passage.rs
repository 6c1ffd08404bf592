//! The score of an edit, with what all edits ask of it.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::feel::Feel;
use super::request::EditRequest;
use crate::music::{Chord, ChordChange, KeySignature, Note, NoteId, Score, Tick, Voice};
use crate::theory::{felt_beat, find_chords, find_key};

/// The weight of a place in its bar, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Accent {
    /// The first of the bar.
    Downbeat,
    /// The middle of an even bar.
    Middle,
    /// Every other beat.
    Beat,
    /// Half of a beat.
    Half,
    /// Anything else.
    Between,
}

/// A score with the notes that may change.
pub(super) struct Passage<'a> {
    pub score: &'a Score,
    pub ranges: &'a [(u8, u8)],
    pub is_choir: bool,
    pub feel: Feel,
    pub key: Option<KeySignature>,
    selected: HashSet<NoteId>,
    chords: Vec<ChordChange>,
}

impl<'a> Passage<'a> {
    pub fn of(request: &EditRequest<'a>) -> Self {
        let score = request.score;
        let written = &score.header().chords;
        Self {
            score,
            ranges: request.ranges,
            is_choir: request.is_choir,
            feel: Feel::of(request.style),
            key: score.header().key.or_else(|| find_key(score)),
            selected: request.notes.iter().copied().collect(),
            chords: if written.is_empty() {
                find_chords(score)
            } else {
                written.clone()
            },
        }
    }

    /// Whether a note may change.
    pub fn may_change(&self, note: &Note) -> bool {
        self.selected.contains(&note.id)
    }

    /// Whether a voice has a pitch to be moved: drums have none.
    pub fn is_pitched(&self, voice: Voice) -> bool {
        !self.score.is_percussion(voice)
    }

    /// The chord that holds at a tick, heard or written.
    pub fn chord_at(&self, tick: Tick) -> Option<Chord> {
        let next = self.chords.partition_point(|change| change.tick <= tick);
        self.chords[..next].last().and_then(|change| change.chord)
    }

    /// Whether a note belongs to the chord that holds where it begins; where none is known, it does.
    pub fn is_chord_tone(&self, note: &Note) -> bool {
        let chord = self.chord_at(note.onset);
        chord.is_none_or(|chord| {
            let class = note.pitch.class();
            chord.bass == Some(class) || chord.classes().any(|tone| tone == class)
        })
    }

    /// The MIDI notes that a voice may sing.
    pub fn range(&self, voice: Voice) -> RangeInclusive<u8> {
        let range = self.ranges.get(usize::from(voice.0));
        let (lowest, highest) = range.copied().unwrap_or((0, 127));
        lowest..=highest
    }

    /// The weight of a place.
    pub fn accent(&self, tick: Tick) -> Accent {
        let signature = self.score.meter().time_signature_at(tick);
        let offset = self.score.meter().position_of(tick).offset.get();
        let (bar, beat) = (signature.bar().get(), felt_beat(signature).get());
        match offset {
            0 => Accent::Downbeat,
            offset if self.has_middle(tick) && 2 * offset == bar => Accent::Middle,
            offset if offset.is_multiple_of(beat) => Accent::Beat,
            offset if (2 * offset).is_multiple_of(beat) => Accent::Half,
            _ => Accent::Between,
        }
    }

    /// Whether the bar of a tick has a strong beat in its middle.
    pub fn has_middle(&self, tick: Tick) -> bool {
        let signature = self.score.meter().time_signature_at(tick);
        let (bar, beat) = (signature.bar().get(), felt_beat(signature).get());
        bar.is_multiple_of(2 * beat)
    }

    /// The first note of a voice that begins later than a note of it.
    pub fn after(&self, note: &Note) -> Option<Note> {
        let notes = self.score.notes();
        let later = notes.partition_point(|it| it.onset <= note.onset);
        notes[later..]
            .iter()
            .find(|it| it.voice == note.voice)
            .copied()
    }

    /// The last note of a voice that begins earlier than a note of it.
    pub fn before(&self, note: &Note) -> Option<Note> {
        let notes = self.score.notes();
        let here = notes.partition_point(|it| it.onset < note.onset);
        notes[..here]
            .iter()
            .rfind(|it| it.voice == note.voice)
            .copied()
    }

    /// Bar and beat of a tick as musicians say it.
    pub fn place(&self, tick: Tick) -> String {
        let meter = self.score.meter();
        let place = meter.position_of(tick);
        let beat = f64::from(meter.time_signature_at(tick).beat().get());
        // A pick-up counts as no bar.
        let bar = place.bar + u32::from(meter.pickup().get() == 0);
        format!(
            "bar {bar}, beat {:.2}",
            f64::from(place.offset.get()) / beat + 1.0
        )
    }
}
