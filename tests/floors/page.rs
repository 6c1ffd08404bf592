//! Checks of the rooms of the page.

use super::source::{Source, allowed};

/// What each room of the page may use. `index.ts` defines the element, so it may use every room;
/// `lazy.ts` loads it by its address;
/// `page.ts`, which `offline.ts` keeps, and `guide.ts` are the scripts of our own pages.
const PAGE_EDGES: [(&str, &[&str]); 15] = [
    ("words", &[]),
    ("score", &[]),
    ("roll", &["score", "words"]),
    ("audio", &["score", "words"]),
    ("composer", &["score", "words"]),
    ("notation", &["score", "words"]),
    ("library", &["score", "words"]),
    ("midi", &["score", "words"]),
    (
        "element",
        &[
            "score", "roll", "audio", "composer", "notation", "library", "midi", "words",
        ],
    ),
    ("headless", &["score", "composer"]),
    (
        "index.ts",
        &["score", "roll", "audio", "composer", "element", "words"],
    ),
    ("page.ts", &["index.ts", "offline.ts", "words"]),
    ("guide.ts", &["index.ts"]),
    ("lazy.ts", &[]),
    ("offline.ts", &["words"]),
];

/// The packages that a room may load; all of them later, when they are asked for.
const PAGE_PACKAGES: [(&str, &[&str]); 3] = [
    ("notation", &["opensheetmusicdisplay"]),
    ("audio", &["fflate", "spessasynth_core"]),
    ("element", &["lean-qr"]),
];

/// The wasm is imported where it runs: in a worker, or in the thread of a program without a page.
const WASM_IMPORTERS: [&str; 2] = ["/composer/worker.ts", "/composer/local-worker.ts"];

/// What a TypeScript file imports, re-exports or loads later.
fn imports(code: &str) -> Vec<&str> {
    let openings = [" from \"", "import \"", "import(\"", "import(\n      \""];
    let mut found: Vec<&str> = Vec::new();
    for opening in openings {
        let parts = code.split(opening).skip(1);
        found.extend(parts.filter_map(|rest| rest.split('"').next()));
    }
    found
}

pub fn page_edges(source: &Source) -> Vec<String> {
    let parts = source.parts();
    let room = parts[0];
    let Some(uses) = allowed(&PAGE_EDGES, room) else {
        return vec![format!("`{room}` is a room without a floor")];
    };
    let is_test = source.path.ends_with(".test.ts");
    let mut wrong = Vec::new();
    for import in imports(&source.code()) {
        if !import.starts_with('.') {
            let packages = allowed(&PAGE_PACKAGES, room).unwrap_or_default();
            if !is_test && !packages.contains(&import) {
                wrong.push(format!(
                    "`{import}` is a package that `{room}` may not load"
                ));
            }
            continue;
        }
        let place = resolve(&parts, import);
        let is_fixture = is_test && place.starts_with(&["tests", "fixtures"]);
        match place[..] {
            ["www", "src", used, ..] if used == room => {}
            ["www", "src", used, "index.ts"] | ["www", "src", used] if uses.contains(&used) => {}
            // Tests may use what only tests need, such as a notation for notes.
            ["www", "src", used, ..] if is_test && uses.contains(&used) => {}
            // The element keeps no door: it has one file to show, and one visitor.
            ["www", "src", "element", "antiphon-composer.ts"] if room == "index.ts" => {}
            ["www", "src", used, ..] if uses.contains(&used) => {
                wrong.push(format!(
                    "`{import}`: other rooms are entered by their `index.ts`"
                ));
            }
            ["pkg", ..]
                if WASM_IMPORTERS
                    .iter()
                    .any(|name| source.path.ends_with(name)) => {}
            _ if is_fixture => {}
            _ => wrong.push(format!("`{room}` may not import `{import}`")),
        }
    }
    wrong
}

/// The path from the root that an import leads to.
fn resolve<'a>(importer: &[&'a str], import: &'a str) -> Vec<&'a str> {
    let mut place = vec!["www", "src"];
    place.extend(&importer[..importer.len() - 1]);
    for step in import.split('/').filter(|step| *step != ".") {
        if step == ".." {
            place.pop();
        } else {
            place.push(step);
        }
    }
    place
}
