//! Checks of length and of doors, in both languages.

use super::source::Source;

/// Lines that a file may have, and a door.
const LONGEST_FILE: usize = 400;
const LONGEST_DOOR: usize = 40;

pub fn too_long(source: &Source) -> Vec<String> {
    let is_door = matches!(source.file_name(), "mod.rs" | "index.ts");
    let most = if is_door { LONGEST_DOOR } else { LONGEST_FILE };
    let found = source.text.lines().count();
    if found > most {
        vec![format!("{found} lines, {most} allowed")]
    } else {
        Vec::new()
    }
}

/// A door declares and re-exports. The entry of the page, `www/src/index.ts`, does its one job.
pub fn busy_doors(source: &Source) -> Vec<String> {
    let starts: &[&str] = match source.file_name() {
        "mod.rs" => &[
            "mod ",
            "pub mod ",
            "pub(crate) mod ",
            "pub use ",
            "pub(crate) use ",
        ],
        "index.ts" if source.parts().len() > 1 => &["export {", "export *", "export type "],
        _ => return Vec::new(),
    };
    let is_door = |text: &str| {
        let is_here = source.file_name() == "mod.rs" || text.contains(" from \"");
        is_here && starts.iter().any(|start| text.starts_with(start))
    };
    let code = without_attributes(&source.code());
    let mut statements = code.split(';').map(str::trim);
    let busy = statements.find(|text| !text.is_empty() && !is_door(text));
    let wrong = |text: &str| format!("a door only re-exports: `{}`", first_line(text));
    busy.map(wrong).into_iter().collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}

fn without_attributes(code: &str) -> String {
    let mut kept = String::new();
    for (index, piece) in code.split('#').enumerate() {
        let after = if index == 0 {
            Some(piece)
        } else {
            piece.split_once(']').map(|(_, rest)| rest)
        };
        kept.push_str(after.unwrap_or(""));
    }
    kept
}
