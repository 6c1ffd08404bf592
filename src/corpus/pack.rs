//! The packs: where the music comes from, under which licence, and what its file names say.

use super::split::Split;

/// How the files of a pack are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
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
    pub(super) reader: Reader,
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

impl Pack {
    /// The split that the pack itself puts a file in.
    pub(super) fn own_split(&self, name: &str) -> Option<Split> {
        match (self.reader, name.split_once('/')?.0) {
            (Reader::Dcml, "train") => Some(Split::Train),
            (Reader::Dcml, "valid") => Some(Split::Valid),
            _ => None,
        }
    }

    /// The work a file holds, without what tells one source or arrangement from another.
    pub(super) fn work_of(&self, file: &str) -> String {
        let name = match self.name {
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
}

/// Letters and digits in lower case, words apart by one space.
pub(super) fn normalised(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words: Vec<String> = words
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_named_without_its_source_or_arrangement() {
        let check = |pack: usize, file: &str, work: &str| {
            assert_eq!(PACKS[pack].work_of(file), work);
        };
        check(2, "012_Adeste_Fideles_4eae0161_0", "adeste fideles");
        check(2, "Punchinello_beaafd43_0", "punchinello");
        check(2, "114_a9dd392b_0", "114 a9dd392b 0");
        check(3, "001-Goudimel_001_modern", "goudimel psalm 001");
        check(4, "pl-kk--kk-i-7--065_asola--in-nomine", "asola in nomine");
    }
}
