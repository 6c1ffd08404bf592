//! The list of the pieces that judge: none of them may ever be learnt from.

use std::collections::BTreeSet;

use super::piece::Piece;
use super::split::Split;

/// The list that belongs to the project.
const COMMITTED: &str = include_str!("../../corpus/held-out.txt");

const HEADING: &str = "\
# Pieces that judge: never to be learnt from, whatever another rule says.
# Written by: antiphon collect CORPUS --write-held-out corpus/held-out.txt
";

/// Names of pieces that judge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeldOut {
    ids: BTreeSet<String>,
}

impl HeldOut {
    /// The project's own list.
    pub fn committed() -> Self {
        Self::from_text(COMMITTED)
    }

    /// A list as [`HeldOut::to_text`] writes it: a piece a line; `#` begins a remark.
    pub fn from_text(text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let ids = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self {
            ids: ids.map(str::to_owned).collect(),
        }
    }

    /// The pieces that judge of a collection.
    pub fn of(pieces: &[Piece]) -> Self {
        let judges = pieces.iter().filter(|piece| piece.split == Split::Valid);
        Self {
            ids: judges.map(|piece| whole(&piece.id).to_owned()).collect(),
        }
    }

    /// The list, a piece a line.
    pub fn to_text(&self) -> String {
        let lines = self.ids.iter().map(|id| format!("{id}\n"));
        HEADING.to_owned() + &lines.collect::<String>()
    }

    /// Whether a piece, or the whole of which it is a section, is on the list.
    pub fn contains(&self, id: &str) -> bool {
        self.ids.contains(whole(id))
    }

    /// The names on the list, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}

/// The name of a section of a piece.
pub(super) fn section_id(id: &str, section: usize) -> String {
    format!("{id}#{section}")
}

/// The name of the piece without the number of a section.
pub(super) fn whole(id: &str) -> &str {
    match id.rsplit_once('#') {
        Some((whole, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_is_written_and_holds_for_sections() {
        let list = HeldOut::from_text("# remark\n\nfreedoom/d_map18\nopen-hymnal/001 Ein # Lied\n");
        assert_eq!(HeldOut::from_text(&list.to_text()), list);
        assert!(list.contains(&section_id("freedoom/d_map18", 2)));
        assert!(list.contains("open-hymnal/001 Ein # Lied"));
        assert!(!list.contains("freedoom/d_map1"));
    }
}
