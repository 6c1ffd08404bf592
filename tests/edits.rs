//! Edits: what is not selected stays, names stay, and nothing gets worse.
#![cfg(not(target_family = "wasm"))]

use std::collections::HashSet;

use antiphon::edit::{Edit, EditError, EditOutcome, EditRequest, edit};
use antiphon::generate::VOICE_RANGES;
use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};
use antiphon::theory::{VoiceLeadingReport, check_voice_leading};
use antiphon::token::Style;
use proptest::collection::vec;
use proptest::prelude::*;

fn note(id: u32, voice: u8, pitch: i64, onset: u32, duration: u32) -> Note {
    Note {
        id: NoteId(id),
        voice: Voice(voice),
        pitch: Pitch::new(pitch).unwrap(),
        onset: Tick::new(onset).unwrap(),
        duration: Duration::new(duration).unwrap(),
        velocity: Velocity::DEFAULT,
    }
}

/// Voices in quarter notes, from the top.
fn chords(lines: &[&[i64]]) -> Score {
    let mut notes = Vec::new();
    for (voice, line) in lines.iter().enumerate() {
        for (at, pitch) in line.iter().enumerate() {
            let id = notes.len() as u32;
            notes.push(note(id, voice as u8, *pitch, at as u32 * 480, 480));
        }
    }
    let header = ScoreHeader {
        key: Some("C major".parse().unwrap()),
        ..ScoreHeader::default()
    };
    Score::new(header, notes).unwrap()
}

fn edited(score: &Score, notes: &[NoteId], what: Edit) -> EditOutcome {
    edited_as(Style::BachChorale, score, notes, what)
}

fn edited_as(style: Style, score: &Score, notes: &[NoteId], what: Edit) -> EditOutcome {
    edit(&EditRequest {
        score,
        notes,
        ranges: &VOICE_RANGES,
        is_choir: true,
        style,
        edit: what,
    })
    .unwrap()
}

fn all(score: &Score) -> Vec<NoteId> {
    score.notes().iter().map(|note| note.id).collect()
}

/// Four lines near where singers are at home, off the grid.
fn scores() -> impl Strategy<Value = Score> {
    let line = vec((0_i64..14, 60_u32..700, prop::bool::weighted(0.9)), 1..9);
    vec(line, 4).prop_map(|lines| {
        let mut notes: Vec<Note> = Vec::new();
        for (voice, line) in lines.into_iter().enumerate() {
            let mut onset = 0;
            for (step, duration, sounds) in line {
                let lowest = [62, 55, 48, 40][voice];
                if sounds {
                    let id = notes.len() as u32;
                    notes.push(note(id, voice as u8, lowest + step, onset, duration));
                }
                onset += duration;
            }
        }
        Score::new(ScoreHeader::default(), notes).unwrap()
    })
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (1_u32..1000, 0.0..=1.0).prop_map(|(grid, strength)| Edit::Quantise { grid, strength }),
        (0.0..=1.0, 0.0..=1.0, any::<u64>()).prop_map(|(timing, velocity, rng_seed)| {
            Edit::Humanise {
                timing,
                velocity,
                rng_seed,
            }
        }),
        Just(Edit::Repair),
        any::<u64>().prop_map(|rng_seed| Edit::Revoice { rng_seed }),
        (0.0..=1.0).prop_map(|amount| Edit::Simplify { amount }),
    ]
}

