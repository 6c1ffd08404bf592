//! Reads the files of a pack into scores that nobody has judged yet.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use rayon::prelude::*;

use super::archive::read_files;
use super::error::CorpusError;
use super::groove::{Performance, performances};
use super::pack::{Pack, Reader, Scoring};
use super::refusal::Refusal;
use super::split::Split;
use super::work::{dance_kind, kern_kind, normalised, work_of};
use crate::format::{
    FormatError, Warning, read_abc, read_dcml, read_kern, read_midi, read_musicxml,
};
use crate::music::Score;

/// Songs of `lead-sheets` that are free of rights; made by `corpus/lead-sheets-public-domain.py`.
const PUBLIC_DOMAIN: &str = include_str!("../../corpus/lead-sheets-public-domain.txt");

/// A piece as its file tells it, not judged yet.
pub(super) struct Reading {
    /// Pack and file (and tune, where a file holds several).
    pub(super) id: String,
    /// Words that name the work, to keep its arrangements in one split.
    pub(super) work: String,
    /// What kind of piece it is, where its file says so; may be empty.
    pub(super) kind: String,
    /// The split the pack itself asks for.
    pub(super) own_split: Option<Split>,
    /// Whether Bach is named anywhere in it.
    pub(super) names_bach: bool,
    pub(super) outcome: Result<(Score, Vec<Warning>), Refusal>,
}

/// What a pack holds.
pub(super) struct PackReadings {
    pub(super) readings: Vec<Reading>,
    /// Files that are no music: licences, tables, pictures.
    pub(super) n_other_files: usize,
}

/// Reads all pieces of a pack from its folder or archive in `dir`, in order of their names.
///
/// # Errors
/// [`CorpusError::PackMissing`] if the pack is not there.
pub(super) fn read_pack(pack: &'static Pack, dir: &Path) -> Result<PackReadings, CorpusError> {
    let found = read_files(pack.name, dir)?;
    let context = Context {
        pack,
        files: &found.files,
        performances: performances(&found.files),
        public_domain: PUBLIC_DOMAIN
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split('\t').next())
            .collect(),
    };
    let names: Vec<&String> = found.files.keys().collect();
    let read: Vec<Vec<Reading>> = names.par_iter().map(|name| context.read(name)).collect();
    let n_other_files = read.iter().filter(|readings| readings.is_empty()).count();
    let mut readings: Vec<Reading> = read.into_iter().flatten().collect();
    let refused = found.refused.into_iter();
    readings.extend(
        refused.map(|(name, reason)| {
            context.reading(&name, &name, Err(Refusal::Unreadable { reason }))
        }),
    );
    Ok(PackReadings {
        readings,
        n_other_files,
    })
}

/// All that is known of a pack.
struct Context<'a> {
    pack: &'static Pack,
    files: &'a BTreeMap<String, Vec<u8>>,
    performances: BTreeMap<String, Performance>,
    public_domain: HashSet<&'static str>,
}

type Outcome = Result<(Score, Vec<Warning>), Refusal>;

fn outcome(read: Result<(Score, Vec<Warning>), FormatError>) -> Outcome {
    read.map_err(|error| Refusal::Unreadable {
        reason: error.to_string(),
    })
}

/// The title; of a MIDI file with one track that is the name of the track.
fn title_of(score: &Score) -> &str {
    let header = score.header();
    match header.parts.first() {
        Some(part) if header.title.is_empty() => &part.name,
        _ => &header.title,
    }
}

