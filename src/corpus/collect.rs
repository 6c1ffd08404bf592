//! From the packs to clean pieces, each in its split.

use std::collections::HashSet;
use std::path::Path;

use rayon::prelude::*;

use super::clean::{Cleaned, clean};
use super::error::CorpusError;
use super::held_out::{HeldOut, section_id};
use super::pack::{PACKS, Pack, Scoring};
use super::piece::Piece;
use super::refusal::Refusal;
use super::report::{CollectReport, Loss, PackReport};
use super::sections::{regular_sections, sections};
use super::source::{Reading, read_pack};
use super::split::Split;
use super::twins::without_twins;
use crate::format::Warning;
use crate::music::Score;

/// A piece that was read and judged, in no split yet.
struct Judged {
    pack: &'static Pack,
    reading: Reading,
    /// Its sections, or itself alone.
    cleaned: Vec<Cleaned>,
}

/// Reads every pack in `dir`, cleans and splits it, and leaves out what repeats or gives away a
/// piece that judges. A piece on the list `held_out`, and every arrangement of it, judges.
///
/// # Errors
/// [`CorpusError`] if there is no pack at all. A missing pack and a bad piece are reported.
pub fn collect(dir: &Path, held_out: &HeldOut) -> Result<(Vec<Piece>, CollectReport), CorpusError> {
    let mut report = CollectReport::default();
    let mut judged = Vec::new();
    for pack in &PACKS {
        match read_pack(pack, dir) {
            Ok(found) => {
                let mut pack_report = PackReport::of(pack);
                pack_report.n_other_files = found.n_other_files;
                judged.extend(judge_all(pack, found.readings, &mut pack_report));
                report.packs.push(pack_report);
            }
            Err(CorpusError::PackMissing { pack, .. }) => report.missing.push(pack),
            Err(error) => return Err(error),
        }
    }
    if report.packs.is_empty() {
        return Err(CorpusError::NoPacks {
            dir: dir.to_owned(),
        });
    }
    let pieces = without_twins(in_splits(judged, held_out), &mut report);
    report.count(&pieces, held_out);
    Ok((pieces, report))
}

/// The clean pieces of a pack; the others go to the report.
fn judge_all(pack: &'static Pack, readings: Vec<Reading>, report: &mut PackReport) -> Vec<Judged> {
    report.n_found = readings.len();
    let outcomes: Vec<Result<Vec<Cleaned>, Refusal>> = readings
        .par_iter()
        .map(|reading| judge(pack, reading))
        .collect();
    let mut judged = Vec::new();
    for (reading, outcome) in readings.into_iter().zip(outcomes) {
        let read = reading.outcome.as_ref();
        let has_warnings = read.is_ok_and(|(_, warnings)| !warnings.is_empty());
        report.n_with_warnings += usize::from(has_warnings);
        match outcome {
            Ok(cleaned) => {
                let loss = Loss {
                    id: reading.id.clone(),
                    n_lost: cleaned.iter().map(|section| section.n_lost).sum(),
                    n_found: cleaned.iter().map(|section| section.n_found).sum(),
                };
                if loss.n_lost > 0 {
                    report.losses.push(loss);
                }
                judged.push(Judged {
                    pack,
                    reading,
                    cleaned,
                });
            }
            Err(refusal) => report
                .refused
                .entry(refusal.kind())
                .or_default()
                .push(format!("{}: {refusal}", reading.id)),
        }
    }
    judged
}

/// Bars of keyboard music for every place where the hands may get out of step.
const BARS_A_DISAGREEMENT: usize = 40;

fn judge(pack: &Pack, reading: &Reading) -> Result<Vec<Cleaned>, Refusal> {
    let (score, warnings) = reading.outcome.as_ref().map_err(Clone::clone)?;
    // The chorales in a split of their own are chosen so that none is held out.
    if reading.names_bach && reading.own_split.is_none() {
        return Err(Refusal::HeldOut);
    }
    let is_disagreement = |warning: &&Warning| matches!(warning, Warning::VoicesDisagree { .. });
    let n_disagreements = warnings.iter().filter(is_disagreement).count();
    let most = match pack.scoring {
        // Cadenzas and arpeggios seldom add up; a bar that comes out wrong shows by its length.
        Scoring::Keyboard => score.n_bars() as usize / BARS_A_DISAGREEMENT + 1,
        _ => 0,
    };
    if n_disagreements > most {
        return Err(Refusal::VoicesDisagree);
    }
    if pack.scoring != Scoring::Keyboard {
        return Ok(vec![clean(score, pack.scoring)?]);
    }
    let sections = regular_sections(score);
    let cleaned = sections.iter().map(|section| clean(section, pack.scoring));
    let kept: Vec<Cleaned> = cleaned.flatten().collect();
    if kept.is_empty() {
        clean(score, pack.scoring).map(|whole| vec![whole])
    } else {
        Ok(kept)
    }
}

/// The pieces in their splits: the list comes first, then the pack's own split, then the work's.
fn in_splits(judged: Vec<Judged>, held_out: &HeldOut) -> Vec<Piece> {
    let listed = judged
        .iter()
        .filter(|judged| judged.reading.own_split.is_none())
        .filter(|judged| held_out.contains(&judged.reading.id));
    let held_out_works: HashSet<String> =
        listed.map(|judged| judged.reading.work.clone()).collect();
    let mut pieces = Vec::new();
    for Judged {
        pack,
        reading,
        cleaned,
    } in judged
    {
        let is_held_out = held_out.contains(&reading.id)
            || (reading.own_split.is_none() && held_out_works.contains(&reading.work));
        let split = if is_held_out {
            Split::Valid
        } else {
            let own_split = reading.own_split;
            own_split.unwrap_or_else(|| Split::of_work(&reading.work))
        };
        let cleaned = cleaned.into_iter();
        let sections: Vec<Score> = cleaned.flat_map(|whole| sections(whole.score)).collect();
        let is_whole = sections.len() == 1;
        for (index, score) in sections.into_iter().enumerate() {
            pieces.push(Piece {
                id: if is_whole {
                    reading.id.clone()
                } else {
                    section_id(&reading.id, index + 1)
                },
                pack: pack.name,
                style: pack.style,
                kind: reading.kind.clone(),
                split,
                score,
            });
        }
    }
    pieces
}
