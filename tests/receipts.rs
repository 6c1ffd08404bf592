//! Receipts replay to the same bytes: through the library for every act, and once through the command line.
#![cfg(all(feature = "train", not(target_family = "wasm")))]

#[path = "support/acts.rs"]
mod acts;
mod support;

use std::path::Path;
use std::process::{Command, Output};

use acts::{assert_kept, composer, melody, run};
use antiphon::compose::{
    ComposeError, Composer, Composition, Constraints, ContinueRequest, HarmonizeRequest,
    InfillRequest, Keep, Limit, Options, Order, SeedRequest, Strictness, Style,
};
use antiphon::format::write_midi;
use antiphon::model::Precision;
use antiphon::music::{Tempo, Tick, TimeSignature, Voice};
use support::{block_on, tiny_weights};

fn lower() -> Vec<Voice> {
    vec![Voice::ALTO, Voice::TENOR, Voice::BASS]
}

#[test]
fn every_act_is_answered_again_by_the_same_bytes() {
    let law = Strictness::LAW;
    let strict = Constraints {
        voice_leading: Some(law),
        scale: Some(Limit {
            value: None,
            strictness: law,
        }),
        cadence: Some(law),
        ..Constraints::default()
    };
    let score = melody(&[67, 69, 71, 72, 74, 72, 71, 67]);
    for constraints in [Constraints::default(), strict] {
        let options = |voices: Option<Vec<Voice>>| {
            let usual = Options::new(Style::BachChorale, 5);
            Options {
                voices: voices.unwrap_or(usual.voices.clone()),
                constraints: constraints.clone(),
                ..usual
            }
        };
        type Act<'a> = Box<dyn Fn(&Composer) -> Result<Composition, ComposeError> + 'a>;
        let acts: [Act<'_>; 4] = [
            Box::new(|composer| {
                composer.seed(SeedRequest {
                    options: options(None),
                    key: "G major".parse().ok(),
                    time_signature: TimeSignature::COMMON,
                    tempo: Tempo::MODERATE,
                    bars: 4,
                })
            }),
            Box::new(|composer| {
                composer.extend(ContinueRequest {
                    score: score.clone(),
                    options: options(None),
                    bars: 3,
                })
            }),
            Box::new(|composer| {
                composer.harmonize(HarmonizeRequest {
                    score: score.clone(),
                    options: options(Some(lower())),
                })
            }),
            Box::new(|composer| {
                composer.infill(InfillRequest {
                    score: score.clone(),
                    options: Options {
                        keep: constraints.cadence.is_none().then_some(Keep::Rhythm),
                        ..options(None)
                    },
                    region: Tick::ZERO..Tick::new(1920).unwrap(),
                })
            }),
        ];
        for (index, act) in acts.into_iter().enumerate() {
            // Each by a composer that knows nothing of the other.
            let [one, other] = [run(act(&composer())), run(act(&composer()))];
            assert_eq!(write_midi(&one.score), write_midi(&other.score));
            assert_eq!(one.receipt, other.receipt);
            assert!(!one.added.is_empty());
            if index > 0 {
                assert_kept(&score, &one);
            }
        }
    }
    let piece = || {
        let mut piece = composer().piece(&Order::new(Style::Hymn, 12.0, 3)).unwrap();
        while block_on(piece.next_note()).unwrap().is_some() {}
        write_midi(&piece.finish().unwrap().score)
    };
    assert_eq!(piece(), piece());
}

fn antiphon(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_antiphon"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn the_command_line_replays_its_receipts_and_says_what_differs() {
    let folder = std::env::temp_dir().join(format!("antiphon-receipts-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str| folder.join(name);
    std::fs::write(file("melody.mid"), write_midi(&melody(&[67, 69, 71, 72]))).unwrap();
    for (name, seed) in [("one.safetensors", 11), ("two.safetensors", 12)] {
        let weights = tiny_weights(seed).save(Precision::Byte).unwrap();
        std::fs::write(file(name), weights).unwrap();
    }
    let said = |output: &Output| {
        let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        String::from_utf8(text).unwrap()
    };
    let asked = [
        "compose",
        "harmonize",
        "--in",
        "melody.mid",
        "--out",
        "first.mid",
        "--weights",
        "one.safetensors",
        "--strict",
        "--explain",
        "--receipt",
        "receipt.json",
    ];
    let first = antiphon(&asked, &folder);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("moved by"), "{}", said(&first));
    // What was read is in the receipt, not in the file.
    std::fs::remove_file(file("melody.mid")).unwrap();
    let replay = ["compose", "--replay", "receipt.json", "--out", "second.mid"];
    let second = antiphon(&replay, &folder);
    assert!(second.status.success(), "{}", said(&second));
    let [one, other] = ["first.mid", "second.mid"].map(|name| std::fs::read(file(name)).unwrap());
    assert_eq!(one, other);
    let others = [&replay[..], &["--weights", "two.safetensors"]].concat();
    let refused = antiphon(&others, &folder);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("the weights are tiny-"),
        "{}",
        said(&refused)
    );
    // A receipt of another version, and one whose answer was another.
    let receipt = std::fs::read_to_string(file("receipt.json")).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(receipt.contains(from));
        std::fs::write(file("changed.json"), receipt.replacen(from, to, 1)).unwrap();
        let output = antiphon(
            &["compose", "--replay", "changed.json", "--out", "x.mid"],
            &folder,
        );
        assert!(!output.status.success());
        said(&output)
    };
    let version = format!("\"antiphon\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(changed(&version, "\"antiphon\": \"0.0.0\"").contains("the receipt is of 0.0.0"));
    assert!(changed("\"hash\": \"", "\"hash\": \"f").contains("the answer is another one"));
    std::fs::remove_dir_all(&folder).unwrap();
}
