//! The class as a browser has it, with a tiny network of random weights: every act answers, errors
//! carry codes, and WebGPU agrees with plain burn.
#![cfg(target_family = "wasm")]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/logits.rs"]
mod logits;
#[path = "support/recall.rs"]
mod recall;
#[path = "support/tiny.rs"]
mod tiny;

use std::cell::RefCell;
use std::rc::Rc;

use antiphon::model::{Backend, Device, Gpu, Network, Precision, TransformerConfig, Weights};
use antiphon::web::wire::{
    WireEngine, WireMidi, WireNote, WireOutcome, WirePieceOutcome, WireScore,
};
use antiphon::web::{Composer, read_midi, read_score, write_midi, write_score};
use browser::{act_of, answer, changed, check_answer, code, hooks, object, plain};
use logits::{assert_near, logits};
use recall::assert_recall_changes_nothing;
use tiny::{TINY, tiny_weights, weights_of};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

const SEED: &str = include_str!("fixtures/wire/seed.json");
const CONTINUE: &str = include_str!("fixtures/wire/continue.json");
const HARMONIZE: &str = include_str!("fixtures/wire/harmonize.json");
const INFILL: &str = include_str!("fixtures/wire/infill.json");
const PIECE: &str = include_str!("fixtures/wire/piece.json");
const SCORE: &str = include_str!("fixtures/wire/score.json");

/// Between logits of the two devices, which add in different orders; logits here are about 1.
const LOGIT_TOLERANCE: f32 = 1e-3;

/// What products rounded to eight and sixteen bits may change.
const ROUNDING: f32 = 5e-3;

/// Sizes that leave threads of a workgroup over.
const ODD: TransformerConfig = TransformerConfig {
    d_model: 48,
    n_layers: 1,
    n_heads: 2,
    d_hidden: 52,
    context: 300,
    dropout: 0.0,
};

/// Seed of the network that the two devices are compared with.
const RNG_SEED: u64 = 7;

fn tiny_file() -> Vec<u8> {
    tiny_weights(RNG_SEED).save(Precision::Byte).unwrap()
}

async fn composer(device: &str) -> Rc<Composer> {
    let composer = Composer::create(device.into()).await.unwrap();
    composer.load_weights(&tiny_file()).unwrap();
    Rc::new(composer)
}

#[wasm_bindgen_test]
async fn the_composer_seeds_what_was_asked_for() {
    let request = changed(SEED, "bars", "1");
    let outcome = check_answer(&*composer("cpu").await, "seed", request).await;
    assert!(outcome.added.iter().all(|note| note.onset < 3 * 480));
    assert_eq!(outcome.receipt.rng_seed, (1 << 53) - 1);
    assert_eq!(outcome.receipt.device, "cpu");
}

#[wasm_bindgen_test]
async fn the_composer_continues_after_the_last_bar() {
    let request = changed(CONTINUE, "bars", "1");
    let outcome = check_answer(&*composer("cpu").await, "continue", request).await;
    let is_after = |note: &WireNote| note.onset >= 3840 && note.voice == 0;
    assert!(outcome.added.iter().all(is_after));
    assert!(outcome.removed.is_empty());
}

#[wasm_bindgen_test]
async fn the_composer_harmonizes_the_other_voices() {
    let outcome = check_answer(&*composer("cpu").await, "harmonize", object(HARMONIZE)).await;
    assert!(outcome.added.iter().all(|note| note.voice > 0));
}

#[wasm_bindgen_test]
async fn the_composer_fills_a_region_around_locked_notes() {
    let outcome = check_answer(&*composer("cpu").await, "infill", object(INFILL)).await;
    let is_inside = |note: &WireNote| (960..1920).contains(&note.onset);
    assert!(outcome.added.iter().all(is_inside));
    assert_eq!(outcome.removed, [4], "note 3 is locked");
}

#[wasm_bindgen_test]
async fn the_same_request_gives_the_same_notes() {
    let composer = composer("cpu").await;
    let request = || changed(CONTINUE, "bars", "2");
    let first: WireOutcome = plain(answer(&composer, "continue", request()).await.unwrap());
    let second: WireOutcome = plain(answer(&composer, "continue", request()).await.unwrap());
    assert_eq!(first, second);
}

#[wasm_bindgen_test]
async fn cancelling_keeps_what_is_written_and_leaves_the_composer_free() {
    let composer = composer("cpu").await;
    let cancelled = composer.clone();
    let hooks = hooks(move || cancelled.cancel());
    let request = changed(CONTINUE, "bars", "64");
    let value = act_of(&composer, "continue", request, &hooks)
        .await
        .unwrap();
    let outcome: WireOutcome = plain(value);
    assert!(!outcome.is_complete);
    assert_eq!(outcome.added.len(), 1);
    check_answer(&composer, "continue", changed(CONTINUE, "bars", "1")).await;
}

