//! Simplify: ornaments and passing notes go, chord tones on strong beats stay, and what stays fills the time.

use super::passage::{Accent, Passage};
use super::quantise::placed;
use super::request::Edited;
use crate::music::{Note, TICKS_PER_QUARTER};
use crate::theory::LINE_REST;

/// How much of an ornament a note is by its place and by whether it is foreign to its chord: what is higher goes
/// first.
const BETWEEN: f64 = 3.0;
const HALF: f64 = 2.0;
const BEAT: f64 = 0.5;
const FOREIGN: f64 = 2.0;
/// The same for each halving of a quarter note that it is shorter.
const EACH_HALVING: f64 = 1.0;
/// What stays, whatever is asked for.
const KEPT: f64 = 1.0;

impl Passage<'_> {
    /// Takes away a share of the ornaments among the selected notes.
    pub fn simplified(&self, amount: f64) -> Edited {
        let mut ornaments: Vec<(f64, Note)> = self
            .score
            .notes()
            .iter()
            .filter(|note| self.may_change(note) && self.is_pitched(note.voice))
            .filter(|note| self.has_heir(note))
            .map(|note| (self.ornament(note), *note))
            .filter(|(rank, _)| *rank > KEPT)
            .collect();
        ornaments.sort_by(|one, other| {
            let more = other.0.total_cmp(&one.0);
            more.then(one.1.onset.cmp(&other.1.onset))
                .then(one.1.id.cmp(&other.1.id))
        });
        let n_gone = (amount * ornaments.len() as f64).round() as usize;
        let mut notes = self.score.notes().to_vec();
        let mut gone: Vec<Note> = ornaments
            .into_iter()
            .take(n_gone)
            .map(|(_, note)| note)
            .collect();
        gone.sort_by_key(|note| std::cmp::Reverse(note.onset));
        for note in gone {
            notes.retain(|it| it.id != note.id);
            let is_chord = notes
                .iter()
                .any(|it| (it.voice, it.onset) == (note.voice, note.onset));
            if !is_chord {
                fill(&mut notes, &note, |it| self.may_change(it));
            }
        }
        Edited {
            notes,
            remarks: Vec::new(),
        }
    }

    /// Whether somebody before takes over its time.
    fn has_heir(&self, note: &Note) -> bool {
        let before = self.before(note);
        before
            .is_some_and(|it| self.may_change(&it) && note.onset.since(it.end()).get() < LINE_REST)
    }

    /// How much of an ornament a note is.
    fn ornament(&self, note: &Note) -> f64 {
        let place = match self.accent(note.onset) {
            Accent::Downbeat | Accent::Middle => return 0.0,
            Accent::Beat => BEAT,
            Accent::Half => HALF,
            Accent::Between => BETWEEN,
        };
        let foreign = if self.is_chord_tone(note) {
            0.0
        } else {
            FOREIGN
        };
        let halvings = f64::from(TICKS_PER_QUARTER) / f64::from(note.duration.get().max(1));
        place + foreign + EACH_HALVING * halvings.log2().max(0.0)
    }
}

/// Lets the notes before one that is gone sound to its end.
fn fill(notes: &mut [Note], gone: &Note, may_change: impl Fn(&Note) -> bool) {
    let earlier = notes
        .iter()
        .filter(|it| it.voice == gone.voice && it.onset < gone.onset);
    let Some(last) = earlier.map(|it| it.onset).max() else {
        return;
    };
    for note in notes.iter_mut() {
        let is_heir = note.voice == gone.voice && note.onset == last && may_change(note);
        if is_heir && note.end() < gone.end() {
            *note = placed(note, note.onset, gone.end().since(note.onset).get());
        }
    }
}
