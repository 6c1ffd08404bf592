//! From the packs to clean pieces, each in its split.

use std::path::Path;

use rayon::prelude::*;

use super::clean::clean;
use super::error::CorpusError;
use super::pack::PACKS;
use super::refusal::Refusal;
use super::report::{CollectReport, PackReport, Twin};
use super::source::{Reading, read_pack};
use super::split::{Fingerprint, Likeness, Split, nearest, repeats};
use crate::format::Warning;
use crate::music::Score;

/// One work in four voices, ready for training.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Pack and file.
    pub id: String,
    /// Name of its pack.
    pub pack: &'static str,
    /// Style it is learnt as.
    pub style: &'static str,
    /// What it is used for.
    pub split: Split,
    /// The music: voices 0 to 3, soprano to bass.
    pub score: Score,
}

/// Reads every pack in `dir`, cleans and splits it, and leaves out what repeats or gives away a
/// piece that judges.
///
/// # Errors
/// [`CorpusError`] if a pack is missing or cannot be read. A bad piece is no error; it is reported.
pub fn collect(dir: &Path) -> Result<(Vec<Piece>, CollectReport), CorpusError> {
    let mut report = CollectReport::default();
    let mut pieces = Vec::new();
    for pack in &PACKS {
        let readings = read_pack(pack, dir)?;
        let mut pack_report = PackReport::of(pack);
        pack_report.n_found = readings.len();
        let judged: Vec<(Reading, Result<Score, Refusal>)> = readings
            .into_par_iter()
            .map(|reading| {
                let outcome = judge(&reading);
                (reading, outcome)
            })
            .collect();
        for (reading, outcome) in judged {
            let has_warnings = reading
                .outcome
                .as_ref()
                .is_ok_and(|(_, warnings)| !warnings.is_empty());
            pack_report.n_with_warnings += usize::from(has_warnings);
            match outcome {
                Ok(score) => pieces.push(Piece {
                    id: reading.id,
                    pack: pack.name,
                    style: pack.style,
                    split: reading
                        .own_split
                        .unwrap_or_else(|| Split::of_work(&reading.work)),
                    score,
                }),
                Err(refusal) => pack_report
                    .refused
                    .entry(refusal.kind())
                    .or_default()
                    .push(format!("{}: {refusal}", reading.id)),
            }
        }
        report.packs.push(pack_report);
    }
    let pieces = without_twins(pieces, &mut report);
    report.count(&pieces);
    Ok((pieces, report))
}

fn judge(reading: &Reading) -> Result<Score, Refusal> {
    let (score, warnings) = reading
        .outcome
        .as_ref()
        .map_err(|error| Refusal::Unreadable {
            reason: error.to_string(),
        })?;
    let names_bach = reading.credits.iter().any(|credit| credit.contains("Bach"));
    if names_bach || (reading.own_split.is_none() && reading.id.contains("Bach")) {
        return Err(Refusal::HeldOut);
    }
    if warnings
        .iter()
        .any(|warning| matches!(warning, Warning::VoicesDisagree { .. }))
    {
        return Err(Refusal::VoicesDisagree);
    }
    clean(score)
}

/// Drops repeats, and train pieces that are like a piece that judges.
fn without_twins(pieces: Vec<Piece>, report: &mut CollectReport) -> Vec<Piece> {
    let fingerprints: Vec<Fingerprint> = pieces
        .par_iter()
        .map(|piece| Fingerprint::of(&piece.score))
        .collect();
    let repeated = repeats(&fingerprints);
    let indices = |split: Split| -> Vec<usize> {
        let of_split = |index: &usize| pieces[*index].split == split;
        (0..pieces.len()).filter(of_split).collect()
    };
    let judges = indices(Split::Valid);
    let learners = indices(Split::Train);
    let prints = |indices: &[usize]| -> Vec<&Fingerprint> {
        indices.iter().map(|index| &fingerprints[*index]).collect()
    };
    let likest = nearest(&prints(&learners), &prints(&judges));
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
    let whole = Likeness {
        parts: 1.0,
        melody: 1.0,
    };
    for (index, first) in repeated.iter().enumerate() {
        if let Some(first) = first.filter(|first| keep[index] && keep[*first]) {
            report
                .repeated
                .push(twin_of(&pieces[index], &pieces[first], whole));
            keep[index] = false;
        }
    }
    let kept = pieces.into_iter().zip(keep).filter(|(_, keep)| *keep);
    kept.map(|(piece, _)| piece).collect()
}

fn twin_of(piece: &Piece, other: &Piece, likeness: Likeness) -> Twin {
    Twin {
        id: piece.id.clone(),
        like: other.id.clone(),
        parts: likeness.parts,
        melody: likeness.melody,
    }
}
