//! Scores from files, by the ends of their names.

use std::path::{Path, PathBuf};

use antiphon::format::{read_abc, read_kern, read_midi, read_musicxml};
use antiphon::music::Score;
use anyhow::Context;

/// Ends of the names of files that hold one piece.
const ENDS: [&str; 7] = ["mid", "midi", "musicxml", "xml", "mxl", "krn", "abc"];

/// The files named, and those inside the folders named, in the order of their names.
pub fn score_files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries =
            std::fs::read_dir(path).with_context(|| format!("reading {}", path.display()))?;
        let mut inside: Vec<PathBuf> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        inside.retain(|path| ENDS.contains(&end_of(path).as_str()));
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

/// The piece of a file. What had to be guessed is told on the error stream.
pub fn read_score(path: &Path) -> anyhow::Result<Score> {
    let reading = || format!("reading {}", path.display());
    let bytes = std::fs::read(path).with_context(reading)?;
    let text = || String::from_utf8_lossy(&bytes);
    let (score, warnings) = match end_of(path).as_str() {
        "mid" | "midi" => read_midi(&bytes).with_context(reading)?,
        "musicxml" | "xml" | "mxl" => read_musicxml(&bytes).with_context(reading)?,
        "krn" => read_kern(&text()).with_context(reading)?,
        "abc" => {
            let tunes = read_abc(&text()).with_context(reading)?;
            let tune = tunes.into_iter().next();
            let tune = tune.with_context(|| format!("{} holds no tune", path.display()))?;
            tune.outcome.with_context(reading)?
        }
        end => anyhow::bail!("\"{end}\" found; one of {} is allowed", ENDS.join(", ")),
    };
    for warning in warnings {
        eprintln!("{}: {warning}", path.display());
    }
    Ok(score)
}

fn end_of(path: &Path) -> String {
    path.extension()
        .map(|end| end.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}
