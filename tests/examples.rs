//! The examples that a newcomer runs first do what they say.
#![cfg(not(target_family = "wasm"))]

#[path = "../examples/continue_melody.rs"]
#[allow(dead_code, reason = "its main is for the command line")]
mod continue_melody;

#[test]
fn a_melody_is_continued() {
    let nano = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/www/public/model/nano.safetensors"
    );
    let outcome = continue_melody::continued(&std::fs::read(nano).unwrap()).unwrap();
    assert_eq!(outcome.score.n_bars(), 4);
    assert!(outcome.added.len() > 8 && outcome.is_complete);
}
