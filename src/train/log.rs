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
