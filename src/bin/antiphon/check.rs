//! `antiphon check`.

use std::path::{Path, PathBuf};

use antiphon::music::{Score, Tick};
use antiphon::theory::{
    Finding, Rule, Texture, VoiceLeadingReport, check_voice_leading, find_chords, find_key,
};
use clap::Args;
use serde_json::{Value, json};

use crate::explained::place;
use crate::files::{read_score, score_files};

/// Says what theory hears in pieces: keys, chords, texture, and where voice leading breaks a rule.
#[derive(Args)]
pub struct Check {
    /// Files, or folders of files, that hold a piece each.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Report as JSON, a line a piece.
    #[arg(long)]
    json: bool,
}

impl Check {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let mut sum = VoiceLeadingReport::default();
        let mut findings = Vec::new();
        let (mut n_read, mut n_refused) = (0, 0);
        for path in score_files(&self.paths)? {
            let score = match read_score(&path) {
                Ok(score) => score,
                Err(error) => {
                    eprintln!("{}: {error:#}", path.display());
                    n_refused += 1;
                    continue;
                }
            };
            n_read += 1;
            let found = check_voice_leading(&score);
            if self.json {
                println!("{}", in_json(&path, &score, &found));
            } else {
                print_piece(&path, &score, &found);
            }
            sum.add(&VoiceLeadingReport::of(&score));
            findings.extend(found);
        }
        if !self.json {
            print_sum(n_read, &sum, &findings);
        }
        anyhow::ensure!(n_refused == 0, "{n_refused} files could not be read");
        Ok(())
    }
}

/// Bar and beat of a tick in words.
fn place_of(score: &Score, tick: Tick) -> String {
    let (bar, beat) = place(score, tick);
    format!("bar {bar}, beat {beat:.2}")
}

fn print_piece(path: &Path, score: &Score, findings: &[Finding]) {
    let key = find_key(score).map_or_else(|| "no key".into(), |key| key.to_string());
    println!(
        "{}: {} notes in {} voices, {key}, {} findings",
        path.display(),
        score.notes().len(),
        score.voices().len(),
        findings.len()
    );
    for finding in findings {
        let voices: Vec<String> = finding
            .voices
            .iter()
            .map(|voice| voice.0.to_string())
            .collect();
        println!(
            "  {}: {} in voice {}",
            place_of(score, finding.tick),
            finding.rule,
            voices.join(" and ")
        );
    }
}

fn in_json(path: &Path, score: &Score, findings: &[Finding]) -> Value {
    let texture = Texture::of(score);
    let report = VoiceLeadingReport::of(score);
    let chords = find_chords(score);
    let findings = findings.iter().map(|finding| {
        json!({
            "rule": finding.rule.name(),
            "tick": finding.tick.get(),
            "from": finding.from.get(),
            "voices": finding.voices.iter().map(|voice| voice.0).collect::<Vec<_>>(),
        })
    });
    json!({
        "file": path,
        "key": find_key(score).map(|key| key.to_string()),
        "notes": score.notes().len(),
        "voices": score.voices().len(),
        "end": score.end().get(),
        "chords": chords.iter().filter(|change| change.chord.is_some()).count(),
        "notes_per_beat": texture.notes_per_beat,
        "step_share": texture.step_share,
        "repeat_share": texture.repeat_share,
        "syncopation_share": texture.syncopation_share,
        "polyphony": texture.polyphony,
        "moving_pairs": report.n_moving_pairs,
        "parallel_fifths": report.n_parallel_fifths,
        "parallel_octaves": report.n_parallel_octaves,
        "triad_share": report.triad_share(),
        "findings": findings.collect::<Vec<_>>(),
    })
}

fn print_sum(n_read: usize, sum: &VoiceLeadingReport, findings: &[Finding]) {
    println!("{n_read} pieces, {} findings", findings.len());
    for rule in Rule::ALL {
        let n_found = findings
            .iter()
            .filter(|finding| finding.rule == rule)
            .count();
        if n_found > 0 {
            println!("  {rule}: {n_found}");
        }
    }
    println!(
        "  per 1,000 moving pairs: {:.2} parallel fifths, {:.2} parallel octaves and unisons",
        sum.parallel_fifths(),
        sum.parallel_octaves()
    );
    println!(
        "  triads {:.3}, onsets per sixteenth {:.3}, unresolved leading tones {:.0} of 1,000",
        sum.triad_share(),
        sum.onsets_per_sixteenth(),
        sum.unresolved_leading_tones()
    );
}
