//! Notes that ties hold while a file is read: which note a later one prolongs.

use std::collections::HashMap;

use super::draft::DraftNote;
use super::moment::Moment;
use crate::music::Pitch;

/// Most ties of one pitch that a staff holds at once; more than its layers makes no sense.
const MAX_TIES: usize = 16;

/// Open ties by staff and pitch. A tie may lead into another line of its staff.
#[derive(Debug, Default)]
pub(super) struct Ties {
    open: HashMap<(usize, Pitch), Vec<Held>>,
}

/// A note with a tie to the next one.
#[derive(Debug)]
struct Held {
    line: usize,
    /// Its place among the notes of the draft.
    index: usize,
}

/// Where a note stands: its staff, and its line there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) staff: usize,
    pub(super) line: usize,
}

impl Ties {
    /// The note that a tie leads from to `onset`, its own line first; it is not held any longer.
    pub(super) fn take(
        &mut self,
        notes: &[DraftNote],
        place: Place,
        pitch: Pitch,
        onset: Moment,
    ) -> Option<usize> {
        let (at, _) = self
            .ending_at(notes, place, pitch, onset)
            .max_by_key(|(_, held)| held.line == place.line)?;
        Some(self.open.get_mut(&(place.staff, pitch))?.remove(at).index)
    }

    /// The note of the same line that a tie leads from to `onset`; it is not held any longer.
    pub(super) fn take_in_line(
        &mut self,
        notes: &[DraftNote],
        place: Place,
        pitch: Pitch,
        onset: Moment,
    ) -> Option<usize> {
        let (at, _) = self
            .ending_at(notes, place, pitch, onset)
            .find(|(_, held)| held.line == place.line)?;
        Some(self.open.get_mut(&(place.staff, pitch))?.remove(at).index)
    }

    /// The held notes that end at a moment, with their places; those that ended before are let go.
    fn ending_at<'a>(
        &'a mut self,
        notes: &'a [DraftNote],
        place: Place,
        pitch: Pitch,
        onset: Moment,
    ) -> impl Iterator<Item = (usize, &'a Held)> {
        let end = |held: &Held| notes.get(held.index).map(|note| note.end.tick());
        let open = self.open.entry((place.staff, pitch)).or_default();
        open.retain(|held| end(held) >= Some(onset.tick()));
        let held = open.iter().enumerate();
        held.filter(move |(_, held)| end(held) == Some(onset.tick()))
    }

    /// Holds a note whose tie leads on.
    pub(super) fn hold(&mut self, place: Place, pitch: Pitch, index: usize) {
        let open = self.open.entry((place.staff, pitch)).or_default();
        if open.len() >= MAX_TIES {
            open.remove(0);
        }
        let line = place.line;
        open.push(Held { line, index });
    }
}
