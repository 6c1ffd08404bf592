//! The most plausible chords of a whole score.

use super::bass::basses;
use super::evidence::{Evidence, gather};
use super::melody::{is_unaccompanied, plan_chords};
use super::rating::{Candidate, candidates, change_cost, no_chord_rating};
use crate::music::{Chord, ChordChange, KeySignature, Score};
use crate::theory::beats::{Beat, Strength, beats};
use crate::theory::context::Keys;
use crate::theory::highest::highest;
use crate::theory::key::find_key;

/// The chords of a score, beat by beat, equal neighbours merged; drums are not heard.
///
/// A dynamic programme weighs how well each chord explains the notes of each beat against how readily chords change
/// there, so ornaments do not make chords of their own, and the notes of a broken chord are heard as one. The bass is
/// set where the chord is not in root position. Under an unaccompanied melody chords stand only where the melody
/// spells them out, and "no chord" elsewhere.
///
/// Source: Pardo, Birmingham, "Algorithms for chordal analysis", Computer Music Journal 26/2, 2002, for the rating of a
/// chord; Temperley, "The cognition of basic musical structures", 2001, chapter 6, for metre and ornaments.
pub fn find_chords(score: &Score) -> Vec<ChordChange> {
    let Some(key) = find_key(score) else {
        return Vec::new();
    };
    if is_unaccompanied(score) {
        return plan_chords(score, key);
    }
    let beats = beats(score);
    let evidence = gather(score, &beats);
    let candidates = candidates();
    let keys = Keys::of(score);
    let key_at = |beat: &Beat| keys.at(beat.start).unwrap_or(key);
    let path = best_path(&beats, &evidence, &candidates, key_at);
    let chords: Vec<_> = path
        .iter()
        .map(|candidate| candidate.map(|it| it.chord))
        .collect();
    merged(&beats, &basses(&chords, &evidence))
}

/// The candidate of every beat on the path whose ratings less its costs are highest (Viterbi).
fn best_path<'a>(
    beats: &[Beat],
    evidence: &[Evidence],
    candidates: &'a [Option<Candidate>],
    key_at: impl Fn(&Beat) -> KeySignature,
) -> Vec<Option<&'a Candidate>> {
    let costs = [Strength::Downbeat, Strength::Strong, Strength::Weak].map(|strength| {
        let row = |to: &Option<Candidate>| -> Vec<f64> {
            let cost = |from: &Option<Candidate>| change_cost(from.as_ref(), to.as_ref(), strength);
            candidates.iter().map(cost).collect()
        };
        candidates.iter().map(row).collect::<Vec<_>>()
    });
    let mut totals = vec![0.0; candidates.len()];
    let mut origins: Vec<Vec<usize>> = Vec::with_capacity(beats.len());
    for (index, (beat, evidence)) in beats.iter().zip(evidence).enumerate() {
        let key = key_at(beat);
        let mut next = Vec::with_capacity(candidates.len());
        let mut origin = Vec::with_capacity(candidates.len());
        for (candidate, costs) in candidates.iter().zip(&costs[beat.strength as usize]) {
            let rating = candidate
                .as_ref()
                .map_or_else(|| no_chord_rating(evidence), |it| it.rating(evidence, key));
            let arrivals = totals.iter().zip(costs).map(|(total, cost)| total - cost);
            let (from, arrival) = highest(arrivals);
            origin.push(from);
            next.push(rating + if index == 0 { 0.0 } else { arrival });
        }
        totals = next;
        origins.push(origin);
    }
    let (mut at, _) = highest(totals.into_iter());
    let mut path = Vec::with_capacity(beats.len());
    for origin in origins.iter().rev() {
        path.push(candidates.get(at).and_then(Option::as_ref));
        at = origin.get(at).copied().unwrap_or(0);
    }
    path.reverse();
    path
}

/// Chords of beats as changes: one where the chord differs from that of the beat before.
pub(super) fn merged(beats: &[Beat], chords: &[Option<Chord>]) -> Vec<ChordChange> {
    let changes = beats.iter().zip(chords);
    let mut changes: Vec<ChordChange> = changes
        .map(|(beat, chord)| ChordChange {
            tick: beat.start,
            chord: *chord,
        })
        .collect();
    changes.dedup_by_key(|change| change.chord);
    changes
}
