//! `antiphon learn-markov`.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use antiphon::corpus::{Split, load_pieces};
use antiphon::markov::{MarkovLibrary, MelodyModel, ProgressionModel, StyleModels};
use antiphon::music::{Mode, Voice};
use antiphon::token::Style;
use anyhow::Context;
use clap::Args;

use crate::scores_of;

/// Counts the progressions and first voices of the training pieces of every style into one file.
#[derive(Args)]
pub struct LearnMarkov {
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// File to write.
    #[arg(long, default_value = "runs/markov.json")]
    out: PathBuf,
    /// Forget contexts of chords that came less often.
    #[arg(long, default_value_t = 4.0)]
    least_chords: f64,
    /// Forget contexts of notes that came less often.
    #[arg(long, default_value_t = 8.0)]
    least_notes: f64,
}

impl LearnMarkov {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let mut library = MarkovLibrary::default();
        println!("style           contexts of chords: major  minor   of notes: major  minor");
        for style in Style::ALL {
            let scores = scores_of(&pieces, style, Split::Train);
            if scores.is_empty() {
                continue;
            }
            let mut progressions = ProgressionModel::learn(&scores)?;
            let mut melodies = MelodyModel::learn(&scores, Voice::SOPRANO)?;
            progressions.prune(self.least_chords);
            melodies.prune(self.least_notes);
            println!(
                "{:15} {:25} {:6} {:17} {:6}",
                style.name(),
                progressions.chain(Mode::Major).n_contexts(),
                progressions.chain(Mode::Minor).n_contexts(),
                melodies.chain(Mode::Major).n_contexts(),
                melodies.chain(Mode::Minor).n_contexts(),
            );
            library.insert(
                style,
                StyleModels {
                    progressions,
                    melodies,
                },
            );
        }
        let bytes = library.to_bytes()?;
        if let Some(folder) = self.out.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&self.out, &bytes)
            .with_context(|| format!("writing {}", self.out.display()))?;
        println!(
            "{}: {} bytes, {} deflated, {} by xz",
            self.out.display(),
            bytes.len(),
            deflated(&bytes)?,
            xz(&bytes)?
        );
        Ok(())
    }
}

/// Bytes after deflation, which is what gzip sends.
fn deflated(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let method = zip::CompressionMethod::Deflated;
    let options = zip::write::SimpleFileOptions::default().compression_method(method);
    archive.start_file("m", options)?;
    archive.write_all(bytes)?;
    Ok(archive.finish()?.into_inner().len())
}

/// Bytes after compression by xz.
fn xz(bytes: &[u8]) -> anyhow::Result<usize> {
    let mut encoder = liblzma::write::XzEncoder::new(Vec::new(), 6);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}
