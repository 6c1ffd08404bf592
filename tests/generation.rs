//! Generation through the public API: promises that no weights can break.

mod support;

use std::collections::HashSet;

use antiphon::compose::{
    ComposeError, Composer, ContinueRequest, HarmonizeRequest, InfillRequest, Options, Outcome,
    SeedRequest, ensemble_of,
};
use antiphon::generate::{Sampling, VOICE_RANGES};
use antiphon::model::Device;
use antiphon::music::{
    ChordChange, Duration, KeySignature, Meter, Note, NoteId, Pitch, Score, ScoreHeader, Tempo,
    Tick, TimeSignature, Velocity, Voice,
};
use antiphon::token::{DRUM_VOICE, Drum, Style};
use proptest::prelude::*;
use support::{block_on, tiny_weights};

fn composer() -> Composer {
    let mut composer = Composer::new(Device::flex());
    composer.set_weights(&tiny_weights(11)).unwrap();
    composer
}

fn options(rng_seed: u64) -> Options {
    Options {
        sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
        ..Options::new(Style::Hymn, rng_seed)
    }
}

fn run(composition: Result<antiphon::compose::Composition, ComposeError>) -> Outcome {
    let mut composition = composition.unwrap();
    let mut streamed = Vec::new();
    while let Some(note) = block_on(composition.next_note()).unwrap() {
        streamed.push(note.id);
    }
    let outcome = composition.finish().unwrap();
    let added: HashSet<NoteId> = outcome.added.iter().map(|note| note.id).collect();
    assert_eq!(
        streamed.iter().copied().collect::<HashSet<_>>(),
        added,
        "what was streamed is what was added"
    );
    assert_eq!(streamed.len(), added.len());
    assert!(outcome.is_complete);
    outcome
}

fn melody(pitches: &[i64]) -> Score {
    let note = |(index, pitch): (usize, &i64)| Note {
        id: NoteId(index as u32),
        voice: Voice::SOPRANO,
        pitch: Pitch::new(*pitch).unwrap(),
        onset: Tick::new(index as u32 * 480).unwrap(),
        duration: Duration::QUARTER,
        velocity: Velocity::clamped(33 + index as i64),
    };
    Score::new(
        ScoreHeader::default(),
        pitches.iter().enumerate().map(note).collect(),
    )
    .unwrap()
}

