//! The packs: where the music comes from, under which licence, and how its files are read.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use liblzma::read::XzDecoder;
use rayon::prelude::*;
use thiserror::Error;

use super::split::Split;
use crate::format::{FormatError, Warning, read_abc, read_dcml, read_kern, read_midi};
use crate::music::Score;

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

/// How the files of a pack are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    Dcml,
    Abc,
    Kern,
    Midi,
}

/// A collection of pieces of one style, origin and licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pack {
    /// Name of its folder or archive.
    pub name: &'static str,
    /// Style its pieces are learnt as.
    pub style: &'static str,
    /// Licence, as the origin states it.
    pub licence: &'static str,
    /// Who made it, and where it comes from.
    pub origin: &'static str,
    reader: Reader,
}

/// Every pack, in the order in which of two equal pieces the first is kept.
pub const PACKS: [Pack; 5] = [
    Pack {
        name: "bach-chorales",
        style: "bach-chorale",
        licence: "CC0-1.0",
        origin: "DCMLab/bach_chorales b8169ca, engraved by Ulrich Kaiser",
        reader: Reader::Dcml,
    },
    Pack {
        name: "open-hymnal",
        style: "hymn",
        licence: "public domain, stated hymn by hymn",
        origin: "Open Hymnal Project, openhymnal.org",
        reader: Reader::Abc,
    },
    Pack {
        name: "carols-and-songs",
        style: "carol",
        licence: "public domain",
        origin: "bbloomf/christmas-carols 5ae0c48 and bbloomf/lilypond-songs 947527c",
        reader: Reader::Midi,
    },
    Pack {
        name: "goudimel",
        style: "renaissance",
        licence: "CC0-1.0",
        origin: "Chorale-Corpus/Goudimel_C 2ed82af",
        reader: Reader::Kern,
    },
    Pack {
        name: "nifc-four-voices",
        style: "renaissance",
        licence: "CC-BY-4.0",
        origin: "Narodowy Instytut Fryderyka Chopina, pl-wnifc/humdrum-polish-scores c0403623",
        reader: Reader::Kern,
    },
];

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
        work: work_of(pack, file),
        own_split: own_split(pack, name),
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

fn own_split(pack: &Pack, name: &str) -> Option<Split> {
    match (pack.reader, name.split_once('/')?.0) {
        (Reader::Dcml, "train") => Some(Split::Train),
        (Reader::Dcml, "valid") => Some(Split::Valid),
        _ => None,
    }
}

/// The work a file holds, without what tells one source or arrangement from another.
fn work_of(pack: &Pack, file: &str) -> String {
    let name = match pack.name {
        // 001-Goudimel_001_modern: the psalm.
        "goudimel" => file
            .split('-')
            .next()
            .map(|psalm| format!("goudimel psalm {psalm}")),
        // siglum--shelfmark--number_composer--title
        "nifc-four-voices" => file.split_once('_').map(|(_, work)| work.to_owned()),
        // 012_Adeste_Fideles_4eae0161_0: page, title, digest, movement.
        "carols-and-songs" => {
            let words: Vec<&str> = file.split('_').collect();
            let is_page = words[0].bytes().all(|byte| byte.is_ascii_digit());
            let end = words.len().saturating_sub(2).max(1);
            let title = words
                .get(usize::from(is_page)..end)
                .map(|words| words.join(" "));
            title.filter(|title| !title.is_empty())
        }
        _ => None,
    };
    normalised(&name.unwrap_or_else(|| file.to_owned()))
}

/// Letters and digits in lower case, words apart by one space.
fn normalised(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words: Vec<String> = words
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
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
    fn a_work_is_named_without_its_source_or_arrangement() {
        let check = |pack: usize, file: &str, work: &str| {
            assert_eq!(work_of(&PACKS[pack], file), work);
        };
        check(2, "012_Adeste_Fideles_4eae0161_0", "adeste fideles");
        check(2, "Punchinello_beaafd43_0", "punchinello");
        check(2, "114_a9dd392b_0", "114 a9dd392b 0");
        check(3, "001-Goudimel_001_modern", "goudimel psalm 001");
        check(4, "pl-kk--kk-i-7--065_asola--in-nomine", "asola in nomine");
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
