//! What became of every file of the corpus, in numbers and names.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Piece;
use super::pack::{PACKS, Pack};
use super::split::Split;
use crate::music::Voice;

/// What became of every file.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CollectReport {
    /// Pack by pack.
    pub packs: Vec<PackReport>,
    /// Train pieces left out because a piece that judges is too much like them.
    pub too_like_valid: Vec<Twin>,
    /// Pieces left out because an earlier one of their split is the same.
    pub repeated: Vec<Twin>,
    /// Train pieces kept although they share a melody, set differently, with a piece that judges:
    /// only among `bach-chorales`, whose split is given.
    pub shared_melodies: Vec<Twin>,
}

/// Two pieces that are alike.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Twin {
    /// The piece spoken of.
    pub id: String,
    /// The piece it is like.
    pub like: String,
    /// How much of the shorter one's chords stand in the other, 0 to 1.
    pub parts: f64,
    /// How much of the shorter one's melody stands in the other, 0 to 1.
    pub melody: f64,
}

/// What became of a pack.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct PackReport {
    /// Its name.
    pub name: &'static str,
    /// Style its pieces are learnt as.
    pub style: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// Its origin.
    pub origin: &'static str,
    /// Pieces found.
    pub n_found: usize,
    /// Pieces read with something odd in them.
    pub n_with_warnings: usize,
    /// Pieces kept for training.
    pub n_train: usize,
    /// Pieces kept for judging.
    pub n_valid: usize,
    /// Pieces refused: the reason, and what was refused and why exactly.
    pub refused: BTreeMap<&'static str, Vec<String>>,
    /// Notes of the kept pieces.
    pub n_notes: usize,
    /// Kept pieces whose key is not known.
    pub n_without_key: usize,
    /// Kept pieces with a fermata or another marked phrase end.
    pub n_with_phrase_ends: usize,
    /// Lowest and highest pitch of each voice from the top.
    pub ranges: Vec<(u8, u8)>,
    /// Bars of a kept piece, on average.
    pub mean_bars: f64,
}

impl PackReport {
    pub(super) fn of(pack: &Pack) -> Self {
        Self {
            name: pack.name,
            style: pack.style,
            licence: pack.licence,
            origin: pack.origin,
            ..Self::default()
        }
    }
}

impl CollectReport {
    /// Counts the pieces that were kept.
    pub(super) fn count(&mut self, pieces: &[Piece]) {
        for (report, pack) in self.packs.iter_mut().zip(&PACKS) {
            let kept: Vec<&Piece> = pieces
                .iter()
                .filter(|piece| piece.pack == pack.name)
                .collect();
            let number = |split| kept.iter().filter(|piece| piece.split == split).count();
            report.n_train = number(Split::Train);
            report.n_valid = number(Split::Valid);
            report.n_notes = kept.iter().map(|piece| piece.score.notes().len()).sum();
            report.n_without_key = kept
                .iter()
                .filter(|piece| piece.score.header().key.is_none())
                .count();
            report.n_with_phrase_ends = kept
                .iter()
                .filter(|piece| !piece.score.header().phrase_ends.is_empty())
                .count();
            report.ranges = Voice::SATB
                .iter()
                .filter_map(|voice| range_of(&kept, *voice))
                .collect();
            let n_bars: u32 = kept.iter().map(|piece| piece.score.n_bars()).sum();
            report.mean_bars = f64::from(n_bars) / kept.len().max(1) as f64;
        }
    }

    /// Number of all pieces kept, for training and for judging.
    pub fn n_kept(&self) -> (usize, usize) {
        let train = self.packs.iter().map(|pack| pack.n_train).sum();
        (train, self.packs.iter().map(|pack| pack.n_valid).sum())
    }
}

fn range_of(pieces: &[&Piece], voice: Voice) -> Option<(u8, u8)> {
    let pitches = || {
        pieces
            .iter()
            .flat_map(|piece| piece.score.voice(voice))
            .map(|note| note.pitch.midi())
    };
    Some((pitches().min()?, pitches().max()?))
}
