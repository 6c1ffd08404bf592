//! Scores in files: read whatever they are called, written as the ends of their names say.

use std::path::{Path, PathBuf};

use antiphon::format::{self, write_abc, write_midi, write_musicxml, write_mxl};
use antiphon::music::Score;
use anyhow::Context;
use clap::ValueEnum;

/// Ends of the names of files that are looked for in a folder.
const ENDS: [&str; 7] = ["mid", "midi", "musicxml", "xml", "mxl", "krn", "abc"];

/// What a score is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FileFormat {
    /// Standard MIDI file.
    Midi,
    /// MusicXML, for notation programs.
    #[value(name = "musicxml")]
    MusicXml,
    /// Compressed MusicXML.
    Mxl,
    /// ABC, text that people read.
    Abc,
}

impl FileFormat {
    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Midi => "mid",
            Self::MusicXml => "musicxml",
            Self::Mxl => "mxl",
            Self::Abc => "abc",
        }
    }
}

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

/// The piece of a file, the first where it holds several. What had to be guessed is told on the
/// error stream.
pub fn read_score(path: &Path) -> anyhow::Result<Score> {
    let reading = || format!("reading {}", path.display());
    score_of(path, &std::fs::read(path).with_context(reading)?)
}

/// The piece in the bytes of a file, whatever it is called.
pub fn score_of(path: &Path, bytes: &[u8]) -> anyhow::Result<Score> {
    let name = path.display();
    let (score, warnings) =
        format::read_score(bytes, &name.to_string()).with_context(|| format!("reading {name}"))?;
    for warning in warnings {
        eprintln!("{name}: {warning}");
    }
    Ok(score)
}

/// A score as MusicXML or ABC where the end of the name says so, else as MIDI.
pub fn bytes_of(path: &Path, score: &Score) -> anyhow::Result<Vec<u8>> {
    Ok(match end_of(path).as_str() {
        "musicxml" | "xml" => write_musicxml(score)?.into_bytes(),
        "mxl" => write_mxl(score)?,
        "abc" => write_abc(score)?.into_bytes(),
        _ => write_midi(score),
    })
}

fn end_of(path: &Path) -> String {
    path.extension()
        .map(|end| end.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}
