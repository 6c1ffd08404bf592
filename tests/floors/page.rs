//! Checks of the rooms of the page.

use super::source::{Source, allowed};

/// What each room of the page may use; `index.ts` is the entry, which may use every room.
const PAGE_EDGES: [(&str, &[&str]); 6] = [
    ("score", &[]),
    ("roll", &["score"]),
    ("audio", &["score"]),
    ("composer", &["score"]),
    ("element", &["score", "roll", "audio", "composer"]),
    (
        "index.ts",
        &["score", "roll", "audio", "composer", "element"],
    ),
];

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
            if !is_test {
                wrong.push(format!(
                    "`{import}` is a package; the page has none at run time"
                ));
            }
            continue;
        }
        let mut place: Vec<&str> = ["www", "src"]
            .into_iter()
            .chain(parts.iter().copied())
            .collect();
        place.pop();
        for step in import.split('/').filter(|step| *step != ".") {
            if step == ".." {
                place.pop();
            } else {
                place.push(step);
            }
        }
        let is_fixture = is_test && place.starts_with(&["tests", "fixtures"]);
        match place[..] {
            ["www", "src", used, ..] if used == room => {}
            ["www", "src", used, "index.ts"] if uses.contains(&used) => {}
            ["www", "src", used, ..] if uses.contains(&used) => {
                wrong.push(format!(
                    "`{import}`: other rooms are entered by their `index.ts`"
                ));
            }
            ["pkg", ..] if source.path.ends_with("/composer/worker.ts") => {}
            _ if is_fixture => {}
            _ => wrong.push(format!("`{room}` may not import `{import}`")),
        }
    }
    wrong
}
