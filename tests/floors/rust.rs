//! Checks of the Rust rooms.

use super::source::{Source, allowed};

/// What each Rust room may use: the table of ARCHITECTURE.md.
const RUST_EDGES: [(&str, &[&str]); 16] = [
    ("music", &[]),
    ("token", &["music"]),
    ("theory", &["music"]),
    ("format", &["music"]),
    ("model", &["token"]),
    ("corpus", &["format", "theory", "token", "music"]),
    ("generate", &["model", "token", "theory", "music"]),
    ("markov", &["model", "token", "theory", "music"]),
    ("motif", &["model", "token", "music"]),
    ("voicing", &["model", "theory", "music"]),
    ("edit", &["voicing", "model", "token", "theory", "music"]),
    (
        "compose",
        &[
            "generate", "markov", "motif", "voicing", "model", "token", "theory", "music",
        ],
    ),
    (
        "web",
        &[
            "compose", "edit", "motif", "format", "theory", "music", "model",
        ],
    ),
    (
        "train",
        &[
            "corpus", "generate", "model", "motif", "token", "theory", "music",
        ],
    ),
    (
        "bin",
        &[
            "train", "corpus", "compose", "edit", "generate", "markov", "model", "motif", "token",
            "theory", "format", "music",
        ],
    ),
    ("lib.rs", &[]),
];

/// Lints by which `web` lets no panic over the border.
const WEB_LINTS: [&str; 4] = ["unwrap_used", "expect_used", "panic", "indexing_slicing"];

pub fn rust_edges(source: &Source) -> Vec<String> {
    let room = source.parts()[0];
    let Some(uses) = allowed(&RUST_EDGES, room) else {
        return vec![format!("`{room}` is a room without a floor")];
    };
    // Tests build their music with whatever the rooms below them use.
    let below = uses.iter().filter_map(|used| allowed(&RUST_EDGES, used));
    let uses_in_tests = [uses, &below.flatten().copied().collect::<Vec<_>>()].concat();
    let root = if room == "bin" {
        "antiphon::"
    } else {
        "crate::"
    };
    let mut wrong = Vec::new();
    for (code, uses) in [
        (source.code_without_tests(), uses),
        (source.code(), &uses_in_tests[..]),
    ] {
        for used in words_after(&code, root) {
            if used.is_empty() {
                wrong.push(format!("`{root}{{..}}` hides which rooms are used"));
            } else if used != room && !uses.contains(&used) {
                wrong.push(format!("`{room}` may not use `{used}`"));
            }
        }
    }
    wrong.dedup();
    // `super` may climb to the room, not out of it.
    let depth = source.parts().len() - usize::from(source.file_name() == "mod.rs");
    let climb = "super::".repeat(depth);
    if room != "bin" && source.code_without_tests().contains(&climb) {
        wrong.push(format!("`{climb}` leaves the room"));
    }
    wrong
}

pub fn burn_is_named(source: &Source) -> Vec<String> {
    let parts = source.parts();
    if matches!(parts[0], "model" | "train") || parts == ["web", "device.rs"] {
        return Vec::new();
    }
    let code = source.code();
    let crates = ["burn::", "burn_wgpu::", "burn_flex::", "cubecl::", "wgpu::"];
    let named = crates
        .iter()
        .filter(|name| !words_after(&code, name).is_empty());
    named
        .map(|name| format!("`{name}` is for `model`, `train` and `web/device.rs`"))
        .collect()
}

/// Outside tests a wish is not enough: `expect` states the proof.
pub fn careless(source: &Source) -> Vec<String> {
    let code = source.code_without_tests();
    let mut wrong = Vec::new();
    for (index, line) in code.lines().enumerate() {
        if line.contains(".unwrap()") {
            wrong.push(format!("line {}: `unwrap` outside tests", index + 1));
        }
        if line.contains(".expect(\"") && !line.contains(".expect(\"invariant: ") {
            wrong.push(format!(
                "line {}: `expect` without `invariant: `",
                index + 1
            ));
        }
    }
    wrong
}

pub fn lints_missing(source: &Source) -> Vec<String> {
    let (_, denied) = source.text.split_once("#![deny(").unwrap_or(("", ""));
    let denied = denied.split(")]").next().unwrap_or("");
    let missing = WEB_LINTS
        .iter()
        .filter(|lint| !denied.contains(&format!("clippy::{lint}")));
    missing
        .map(|lint| format!("`web` must deny clippy::{lint}"))
        .collect()
}

/// The word that stands at the beginning of a text.
fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or("")
}

/// The words after each `root::`, such as `crate::`.
fn words_after<'a>(code: &'a str, root: &str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(root)
        .filter(|(at, _)| !code[..*at].ends_with(is_name))
        .map(|(at, _)| word(&code[at + root.len()..]))
        .collect()
}
