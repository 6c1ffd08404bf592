//! `antiphon learn-markov`.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

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
    /// File to write, of all styles.
    #[arg(long, default_value = "runs/markov.json")]
    out: PathBuf,
    /// Folder to write a file of each style into as well: what ships is in www/public/chains.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Bytes that the file of a style may have: rarer contexts are forgotten until it fits.
    #[arg(long, default_value_t = 60_000)]
    most_bytes: usize,
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
            let models = StyleModels {
                progressions,
                melodies,
            };
            if let Some(folder) = &self.folder {
                self.write_file(folder, style, &models)?;
            }
            library.insert(style, models);
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

    /// Writes the file of a style, pruned further where it is too large.
    fn write_file(&self, folder: &Path, style: Style, models: &StyleModels) -> anyhow::Result<()> {
        let mut models = models.clone();
        let (mut chords, mut notes) = (self.least_chords, self.least_notes);
        let bytes = loop {
            let bytes = models.to_bytes(style);
            if bytes.len() <= self.most_bytes {
                break bytes;
            }
            (chords, notes) = (chords * 1.25, notes * 1.25);
            models.progressions.prune(chords);
            models.melodies.prune(notes);
        };
        std::fs::create_dir_all(folder)?;
        let path = folder.join(format!("{}.chains", style.name()));
        std::fs::write(&path, &bytes).with_context(|| format!("writing {}", path.display()))?;
        println!(
            "{}: {} bytes, chords at least {chords:.1} times, notes {notes:.1}",
            path.display(),
            bytes.len()
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
