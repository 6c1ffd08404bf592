//! Every style writes for its own players: chords, drums and chord symbols through the public API.

#[path = "support/acts.rs"]
mod acts;
mod support;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    ContinueRequest, HarmonizeRequest, InfillRequest, Options, SeedRequest, ensemble_of,
};
use antiphon::generate::Sampling;
use antiphon::music::{
    ChordChange, Duration, Note, NoteId, Part, Pitch, Score, ScoreHeader, Tempo, Tick,
    TimeSignature, Velocity, Voice,
};
use antiphon::token::{DRUM_VOICE, Drum, Style};

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
                assert!(
                    pitches.all(|pitch| (low..=high).contains(&pitch)),
                    "{style:?}"
                );
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
    assert!(
        outcome
            .added
            .iter()
            .all(|note| outcome.score.is_percussion(note.voice))
    );
    // A kit in another voice is written where it is.
    let kit = Part {
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
    let chord = [76, 72, 67]
        .map(|pitch| (pitch, 960))
        .into_iter()
        .chain([(64, 480)]);
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
