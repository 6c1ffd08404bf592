//! Why the notes of an answer are what they are.

use std::collections::HashMap;

use crate::generate::{Insight, Reason};
use crate::music::{Note, NoteId, Pitch, Score};
use crate::theory::{Role, find_roles};

/// Why a new note is what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The note.
    pub note: NoteId,
    /// How likely the network found its pitch among what could be said there: 0 to 1, at temperature 1, before
    /// wishes and faults of voice leading were weighed in.
    pub probability: f64,
    /// The likeliest others, at most three, each with its probability; `None` for silence of the voice, or
    /// where other notes of it begin there, for no further one.
    pub alternatives: Vec<(Option<Pitch>, f64)>,
    /// What the note is to the harmony; `None` where no harmony is heard, and for drums.
    pub role: Option<Role>,
    /// The constraints that took away what the network found likelier, or made it less likely.
    pub moved_by: Vec<Reason>,
}

/// Explains new notes of a score by what was weighed where they were written.
pub(super) fn explain(score: &Score, added: &[Note], insights: &[Insight]) -> Vec<Explanation> {
    let roles = find_roles(score);
    let weighed: HashMap<NoteId, &Insight> = insights.iter().map(|it| (it.note, it)).collect();
    let explained = added.iter().filter_map(|note| {
        let insight = weighed.get(&note.id)?;
        Some(Explanation {
            note: note.id,
            probability: insight.probability,
            alternatives: insight.alternatives.clone(),
            role: roles.get(&note.id).copied(),
            moved_by: insight.moved_by.clone(),
        })
    });
    explained.collect()
}
