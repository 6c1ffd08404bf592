//! Reads the files of a pack, from a folder or from its archive, into scores that nobody has judged.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::error::CorpusError;
use super::pack::{Pack, Reader, normalised};
use super::split::Split;
use crate::format::{FormatError, Warning, read_abc, read_dcml, read_kern, read_midi};
use crate::music::Score;
use liblzma::read::XzDecoder;
use rayon::prelude::*;

/// A piece as its file tells it, not judged yet.
pub(super) struct Reading {
    /// Pack and file (and tune, where a file holds several).
    pub(super) id: String,
    /// Words that name the work, to keep its arrangements in one split.
    pub(super) work: String,
    /// The split the pack itself asks for.
    pub(super) own_split: Option<Split>,
    /// People and sources the file names.
    pub(super) credits: Vec<String>,
    pub(super) outcome: Result<(Score, Vec<Warning>), FormatError>,
}

/// Reads all pieces of a pack from its folder or archive in `dir`, in order of their names.
pub(super) fn read_pack(pack: &'static Pack, dir: &Path) -> Result<Vec<Reading>, CorpusError> {
    let files = read_files(pack.name, dir)?;
    let names: Vec<&String> = files.keys().collect();
    let readings: Vec<Vec<Reading>> = names
        .par_iter()
        .map(|name| read_file(pack, name, &files))
        .collect();
    Ok(readings.into_iter().flatten().collect())
}

type Files = BTreeMap<String, Vec<u8>>;

fn read_file(pack: &'static Pack, name: &str, files: &Files) -> Vec<Reading> {
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Vec::new();
    };
    let text = || String::from_utf8_lossy(&files[name]);
    let file = stem.rsplit('/').next().unwrap_or(stem);
    let reading = |outcome| Reading {
        id: format!("{}/{stem}", pack.name),
        work: pack.work_of(file),
        own_split: pack.own_split(name),
        credits: Vec::new(),
        outcome,
    };
    match (pack.reader, extension) {
        (Reader::Dcml, "tsv") if stem.contains('/') => {
            let engraving = files.get(&format!("{stem}.mscx"));
            let engraving = engraving.map(|bytes| String::from_utf8_lossy(bytes));
            vec![reading(read_dcml(&text(), engraving.as_deref()))]
        }
        (Reader::Kern, "krn") => vec![reading(read_kern(&text()))],
        (Reader::Midi, "mid") => vec![reading(read_midi(&files[name]))],
        (Reader::Abc, "abc") => match read_abc(&text()) {
            Ok(tunes) => tunes
                .into_iter()
                .enumerate()
                .map(|(index, tune)| Reading {
                    id: format!("{}/{:03} {}", pack.name, index + 1, tune.title),
                    work: normalised(&tune.title),
                    credits: tune.credits,
                    ..reading(tune.outcome)
                })
                .collect(),
            Err(error) => vec![reading(Err(error))],
        },
        _ => Vec::new(),
    }
}

/// The files of a pack by their path inside it.
fn read_files(pack: &'static str, dir: &Path) -> Result<Files, CorpusError> {
    let folder = dir.join(pack);
    let archive = dir.join(format!("{pack}.tar.xz"));
    if folder.is_dir() {
        let mut files = Files::new();
        read_folder(&folder, "", &mut files)?;
        Ok(files)
    } else if archive.is_file() {
        let packed = File::open(&archive);
        packed
            .and_then(read_archive)
            .map_err(|source| CorpusError::File {
                path: archive,
                source,
            })
    } else {
        Err(CorpusError::PackMissing {
            pack,
            dir: dir.to_owned(),
        })
    }
}

fn read_folder(folder: &Path, prefix: &str, files: &mut Files) -> Result<(), CorpusError> {
    let file_error = |source| CorpusError::File {
        path: folder.to_owned(),
        source,
    };
    for entry in fs::read_dir(folder).map_err(file_error)? {
        let path = entry.map_err(file_error)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(|source| CorpusError::File {
                path: path.clone(),
                source,
            })?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}

/// Reads an archive whose paths begin with the name of its pack.
fn read_archive(packed: impl Read) -> io::Result<Files> {
    let mut archive = tar::Archive::new(XzDecoder::new(packed));
    let mut files = Files::new();
    for entry in archive.entries()? {
        let mut entry = entry?;
        let inner = entry.path()?.to_string_lossy().into_owned();
        let Some((_, name)) = inner.trim_start_matches("./").split_once('/') else {
            continue;
        };
        if entry.header().entry_type().is_file() {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            files.insert(name.to_owned(), bytes);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_gives_its_files_without_the_name_of_the_pack() {
        let mut builder = tar::Builder::new(liblzma::write::XzEncoder::new(Vec::new(), 1));
        for (path, content) in [("pack/train/one.tsv", "1"), ("pack/README.md", "2")] {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            header.set_mode(0o644);
            builder
                .append_data(&mut header, path, content.as_bytes())
                .unwrap();
        }
        let packed = builder.into_inner().unwrap().finish().unwrap();
        let files = read_archive(packed.as_slice()).unwrap();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["README.md", "train/one.tsv"]);
        assert!(read_archive(&packed[..packed.len() / 2]).is_err());
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
