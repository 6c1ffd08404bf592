//! Laws that make single notes certain, and answers under laws that others draft for.

use std::collections::HashSet;

use crate::acts::{composer, run};
use crate::asked::{Asked, any_request, limit};
use crate::cases::cases;
use crate::heard::Heard;
use antiphon::compose::{
    ComposeError, Constraints, InfillRequest, NamedNote, Options, Strictness, Style, ensemble_of,
};
use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn first_and_last_notes_are_those_named(asked in any_request(), first in 0i64..12, last in 0i64..12) {
        let asked = Asked { act: asked.act % 2, ..asked };
        let voice = asked.voices[0];
        let low = i64::from(ensemble_of(asked.style).ranges[usize::from(voice.0)].0);
        let named = |pitch: i64| NamedNote {
            voice,
            pitch: Pitch::new(low + pitch).unwrap(),
            strictness: Strictness::LAW,
        };
        let laws = Constraints {
            start: vec![named(first)],
            end: vec![named(last)],
            voice_leading: Some(Strictness::LAW),
            ..Constraints::default()
        };
        match asked.answer(laws) {
            // Beside crossing notes that hang over into the new bars, some cannot be sung.
            Err(ComposeError::Contradiction { laws }) => prop_assert!(asked.act == 1 && !laws.is_empty()),
            other => {
                let outcome = other.unwrap().unwrap();
                let mut line: Vec<&Note> = outcome.added.iter().filter(|note| note.voice == voice).collect();
                line.sort_by_key(|note| note.onset);
                prop_assert_eq!(i64::from(line[0].pitch.midi()), low + first);
                let highest = line.iter().filter(|note| note.onset == line[line.len() - 1].onset);
                let top = highest.map(|note| note.pitch.midi()).max();
                prop_assert_eq!(top.map(i64::from), Some(low + last));
                let heard = Heard::of(&outcome);
                prop_assert_eq!(heard.n_parallels(), 0);
            }
        }
    }

    #[test]
    fn cadences_end_on_the_tonic_after_the_dominant(asked in any_request()) {
        let asked = Asked { act: 0, voices: asked.voices.clone(), ..asked };
        let laws = Constraints {
            cadence: Some(Strictness::LAW),
            voice_leading: Some(Strictness::LAW),
            ..Constraints::default()
        };
        let outcome = asked.answer(laws).unwrap().unwrap();
        let heard = Heard::of(&outcome);
        prop_assert!(heard.has_cadence(asked.key(), outcome.score.meter().bar_start(asked.bars)));
        prop_assert_eq!(heard.n_parallels(), 0);
        prop_assert_eq!(outcome.score.n_bars(), asked.bars);
    }

    #[test]
    fn nothing_under_laws_depends_on_who_drafts(asked in any_request()) {
        let laws = Constraints {
            voice_leading: Some(Strictness::LAW),
            scale: limit(None),
            cadence: Some(Strictness::LAW),
            most_repeats: limit(1),
            ..Constraints::default()
        };
        let asked = Asked { act: asked.act % 2, ..asked };
        let mut drafted = composer();
        let drafter = crate::support::tiny_weights(5);
        let file = drafter.save(antiphon::model::Precision::Byte).unwrap();
        drafted.load_drafter(&file).unwrap();
        prop_assert_eq!(asked.answer_of(&composer(), laws.clone()), asked.answer_of(&drafted, laws));
    }
}

#[test]
fn a_last_note_that_is_named_does_not_follow_the_last_chord() {
    // A locked C fills the first half of the last bar: the soprano can end on E only after it, so the chords
    // of the cadence have to come later still.
    let note = |id: u32, pitch: i64, onset: u32, length: u32| Note {
        id: NoteId(id),
        voice: Voice::SOPRANO,
        pitch: Pitch::new(pitch).unwrap(),
        onset: Tick::new(onset).unwrap(),
        duration: Duration::new(length).unwrap(),
        velocity: Velocity::DEFAULT,
    };
    let header = ScoreHeader {
        key: "C major".parse().ok(),
        ..ScoreHeader::default()
    };
    let notes = vec![note(0, 71, 0, 1920), note(1, 72, 1920, 960)];
    let score = Score::new(header, notes).unwrap();
    let named = NamedNote {
        voice: Voice::SOPRANO,
        pitch: Pitch::new(76).unwrap(),
        strictness: Strictness::LAW,
    };
    for rng_seed in 0..8 {
        let options = Options {
            constraints: Constraints {
                end: vec![named],
                cadence: Some(Strictness::LAW),
                ..Constraints::default()
            },
            locked: HashSet::from([NoteId(1)]),
            ..Options::new(Style::Hymn, rng_seed)
        };
        let outcome = run(composer().infill(InfillRequest {
            score: score.clone(),
            options,
            region: Tick::ZERO..Tick::new(3840).unwrap(),
        }));
        let end = Tick::new(3840).unwrap();
        assert!(Heard::of(&outcome).has_cadence("C major".parse().unwrap(), end));
        let last = outcome.score.voice(Voice::SOPRANO).last().unwrap();
        assert_eq!((last.pitch.midi(), last.end()), (76, end));
    }
}