/// The order of the beginnings of each voice.
fn order(score: &Score) -> Vec<(Voice, Vec<u32>)> {
    let voices = score.voices().into_iter();
    let ids = |voice| {
        let mut notes: Vec<&Note> = score.voice(voice).collect();
        notes.sort_by_key(|note| note.onset);
        notes.iter().map(|note| note.id.0).collect()
    };
    voices.map(|voice| (voice, ids(voice))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_not_selected_stays(score in scores(), what in edits(), share in 0_u32..4) {
        let notes: Vec<NoteId> = all(&score).into_iter().filter(|id| id.0 % 4 <= share).collect();
        prop_assume!(!notes.is_empty());
        let outcome = edited(&score, &notes, what);
        let selected: HashSet<NoteId> = notes.iter().copied().collect();
        let kept = |score: &Score| -> Vec<Note> {
            score.notes().iter().filter(|note| !selected.contains(&note.id)).copied().collect()
        };
        prop_assert_eq!(kept(&score), kept(&outcome.score));
        let changed = outcome.changed.iter().chain(&outcome.removed);
        prop_assert!(changed.clone().all(|id| selected.contains(id)));
        let before: HashSet<NoteId> = all(&score).into_iter().collect();
        let after: HashSet<NoteId> = all(&outcome.score).into_iter().collect();
        prop_assert!(after.is_subset(&before));
        prop_assert_eq!(before.len(), after.len() + outcome.removed.len());
        if !matches!(what, Edit::Simplify { .. }) {
            prop_assert!(outcome.removed.is_empty());
        }
        prop_assert_eq!(outcome.score.header(), score.header());
    }

    #[test]
    fn quantising_onto_the_grid_twice_is_quantising_once(score in scores(), grid in 1_u32..1000) {
        let what = Edit::Quantise { grid, strength: 1.0 };
        let once = edited(&score, &all(&score), what).score;
        let twice = edited(&once, &all(&once), what);
        prop_assert_eq!(&twice.score, &once);
        prop_assert!(twice.changed.is_empty());
    }

    #[test]
    fn nobody_overtakes_another(score in scores(), rng_seed in any::<u64>()) {
        let human = Edit::Humanise { timing: 1.0, velocity: 1.0, rng_seed };
        let outcome = edited(&score, &all(&score), human);
        prop_assert_eq!(order(&outcome.score), order(&score));
        for (one, other) in score.notes().iter().map(|it| (it, outcome.score.notes().iter().find(|o| o.id == it.id).unwrap())) {
            prop_assert!(one.onset.get().abs_diff(other.onset.get()) <= 24);
            prop_assert_eq!(one.pitch, other.pitch);
        }
    }

    #[test]
    fn repairing_leaves_no_more_findings(score in scores()) {
        let outcome = edited(&score, &all(&score), Edit::Repair);
        prop_assert!(check_voice_leading(&outcome.score).len() <= check_voice_leading(&score).len());
        for note in outcome.score.notes() {
            let was = score.notes().iter().find(|it| it.id == note.id).unwrap();
            prop_assert_eq!((note.onset, note.duration, note.voice), (was.onset, was.duration, was.voice));
        }
    }

    #[test]
    fn revoicing_keeps_the_rhythm_and_the_bass(score in scores(), rng_seed in any::<u64>()) {
        let outcome = edited(&score, &all(&score), Edit::Revoice { rng_seed });
        for note in outcome.score.notes() {
            let was = score.notes().iter().find(|it| it.id == note.id).unwrap();
            prop_assert_eq!((note.onset, note.duration, note.voice), (was.onset, was.duration, was.voice));
            let (low, high) = VOICE_RANGES[usize::from(note.voice.0)];
            prop_assert!(note == was || (low..=high).contains(&note.pitch.midi()));
        }
    }
}

#[test]
fn parallel_octaves_are_mended_by_one_note() {
    let score = chords(&[&[72, 74, 72], &[67, 67, 67], &[64, 62, 64], &[48, 50, 48]]);
    let count = |score: &Score| {
        let report = VoiceLeadingReport::of(score);
        report.n_parallel_octaves + report.n_parallel_fifths
    };
    assert!(count(&score) > 0);
    let bass: Vec<NoteId> = score.voice(Voice::BASS).map(|note| note.id).collect();
    let outcome = edited(&score, &bass, Edit::Repair);
    assert_eq!(count(&outcome.score), 0, "{:?}", outcome.score.notes());
    assert!(
        (1..=2).contains(&outcome.changed.len()),
        "{:?}",
        outcome.changed
    );
}

#[test]
fn what_cannot_be_repaired_is_said() {
    let score = chords(&[&[72, 74], &[60, 62]]);
    // Parallel octaves in voices that are not selected, beside a selected one that has no part in them.
    let outcome = edited(&score, &[score.notes()[0].id], Edit::Repair);
    let before = VoiceLeadingReport::of(&score).n_parallel_octaves;
    let after = VoiceLeadingReport::of(&outcome.score).n_parallel_octaves;
    assert!(after < before || !outcome.remarks.is_empty());
}

#[test]
fn revoicing_moves_the_upper_voices_of_the_same_chord() {
    let score = chords(&[&[72, 71, 72], &[67, 67, 67], &[64, 62, 64], &[48, 55, 48]]);
    let upper: Vec<NoteId> = score
        .notes()
        .iter()
        .filter(|it| it.voice != Voice::BASS)
        .map(|it| it.id)
        .collect();
    let outcome = edited(&score, &upper, Edit::Revoice { rng_seed: 3 });
    assert!(!outcome.changed.is_empty());
    for tick in [0, 480, 960] {
        let classes = |score: &Score| {
            let tick = Tick::new(tick).unwrap();
            let mut classes: Vec<u8> = score
                .notes()
                .iter()
                .filter(|it| it.sounds_at(tick))
                .map(|it| it.pitch.class().get())
                .collect();
            classes.sort_unstable();
            classes.dedup();
            classes
        };
        assert_eq!(classes(&outcome.score), classes(&score), "at {tick}");
    }
    assert_eq!(VoiceLeadingReport::of(&outcome.score).n_parallel_octaves, 0);
}

#[test]
fn simplifying_takes_passing_notes_and_fills_their_time() {
    let notes = vec![
        note(0, 0, 72, 0, 240),
        note(1, 0, 74, 240, 240),
        note(2, 0, 76, 480, 480),
        note(3, 1, 60, 0, 960),
        note(4, 1, 60, 960, 960),
        note(5, 0, 79, 960, 960),
    ];
    let score = Score::new(ScoreHeader::default(), notes).unwrap();
    let outcome = edited(&score, &all(&score), Edit::Simplify { amount: 1.0 });
    assert!(outcome.removed.contains(&NoteId(1)), "{outcome:?}");
    let first = outcome
        .score
        .notes()
        .iter()
        .find(|it| it.id == NoteId(0))
        .unwrap();
    assert_eq!(first.end(), Tick::new(480).unwrap());
    assert!(!outcome.removed.contains(&NoteId(5)));
    let nothing = edited(&score, &all(&score), Edit::Simplify { amount: 0.0 });
    assert_eq!(nothing.score, score);
}

#[test]
fn humanising_accents_the_downbeat() {
    let score = chords(&[&[72; 8]]);
    let outcome = edited(
        &score,
        &all(&score),
        Edit::Humanise {
            timing: 0.0,
            velocity: 1.0,
            rng_seed: 1,
        },
    );
    let struck = |at: usize| outcome.score.notes()[at].velocity.get();
    assert!(struck(0) > struck(1) && struck(4) > struck(5));
    assert_eq!(outcome.score.notes()[3].onset, score.notes()[3].onset);
}

#[test]
fn every_style_is_played_in_its_own_way() {
    // Two voices in eighths, two bars of common time, one phrase.
    let line = |voice: u8, pitch: i64| {
        (0..16).map(move |place| {
            note(
                u32::from(voice) * 16 + place,
                voice,
                pitch,
                place * 240,
                240,
            )
        })
    };
    let header = ScoreHeader {
        phrase_ends: vec![Tick::new(3600).unwrap()],
        ..ScoreHeader::default()
    };
    let score = Score::new(header, line(0, 72).chain(line(1, 60)).collect()).unwrap();
    // Many seeds, so that only what a style means is left.
    let mean = |style: Style, of: &dyn Fn(&Note) -> Option<f64>| {
        let humanise = |rng_seed| Edit::Humanise {
            timing: 1.0,
            velocity: 1.0,
            rng_seed,
        };
        let played = (0..40).map(|seed| edited_as(style, &score, &all(&score), humanise(seed)));
        let values: Vec<f64> = played
            .flat_map(|it| it.score.notes().iter().filter_map(of).collect::<Vec<_>>())
            .collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let place = |note: &Note| note.id.0 % 16;
    let loud = |wanted: u32| {
        move |note: &Note| (place(note) % 8 == wanted).then_some(f64::from(note.velocity.get()))
    };
    let late = |note: &Note| {
        (place(note) % 2 == 1)
            .then_some(f64::from(note.onset.get()) - f64::from(place(note)) * 240.0)
    };
    // The second beat against the third.
    let answer = |style| mean(style, &loud(2)) - mean(style, &loud(4));
    assert!(answer(Style::Band) > 3.0 && answer(Style::Keyboard) < 0.0);
    assert!(mean(Style::LeadSheet, &late) > 15.0 && mean(Style::Hymn, &late).abs() < 5.0);
    let voice = |wanted: u8| {
        move |note: &Note| (note.voice.0 == wanted).then_some(f64::from(note.velocity.get()))
    };
    let lead = |style| mean(style, &voice(0)) - mean(style, &voice(1));
    assert!(lead(Style::Keyboard) > lead(Style::Hymn) + 2.0);
    // A phrase swells towards its middle.
    let swell = |style| {
        mean(style, &|note| {
            (6..10)
                .contains(&place(note))
                .then_some(f64::from(note.velocity.get()))
        }) - mean(style, &|note| {
            (place(note) < 4).then_some(f64::from(note.velocity.get()))
        })
    };
    assert!(swell(Style::BachChorale) > swell(Style::Band));
}

#[test]
fn what_cannot_be_edited_is_refused() {
    let score = chords(&[&[72, 74]]);
    let refused = |notes: &[NoteId], what| {
        edit(&EditRequest {
            score: &score,
            notes,
            ranges: &VOICE_RANGES,
            is_choir: true,
            style: Style::Hymn,
            edit: what,
        })
        .unwrap_err()
    };
    assert_eq!(refused(&[], Edit::Repair), EditError::NothingSelected);
    assert_eq!(
        refused(&[NoteId(9)], Edit::Repair),
        EditError::UnknownNote(NoteId(9))
    );
    for what in [
        Edit::Quantise {
            grid: 0,
            strength: 1.0,
        },
        Edit::Quantise {
            grid: 120,
            strength: 1.5,
        },
        Edit::Simplify { amount: f64::NAN },
        Edit::Humanise {
            timing: -0.1,
            velocity: 0.0,
            rng_seed: 0,
        },
    ] {
        assert!(
            matches!(refused(&[NoteId(0)], what), EditError::OutOfRange { .. }),
            "{what:?}"
        );
    }
}
