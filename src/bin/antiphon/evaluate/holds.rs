//! Notes of random requests that are written afresh but for something, and whether it stays.

use std::collections::HashSet;
use std::ops::Range;

use antiphon::compose::{Keep, Options, Outcome};
use antiphon::model::Rng;
use antiphon::music::{Note, NoteId, Score, Tick};

/// What is promised of them, in the order of [`kept`].
pub const HOLDS: [&str; 4] = [
    "rhythms that are held stay",
    "pitches that are held stay",
    "a region that keeps its rhythms has them and no other",
    "a region that keeps its pitches sings them in their order",
];

/// Holds some of the notes that a request writes afresh, or all of a region.
pub fn hold_some(
    options: &mut Options,
    score: &Score,
    span: &Range<Tick>,
    is_region: bool,
    rng: &mut Rng,
) {
    if is_region && rng.next_f64() < 0.5 {
        let keeps_rhythm = rng.next_f64() < 0.5;
        options.keep = Some(if keeps_rhythm {
            Keep::Rhythm
        } else {
            Keep::Pitch
        });
        return;
    }
    let share = rng.next_f64();
    for note in score.notes_from(span.clone()) {
        let is_written = options.voices.contains(&note.voice) && !score.is_percussion(note.voice);
        if is_written && !options.locked.contains(&note.id) && rng.next_f64() < share {
            let keep = if rng.next_f64() < 0.5 {
                Keep::Rhythm
            } else {
                Keep::Pitch
            };
            options.holds.push((note.id, keep));
        }
    }
}

/// Which of them a request asked for, and whether its answer has them.
pub fn kept(options: &Options, before: Option<&Score>, outcome: &Outcome) -> [Option<bool>; 4] {
    let Some(before) = before else {
        return [None; 4];
    };
    let gone: HashSet<NoteId> = outcome.removed.iter().copied().collect();
    let removed = || before.notes().iter().filter(|note| gone.contains(&note.id));
    let stays = |keep: Keep| {
        let of = |note: &&Note| options.holds.contains(&(note.id, keep));
        let held: Vec<&Note> = removed().filter(of).collect();
        let is_there = |note: &&Note| {
            let mut added = outcome.added.iter();
            added.any(|new| {
                (new.voice, new.onset) == (note.voice, note.onset)
                    && match keep {
                        Keep::Rhythm => new.duration == note.duration,
                        Keep::Pitch => new.pitch == note.pitch,
                    }
            })
        };
        (!held.is_empty()).then(|| held.iter().all(is_there))
    };
    let is_region = |keep: Keep| options.keep == Some(keep);
    let rhythm = |note: &Note| (note.voice, note.onset, note.duration);
    let sorted = |mut list: Vec<_>| {
        list.sort_unstable();
        list
    };
    let old = sorted(removed().map(rhythm).collect());
    let new = sorted(outcome.added.iter().map(rhythm).collect());
    [
        stays(Keep::Rhythm),
        stays(Keep::Pitch),
        is_region(Keep::Rhythm).then(|| new == old),
        is_region(Keep::Pitch).then(|| melodies(removed()) == melodies(outcome.added.iter())),
    ]
}

/// Voice and pitch of every note, voice by voice in their order; of one pitch twice at an onset, one.
fn melodies<'a>(notes: impl Iterator<Item = &'a Note>) -> Vec<(u8, u8)> {
    let mut notes: Vec<&Note> = notes.collect();
    notes.sort_by_key(|note| (note.voice, note.onset, std::cmp::Reverse(note.pitch)));
    notes.dedup_by_key(|note| (note.voice, note.onset, note.pitch));
    let heard = notes
        .into_iter()
        .map(|note| (note.voice.0, note.pitch.midi()));
    heard.collect()
}