#[wasm_bindgen_test]
async fn a_piece_is_told_note_by_note_as_it_was_planned() {
    let composer = composer("cpu").await;
    let (hooks, order) = (hooks(|| {}), changed(PIECE, "seconds", "30"));
    let outcome: WirePieceOutcome =
        plain(composer.piece(order, hooks.value.clone()).await.unwrap());
    assert!(outcome.is_complete && outcome.ending.is_some());
    assert_eq!(outcome.added, *hooks.heard.borrow());
    assert!((outcome.plan.seconds - 30.0).abs() < 0.5);
}

#[wasm_bindgen_test]
async fn takes_are_answers_to_one_request_and_its_next_seeds() {
    let composer = composer("cpu").await;
    let (hooks, request) = (hooks(|| {}), || changed(CONTINUE, "bars", "1"));
    let takes = composer.takes("continue".into(), request(), 3, hooks.value.clone());
    let outcomes: Vec<WireOutcome> = plain(takes.await.unwrap());
    let heard = hooks.heard.take().len();
    let added = outcomes.iter().map(|outcome| outcome.added.len());
    assert_eq!((outcomes.len(), heard), (3, added.sum()));
    let seeds = outcomes.iter().map(|outcome| outcome.receipt.rng_seed);
    let first = outcomes[0].receipt.rng_seed;
    assert_eq!(seeds.collect::<Vec<_>>(), [first, first + 1, first + 2]);
    assert_eq!(
        outcomes[0],
        check_answer(&composer, "continue", request()).await
    );
    for (act, count) in [("continue", 0), ("continue", 9), ("sing", 2)] {
        let refusal = composer.takes(act.into(), request(), count, hooks.value.clone());
        assert_eq!(
            code(&refusal.await.unwrap_err()),
            "request-invalid",
            "{act}"
        );
    }
}

#[wasm_bindgen_test]
async fn a_second_request_meanwhile_is_refused() {
    let composer = composer("cpu").await;
    let (busy, weights) = (composer.clone(), tiny_file());
    let codes = Rc::new(RefCell::new(Vec::new()));
    let found = codes.clone();
    let hooks = hooks(move || {
        let refusal = busy.load_weights(&weights).unwrap_err();
        found.borrow_mut().push(code(&refusal));
        busy.cancel();
    });
    act_of(&composer, "continue", object(CONTINUE), &hooks)
        .await
        .unwrap();
    assert_eq!(codes.take(), ["busy"]);
}

#[wasm_bindgen_test]
async fn every_refusal_carries_its_code() {
    let composer = composer("cpu").await;
    let cases = [
        ("seed", changed(SEED, "style", "\"jazz\""), "style-unknown"),
        ("seed", changed(SEED, "bars", "65"), "request-invalid"),
        ("seed", changed(SEED, "bars", "1.5"), "request-invalid"),
        ("seed", changed(SEED, "key", "\"H major\""), "key-unknown"),
        ("seed", object("{}"), "request-invalid"),
        (
            "continue",
            changed(CONTINUE, "locked", "[99]"),
            "request-invalid",
        ),
        (
            "harmonize",
            changed(HARMONIZE, "voices", "[0]"),
            "nothing-to-harmonize",
        ),
        (
            "infill",
            changed(
                INFILL,
                "region",
                "{\"start\": 5, \"end\": 5, \"voices\": [0]}",
            ),
            "region-empty",
        ),
    ];
    for (act, request, expected) in cases {
        let refusal = answer(&composer, act, request).await.unwrap_err();
        assert_eq!(code(&refusal), expected, "{act}");
    }
    check_answer(&composer, "continue", changed(CONTINUE, "bars", "1")).await;
}

#[wasm_bindgen_test]
async fn weights_that_do_not_fit_are_refused_with_their_code() {
    let composer = Composer::create("cpu".into()).await.unwrap();
    let engine: WireEngine = plain(composer.describe().unwrap());
    assert_eq!(engine.model_version, None);
    assert!(engine.styles.contains(&"bach-chorale".to_string()));
    let missing = answer(&composer, "continue", object(CONTINUE))
        .await
        .unwrap_err();
    assert_eq!(code(&missing), "weights-missing");
    let corrupt = composer.load_weights(&[1, 2, 3]).unwrap_err();
    assert_eq!(code(&corrupt), "weights-corrupt");
    let mut other = tiny_file();
    let place = other
        .windows(13)
        .position(|bytes| bytes == b"\"vocabulary\":")
        .unwrap();
    other[place + 14] = b'9';
    assert_eq!(
        code(&composer.load_weights(&other).unwrap_err()),
        "weights-version"
    );
    composer.load_weights(&tiny_file()).unwrap();
    let engine: WireEngine = plain(composer.describe().unwrap());
    assert!(
        engine
            .model_version
            .is_some_and(|version| version.starts_with("tiny"))
    );
}

#[wasm_bindgen_test]
async fn a_device_that_is_not_built_in_is_refused() {
    let refusal = Composer::create("tpu".into()).await.err().unwrap();
    assert_eq!(code(&refusal), "device-unavailable");
}

