//! Rhythms and pitches that stay of notes that are written afresh, alone and under laws.

use std::collections::HashMap;

use crate::asked::{Asked, any_request, limit};
use crate::cases::cases;
use crate::heard::Heard;
use antiphon::compose::{
    CadenceAt, CadenceKind, ComposeError, Constraints, Density, Keep, Outcome, Strictness, Style,
    ensemble_of,
};
use antiphon::music::{Duration, Note, NoteId, Tick, Voice};
use proptest::prelude::*;

/// The note of the request that an id names, if it was taken out.
fn gone<'a>(asked: &'a Asked, outcome: &Outcome, id: NoteId) -> Option<&'a Note> {
    let removed = outcome.removed.contains(&id);
    asked
        .score
        .notes()
        .iter()
        .find(|note| note.id == id && removed)
}

/// Notes that were to stay in part and have no new note in their place.
fn lost<'a>(asked: &'a Asked, outcome: &Outcome) -> Vec<(&'a Note, Keep)> {
    let (rhythm, pitch) = asked.held;
    let mut lost = Vec::new();
    for (index, note) in asked.score.notes().iter().enumerate() {
        if gone(asked, outcome, note.id).is_none() {
            continue;
        }
        let has = |is_alike: &dyn Fn(&Note) -> bool| {
            let mut added = outcome.added.iter();
            added.any(|new| (new.voice, new.onset) == (note.voice, note.onset) && is_alike(new))
        };
        if rhythm > 0 && index % rhythm == 0 && !has(&|new| new.duration == note.duration) {
            lost.push((note, Keep::Rhythm));
        }
        if pitch > 0 && index % pitch == 1 % pitch && !has(&|new| new.pitch == note.pitch) {
            lost.push((note, Keep::Pitch));
        }
    }
    lost
}

/// Counted over the cases of a property, so that it is known to have been asked.
fn assert_strict(asked: &Asked, outcome: &Outcome) -> Result<(), TestCaseError> {
    let heard = Heard::of(outcome);
    prop_assert_eq!(heard.n_parallels(), 0);
    let is_choir = ensemble_of(asked.style).is_in_four_parts();
    prop_assert!(!is_choir || heard.n_crossings() == 0);
    Ok(())
}

