//! The packs: where the music comes from, under which licence, and for what it is scored.

use super::split::Split;

/// How the files of a pack are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    Dcml,
    Abc,
    Kern,
    Midi,
    MusicXml,
}

/// For which voices or instruments the music of a pack is written; that decides how it is cleaned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scoring {
    /// Four single voices: 0 to 3, soprano to bass.
    FourVoices,
    /// One melody: voice 0.
    Line,
    /// One melody, voice 0, with chord symbols.
    LeadSheet,
    /// Two hands of two layers that may hold chords: voices 0 and 1 right, 2 and 3 left.
    Keyboard,
    /// Melody, chords, second and bass, voices 0 to 3, and drums, voice 4.
    Band,
    /// Drums alone, played by a person: voice 4.
    Drums,
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
    /// What its music is written for.
    pub scoring: Scoring,
    pub(super) reader: Reader,
}

/// Every pack, in the order in which of two equal pieces the first is kept.
pub const PACKS: [Pack; 11] = [
    Pack {
        name: "bach-chorales",
        style: "bach-chorale",
        licence: "CC0-1.0",
        origin: "DCMLab/bach_chorales b8169ca, engraved by Ulrich Kaiser",
        scoring: Scoring::FourVoices,
        reader: Reader::Dcml,
    },
    Pack {
        name: "open-hymnal",
        style: "hymn",
        licence: "public domain, stated hymn by hymn",
        origin: "Open Hymnal Project, openhymnal.org",
        scoring: Scoring::FourVoices,
        reader: Reader::Abc,
    },
    Pack {
        name: "carols-and-songs",
        style: "carol",
        licence: "public domain",
        origin: "bbloomf/christmas-carols 5ae0c48 and bbloomf/lilypond-songs 947527c",
        scoring: Scoring::FourVoices,
        reader: Reader::Midi,
    },
    Pack {
        name: "goudimel",
        style: "renaissance",
        licence: "CC0-1.0",
        origin: "Chorale-Corpus/Goudimel_C 2ed82af",
        scoring: Scoring::FourVoices,
        reader: Reader::Kern,
    },
    Pack {
        name: "nifc-four-voices",
        style: "renaissance",
        licence: "CC-BY-4.0",
        origin: "Narodowy Instytut Fryderyka Chopina, pl-wnifc/humdrum-polish-scores c0403623",
        scoring: Scoring::FourVoices,
        reader: Reader::Kern,
    },
    Pack {
        name: "irish-dances",
        style: "irish-dance",
        licence: "Unlicense",
        origin: "Ceol Rince na hEireann, polifonia-project/folk_ngram_analysis 9d8ccf9",
        scoring: Scoring::Line,
        reader: Reader::Midi,
    },
    Pack {
        name: "chopin",
        style: "keyboard",
        licence: "CC-BY-4.0",
        origin: "Narodowy Instytut Fryderyka Chopina, pl-wnifc/humdrum-chopin-first-editions 95dfb10",
        scoring: Scoring::Keyboard,
        reader: Reader::Kern,
    },
    Pack {
        name: "nifc-keyboard",
        style: "keyboard",
        licence: "CC-BY-4.0",
        origin: "Narodowy Instytut Fryderyka Chopina, pl-wnifc/humdrum-polish-scores c0403623",
        scoring: Scoring::Keyboard,
        reader: Reader::Kern,
    },
    Pack {
        name: "lead-sheets",
        style: "lead-sheet",
        licence: "MIT; songs in the public domain in Europe and the United States",
        origin: "OpenEWLD, 00sapo/OpenEWLD ec03cbd",
        scoring: Scoring::LeadSheet,
        reader: Reader::MusicXml,
    },
    Pack {
        name: "freedoom",
        style: "band",
        licence: "BSD-3-Clause",
        origin: "Freedoom, freedoom/freedoom d14dbbe",
        scoring: Scoring::Band,
        reader: Reader::Midi,
    },
    Pack {
        name: "groove",
        style: "band",
        licence: "CC-BY-4.0",
        origin: "Groove MIDI Dataset 1.0.0, Google LLC",
        scoring: Scoring::Drums,
        reader: Reader::Midi,
    },
];

impl Pack {
    /// The split that the pack itself puts a file in, where its folders tell.
    pub(super) fn own_split(&self, name: &str) -> Option<Split> {
        match (self.reader, name.split_once('/')?.0) {
            (Reader::Dcml, "train") => Some(Split::Train),
            (Reader::Dcml, "valid") => Some(Split::Valid),
            _ => None,
        }
    }
}