#[wasm_bindgen_test]
fn midi_comes_back_as_it_was() {
    let score: WireScore = plain(object(SCORE));
    let bytes = write_midi(object(SCORE)).unwrap();
    let file: WireMidi = plain(read_midi(&bytes).unwrap());
    let sounds = |score: &WireScore| -> Vec<_> {
        let notes = score.notes.iter();
        notes
            .map(|note| (note.onset, note.voice, note.pitch, note.duration))
            .collect()
    };
    assert_eq!(sounds(&file.score), sounds(&score));
    assert_eq!(file.score.time_signatures, score.time_signatures);
    let refusal = read_midi(b"no midi").unwrap_err();
    assert_eq!(code(&refusal), "midi-invalid");
}

#[wasm_bindgen_test]
fn scores_come_back_from_every_format() {
    let score: WireScore = plain(object(SCORE));
    let sounds = |score: &WireScore| -> Vec<_> {
        let notes = score.notes.iter();
        let mut sounds: Vec<_> = notes
            .map(|note| (note.onset, note.pitch, note.duration))
            .collect();
        sounds.sort_unstable();
        sounds
    };
    for format in ["musicxml", "mxl", "abc"] {
        let bytes = write_score(object(SCORE), format).unwrap();
        let file: WireMidi = plain(read_score(&bytes, "piece").unwrap());
        assert_eq!(sounds(&file.score), sounds(&score), "{format}");
    }
    let refusal = read_score(b"no music", "letter.txt").unwrap_err();
    assert_eq!(code(&refusal), "score-unreadable");
    let refusal = write_score(object(SCORE), "pdf").unwrap_err();
    assert_eq!(code(&refusal), "request-invalid");
}

#[wasm_bindgen_test]
async fn webgpu_logits_equal_those_of_plain_burn() {
    let gpu = Gpu::open().await.unwrap();
    let device = Device::wgpu_options().init_async().await.unwrap();
    for config in [TINY, ODD] {
        let file = weights_of(config, RNG_SEED).save(Precision::Byte).unwrap();
        for is_wide in [true, false] {
            let gpu = gpu.clone().cut_for_many(is_wide);
            let ours = logits(&file, Backend::Gpu(gpu)).await;
            for plain in [device.clone(), Device::flex()] {
                let plain = logits(&file, Backend::Burn(plain)).await;
                assert_near(&plain, &ours, LOGIT_TOLERANCE);
            }
        }
    }
}

#[wasm_bindgen_test]
async fn webgpu_reads_a_text_alike_in_any_pieces() {
    let weights = Weights::load(&tiny_file()).unwrap();
    let gpu = Backend::Gpu(Gpu::open().await.unwrap());
    let network = Network::from_weights(&weights, &gpu).unwrap();
    assert_recall_changes_nothing(&network).await;
}

#[wasm_bindgen_test]
async fn webgpu_takes_are_what_each_would_be_by_itself() {
    let composer = composer("webgpu").await;
    let hooks = hooks(|| {});
    let take_all = async || -> Vec<WireOutcome> {
        let request = object(HARMONIZE);
        let taken = composer.takes("harmonize".into(), request, 4, hooks.value.clone());
        plain(taken.await.unwrap())
    };
    let taken = take_all().await;
    let first: serde_json::Value = serde_json::from_str(HARMONIZE).unwrap();
    for (take, outcome) in taken.iter().enumerate() {
        let seed = first["rngSeed"].as_u64().unwrap() + take as u64;
        let request = changed(HARMONIZE, "rngSeed", &seed.to_string());
        let alone: WireOutcome = plain(answer(&composer, "harmonize", request).await.unwrap());
        assert_eq!(*outcome, alone, "take {take}");
    }
    // Drafted by the processor and read by halves, they are the same.
    composer.load_drafter(&tiny_file()).unwrap();
    assert_eq!(take_all().await, taken);
}

#[wasm_bindgen_test]
async fn eight_bits_on_the_processor_give_the_logits_of_plain_burn() {
    let plain = logits(&tiny_file(), Backend::Burn(Device::flex())).await;
    let ours = logits(&tiny_file(), Backend::Cpu).await;
    assert_near(&plain, &ours, ROUNDING);
}

#[wasm_bindgen_test]
async fn webgpu_answers_and_says_on_what() {
    let composer = composer("webgpu").await;
    let engine: WireEngine = plain(composer.describe().unwrap());
    assert_eq!(engine.device, "webgpu");
    let outcome = check_answer(&composer, "harmonize", changed(HARMONIZE, "voices", "[3]")).await;
    assert_eq!(outcome.receipt.device, "webgpu");
    // Drafted by the processor, the same notes come with fewer readings.
    composer.load_drafter(&tiny_file()).unwrap();
    let drafted = check_answer(&composer, "harmonize", changed(HARMONIZE, "voices", "[3]")).await;
    assert_eq!(drafted, outcome);
}
