//! The files of a pack, from its folder or its archive. Nothing is unpacked to disk, and nothing that a
//! name says leads outside the pack.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path};

use liblzma::read::XzDecoder;
use liblzma::stream::Stream;

use super::error::CorpusError;

/// Largest file that is looked at; the largest of all packs has 1.5 MB.
const MOST_BYTES: u64 = 16 << 20;
/// Most bytes and files of a pack, against archives made to fill the memory.
const MOST_BYTES_IN_ALL: u64 = 1 << 30;
const MOST_FILES: usize = 50_000;
/// Memory that the decompressor may ask for.
const MOST_MEMORY: u64 = 256 << 20;
/// Folders inside folders.
const DEEPEST: usize = 16;

/// The files of a pack by their path inside it, and those that were not read, with the reason.
#[derive(Debug, Default)]
pub(super) struct PackFiles {
    pub(super) files: BTreeMap<String, Vec<u8>>,
    pub(super) refused: Vec<(String, String)>,
    n_bytes: u64,
}

impl PackFiles {
    fn refuse(&mut self, name: impl Into<String>, reason: impl ToString) {
        self.refused.push((name.into(), reason.to_string()));
    }

    /// Takes a file in, if it is not too large.
    fn take(&mut self, name: String, size: u64, content: impl Read) {
        if size > MOST_BYTES {
            self.refuse(
                name,
                format!("a file of {size} bytes found; at most {MOST_BYTES} are allowed"),
            );
        } else if self.files.len() >= MOST_FILES || self.n_bytes + size > MOST_BYTES_IN_ALL {
            self.refuse(name, "the pack is too large");
        } else if self.files.contains_key(&name) {
            self.refuse(name, "a second file of this name");
        } else {
            let mut bytes = Vec::new();
            match content.take(MOST_BYTES).read_to_end(&mut bytes) {
                Ok(_) => {
                    self.n_bytes += bytes.len() as u64;
                    self.files.insert(name, bytes);
                }
                Err(error) => self.refuse(name, error),
            }
        }
    }
}

/// Reads the files of a pack from its folder or archive in `dir`.
///
/// # Errors
/// [`CorpusError::PackMissing`] if neither is there. What is there but cannot be read is refused.
pub(super) fn read_files(pack: &'static str, dir: &Path) -> Result<PackFiles, CorpusError> {
    let folder = dir.join(pack);
    let archive = dir.join(format!("{pack}.tar.xz"));
    let mut found = PackFiles::default();
    if folder.is_dir() {
        read_folder(&folder, "", 0, &mut found);
    } else if archive.is_file() {
        let read = File::open(&archive).and_then(|packed| read_archive(packed, &mut found));
        if let Err(error) = read {
            found.refuse(format!("{pack}.tar.xz"), format!("damaged: {error}"));
        }
    } else {
        return Err(CorpusError::PackMissing {
            pack,
            dir: dir.to_owned(),
        });
    }
    Ok(found)
}

fn read_folder(folder: &Path, prefix: &str, depth: usize, found: &mut PackFiles) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.refuse(prefix, error),
    };
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.refuse(prefix, error);
                continue;
            }
        };
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        // A link could lead in a circle, or out of the pack.
        match fs::symlink_metadata(&path) {
            Ok(about) if about.is_dir() && depth < DEEPEST => {
                read_folder(&path, &format!("{name}/"), depth + 1, found);
            }
            Ok(about) if about.is_file() => match File::open(&path) {
                Ok(file) => found.take(name, about.len(), file),
                Err(error) => found.refuse(name, error),
            },
            Ok(_) => found.refuse(name, "neither a file nor a folder"),
            Err(error) => found.refuse(name, error),
        }
    }
}

/// Reads an archive whose paths begin with the name of its pack; a damaged one up to the damage.
fn read_archive(packed: impl Read, found: &mut PackFiles) -> io::Result<()> {
    let decoder = Stream::new_stream_decoder(MOST_MEMORY, 0)?;
    // What is skipped must be unpacked all the same.
    let unpacked = XzDecoder::new_stream(packed, decoder).take(2 * MOST_BYTES_IN_ALL);
    let mut archive = tar::Archive::new(unpacked);
    for entry in archive.entries()? {
        let entry = entry?;
        let path = entry.path()?.into_owned();
        let mut parts: Vec<String> = Vec::new();
        let mut leads_outside = false;
        for component in path.components() {
            match component {
                Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
                Component::CurDir => {}
                _ => leads_outside = true,
            }
        }
        let kind = entry.header().entry_type();
        if leads_outside {
            found.refuse(path.to_string_lossy(), "a path that leads out of the pack");
        } else if kind.is_file() && parts.len() > 1 {
            let size = entry.size();
            found.take(parts[1..].join("/"), size, entry);
        } else if !kind.is_dir() {
            found.refuse(
                path.to_string_lossy(),
                "not a file in the folder of the pack",
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A packed archive of files with these paths and contents.
    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut builder = tar::Builder::new(liblzma::write::XzEncoder::new(Vec::new(), 1));
        for (path, content) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            // Past the builder's own check of paths.
            header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
            header.set_cksum();
            builder.append(&header, *content).unwrap();
        }
        builder.into_inner().unwrap().finish().unwrap()
    }

    fn names(found: &PackFiles) -> Vec<&str> {
        found.files.keys().map(String::as_str).collect()
    }

    #[test]
    fn an_archive_gives_its_files_without_the_name_of_the_pack() {
        let packed = packed(&[("pack/train/one.tsv", b"1"), ("./pack/README.md", b"2")]);
        let mut found = PackFiles::default();
        read_archive(packed.as_slice(), &mut found).unwrap();
        assert_eq!(names(&found), ["README.md", "train/one.tsv"]);
        assert!(found.refused.is_empty());
        let half = &packed[..packed.len() / 2];
        assert!(read_archive(half, &mut PackFiles::default()).is_err());
    }

    #[test]
    fn what_is_too_large_or_leads_outside_is_refused_by_name_and_the_rest_read() {
        let large = vec![0; MOST_BYTES as usize + 1];
        let packed = packed(&[
            ("pack/large.mid", &large),
            ("pack/../../etc/passwd", b"x"),
            ("/etc/shadow", b"x"),
            ("loose.mid", b"x"),
            ("pack/good.mid", b"x"),
            ("pack/good.mid", b"y"),
        ]);
        let mut found = PackFiles::default();
        read_archive(packed.as_slice(), &mut found).unwrap();
        assert_eq!(names(&found), ["good.mid"]);
        let refused: Vec<&str> = found
            .refused
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(
            refused,
            [
                "large.mid",
                "pack/../../etc/passwd",
                "/etc/shadow",
                "loose.mid",
                "good.mid"
            ]
        );
    }

    #[test]
    fn a_missing_pack_is_named() {
        let error = read_files("goudimel", Path::new("/nowhere")).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("pack goudimel not found in /nowhere")
        );
    }
}