fn strict() -> Constraints {
    Constraints {
        voice_leading: Some(Strictness::LAW),
        ..Constraints::default()
    }
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn held_rhythms_and_pitches_stay(asked in any_request(), held in (0usize..5, 0usize..5), is_strict: bool) {
        let asked = Asked { act: 2 + asked.act % 2, held, ..asked };
        let constraints = if is_strict { strict() } else { Constraints::default() };
        match asked.answer(constraints) {
            // Notes of one voice that overlap or begin together may ask for what nobody can sing.
            Err(ComposeError::Contradiction { laws }) => prop_assert!(!laws.is_empty()),
            other => if let Some(outcome) = other.unwrap() {
                prop_assert_eq!(lost(&asked, &outcome), vec![]);
                if is_strict {
                    assert_strict(&asked, &outcome)?;
                }
            }
        }
    }

    #[test]
    fn held_notes_obey_the_other_laws(asked in any_request(), every in 1usize..4, leap in 3u8..9, repeats in 0u8..2) {
        let asked = Asked { act: 2 + asked.act % 2, held: (every, 0), ..asked };
        let laws = Constraints {
            scale: limit(None),
            largest_leap: limit(leap),
            most_repeats: limit(repeats),
            ..strict()
        };
        match asked.answer(laws) {
            Err(ComposeError::Contradiction { laws }) => prop_assert!(!laws.is_empty()),
            other => if let Some(outcome) = other.unwrap() {
                prop_assert_eq!(lost(&asked, &outcome), vec![]);
                assert_strict(&asked, &outcome)?;
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_leaps_over(leap), 0);
                prop_assert_eq!(heard.n_repeats_over(usize::from(repeats)), 0);
            }
        }
    }

    #[test]
    fn a_region_keeps_its_rhythms_or_its_pitches(asked in any_request(), keeps_rhythm: bool, is_strict: bool) {
        let keep = if keeps_rhythm { Keep::Rhythm } else { Keep::Pitch };
        let asked = Asked { act: 3, keep: Some(keep), ..asked };
        let constraints = if is_strict { strict() } else { Constraints::default() };
        match asked.answer(constraints) {
            Err(ComposeError::Contradiction { laws }) => prop_assert!(!laws.is_empty()),
            other => if let Some(outcome) = other.unwrap() {
                let before: Vec<&Note> = outcome.removed.iter().filter_map(|id| gone(&asked, &outcome, *id)).collect();
                if keeps_rhythm {
                    let rhythm = |note: &Note| (note.onset, note.voice, note.duration);
                    let mut old: Vec<_> = before.iter().map(|note| rhythm(note)).collect();
                    let mut new: Vec<_> = outcome.added.iter().map(rhythm).collect();
                    old.sort_unstable();
                    new.sort_unstable();
                    prop_assert_eq!(new, old);
                } else {
                    prop_assert_eq!(melodies(&outcome.added), melodies(before.into_iter()));
                }
                if is_strict {
                    assert_strict(&asked, &outcome)?;
                }
            }
        }
    }

    #[test]
    fn bars_have_as_many_notes_as_they_may(asked in any_request(), lowest in 0u32..4, more in 0u32..4) {
        let highest = (lowest + more).max(1);
        let laws = Constraints {
            density: Some(Density { lowest, highest, strictness: Strictness::LAW }),
            ..strict()
        };
        match asked.answer(laws) {
            Err(ComposeError::Contradiction { laws }) => prop_assert!(!laws.is_empty()),
            other => if let Some(outcome) = other.unwrap() {
                let score = &asked.score;
                let bars = score.n_bars();
                let span = match asked.act {
                    0 => Tick::ZERO..outcome.score.meter().bar_start(asked.bars),
                    1 => score.meter().bar_start(bars)..score.meter().bar_start(bars + asked.bars),
                    2 => Tick::ZERO..score.meter().bar_start(bars),
                    _ => {
                        let start = Tick::new(asked.place.0).unwrap();
                        start..start + Duration::new(asked.place.1).unwrap()
                    }
                };
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_bars_off(&asked.voices, &span, lowest, highest), 0);
                assert_strict(&asked, &outcome)?;
            }
        }
    }

    #[test]
    fn drums_leave_room_for_what_has_to_begin(asked in any_request(), lowest in 2u32..5) {
        let voices = (0..5).map(Voice).collect();
        let asked = Asked { act: 0, style: Style::Band, voices, ..asked };
        let laws = Constraints {
            density: Some(Density { lowest, highest: lowest + 3, strictness: Strictness::LAW }),
            largest_leap: limit(7),
            ..Constraints::default()
        };
        let outcome = asked.answer(laws).unwrap().unwrap();
        let span = Tick::ZERO..outcome.score.meter().bar_start(asked.bars);
        let heard = Heard::of(&outcome);
        prop_assert_eq!(heard.n_bars_off(&asked.voices[..4], &span, lowest, lowest + 3), 0);
    }

    #[test]
    fn notes_are_no_longer_than_they_may_be(asked in any_request(), longest in prop::sample::select(vec![120u32, 300, 480, 960])) {
        let laws = Constraints {
            longest_note: limit(Duration::new(longest).unwrap()),
            cadence: (asked.act == 0).then_some(Strictness::LAW),
            ..strict()
        };
        match asked.answer(laws) {
            Err(ComposeError::Contradiction { laws }) => prop_assert!(!laws.is_empty()),
            other => if let Some(outcome) = other.unwrap() {
                let pitched = outcome.added.iter().filter(|note| !outcome.score.is_percussion(note.voice));
                prop_assert!(pitched.into_iter().all(|note| note.duration.get() <= longest));
                if asked.act == 0 {
                    let end = outcome.score.meter().bar_start(asked.bars);
                    prop_assert!(Heard::of(&outcome).has_cadence(asked.key(), end));
                }
            }
        }
    }

    #[test]
    fn cadences_stand_in_their_bars(asked in any_request(), bar in 0u32..4, is_half: bool) {
        let asked = Asked { act: 0, bars: 4, ..asked };
        let kind = if is_half { CadenceKind::Half } else { CadenceKind::Authentic };
        let laws = Constraints {
            cadences: vec![CadenceAt { bar, kind, strictness: Strictness::LAW }],
            ..strict()
        };
        match asked.answer(laws) {
            // Before the first bar there is no room for the dominant of a tonic on its downbeat.
            Err(ComposeError::Contradiction { laws }) => prop_assert_eq!((laws.len(), bar), (1, 0)),
            other => {
                let outcome = other.unwrap().unwrap();
                let heard = Heard::of(&outcome);
                let end = outcome.score.meter().bar_end(bar);
                let is_there = if is_half {
                    heard.has_half_cadence(asked.key(), end)
                } else {
                    heard.has_cadence(asked.key(), end)
                };
                prop_assert!(is_there);
                prop_assert_eq!(heard.n_parallels(), 0);
                prop_assert_eq!(outcome.score.n_bars(), asked.bars);
            }
        }
    }
}

/// The pitches of each voice, one after the other; of one pitch twice at an onset, one.
fn melodies<'a>(notes: impl IntoIterator<Item = &'a Note>) -> HashMap<u8, Vec<u8>> {
    let mut notes: Vec<&Note> = notes.into_iter().collect();
    notes.sort_by_key(|note| (note.voice, note.onset, std::cmp::Reverse(note.pitch)));
    notes.dedup_by_key(|note| (note.voice, note.onset, note.pitch));
    let mut melodies: HashMap<u8, Vec<u8>> = HashMap::new();
    for note in notes {
        melodies
            .entry(note.voice.0)
            .or_default()
            .push(note.pitch.midi());
    }
    melodies
}
