//! The wire, from the Rust side: the examples of `fixtures/wire` are read, and come back as they were.
#![cfg(not(target_family = "wasm"))]

use antiphon::compose::{ComposeError, Composer};
use antiphon::model::Backend;
use antiphon::music::{Score, Tempo};
use antiphon::web::wire::{
    MAX_NOTES, WireAct, WireEditOutcome, WireEditRequest, WireError, WireNote, WireOutcome,
    WirePiece, WirePieceOutcome, WireRate, WireRating, WireScore, WireSeed, WireTempoChange,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn fixture(file: &str) -> Value {
    let path = format!("{}/tests/fixtures/wire/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// A score of quarter notes with these ids.
fn score_of(ids: impl IntoIterator<Item = u32>) -> WireScore {
    let notes = ids.into_iter().map(|id| WireNote {
        id,
        voice: 0,
        pitch: 60,
        onset: 480 * (id % 1000),
        duration: 480,
        velocity: 80,
    });
    WireScore {
        notes: notes.collect(),
        ..WireScore::from_score(&Score::default())
    }
}

#[test]
fn a_score_comes_back_as_it_was() {
    let value = fixture("score.json");
    let score: WireScore = read(value.clone());
    let back = WireScore::from_score(&score.to_score().unwrap());
    assert_eq!(back, score);
    let numbers_as_floats = |value: &Value| value.to_string().replace(".0", "");
    let back = serde_json::to_value(&back).unwrap();
    assert_eq!(numbers_as_floats(&back), numbers_as_floats(&value));
}

/// Asks a composer without weights for the request of a file: what is refused is refused before that.
fn ask(file: &str, value: Value) -> Result<(), WireError> {
    let composer = Composer::new(Backend::Cpu);
    if file == "piece.json" {
        return read::<WirePiece>(value).begin(&composer).map(drop);
    }
    if file == "rate.json" {
        return read::<WireRate>(value).to_candidates().map(drop);
    }
    let act = match file {
        "seed.json" => WireAct::Seed(read(value)),
        "continue.json" => WireAct::Continue(read(value)),
        "harmonize.json" => WireAct::Harmonize(read(value)),
        "infill.json" => WireAct::Infill(read(value)),
        other => panic!("no such request: {other}"),
    };
    act.begin(&composer).map(drop)
}

#[test]
fn good_requests_are_accepted() {
    for file in [
        "seed.json",
        "continue.json",
        "harmonize.json",
        "infill.json",
        "piece.json",
    ] {
        let request = fixture(file);
        // What chains write is asked of chains, which this composer has none of either.
        if request.get("engine").is_some() {
            let mut with = request.clone();
            with["engine"] = "markov-harmony".into();
            assert_eq!(ask(file, with).unwrap_err().code(), "chains-missing");
        }
        let error = ask(file, request).unwrap_err();
        assert_eq!(error, WireError::Compose(ComposeError::NoWeights), "{file}");
        assert_eq!(error.code(), "weights-missing");
    }
}

#[test]
fn takes_have_the_seeds_that_follow_the_requests() {
    let seed_of = |act: WireAct| match act {
        WireAct::Seed(request) => request.rng_seed,
        other => panic!("{other:?}"),
    };
    let last = WireAct::Seed(read(fixture("seed.json")));
    assert_eq!(seed_of(last.clone()), (1 << 53) - 1);
    assert_eq!(seed_of(last.clone().take(0)), (1 << 53) - 1);
    assert_eq!(seed_of(last.take(2)), 1);
}

#[test]
fn an_outcome_is_written_with_the_names_of_the_wire() {
    let value = fixture("outcome.json");
    let outcome: WireOutcome = read(value.clone());
    assert_eq!(serde_json::to_value(&outcome).unwrap(), value);
    let value = fixture("piece-outcome.json");
    let outcome: WirePieceOutcome = read(value.clone());
    assert_eq!(serde_json::to_value(&outcome).unwrap(), value);
}

#[test]
fn ratings_and_edits_have_the_names_of_the_wire() {
    let value = fixture("rate.json");
    let rate: WireRate = read(value.clone());
    assert_eq!(serde_json::to_value(&rate).unwrap(), value);
    assert_eq!(rate.to_candidates().unwrap().2[0].added.len(), 2);
    let value = fixture("ratings.json");
    let ratings: Vec<WireRating> = read(value.clone());
    assert_eq!(serde_json::to_value(&ratings).unwrap(), value);
    let value = fixture("edit-outcome.json");
    let outcome: WireEditOutcome = read(value.clone());
    assert_eq!(serde_json::to_value(&outcome).unwrap(), value);
    let value = fixture("edits.json");
    let edits: Vec<WireEditRequest> = read(value.clone());
    assert_eq!(serde_json::to_value(&edits).unwrap(), value);
    for edit in &edits {
        let outcome = edit.answer().unwrap();
        assert!(
            outcome.changed.iter().all(|id| edit.notes.contains(id)),
            "{edit:?}"
        );
    }
    let refused = |change: &dyn Fn(&mut WireEditRequest)| {
        let mut edit = edits[0].clone();
        change(&mut edit);
        edit.answer().unwrap_err().code()
    };
    assert_eq!(refused(&|edit| edit.notes.clear()), "request-invalid");
    assert_eq!(refused(&|edit| edit.notes.push(999)), "request-invalid");
    assert_eq!(
        refused(&|edit| edit.style = "polka".into()),
        "style-unknown"
    );
}

/// One change to a good example, and the code with which it is refused.
#[derive(Deserialize)]
struct Refused {
    file: String,
    path: String,
    value: Value,
    code: String,
}

#[test]
fn what_is_out_of_range_is_refused_with_its_code() {
    let cases: Vec<Refused> = read(fixture("refused.json"));
    assert!(!cases.is_empty());
    for case in cases {
        let mut value = fixture(&case.file);
        let pointer = format!("/{}", case.path.replace('.', "/"));
        *value.pointer_mut(&pointer).expect(&pointer) = case.value;
        let refusal = if case.file == "score.json" {
            read::<WireScore>(value).to_score().err()
        } else {
            ask(&case.file, value).err()
        };
        let code = refusal.as_ref().map(WireError::code);
        assert_eq!(
            code,
            Some(case.code.as_str()),
            "{} {}",
            case.file,
            case.path
        );
    }
}

#[test]
fn unknown_and_missing_fields_are_refused() {
    let mut value = fixture("seed.json");
    value["barz"] = json!(3);
    assert!(serde_json::from_value::<WireSeed>(value).is_err());
    let mut value = fixture("seed.json");
    value["controls"]["mood"] = json!(1);
    assert!(serde_json::from_value::<WireSeed>(value).is_err());
    let mut value = fixture("piece.json");
    value["minutes"] = json!(2);
    assert!(serde_json::from_value::<WirePiece>(value).is_err());
    let mut value = fixture("seed.json");
    value.as_object_mut().unwrap().remove("style");
    assert!(serde_json::from_value::<WireSeed>(value).is_err());
}

#[test]
fn twenty_thousand_notes_cross_and_one_more_does_not() {
    let most = MAX_NOTES as u32;
    assert_eq!(
        score_of(0..most).to_score().unwrap().notes().len(),
        MAX_NOTES
    );
    let error = score_of(0..=most).to_score().unwrap_err();
    assert_eq!(error.code(), "too-large");
    assert_eq!(
        error.to_string(),
        "20001 notes found; at most 20000 are allowed"
    );
}

#[test]
fn messages_say_what_was_found_and_what_is_allowed() {
    let mut score = score_of([7]);
    score.notes[0].pitch = 200;
    let error = score.to_score().unwrap_err();
    assert_eq!(
        error.to_string(),
        "note 7: pitch 200 found; 0 to 127 is allowed"
    );
}

proptest! {
    #[test]
    fn every_score_in_range_crosses_unchanged(
        fields in prop::collection::vec(
            (0u32..256, 0u32..128, 0u32..1_000_000, 1u32..10_000, 1u32..128),
            0..200,
        ),
        microseconds in 150_000u32..=6_000_000,
        tempi in prop::collection::vec((0u32..1_000_000, 10.0f64..400.0), 0..8),
    ) {
        let notes = fields.into_iter().zip(0..).map(
            |((voice, pitch, onset, duration, velocity), id)| WireNote {
                id, voice, pitch, onset, duration, velocity,
            },
        );
        let tempo = 60_000_000.0 / f64::from(microseconds);
        let changes = tempi.into_iter().map(|(tick, tempo)| WireTempoChange { tick, tempo });
        let wire = WireScore {
            notes: notes.collect(),
            tempo,
            tempo_changes: changes.collect(),
            ..score_of([])
        };
        let score = wire.to_score().unwrap();
        let back = WireScore::from_score(&score);
        prop_assert_eq!(back.to_score().unwrap(), score.clone());
        prop_assert_eq!(Tempo::from_qpm(back.tempo), Ok(score.header().tempo));
        prop_assert!(back.tempo_changes.is_sorted_by(|one, next| one.tick < next.tick));
        let by_id = |notes: &[WireNote]| {
            let mut notes = notes.to_vec();
            notes.sort_by_key(|note| note.id);
            notes
        };
        prop_assert_eq!(by_id(&back.notes), by_id(&wire.notes));
    }
}