/// Every note of the request that was not to be replaced is there, bit for bit.
fn assert_kept(before: &Score, outcome: &Outcome) {
    for note in before
        .notes()
        .iter()
        .filter(|note| !outcome.removed.contains(&note.id))
    {
        assert!(
            outcome.score.notes().contains(note),
            "note {note:?} was lost"
        );
    }
    assert_eq!(
        outcome.score.notes().len(),
        before.notes().len() - outcome.removed.len() + outcome.added.len()
    );
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
    let bare = Composer::new(Device::flex());
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

fn seed(style: Style, rng_seed: u64, bars: u32) -> SeedRequest {
    SeedRequest {
        options: Options {
            sampling: Sampling::new(1.3, 0, 1.0).unwrap(),
            ..Options::new(style, rng_seed)
        },
        key: None,
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::MODERATE,
        bars,
    }
}

/// How many notes a voice begins at once, at most.
fn largest_chord(score: &Score, voice: Voice) -> usize {
    let notes: Vec<&Note> = score.voice(voice).collect();
    let chords = notes.chunk_by(|one, other| one.onset == other.onset);
    chords.map(<[_]>::len).max().unwrap_or(0)
}

#[test]
fn every_style_writes_what_its_ensemble_can_play() {
    let composer = composer();
    for style in Style::ALL {
        let ensemble = ensemble_of(style);
        let mut n_notes = 0;
        for rng_seed in 0..3 {
            let outcome = run(composer.seed(seed(style, rng_seed, 3)));
            n_notes += outcome.added.len();
            for voice in outcome.score.voices() {
                let is_drum = outcome.score.is_percussion(voice);
                assert!(ensemble.voices().contains(&voice), "{style:?} {voice:?}");
                assert_eq!(is_drum, voice == DRUM_VOICE);
                if is_drum {
                    let mut drums = outcome.score.voice(voice);
                    assert!(drums.all(|note| Drum::of(note.pitch).is_some()));
                    continue;
                }
                let line = usize::from(voice.0);
                let (low, high) = ensemble.ranges[line];
                let mut pitches = outcome.score.voice(voice).map(|note| note.pitch.midi());
                assert!(pitches.all(|pitch| (low..=high).contains(&pitch)), "{style:?}");
                assert!(largest_chord(&outcome.score, voice) <= ensemble.chord_notes[line]);
            }
            let has_chords = !outcome.score.header().chords.is_empty();
            assert!(!has_chords || style == Style::LeadSheet);
        }
        assert!(n_notes > 0, "{style:?} stayed silent");
    }
}

#[test]
fn a_lead_sheet_gets_chords_on_beats_to_a_melody_that_stays() {
    let composer = composer();
    let score = melody(&[67, 71, 74, 72, 67, 65, 64, 62]);
    let mut n_chords = 0;
    for rng_seed in 0..4 {
        let options = Options {
            voices: Vec::new(),
            ..seed(Style::LeadSheet, rng_seed, 1).options
        };
        let outcome = run(composer.harmonize(HarmonizeRequest {
            score: score.clone(),
            options,
        }));
        assert_eq!(outcome.score.notes(), score.notes());
        let chords = &outcome.score.header().chords;
        assert!(chords.iter().all(|change| change.tick.get() % 480 == 0));
        assert!(chords.windows(2).all(|pair| pair[0].chord != pair[1].chord));
        n_chords += chords.len();
    }
    assert!(n_chords > 0);
}

#[test]
fn chord_symbols_that_stand_are_kept_and_none_are_added() {
    let composer = composer();
    let chord = |tick: u32, name: &str| ChordChange {
        tick: Tick::new(tick).unwrap(),
        chord: name.parse().ok(),
    };
    let chords = vec![chord(0, "C"), chord(480, "G7/B"), chord(1930, "Am")];
    let header = ScoreHeader {
        chords: chords.clone(),
        ..ScoreHeader::default()
    };
    let score = Score::new(header, melody(&[67, 71, 74, 72, 67, 65]).notes().to_vec()).unwrap();
    for style in [Style::Hymn, Style::LeadSheet, Style::Keyboard] {
        let lower = ensemble_of(style).voices().into_iter().skip(1).collect();
        let options = Options {
            voices: lower,
            ..seed(style, 5, 1).options
        };
        let outcome = run(composer.harmonize(HarmonizeRequest {
            score: score.clone(),
            options,
        }));
        assert_kept(&score, &outcome);
        assert_eq!(outcome.score.header().chords, chords, "{style:?}");
    }
}

#[test]
fn drums_join_a_score_that_has_its_own_kit_and_one_that_has_none() {
    let composer = composer();
    let tune = melody(&[67, 71, 74, 72]);
    let options = |voices: &[Voice]| Options {
        voices: voices.to_vec(),
        ..seed(Style::Band, 2, 1).options
    };
    let outcome = run(composer.harmonize(HarmonizeRequest {
        score: tune.clone(),
        options: options(&[DRUM_VOICE]),
    }));
    assert_kept(&tune, &outcome);
    assert!(!outcome.added.is_empty());
    assert!(outcome.added.iter().all(|note| outcome.score.is_percussion(note.voice)));
    // A kit in another voice is written where it is.
    let kit = antiphon::music::Part {
        name: "Kit".into(),
        program: 0,
        is_percussion: true,
        voices: vec![Voice(7)],
    };
    let hit = Note {
        id: NoteId(90),
        voice: Voice(7),
        pitch: Pitch::new(40).unwrap(),
        ..tune.notes()[0]
    };
    let header = ScoreHeader {
        parts: vec![kit],
        ..ScoreHeader::default()
    };
    let notes = tune.notes().iter().copied().chain([hit]).collect();
    let score = Score::new(header, notes).unwrap();
    let outcome = run(composer.extend(ContinueRequest {
        score: score.clone(),
        options: options(&[DRUM_VOICE]),
        bars: 3,
    }));
    assert_kept(&score, &outcome);
    assert!(outcome.added.iter().all(|note| note.voice == Voice(7)));
    assert_eq!(outcome.score.header().parts.len(), 1);
}

#[test]
fn chords_that_are_locked_come_back_whole() {
    let composer = composer();
    let chord = [76, 72, 67].map(|pitch| (pitch, 960)).into_iter().chain([(64, 480)]);
    let notes: Vec<Note> = chord
        .enumerate()
        .map(|(id, (pitch, duration))| Note {
            id: NoteId(id as u32),
            voice: Voice::SOPRANO,
            pitch: Pitch::new(pitch).unwrap(),
            onset: Tick::new(480).unwrap(),
            duration: Duration::new(duration).unwrap(),
            velocity: Velocity::DEFAULT,
        })
        .collect();
    let locked = notes.iter().map(|note| note.id).collect();
    let score = Score::new(ScoreHeader::default(), notes).unwrap();
    let options = Options {
        locked,
        ..seed(Style::Keyboard, 3, 1).options
    };
    let region = Tick::ZERO..Tick::new(3840).unwrap();
    let outcome = run(composer.infill(InfillRequest {
        score: score.clone(),
        options,
        region,
    }));
    assert_kept(&score, &outcome);
    assert!(outcome.removed.is_empty() && !outcome.added.is_empty());
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
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

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
    fn seed_has_exactly_the_bars_asked_for(bars in 1u32..6, seed in 0u64..1000) {
        let composer = composer();
        let request = SeedRequest {
            options: options(seed),
            key: Some("G major".parse::<KeySignature>().unwrap()),
            time_signature: TimeSignature::new(3, 4).unwrap(),
            tempo: Tempo::MODERATE,
            bars,
        };
        let outcome = run(composer.seed(request));
        assert_sung(&outcome, &Voice::SATB, Tick::ZERO..Tick::new(bars * 1440).unwrap());
        prop_assert!(outcome.score.n_bars() <= bars);
    }
}
