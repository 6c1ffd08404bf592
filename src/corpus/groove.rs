//! The table of the Groove MIDI Dataset: which performance is in which split, and what is played.

use std::collections::BTreeMap;

use super::split::Split;

/// What the table says of a performance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Performance {
    pub(super) split: Option<Split>,
    /// Whether it is kept for testing.
    pub(super) is_test: bool,
    /// "funk beat", "rock fill".
    pub(super) kind: String,
}

/// Every performance by its file; empty for a pack without the table `info.csv`.
pub(super) fn performances(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Performance> {
    let Some(table) = files.get("info.csv") else {
        return BTreeMap::new();
    };
    let table = String::from_utf8_lossy(table);
    let mut rows = table
        .lines()
        .map(|row| row.split(',').collect::<Vec<&str>>());
    let header = rows.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|column| *column == name);
    let (Some(file), Some(split)) = (column("midi_filename"), column("split")) else {
        return BTreeMap::new();
    };
    let (style, beat_type) = (column("style"), column("beat_type"));
    let performances = rows.filter_map(|row| {
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column)).copied();
        let style = cell(style).unwrap_or_default();
        let style = style.split('/').next().unwrap_or_default();
        let kind = format!("{style} {}", cell(beat_type).unwrap_or_default());
        let split = cell(Some(split))?.trim();
        let performance = Performance {
            split: match split {
                "train" => Some(Split::Train),
                "validation" => Some(Split::Valid),
                _ => None,
            },
            is_test: split == "test",
            kind: kind.trim().to_owned(),
        };
        Some((cell(Some(file))?.to_owned(), performance))
    });
    performances.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_splits_and_kinds() {
        let table = "style,bpm,beat_type,midi_filename,split\n\
            funk/groove1,138,beat,one.mid,test\nrock,100,fill,two.mid,validation\nbroken\n";
        let files = BTreeMap::from([("info.csv".to_owned(), table.as_bytes().to_vec())]);
        let found = performances(&files);
        assert_eq!(found.len(), 2);
        assert!(found["one.mid"].is_test && found["one.mid"].split.is_none());
        assert_eq!(found["two.mid"].split, Some(Split::Valid));
        assert_eq!(found["two.mid"].kind, "rock fill");
        assert!(performances(&BTreeMap::new()).is_empty());
    }
}
