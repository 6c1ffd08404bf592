//! What became of every file of the corpus, in numbers and names.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::held_out::HeldOut;
use super::pack::{PACKS, Pack};
use super::piece::Piece;
use super::split::Split;
use crate::music::Voice;

/// What became of every file.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct CollectReport {
    /// Pack by pack.
    pub packs: Vec<PackReport>,
    /// Packs that are not there.
    pub missing: Vec<&'static str>,
    /// Style by style.
    pub styles: Vec<StyleReport>,
    /// How the pieces that judge compare with the list of them.
    pub held_out: HeldOutReport,
    /// Train pieces left out because a piece that judges is too much like them.
    pub too_like_valid: Vec<Twin>,
    /// Pieces left out because an earlier one is the same, or another edition of it.
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
    /// How much of the shorter one's chords, or drum patterns, stand in the other, 0 to 1.
    pub parts: f64,
    /// How much of the shorter one's melody stands in the other, 0 to 1.
    pub melody: f64,
}

/// Notes that a piece lost when it was cleaned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Loss {
    /// The piece.
    pub id: String,
    /// Notes left out, or cut short by much.
    pub n_lost: usize,
    /// Notes that could have been kept.
    pub n_found: usize,
}

/// How the pieces that judge compare with the list of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct HeldOutReport {
    /// Pieces on the list.
    pub n_listed: usize,
    /// Pieces that judge and are not on the list: write it anew to hold on to them.
    pub not_listed: Vec<String>,
    /// Pieces on the list that were not found, or not kept.
    pub not_found: Vec<String>,
}

/// What a style has in the end.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct StyleReport {
    /// Its name.
    pub name: &'static str,
    /// Pieces kept for training.
    pub n_train: usize,
    /// Pieces kept for judging.
    pub n_valid: usize,
    /// Notes.
    pub n_notes: usize,
    /// Bars.
    pub n_bars: usize,
    /// Chord symbols.
    pub n_chords: usize,
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
    /// Files that are no music, such as licences and tables.
    pub n_other_files: usize,
    /// Pieces read with something odd in them.
    pub n_with_warnings: usize,
    /// Pieces, or sections of long ones, kept for training.
    pub n_train: usize,
    /// Pieces, or sections of long ones, kept for judging.
    pub n_valid: usize,
    /// Pieces refused: the reason, and what was refused and why exactly.
    pub refused: BTreeMap<&'static str, Vec<String>>,
    /// Clean pieces that lost notes.
    pub losses: Vec<Loss>,
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

    fn count(&mut self, pieces: &[Piece]) {
        let kept = || pieces.iter().filter(|piece| piece.pack == self.name);
        let number = |split| kept().filter(|piece| piece.split == split).count();
        let (n_train, n_valid) = (number(Split::Train), number(Split::Valid));
        let n_notes = kept().map(|piece| piece.score.notes().len()).sum();
        let has_no_key = |piece: &&Piece| piece.score.header().key.is_none();
        let n_without_key = kept().filter(has_no_key).count();
        let has_ends = |piece: &&Piece| !piece.score.header().phrase_ends.is_empty();
        let n_with_phrase_ends = kept().filter(has_ends).count();
        let ranges = (0..5).filter_map(|voice| range_of(kept(), Voice(voice)));
        let ranges = ranges.collect();
        let n_bars: u32 = kept().map(|piece| piece.score.n_bars()).sum();
        let mean_bars = f64::from(n_bars) / kept().count().max(1) as f64;
        (self.n_train, self.n_valid, self.n_notes) = (n_train, n_valid, n_notes);
        (self.n_without_key, self.n_with_phrase_ends) = (n_without_key, n_with_phrase_ends);
        (self.ranges, self.mean_bars) = (ranges, mean_bars);
    }
}

impl CollectReport {
    /// Counts the pieces that were kept.
    pub(super) fn count(&mut self, pieces: &[Piece], held_out: &HeldOut) {
        for pack in &mut self.packs {
            pack.count(pieces);
        }
        let mut styles: Vec<&'static str> = PACKS.iter().map(|pack| pack.style).collect();
        styles.dedup();
        self.styles = styles
            .into_iter()
            .map(|style| StyleReport::of(style, pieces))
            .collect();
        let judges = HeldOut::of(pieces);
        let listed: BTreeSet<&str> = held_out.ids().collect();
        let judging: BTreeSet<&str> = judges.ids().collect();
        let only_in = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| {
            one.difference(other).map(|id| (*id).to_owned()).collect()
        };
        self.held_out = HeldOutReport {
            n_listed: listed.len(),
            not_listed: only_in(&judging, &listed),
            not_found: only_in(&listed, &judging),
        };
    }

    /// Number of all pieces kept, for training and for judging.
    pub fn n_kept(&self) -> (usize, usize) {
        let train = self.packs.iter().map(|pack| pack.n_train).sum();
        (train, self.packs.iter().map(|pack| pack.n_valid).sum())
    }
}

impl StyleReport {
    fn of(name: &'static str, pieces: &[Piece]) -> Self {
        let mut report = Self {
            name,
            ..Self::default()
        };
        for piece in pieces.iter().filter(|piece| piece.style == name) {
            match piece.split {
                Split::Train => report.n_train += 1,
                Split::Valid => report.n_valid += 1,
            }
            report.n_notes += piece.score.notes().len();
            report.n_bars += piece.score.n_bars() as usize;
            report.n_chords += piece.score.header().chords.len();
        }
        report
    }
}

fn range_of<'a>(pieces: impl Iterator<Item = &'a Piece>, voice: Voice) -> Option<(u8, u8)> {
    let pitches = pieces.flat_map(|piece| piece.score.voice(voice));
    pitches
        .map(|note| note.pitch.midi())
        .fold(None, |range, pitch| {
            let (low, high) = range.unwrap_or((pitch, pitch));
            Some((low.min(pitch), high.max(pitch)))
        })
}
