//! The motifs of pieces.

use crate::motif::{Motif, motifs_of};
use crate::music::{Score, Voice};
use crate::token::Style;

/// A motif and the style of its piece.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StyledMotif {
    /// Its style.
    pub style: Style,
    /// Its cells.
    pub motif: Motif,
}

/// The motifs of the first voice of some pieces whose key is known.
pub fn motifs_of_pieces<'a>(pieces: impl Iterator<Item = (Style, &'a Score)>) -> Vec<StyledMotif> {
    let of_piece = |(style, score): (Style, &Score)| {
        let key = score.header().key;
        let motifs = key.map_or(Vec::new(), |key| motifs_of(score, Voice(0), key));
        motifs
            .into_iter()
            .map(move |motif| StyledMotif { style, motif })
            .collect::<Vec<_>>()
    };
    pieces.flat_map(of_piece).collect()
}
