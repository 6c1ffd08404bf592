//! Leaves out what repeats, and what would give away a piece that judges.

use std::collections::HashMap;

use rayon::prelude::*;

use super::fingerprint::Fingerprint;
use super::held_out::whole;
use super::likeness::{Likeness, nearest, repeats};
use super::pack::{PACKS, Scoring};
use super::piece::Piece;
use super::report::{CollectReport, Twin};
use super::split::Split;

/// Drops repeats, and train pieces that are like a piece that judges.
pub(super) fn without_twins(pieces: Vec<Piece>, report: &mut CollectReport) -> Vec<Piece> {
    let prints: Vec<Fingerprint> = pieces
        .par_iter()
        .map(|piece| Fingerprint::of(&piece.score, scoring_of(piece)))
        .collect();
    let indices = |split: Split| -> Vec<usize> {
        let of_split = |index: &usize| pieces[*index].split == split;
        (0..pieces.len()).filter(of_split).collect()
    };
    let judges = indices(Split::Valid);
    let learners = indices(Split::Train);
    let of = |indices: &[usize]| -> Vec<&Fingerprint> {
        indices.iter().map(|index| &prints[*index]).collect()
    };
    let likest = nearest(&of(&learners), &of(&judges));
    let mut keep = vec![true; pieces.len()];
    for (learner, found) in learners.iter().zip(likest) {
        let Some((judge, likeness)) = found.map(|(judge, likeness)| (judges[judge], likeness))
        else {
            continue;
        };
        let twin = || twin_of(&pieces[*learner], &pieces[judge], likeness);
        // The split of Bach's chorales is given: there one melody has several settings.
        let is_given =
            pieces[*learner].pack == pieces[judge].pack && pieces[judge].pack == PACKS[0].name;
        if likeness.is_same_setting() || (likeness.is_same_melody() && !is_given) {
            report.too_like_valid.push(twin());
            keep[*learner] = false;
        } else if likeness.is_same_melody() {
            report.shared_melodies.push(twin());
        }
    }
    let all: Vec<&Fingerprint> = prints.iter().collect();
    for (index, first) in repeats(&all).into_iter().enumerate() {
        if let Some((first, likeness)) = first.filter(|(first, _)| keep[index] && keep[*first]) {
            let twin = twin_of(&pieces[index], &pieces[first], likeness);
            report.repeated.push(twin);
            keep[index] = false;
        }
    }
    drop_rest_of_editions(&pieces, &mut keep, report);
    let kept = pieces.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(piece, _)| piece).collect()
}

/// Drops the other sections of a piece, too, half of which repeat another piece: editions differ where
/// they were cut.
fn drop_rest_of_editions(pieces: &[Piece], keep: &mut [bool], report: &mut CollectReport) {
    let mut repeated: HashMap<String, (usize, Twin)> = HashMap::new();
    for twin in &report.repeated {
        let piece = whole(&twin.id);
        if piece != whole(&twin.like) {
            let entry = repeated.entry(piece.to_owned());
            entry.or_insert_with(|| (0, twin.clone())).0 += 1;
        }
    }
    let mut n_sections: HashMap<&str, usize> = HashMap::new();
    for piece in pieces {
        *n_sections.entry(whole(&piece.id)).or_default() += 1;
    }
    for (index, piece) in pieces.iter().enumerate() {
        let name = whole(&piece.id);
        let Some((n_repeated, twin)) = repeated.get(name).filter(|_| keep[index]) else {
            continue;
        };
        if n_repeated * 2 >= n_sections[name] {
            report.repeated.push(Twin {
                id: piece.id.clone(),
                ..twin.clone()
            });
            keep[index] = false;
        }
    }
}

fn scoring_of(piece: &Piece) -> Scoring {
    let pack = PACKS.iter().find(|pack| pack.name == piece.pack);
    pack.map_or(Scoring::FourVoices, |pack| pack.scoring)
}

fn twin_of(piece: &Piece, other: &Piece, likeness: Likeness) -> Twin {
    Twin {
        id: piece.id.clone(),
        like: other.id.clone(),
        parts: likeness.parts,
        melody: likeness.melody,
    }
}
