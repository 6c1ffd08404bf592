//! Generation through the public API: promises that no weights can break.

#[path = "support/acts.rs"]
mod acts;
#[path = "support/cases.rs"]
mod cases;
mod support;

use std::collections::HashSet;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    ComposeError, Composer, ContinueRequest, HarmonizeRequest, InfillRequest, Options, Outcome,
    SeedRequest,
};
use antiphon::generate::{Sampling, VOICE_RANGES};
use antiphon::model::Backend;
use antiphon::music::{
    Duration, KeySignature, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tempo, Tick,
    TimeSignature, Velocity, Voice,
};
use antiphon::token::Style;
use cases::cases;
use proptest::prelude::*;
use support::block_on;

fn options(rng_seed: u64) -> Options {
    Options {
        sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
        ..Options::new(Style::Hymn, rng_seed)
    }
}

fn assert_sung(outcome: &Outcome, voices: &[Voice], span: std::ops::Range<Tick>) {
    for note in &outcome.added {
        assert!(
            voices.contains(&note.voice),
            "voice {:?} was not to be written",
            note.voice
        );
        assert!(
            span.start <= note.onset && note.end() <= span.end,
            "{note:?} leaves {span:?}"
        );
        let (low, high) = VOICE_RANGES[usize::from(note.voice.0)];
        assert!(
            (low..=high).contains(&note.pitch.midi()),
            "{note:?} is out of range"
        );
        let same_voice = outcome
            .score
            .voice(note.voice)
            .filter(|other| other.id != note.id);
        for other in same_voice {
            assert!(
                other.end() <= note.onset || note.end() <= other.onset,
                "{note:?} and {other:?} overlap"
            );
        }
    }
}

#[test]
fn same_request_gives_the_same_notes_and_another_seed_others() {
    let composer = composer();
    let score = melody(&[67, 71, 74, 72]);
    let ask = |seed| {
        let request = ContinueRequest {
            score: score.clone(),
            options: options(seed),
            bars: 2,
        };
        run(composer.extend(request)).score
    };
    assert_eq!(ask(1), ask(1));
    assert_ne!(ask(1), ask(2));
}

#[test]
fn a_long_continuation_outgrows_the_context_and_keeps_its_length() {
    let composer = composer();
    let score = melody(&[67, 71, 74, 72, 67, 67, 69, 71]);
    let outcome = run(composer.extend(ContinueRequest {
        score: score.clone(),
        options: options(5),
        bars: 24,
    }));
    assert_kept(&score, &outcome);
    assert!(outcome.score.n_bars() <= 26);
    assert!(outcome.receipt.n_tokens > 100);
    assert_sung(
        &outcome,
        &Voice::SATB,
        Tick::new(2 * 1920).unwrap()..Tick::new(26 * 1920).unwrap(),
    );
}

#[test]
fn bad_requests_are_refused_before_anything_is_written() {
    let composer = composer();
    let score = melody(&[67]);
    let empty = Score::default();
    let harmonize = |score: &Score, options: Options| {
        composer
            .harmonize(HarmonizeRequest {
                score: score.clone(),
                options,
            })
            .map(|_| ())
            .unwrap_err()
    };
    let written = |voices: &[u8]| Options {
        voices: voices.iter().map(|v| Voice(*v)).collect(),
        ..options(1)
    };
    assert!(matches!(
        harmonize(&empty, written(&[1, 2, 3])),
        ComposeError::NothingToHarmonize
    ));
    assert!(matches!(
        harmonize(&score, written(&[0, 1])),
        ComposeError::NothingToHarmonize
    ));
    assert!(matches!(
        harmonize(&score, written(&[])),
        ComposeError::BadVoices { .. }
    ));
    assert!(matches!(
        harmonize(&score, written(&[1, 4])),
        ComposeError::BadVoices { .. }
    ));
    let locked = Options {
        locked: HashSet::from([NoteId(99)]),
        ..written(&[1])
    };
    assert!(matches!(
        harmonize(&score, locked),
        ComposeError::UnknownLock(NoteId(99))
    ));
    let extend = |score: &Score, bars| {
        composer
            .extend(ContinueRequest {
                score: score.clone(),
                options: options(1),
                bars,
            })
            .map(|_| ())
            .unwrap_err()
    };
    assert!(matches!(extend(&empty, 2), ComposeError::NothingToContinue));
    assert!(matches!(
        extend(&score, 0),
        ComposeError::BadLength { found: 0 }
    ));
    assert!(matches!(
        extend(&score, 65),
        ComposeError::BadLength { found: 65 }
    ));
    let region = Tick::new(480).unwrap()..Tick::new(480).unwrap();
    let infill = composer
        .infill(InfillRequest {
            score,
            options: options(1),
            region,
        })
        .map(|_| ());
    assert!(matches!(infill, Err(ComposeError::EmptyRegion { .. })));
    let bare = Composer::new(Backend::Cpu);
    let request = ContinueRequest {
        score: melody(&[60]),
        options: options(1),
        bars: 1,
    };
    assert!(matches!(bare.extend(request), Err(ComposeError::NoWeights)));
}

