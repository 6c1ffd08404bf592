//! The house stands: who may use whom, what never reaches the browser, how large a file may be.
//!
//! Read from the text of the sources, so that a wrong edge is found before it compiles.
#![cfg(not(target_family = "wasm"))]

#[path = "floors/page.rs"]
mod page;
#[path = "floors/planted.rs"]
mod planted;
#[path = "floors/rust.rs"]
mod rust;
#[path = "floors/shape.rs"]
mod shape;
#[path = "floors/source.rs"]
mod source;

use page::page_edges;
use rust::{burn_is_named, careless, lints_missing, rust_edges};
use shape::{busy_doors, too_long};
use source::Source;
use std::process::Command;

/// Crates that train, talk to a terminal or start threads: none may reach the browser.
const NATIVE_ONLY: [&str; 18] = [
    "anyhow",
    "burn-autodiff",
    "burn-cuda",
    "burn-dataset",
    "burn-ndarray",
    "burn-optim",
    "burn-store",
    "burn-train",
    "clap",
    "crossbeam-deque",
    "liblzma",
    "ndarray",
    "proptest",
    "prost",
    "rayon",
    "rayon-core",
    "tar",
    "tokio",
];

/// Runs a check over sources and reports every finding at once.
fn expect_none(sources: &[Source], check: fn(&Source) -> Vec<String>) {
    assert!(!sources.is_empty(), "no sources were found");
    let findings: Vec<String> = sources
        .iter()
        .flat_map(|source| check(source).into_iter().map(move |wrong| (source, wrong)))
        .map(|(source, wrong)| format!("{}: {wrong}", source.path))
        .collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn rust_rooms_use_only_what_lies_below() {
    expect_none(&Source::all("src", "rs"), rust_edges);
}

#[test]
fn page_rooms_use_only_what_lies_below() {
    expect_none(&Source::all("www/src", "ts"), page_edges);
}

#[test]
fn burn_is_named_only_where_networks_live() {
    expect_none(&Source::all("src", "rs"), burn_is_named);
}

#[test]
fn files_stay_short() {
    let rust = ["src", "tests", "xtask/src", "benches", "examples"];
    let mut sources: Vec<Source> = rust
        .iter()
        .flat_map(|folder| Source::all(folder, "rs"))
        .collect();
    sources.extend(Source::all("www/src", "ts"));
    sources.extend(Source::all("www/e2e", "mjs"));
    expect_none(&sources, too_long);
}

#[test]
fn doors_only_re_export() {
    expect_none(&Source::all("src", "rs"), busy_doors);
    expect_none(&Source::all("www/src", "ts"), busy_doors);
}

#[test]
fn nothing_unwraps_outside_tests() {
    expect_none(&Source::all("src", "rs"), careless);
}

#[test]
fn web_denies_what_could_panic() {
    let door = Source::all("src/web", "rs")
        .into_iter()
        .filter(|s| s.path == "src/web/mod.rs");
    expect_none(&door.collect::<Vec<_>>(), lints_missing);
}

#[test]
fn no_native_crate_reaches_the_browser() {
    for features in ["cpu", "webgpu"] {
        let mut tree = Command::new(env!("CARGO"));
        tree.args([
            "tree",
            "--target",
            "wasm32-unknown-unknown",
            "--edges",
            "normal",
        ]);
        tree.args([
            "--prefix",
            "none",
            "--no-default-features",
            "--features",
            features,
        ]);
        let output = tree
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(
            text.lines().any(|line| line.starts_with("burn v")),
            "burn is not in the tree"
        );
        let strangers = strangers(&text);
        assert!(strangers.is_empty(), "{features}: {strangers:?}");
    }
}

fn strangers(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    let mut found: Vec<&str> = names.filter(|name| NATIVE_ONLY.contains(name)).collect();
    found.sort_unstable();
    found.dedup();
    found
}