impl Context<'_> {
    /// The pieces of a file; none if it is no music.
    fn read(&self, name: &str) -> Vec<Reading> {
        let Some((stem, extension)) = name.rsplit_once('.') else {
            return Vec::new();
        };
        let bytes = &self.files[name];
        let text = || String::from_utf8_lossy(bytes);
        match (self.pack.reader, extension) {
            (Reader::Dcml, "tsv") if stem.contains('/') => {
                let engraving = self.files.get(&format!("{stem}.mscx"));
                let engraving = engraving.map(|bytes| String::from_utf8_lossy(bytes));
                let read = outcome(read_dcml(&text(), engraving.as_deref()));
                vec![self.reading(name, stem, read)]
            }
            (Reader::Kern, "krn") => vec![Reading {
                kind: kern_kind(&text()),
                names_bach: self.names_bach(stem) || self.credits_bach(&text(), "!!!"),
                ..self.reading(name, stem, outcome(read_kern(&text())))
            }],
            (Reader::Midi, "mid") => vec![self.read_midi(name, stem, bytes)],
            (Reader::Abc, "abc") => self.read_tunes(name, stem, &text()),
            (Reader::MusicXml, "musicxml") => vec![Reading {
                names_bach: self.names_bach(stem) || self.credits_bach(&text(), "<c"),
                ..self.reading(name, stem, self.read_lead_sheet(stem, bytes))
            }],
            _ => Vec::new(),
        }
    }

    fn read_midi(&self, name: &str, stem: &str, bytes: &[u8]) -> Reading {
        let performance = self.performances.get(name);
        let is_test = performance.is_some_and(|performance| performance.is_test);
        let read = if is_test {
            Err(Refusal::OfficialTest)
        } else {
            outcome(read_midi(bytes))
        };
        let mut reading = self.reading(name, stem, read);
        // Texts stand in plain letters between the notes.
        reading.names_bach =
            self.names_bach(stem) || self.names_bach(&String::from_utf8_lossy(bytes));
        if let Some(performance) = performance {
            reading.own_split = performance.split;
            reading.kind.clone_from(&performance.kind);
        } else if let (Scoring::Line, Ok((score, _))) = (self.pack.scoring, &reading.outcome) {
            let (_, metre) = score.meter().changes()[0];
            reading.kind = dance_kind(title_of(score), metre.beats(), metre.beat_unit()).to_owned();
        }
        reading
    }

    fn read_tunes(&self, name: &str, stem: &str, text: &str) -> Vec<Reading> {
        let tunes = match read_abc(text) {
            Ok(tunes) => tunes,
            Err(error) => return vec![self.reading(name, stem, outcome(Err(error)))],
        };
        let tunes = tunes.into_iter().enumerate();
        let read = tunes.map(|(index, tune)| Reading {
            id: format!("{}/{:03} {}", self.pack.name, index + 1, tune.title),
            work: normalised(&tune.title),
            names_bach: tune.credits.iter().any(|credit| self.names_bach(credit))
                || self.names_bach(&tune.title),
            ..self.reading(name, stem, outcome(tune.outcome))
        });
        read.collect()
    }

    fn read_lead_sheet(&self, stem: &str, bytes: &[u8]) -> Outcome {
        if self.public_domain.contains(stem) {
            outcome(read_musicxml(bytes))
        } else {
            Err(Refusal::RightsUnclear)
        }
    }

    fn reading(&self, name: &str, stem: &str, outcome: Outcome) -> Reading {
        let file = stem.rsplit('/').next().unwrap_or(stem);
        let title = outcome
            .as_ref()
            .map(|(score, _)| score.header().title.as_str());
        Reading {
            id: format!("{}/{stem}", self.pack.name),
            work: work_of(self.pack, file, title.unwrap_or_default()),
            kind: String::new(),
            own_split: self.pack.own_split(name),
            names_bach: false,
            outcome,
        }
    }

    /// Whether a line that begins like this names Bach; words that are sung may mean a brook.
    fn credits_bach(&self, text: &str, beginning: &str) -> bool {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| line.starts_with(beginning) && self.names_bach(line))
    }

    /// Whether a text names Bach, or one of his works by its number; of keyboard music only chorales
    /// count.
    fn names_bach(&self, text: &str) -> bool {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        let is_his = |word: &str| {
            ["bach", "bachs", "bwv"]
                .iter()
                .any(|name| word.eq_ignore_ascii_case(name))
        };
        words.into_iter().any(is_his)
            && (self.pack.scoring != Scoring::Keyboard || text.to_lowercase().contains("choral"))
    }
}