#[test]
fn what_was_written_before_a_cancel_is_kept() {
    let composer = composer();
    let score = melody(&[67, 71, 74, 72]);
    let request = ContinueRequest {
        score: score.clone(),
        options: options(3),
        bars: 8,
    };
    let mut composition = composer.extend(request).unwrap();
    let first = block_on(composition.next_note()).unwrap().unwrap();
    let outcome = composition.finish().unwrap();
    assert!(!outcome.is_complete);
    assert_eq!(outcome.added, vec![first]);
    assert_kept(&score, &outcome);
}

prop_compose! {
    /// Notes of four voices on and off the grid, with gaps and overlaps, in any metre.
    fn any_score()(
        notes in prop::collection::vec((0u8..4, 30i64..100, 0u32..12, 0u32..4, 1u32..1500), 1..24),
        metre in prop::sample::select(vec![(4, 4), (3, 4), (6, 8), (2, 2)]),
        pickup in prop::sample::select(vec![0u32, 480, 250]),
        off_grid in 0u32..30,
    ) -> Score {
        let signature = TimeSignature::new(metre.0, metre.1).unwrap();
        let meter = Meter::new(Duration::new(pickup).unwrap(), vec![(Tick::ZERO, signature)]).unwrap();
        let notes = notes.into_iter().enumerate().map(|(id, (voice, pitch, quarter, part, length))| Note {
            id: NoteId(id as u32 * 3),
            voice: Voice(voice),
            pitch: Pitch::new(pitch).unwrap(),
            onset: Tick::new(quarter * 480 + part * 120 + off_grid).unwrap(),
            duration: Duration::new(length).unwrap(),
            velocity: Velocity::DEFAULT,
        });
        Score::new(ScoreHeader { meter, ..ScoreHeader::default() }, notes.collect()).unwrap()
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn harmonize_keeps_every_other_voice_and_every_lock(score in any_score(), seed in 0u64..1000, lock in 0usize..24) {
        let composer = composer();
        let locked = &score.notes()[lock % score.notes().len()];
        let voices: Vec<Voice> = vec![Voice::ALTO, Voice::BASS];
        let options = Options { voices: voices.clone(), locked: HashSet::from([locked.id]), ..options(seed) };
        match composer.harmonize(HarmonizeRequest { score: score.clone(), options }) {
            Err(ComposeError::NothingToHarmonize) => {}
            other => {
                let outcome = run(other);
                assert_kept(&score, &outcome);
                prop_assert!(!outcome.removed.contains(&locked.id));
                prop_assert!(outcome.added.iter().all(|note| voices.contains(&note.voice)));
            }
        }
    }

    #[test]
    fn infill_stays_in_its_region(score in any_score(), seed in 0u64..1000, start in 0u32..3000, length in 1u32..3000) {
        let composer = composer();
        let region = Tick::new(start).unwrap()..Tick::new(start + length).unwrap();
        let options = Options { voices: vec![Voice::SOPRANO, Voice::TENOR], ..options(seed) };
        let outcome = run(composer.infill(InfillRequest { score: score.clone(), options, region: region.clone() }));
        assert_kept(&score, &outcome);
        // New notes lie on the grid of 20 ticks, the region need not.
        let near = |tick: Tick| Tick::new(tick.get().saturating_sub(20)).unwrap()..=Tick::new(tick.get() + 20).unwrap();
        for note in &outcome.added {
            prop_assert!(note.onset >= *near(region.start).start() && note.end() <= *near(region.end).end());
        }
    }

    #[test]
    fn seed_has_exactly_the_bars_asked_for(bars in 1u32..6, seed in 0u64..1000, highest in 0u8..4) {
        let composer = composer();
        let voices: Vec<Voice> = (highest..4).map(Voice).collect();
        let request = SeedRequest {
            options: Options { voices: voices.clone(), ..options(seed) },
            key: Some("G major".parse::<KeySignature>().unwrap()),
            time_signature: TimeSignature::new(3, 4).unwrap(),
            tempo: Tempo::MODERATE,
            bars,
        };
        let outcome = run(composer.seed(request));
        assert_sung(&outcome, &voices, Tick::ZERO..Tick::new(bars * 1440).unwrap());
        prop_assert_eq!(outcome.score.n_bars(), bars);
    }
}
