//! The benchmark's network through the public API: trained, interrupted, measured.
#![cfg(all(feature = "train", not(target_family = "wasm")))]

use antiphon::model::Precision;
use antiphon::train::{
    FrameConfig, FrameNetwork, Jsb16Grid, LogLine, Phase, TrainConfig, TrainError, evaluate_jsb16,
    read_jsb16, read_log, train_jsb16,
};

/// Pieces of a scale in four voices that comes back, each in another key.
fn grids(first: i64, n_pieces: i64) -> Vec<Jsb16Grid> {
    let steps = [0, 2, 4, 5, 7, 5, 4, 2];
    let piece = |id: i64| -> Vec<[i64; 4]> {
        let frames = (0..64).map(|frame| {
            let step = steps[frame / 2 % steps.len()];
            [72, 67, 60, 48].map(|pitch| pitch + step + id % 3)
        });
        frames.collect()
    };
    let pieces: Vec<_> = (first..first + n_pieces).map(piece).collect();
    read_jsb16(&serde_json::json!({ "x": pieces }).to_string(), "x").unwrap()
}

fn config(iterations: usize) -> TrainConfig<FrameConfig> {
    TrainConfig {
        name: "test".into(),
        model: FrameConfig {
            d_model: 16,
            n_layers: 1,
            n_heads: 2,
            d_hidden: 32,
            d_voice: 16,
            order: [0, 3, 1, 2],
            dropout: 0.1,
            voice_dropout: 0.1,
            forgetting: 0.1,
        },
        phases: vec![Phase {
            iterations,
            batch: 3,
            seq: 32,
            styles: None,
        }],
        styles: Vec::new(),
        learning_rate: 0.02,
        warmup: 2,
        weight_decay: 0.1,
        max_gradient: 1.0,
        ema_decay: 0.9,
        evaluate_every: 4,
        ema_every: 1,
        ablation: None,
        evaluate_pieces: 2,
        rng_seed: 7,
    }
}

/// Trains in a fresh folder, stopping after each of some iterations to start again.
fn run(name: &str, stops: &[usize]) -> (Vec<LogLine>, FrameNetwork) {
    let folder = std::env::temp_dir().join(format!("antiphon-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let (learners, judges) = (grids(0, 3), grids(3, 2));
    let train_until = |stop: Option<usize>| {
        let watch = &mut |progress: antiphon::train::Progress| Some(progress.iteration) != stop;
        train_jsb16(&config(24), &learners, &judges, &folder, watch).unwrap()
    };
    for stop in stops {
        train_until(Some(*stop));
    }
    let network = train_until(None);
    let log = read_log(&folder.join("log.jsonl")).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    (log, network)
}

#[test]
fn a_run_that_was_interrupted_ends_with_the_same_curve_and_weights() {
    let (whole, network) = run("jsb16-whole", &[]);
    let (parts, of_parts) = run("jsb16-parts", &[3, 10]);
    assert_eq!(network.version(), of_parts.version());
    let judged = |log: &[LogLine]| -> Vec<(usize, f64)> {
        let lines = log.iter();
        lines
            .map(|line| (line.iteration, line.valid_nats_per_note))
            .collect()
    };
    assert_eq!(judged(&whole), judged(&parts));
}

#[test]
fn what_comes_back_is_learnt_and_a_mean_of_networks_is_measured() {
    let (log, network) = run("jsb16-learns", &[]);
    let first = log.first().unwrap().valid_nats_per_note;
    let last = log.last().unwrap().valid_nats_per_note;
    assert!(last < 0.5 * first, "{first} {last}");
    let judges = grids(3, 2);
    let alone = evaluate_jsb16(std::slice::from_ref(&network), &judges);
    assert!(alone < first, "{alone}");
    // A network in the mean with itself is itself.
    let twice = evaluate_jsb16(&[network.clone(), network.clone()], &judges);
    assert!((alone - twice).abs() < 1e-9);
    let small = FrameNetwork::load(&network.save(Precision::Byte).unwrap()).unwrap();
    let rounded = evaluate_jsb16(&[small], &judges);
    assert!((alone - rounded).abs() < 0.05, "{alone} {rounded}");
}

#[test]
fn a_config_that_describes_no_network_is_refused() {
    let mut config = config(4);
    config.model.n_heads = 3;
    let folder = std::env::temp_dir().join("antiphon-jsb16-refused");
    let refused = train_jsb16(&config, &grids(0, 1), &grids(0, 1), &folder, &mut |_| true);
    assert!(matches!(refused, Err(TrainError::BadConfig(_))));
    let refused = train_jsb16(&self::config(4), &[], &grids(0, 1), &folder, &mut |_| true);
    assert!(matches!(refused, Err(TrainError::NoPieces)));
}
