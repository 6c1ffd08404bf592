//! Source files as the checks see them.

use std::path::Path;

/// A file: its path from the root of the repository, with slashes, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// Everything of one kind under a folder.
    pub fn all(folder: &str, extension: &str) -> Vec<Self> {
        let mut sources = Vec::new();
        collect(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            &mut |path| {
                if path.extension().is_some_and(|found| found == extension) {
                    let relative = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
                    let path_text = relative.to_string_lossy().replace('\\', "/");
                    let text = std::fs::read_to_string(path).unwrap();
                    sources.push(Self {
                        path: path_text,
                        text,
                    });
                }
            },
        );
        sources
    }

    /// The path below `src/` or `www/src/`, in its parts.
    pub fn parts(&self) -> Vec<&str> {
        let path = self
            .path
            .trim_start_matches("www/")
            .trim_start_matches("src/");
        path.split('/').collect()
    }

    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or("")
    }

    /// The code without its line comments.
    pub fn code(&self) -> String {
        let lines = self
            .text
            .lines()
            .map(|line| line.split("//").next().unwrap_or(""));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The code without the tests at its end; nothing of a file that holds tests only.
    pub fn code_without_tests(&self) -> String {
        if self
            .parts()
            .iter()
            .any(|part| *part == "tests" || *part == "tests.rs")
        {
            return String::new();
        }
        let code = self.code();
        code.split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or("")
            .to_owned()
    }
}

fn collect(folder: &Path, found: &mut impl FnMut(&Path)) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        // Packages of others lie beside the bench where it has run.
        if path.ends_with("node_modules") {
            continue;
        }
        if path.is_dir() {
            collect(&path, found)
        } else {
            found(&path)
        }
    }
}

/// What a room may use, where the table has it.
pub fn allowed<'a>(edges: &'a [(&str, &[&str])], room: &str) -> Option<&'a [&'a str]> {
    edges
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, uses)| *uses)
}
