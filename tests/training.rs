//! Training through the public API, on a network small enough for a test.
#![cfg(all(feature = "train", not(target_family = "wasm")))]

#[path = "support/tiny.rs"]
mod tiny;

use std::path::PathBuf;

use antiphon::model::{Device, TransformerConfig, Weights};
use antiphon::music::{Duration, Note, NoteId, Pitch, Score, ScoreHeader, Tick, Velocity, Voice};
use antiphon::token::{Grid, Style};
use antiphon::train::{
    LogLine, Phase, Progress, StyleShare, TrainConfig, TrainError, TrainingPiece, evaluate_model,
    read_log, train,
};
use tiny::{TINY, tiny_weights};

/// A scale up and down in four voices, from a pitch on.
fn piece(id: usize) -> TrainingPiece {
    let lines = Voice::SATB.into_iter().zip([72, 67, 60, 48]);
    let pitches = [0, 2, 4, 5, 7, 5, 4, 2].repeat(3);
    let notes = lines.flat_map(|(voice, lowest)| {
        let first = 100 * i64::from(voice.0);
        pitches.iter().enumerate().map(move |(index, step)| Note {
            id: NoteId((first + index as i64) as u32),
            voice,
            pitch: Pitch::new(lowest + step + id as i64).unwrap(),
            onset: Tick::new(index as u32 * 480).unwrap(),
            duration: Duration::QUARTER,
            velocity: Velocity::DEFAULT,
        })
    });
    let score = Score::new(ScoreHeader::default(), notes.collect()).unwrap();
    TrainingPiece {
        id: id.to_string(),
        style: Style::Hymn,
        key: None,
        grid: Grid::quantize(&score, 0).unwrap(),
        traits: [id as f64; 5],
    }
}

fn config(iterations: usize) -> TrainConfig {
    TrainConfig {
        name: "test".into(),
        model: TINY,
        phases: vec![Phase {
            iterations,
            batch: 2,
            seq: 48,
            styles: None,
        }],
        styles: vec![StyleShare {
            style: Style::Hymn.name().into(),
            share: 1.0,
        }],
        learning_rate: 0.01,
        warmup: 2,
        weight_decay: 0.05,
        max_gradient: 1.0,
        ema_decay: 0.9,
        evaluate_every: 4,
        evaluate_pieces: 1,
        ema_every: 1,
        ablation: None,
        rng_seed: 7,
    }
}

/// Trains in a fresh folder, stopping after each of some iterations to start again; the log and the weights' name.
fn run(name: &str, stops: &[usize]) -> (Vec<LogLine>, String) {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("antiphon-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let learners: Vec<TrainingPiece> = (0..3).map(piece).collect();
    let judges = [piece(5)];
    let train_until = |stop: Option<usize>| {
        train(
            &config(12),
            &learners,
            &judges,
            None,
            &folder,
            &Device::flex(),
            &mut |progress| Some(progress.iteration) != stop,
        )
        .unwrap()
    };
    for stop in stops {
        train_until(Some(*stop));
        // What a crash leaves behind: a line of an iteration that no checkpoint remembers.
        let log = folder.join("log.jsonl");
        if let Ok(text) = std::fs::read_to_string(&log) {
            std::fs::write(&log, text.replace("\"iteration\":8", "\"iteration\":11")).unwrap();
        }
    }
    let weights = train_until(None);
    let log = read_log(&folder.join("log.jsonl")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    (log, weights.version())
}

#[test]
fn a_run_that_was_interrupted_ends_with_the_same_curve_and_weights() {
    let (whole, version) = run("whole", &[]);
    let (parts, version_of_parts) = run("parts", &[3, 6]);
    /// Decimal digits that a number keeps on its way through a checkpoint's text.
    const TOLERANCE: f64 = 1e-9;
    for (one, other) in parts.iter().zip(&whole) {
        let difference = (one.train_nats_per_token - other.train_nats_per_token).abs();
        assert!(difference < TOLERANCE, "{one:?} {other:?}");
        assert_eq!(one.valid_nats_per_note, other.valid_nats_per_note);
    }
    assert_eq!(parts.len(), whole.len());
    assert_eq!(version_of_parts, version);
    assert_eq!(
        whole.iter().map(|line| line.iteration).collect::<Vec<_>>(),
        [4, 8, 12]
    );
}

#[test]
fn of_all_weights_those_that_did_best_are_kept() {
    let folder = std::env::temp_dir().join(format!("antiphon-best-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let judges = [piece(5)];
    // Steps far too long: what was learnt first is soon spoilt.
    let config = TrainConfig {
        learning_rate: 1.0,
        ema_decay: 0.0,
        evaluate_every: 1,
        ..config(8)
    };
    let device = Device::flex();
    let go_on = &mut |_: Progress| true;
    let best = train(&config, &[piece(0)], &judges, None, &folder, &device, go_on).unwrap();
    let log = read_log(&folder.join("log.jsonl")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let judged: Vec<f64> = log.iter().map(|line| line.valid_nats_per_note).collect();
    let least = judged.iter().copied().fold(f64::INFINITY, f64::min);
    assert!(judged[7] > least, "{judged:?}");
    let nats = evaluate_model(&best, &judges, &device)
        .unwrap()
        .nats_per_note();
    assert_eq!(nats, least);
}

#[test]
fn a_new_run_starts_from_grown_weights_and_a_resumed_one_goes_on() {
    let base = std::env::temp_dir().join(format!("antiphon-start-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&base);
    let (learners, judges, device) = ([piece(0)], [piece(5)], Device::flex());
    let learn = |config: &TrainConfig, start: Option<&Weights>, folder: &str| {
        let mut losses = Vec::new();
        let mut watch = |progress: Progress| {
            losses.push(progress.loss);
            losses.len() < 2
        };
        let (folder, watch) = (base.join(folder), &mut watch);
        train(config, &learners, &judges, start, &folder, &device, watch).map(|_| losses)
    };
    let start = {
        let folder = base.join("small");
        let go_on = &mut |_: Progress| true;
        let config = config(12);
        train(&config, &learners, &judges, None, &folder, &device, go_on).unwrap()
    };
    let large = TrainConfig {
        model: TransformerConfig {
            d_model: 32,
            n_layers: 3,
            n_heads: 4,
            d_hidden: 64,
            ..TINY
        },
        ..config(8)
    };
    let [small, grown, random] = [
        learn(&config(8), Some(&start), "same").unwrap()[0],
        learn(&large, Some(&start), "grown").unwrap()[0],
        learn(&large, None, "random").unwrap()[0],
    ];
    assert!((grown - small).abs() < 1e-3, "{grown} {small}");
    assert!(grown < random - 0.1, "{grown} {random}");
    // Weights that would not do end a new run, and are not looked at by one under way.
    let mut wrong = start;
    wrong.config.n_heads = 1;
    let refused = learn(&large, Some(&wrong), "fresh");
    assert!(matches!(refused, Err(TrainError::Grow(_))), "{refused:?}");
    let resumed = learn(&large, Some(&wrong), "grown").unwrap();
    assert!(resumed[0] < random - 0.1, "{resumed:?} {random}");
    std::fs::remove_dir_all(&base).unwrap();
}

#[test]
fn training_lowers_the_loss() {
    let (log, version) = run("lower", &[]);
    assert!(
        log[2].train_nats_per_token < log[0].train_nats_per_token - 0.1,
        "{log:?}"
    );
    assert_ne!(version, tiny_weights(7).version());
}
