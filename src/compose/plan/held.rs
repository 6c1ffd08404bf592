//! What stays of notes that are written afresh.

use std::collections::{BTreeMap, HashSet};

use crate::generate::{Duties, Hold, Kept, Queue};
use crate::music::{Note, NoteId, Voice};
use crate::token::{DRUM_VOICE, Grid, NotePitch, Step};

use super::super::composition::Task;
use super::super::error::ComposeError;
use super::super::options::Options;

/// What stays of a note that is written afresh, or of all notes of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// When notes begin and how long they sound; their pitches are new.
    Rhythm,
    /// A note's onset and pitch, or a region's pitches one after the other in each voice; how long they sound
    /// is new.
    Pitch,
}

/// What has to be written into a request's place.
///
/// # Errors
/// [`ComposeError::BadHold`] for drums and for pitches without a word, or where a region keeps all of a kind
/// and single notes are named beside; [`ComposeError::Contradiction`] for notes of one voice that begin
/// together and shall not end together.
pub fn duties(task: &Task, options: &Options, grid: &Grid) -> Result<Duties, ComposeError> {
    let removed: HashSet<NoteId> = task.removed.iter().copied().collect();
    let notes = task.score.notes().iter();
    let gone: Vec<&Note> = notes.filter(|note| removed.contains(&note.id)).collect();
    let mut duties = Duties::default();
    if let Some(keep) = options.keep {
        if let Some((id, _)) = options.holds.iter().find(|(id, _)| removed.contains(id)) {
            return Err(bad(*id, "the region keeps something of all its notes"));
        }
        duties.bound = options.voices.clone();
        duties.bound.retain(|voice| *voice != DRUM_VOICE);
        match keep {
            Keep::Rhythm => duties.holds = holds(&gone, |_| vec![Keep::Rhythm], grid)?,
            Keep::Pitch => duties.queues = queues(&gone)?,
        }
        return Ok(duties);
    }
    let keeps = |note: &Note| {
        let named = options.holds.iter().filter(|(id, _)| *id == note.id);
        named.map(|(_, keep)| *keep).collect()
    };
    let held = |note: &&&Note| options.holds.iter().any(|(id, _)| *id == note.id);
    let named: Vec<&Note> = gone.iter().filter(held).copied().collect();
    if let Some(drum) = named
        .iter()
        .find(|note| task.score.is_percussion(note.voice))
    {
        return Err(bad(drum.id, "drums are kept whole or not at all"));
    }
    duties.holds = holds(&named, keeps, grid)?;
    Ok(duties)
}

/// Notes by voice and onset, with what stays of each.
fn holds(
    notes: &[&Note],
    keeps: impl Fn(&Note) -> Vec<Keep>,
    grid: &Grid,
) -> Result<Vec<Hold>, ComposeError> {
    let mut groups: BTreeMap<(Step, Voice), Vec<&Note>> = BTreeMap::new();
    for note in notes {
        let place = (grid.step_of(note.onset), note.voice);
        groups.entry(place).or_default().push(note);
    }
    let hold = |((onset, voice), group): ((Step, Voice), Vec<&Note>)| {
        let mut hold = Hold {
            ids: group.iter().map(|note| note.id).collect(),
            voice,
            onset,
            onset_tick: group[0].onset,
            n_notes: group.len(),
            pitches: Vec::new(),
            duration: None,
        };
        for note in group {
            let keeps = keeps(note);
            let apart = |what: &str| ComposeError::Contradiction {
                laws: vec![format!(
                    "notes {} and {} of voice {} {what}, and keep their rhythms",
                    hold.ids[0].0, note.id.0, voice.0
                )],
            };
            if note.onset != hold.onset_tick {
                return Err(apart("begin at one place of the grid but not together"));
            }
            if keeps.contains(&Keep::Pitch) {
                hold.pitches.push(word_of(note)?);
            }
            if keeps.contains(&Keep::Rhythm) {
                let kept = kept(note, onset, grid);
                if hold.duration.is_some_and(|other| other != kept) {
                    return Err(apart("begin together and end apart"));
                }
                hold.duration = Some(kept);
            }
        }
        hold.pitches
            .sort_unstable_by_key(|pitch| std::cmp::Reverse(*pitch));
        hold.pitches.dedup();
        Ok(hold)
    };
    groups.into_iter().map(hold).collect()
}

fn kept(note: &Note, onset: Step, grid: &Grid) -> Kept {
    let end_tick = note.end();
    let nearest = grid.step_of(end_tick);
    let is_early = grid.tick_of(nearest) < end_tick;
    Kept {
        steps: nearest.saturating_sub(onset).max(1),
        end_tick,
        until: (nearest + Step::from(is_early)).max(onset + 1),
    }
}

/// The pitches of each voice, one onset after the other.
fn queues(notes: &[&Note]) -> Result<Vec<Queue>, ComposeError> {
    let mut voices: BTreeMap<Voice, Vec<&Note>> = BTreeMap::new();
    for note in notes {
        voices.entry(note.voice).or_default().push(note);
    }
    let queue = |(voice, notes): (Voice, Vec<&Note>)| {
        // Notes of a score are in order of onset, then from the top.
        let together = notes.chunk_by(|one, other| one.onset == other.onset);
        let groups = together.map(|notes| {
            let pitches = notes.iter().map(|note| word_of(note));
            let mut pitches = pitches.collect::<Result<Vec<_>, _>>()?;
            pitches.dedup();
            Ok::<_, ComposeError>(pitches)
        });
        let groups = groups.collect::<Result<_, _>>()?;
        Ok(Queue { voice, groups })
    };
    voices.into_iter().map(queue).collect()
}

fn word_of(note: &Note) -> Result<NotePitch, ComposeError> {
    NotePitch::of(note.pitch).ok_or_else(|| bad(note.id, "its pitch lies outside the piano"))
}

fn bad(note: NoteId, why: &'static str) -> ComposeError {
    ComposeError::BadHold { note, why }
}
