//! What can stop the corpus from being read, saved or loaded.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why the corpus could not be read, saved or loaded.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// Neither a folder nor an archive of a pack is there.
    #[error("pack {pack} not found in {}; a folder or {pack}.tar.xz is needed", .dir.display())]
    PackMissing {
        /// The pack.
        pack: &'static str,
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// No pack at all.
    #[error("no pack found in {}; packs are folders or archives such as bach-chorales.tar.xz", .dir.display())]
    NoPacks {
        /// Where they were looked for.
        dir: PathBuf,
    },
    /// A file that cannot be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A line of a pieces file that cannot be understood.
    #[error("{}, line {line}: {reason}", .path.display())]
    Piece {
        /// The file.
        path: PathBuf,
        /// Line number, counted from 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
}
