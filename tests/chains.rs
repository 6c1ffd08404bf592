//! Answers by Markov chains: the same promises as the network's, without weights.
#![cfg(not(target_family = "wasm"))]

#[path = "support/acts.rs"]
mod acts;
mod support;

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    Backend, ComposeError, Composer, Constraints, ContinueRequest, DRUM_VOICE, Engine,
    HarmonizeRequest, InfillRequest, Options, Outcome, SeedRequest, Strictness, Typed,
};
use antiphon::markov::{MelodyModel, ProgressionModel, StyleModels};
use antiphon::music::{Chord, ChordChange, Score, Tempo, Tick, TimeSignature, Voice};
use antiphon::theory::{Close, VoiceLeadingReport, find_close};
use antiphon::token::Style;

const TUNE: [i64; 8] = [67, 71, 74, 72, 67, 67, 69, 71];

fn shipped(style: Style) -> Vec<u8> {
    let path = format!(
        "{}/www/public/chains/{}.chains",
        env!("CARGO_MANIFEST_DIR"),
        style.name()
    );
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A composer with chains of every style and nothing else.
fn chained() -> Composer {
    let mut composer = Composer::new(Backend::Cpu);
    for style in Style::ALL {
        assert_eq!(composer.load_chains(&shipped(style)), Ok(style));
    }
    composer
}

fn options(style: Style, rng_seed: u64) -> Options {
    Options {
        engine: Engine::Markov,
        ..Options::new(style, rng_seed)
    }
}

fn seed(composer: &Composer, options: Options, bars: u32) -> Outcome {
    run(composer.seed(SeedRequest {
        options,
        key: Some("G major".parse().unwrap()),
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::MODERATE,
        bars,
    }))
}

/// New notes are where they may be, and no two of a line sound at once.
fn assert_sound(outcome: &Outcome, options: &Options, span: std::ops::Range<Tick>) {
    let score = &outcome.score;
    let is_drum = |voice| score.is_percussion(voice);
    for note in &outcome.added {
        let voice = if is_drum(note.voice) {
            DRUM_VOICE
        } else {
            note.voice
        };
        assert!(
            options.voices.contains(&voice),
            "{note:?} was not asked for"
        );
        assert!(
            span.start <= note.onset && note.end() <= span.end,
            "{note:?} leaves {span:?}"
        );
        for other in score.voice(note.voice).filter(|it| it.onset < note.onset) {
            assert!(
                is_drum(note.voice) || other.end() <= note.onset,
                "{other:?} reaches into {note:?}"
            );
        }
    }
}

#[test]
fn every_style_is_seeded_without_weights() {
    let composer = chained();
    for style in Style::ALL {
        for rng_seed in 0..3 {
            let options = options(style, rng_seed);
            let outcome = seed(&composer, options.clone(), 9);
            assert_eq!(outcome.score.n_bars(), 9, "{}", style.name());
            assert_sound(
                &outcome,
                &options,
                Tick::ZERO..outcome.score.meter().bar_start(9),
            );
            for voice in &options.voices {
                let is_heard = match *voice {
                    DRUM_VOICE => outcome
                        .added
                        .iter()
                        .any(|it| outcome.score.is_percussion(it.voice)),
                    voice => outcome.score.voice(voice).next().is_some(),
                };
                assert!(is_heard, "{}: voice {voice:?} is silent", style.name());
            }
            assert_eq!(outcome.receipt.engine, Engine::Markov);
            assert!(outcome.receipt.model_version.starts_with("markov-"));
            assert_eq!(outcome, seed(&composer, options, 9));
        }
    }
}

#[test]
fn four_parts_close_on_a_cadence_and_lead_their_voices_well() {
    let composer = chained();
    let mut report = VoiceLeadingReport::default();
    let mut n_closed = 0;
    for rng_seed in 0..20 {
        let outcome = seed(&composer, options(Style::BachChorale, rng_seed), 8);
        report.add(&VoiceLeadingReport::of(&outcome.score));
        let close = find_close(&outcome.score, "G major".parse().unwrap());
        n_closed += usize::from(close.is_some_and(|(close, _)| close == Close::Authentic));
    }
    assert!(
        n_closed >= 16,
        "{n_closed} of 20 close on the tonic after its dominant"
    );
    let parallels = report.parallel_fifths() + report.parallel_octaves();
    assert!(
        parallels < 4.0,
        "{parallels} parallels in 1,000 moving pairs"
    );
    assert!(report.crossings() < 5.0, "{} crossings", report.crossings());
}

#[test]
fn given_notes_stay_in_every_act() {
    let composer = chained();
    let score = melody(&TUNE);
    for rng_seed in 0..6 {
        let lower = Options {
            voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
            ..options(Style::BachChorale, rng_seed)
        };
        let harmonized = run(composer.harmonize(HarmonizeRequest {
            score: score.clone(),
            options: lower.clone(),
        }));
        assert_kept(&score, &harmonized);
        let end = score.meter().bar_start(score.n_bars());
        assert_sound(&harmonized, &lower, Tick::ZERO..end);
        let more = run(composer.extend(ContinueRequest {
            score: harmonized.score.clone(),
            options: options(Style::BachChorale, rng_seed),
            bars: 4,
        }));
        assert_kept(&harmonized.score, &more);
        assert_eq!(more.score.n_bars(), score.n_bars() + 4);
        let region = Tick::new(1920).unwrap()..Tick::new(4 * 1920).unwrap();
        let asked = options(Style::BachChorale, rng_seed + 100);
        let filled = run(composer.infill(InfillRequest {
            score: more.score.clone(),
            options: asked.clone(),
            region: region.clone(),
        }));
        assert_kept(&more.score, &filled);
        assert!(!filled.removed.is_empty());
        assert_sound(&filled, &asked, region);
    }
}

#[test]
fn strict_voice_leading_has_no_parallels() {
    let composer = chained();
    for rng_seed in 0..25 {
        let mut strict = options(Style::BachChorale, rng_seed);
        strict.constraints.voice_leading = Some(Strictness::LAW);
        let report = VoiceLeadingReport::of(&seed(&composer, strict, 8).score);
        assert_eq!(
            report.n_parallel_fifths + report.n_parallel_octaves,
            0,
            "seed {rng_seed}"
        );
        assert_eq!(report.n_crossings, 0, "seed {rng_seed}");
    }
}

#[test]
fn typed_chords_are_kept_and_obeyed() {
    let composer = chained();
    let symbols = ["G", "Em", "Am", "D7", "G"];
    let change = |(bar, symbol): (usize, &&str)| ChordChange {
        tick: Tick::new(bar as u32 * 1920).unwrap(),
        chord: Some(symbol.parse::<Chord>().unwrap()),
    };
    let changes: Vec<ChordChange> = symbols.iter().enumerate().map(change).collect();
    for style in [
        Style::BachChorale,
        Style::LeadSheet,
        Style::Keyboard,
        Style::Band,
    ] {
        let mut asked = options(style, 5);
        asked.constraints.chords = Some(Typed {
            changes: changes.clone(),
            strictness: Strictness::LAW,
        });
        let outcome = seed(&composer, asked, 5);
        assert_eq!(outcome.score.header().chords, changes, "{}", style.name());
        for note in outcome
            .added
            .iter()
            .filter(|it| !outcome.score.is_percussion(it.voice))
        {
            for beat in (0..5 * 1920)
                .step_by(480)
                .filter(|beat| note.sounds_at(Tick::new(*beat).unwrap()))
            {
                let chord = changes[beat as usize / 1920].chord.unwrap();
                assert!(
                    chord.classes().any(|it| it == note.pitch.class()),
                    "{note:?} under {chord}"
                );
            }
        }
    }
}

#[test]
fn hybrids_share_the_work() {
    let mut composer = composer();
    for style in Style::ALL {
        composer.load_chains(&shipped(style)).unwrap();
    }
    let sung = |engine| {
        let options = Options {
            engine,
            ..options(Style::Hymn, 3)
        };
        seed(&composer, options, 4)
    };
    let (melody, chords) = (sung(Engine::MarkovMelody), sung(Engine::MarkovHarmony));
    assert!(melody.score.voice(Voice::SOPRANO).count() > 4);
    assert!(
        melody.score.voices().len() > 1,
        "the network writes the others"
    );
    assert!(melody.receipt.model_version.contains(" + "));
    assert!(
        chords.score.header().chords.len() > 2,
        "{:?}",
        chords.score.header().chords
    );
    let without_top = Options {
        voices: vec![Voice::BASS],
        engine: Engine::MarkovMelody,
        ..options(Style::Hymn, 3)
    };
    let refused = composer.extend(ContinueRequest {
        score: melody.score,
        options: without_top,
        bars: 1,
    });
    assert_eq!(refused.err(), Some(ComposeError::NoTopVoice));
}

#[test]
fn chains_that_are_missing_or_damaged_are_named() {
    let mut empty = Composer::new(Backend::Cpu);
    let refused = empty.extend(ContinueRequest {
        score: melody(&TUNE),
        options: options(Style::Hymn, 1),
        bars: 2,
    });
    assert_eq!(
        refused.err(),
        Some(ComposeError::NoChains { style: Style::Hymn })
    );
    let good = shipped(Style::Hymn);
    for at in (0..good.len()).step_by(997) {
        let mut bad = good.clone();
        bad[at] ^= 0x10;
        assert!(
            matches!(empty.load_chains(&bad), Err(ComposeError::DamagedChains(_))),
            "byte {at}"
        );
        assert!(matches!(
            empty.load_chains(&good[..at]),
            Err(ComposeError::DamagedChains(_))
        ));
    }
}

#[test]
fn takes_need_no_weights_and_differ() {
    let composer = chained();
    let begin = |composer: &Composer, take: usize| -> Result<_, ComposeError> {
        composer.extend(ContinueRequest {
            score: melody(&TUNE),
            options: options(Style::Hymn, take as u64),
            bars: 3,
        })
    };
    let mut takes = composer.takes(3, begin).unwrap();
    while support::block_on(takes.next_note()).unwrap().is_some() {}
    let outcomes = support::block_on(takes.finish()).unwrap();
    assert_eq!(outcomes.len(), 3);
    assert!(outcomes[0].added != outcomes[1].added);
    assert_eq!(outcomes[2], run(begin(&composer, 2)));
}

#[test]
fn own_music_is_written_in_the_manner_of() {
    let mut composer = chained();
    let before = seed(&composer, options(Style::LeadSheet, 1), 4);
    // A tune of three notes and no others.
    let own: Vec<Score> = (0..6)
        .map(|_| melody(&[67, 69, 71, 69, 67, 69, 71, 67]))
        .collect();
    composer.learn_chains(&own).unwrap();
    let after = seed(&composer, options(Style::LeadSheet, 1), 4);
    assert!(after.receipt.model_version.starts_with("markov-own-"));
    assert!(before.added != after.added);
    composer.learn_chains(&[]).unwrap();
    assert_eq!(seed(&composer, options(Style::LeadSheet, 1), 4), before);
}

#[test]
fn a_file_reads_back_as_it_was_written() {
    let scores = [melody(&TUNE), melody(&[60, 64, 67, 72])];
    let mut models = StyleModels {
        progressions: ProgressionModel::learn(&scores).unwrap(),
        melodies: MelodyModel::learn(&scores, Voice::SOPRANO).unwrap(),
    };
    for _ in 0..2 {
        let file = StyleModels::from_bytes(&models.to_bytes(Style::Carol)).unwrap();
        assert_eq!(file.style, Style::Carol);
        assert_eq!(file.models, models);
        // Once more with counts that are parts.
        models.melodies.scale(0.25).unwrap();
        models.progressions.scale(0.25).unwrap();
    }
}

#[test]
fn constraints_without_laws_change_nothing_that_is_given() {
    let composer = chained();
    let wishes = Constraints {
        cadence: Some(Strictness::new(0.5).unwrap()),
        voice_leading: Some(Strictness::new(0.5).unwrap()),
        ..Constraints::default()
    };
    let asked = Options {
        constraints: wishes,
        voices: vec![Voice::ALTO, Voice::BASS],
        ..options(Style::Renaissance, 8)
    };
    let score = melody(&TUNE);
    let outcome = run(composer.harmonize(HarmonizeRequest {
        score: score.clone(),
        options: asked,
    }));
    assert_kept(&score, &outcome);
    assert!(!outcome.added.is_empty());
}
