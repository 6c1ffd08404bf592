//! The log of a run: one JSON object a line, from which the curves are drawn.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// One line of `log.jsonl`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogLine {
    /// Iterations done.
    pub iteration: usize,
    /// Mean loss of the iterations since the last line, in nats a counted token.
    pub train_nats_per_token: f64,
    /// Nats a note on the validation pieces, with the averaged weights.
    pub valid_nats_per_note: f64,
    /// Learning rate.
    pub learning_rate: f64,
    /// Tokens read a second since the last line.
    pub tokens_per_second: f64,
    /// Seconds of training so far, over all starts.
    pub elapsed_seconds: f64,
}

/// Leaves out of a log what came after an iteration, and lines that a crash cut short, so that a
/// run that goes on from a checkpoint tells nothing twice.
///
/// # Errors
/// If the file cannot be read or written.
pub fn rewind_log(path: &Path, iteration: usize) -> std::io::Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let lines = read_log(path)?;
    let kept = lines.iter().filter(|line| line.iteration <= iteration);
    let kept = kept.map(|line| serde_json::to_string(line).map(|line| line + "\n"));
    let text = kept
        .collect::<Result<String, _>>()
        .map_err(std::io::Error::other)?;
    let draft = path.with_extension("draft");
    std::fs::write(&draft, text)?;
    std::fs::rename(&draft, path)
}

/// Reads a log; lines that a crash cut short are left out.
///
/// # Errors
/// If the file cannot be read.
pub fn read_log(path: &Path) -> std::io::Result<Vec<LogLine>> {
    let text = std::fs::read_to_string(path)?;
    Ok(text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect())
}
