//! A piece of the corpus.

use super::split::Split;
use crate::music::Score;

/// One work, or a section of a long one, ready for training.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Pack and file, and the number of the section if there are several.
    pub id: String,
    /// Name of its pack.
    pub pack: &'static str,
    /// Style it is learnt as.
    pub style: &'static str,
    /// What kind of piece it is within its style, such as "reel" or "mazurka"; may be empty.
    pub kind: String,
    /// What it is used for.
    pub split: Split,
    /// The music, in the voices of its pack's scoring.
    pub score: Score,
}
