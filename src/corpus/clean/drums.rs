//! Drums played by a person: put on the grid that each beat was meant on.

use super::super::refusal::Refusal;
use super::cleaned::{Cleaned, score_of};
use super::percussion::{drum_part, hit, is_drum, keep_in_last_bar, one_hit_each};
use super::time::{framed, tick};
use crate::music::{Meter, Note, Pitch, Score, ScoreHeader, TICKS_PER_QUARTER, Tick, Velocity};

/// Grids a beat may be played on, in ticks: sixteenths, triplets, sextuplets, thirty-seconds.
const GRIDS: [u32; 4] = [120, 160, 80, 60];
/// The grids of beats that are eighths.
const GRIDS_OF_EIGHTHS: [u32; 2] = [120, 60];

/// Hits this soft are touches that carry the time for the player, and nothing without their softness.
const FAINT: Velocity = Velocity::clamped(30);

/// What it takes to leave the usual grid of a performance for a beat, in hits explained by it and not by
/// the usual one: two in a triplet, three in a sextuplet. One hit beside the grid is an accident.
const CHANGE: f64 = 2.4;

/// Hits of one drum this close together are one hit, or a flam.
const FLAM: u32 = 30;

/// The performance in voice 4, without its faintest hits.
pub(super) fn clean(score: &Score) -> Result<Cleaned, Refusal> {
    let played: Vec<Note> = score
        .notes()
        .iter()
        .filter(|note| score.is_percussion(note.voice))
        .map(|note| Note {
            pitch: general_midi(note.pitch),
            ..*note
        })
        .collect();
    if played.is_empty() {
        return Err(Refusal::NoDrums);
    }
    let is_kept = |note: &&Note| is_drum(note.pitch) && note.velocity >= FAINT;
    let kept: Vec<Note> = played.iter().filter(is_kept).copied().collect();
    let mut hits = on_their_grids(&kept, score.meter());
    one_hit_each(&mut hits);
    let n_kept = hits.len();
    // Played to a click that counts whole bars.
    let meter = Meter::constant(score.meter().changes()[0].1);
    keep_in_last_bar(&mut hits, &meter, Tick::ZERO);
    one_hit_each(&mut hits);
    let header = ScoreHeader {
        key: None,
        meter,
        parts: vec![drum_part()],
        phrase_ends: Vec::new(),
        chords: Vec::new(),
        ..score.header().clone()
    };
    Ok(Cleaned {
        score: framed(&score_of(header, hits)?)?,
        n_lost: played.len() - n_kept,
        n_found: played.len(),
    })
}

/// The drum that General MIDI names for a pitch of Roland's electronic kit.
///
/// Source: the drum mapping of the Groove MIDI Dataset, magenta.tensorflow.org/datasets/groove.
fn general_midi(pitch: Pitch) -> Pitch {
    let drum = match pitch.midi() {
        // Edges of the hi-hat.
        22 => 42,
        26 => 46,
        // Rims of the snare drum and the toms.
        40 => 38,
        47 => 45,
        50 => 48,
        58 => 43,
        // Edges of the crash cymbals and the ride.
        55 => 49,
        52 => 57,
        59 => 51,
        other => i64::from(other),
    };
    Pitch::new(drum).unwrap_or(pitch)
}

/// The hits on the grid of their beat.
fn on_their_grids(played: &[Note], meter: &Meter) -> Vec<Note> {
    let delay = usual_delay(played);
    let grids = if meter.changes()[0].1.beat_unit() == 8 {
        &GRIDS_OF_EIGHTHS[..]
    } else {
        &GRIDS
    };
    let onset = |note: &Note| (i64::from(note.onset.get()) - delay).max(0);
    // A hit a little early belongs to the beat that it announces.
    let beat = |note: &Note| (onset(note) + i64::from(GRIDS[0]) / 4) / i64::from(TICKS_PER_QUARTER);
    let mut sorted = played.to_vec();
    sorted.sort_by_key(|note| note.onset);
    let moments = |notes: &[Note]| -> Vec<(Pitch, i64)> {
        let moments = notes.iter().map(|note| (note.pitch, onset(note)));
        moments.collect()
    };
    let all = moments(&sorted);
    // A performance is straight or swung as a whole; finer grids are for single beats.
    let whole = if grids.contains(&GRIDS[1]) {
        &GRIDS[..2]
    } else {
        &GRIDS[..1]
    };
    let usual = best_grid(whole, |grid| misfit(&all, grid));
    let mut hits = Vec::with_capacity(sorted.len());
    for beat in sorted.chunk_by(|one, other| beat(one) == beat(other)) {
        let moments = moments(beat);
        let change = |grid| if grid == usual { 0.0 } else { CHANGE };
        let grid = best_grid(grids, |grid| misfit(&moments, grid) + change(grid));
        for note in beat {
            let place = nearest(onset(note), grid);
            hits.push(hit(note, note.pitch, tick(place as u32)));
        }
    }
    hits
}

fn best_grid(grids: &[u32], misfit: impl Fn(u32) -> f64) -> u32 {
    let best = grids.iter().copied();
    let best = best.min_by(|one, other| misfit(*one).total_cmp(&misfit(*other)));
    best.unwrap_or(GRIDS[0])
}

fn nearest(onset: i64, grid: u32) -> i64 {
    let grid = i64::from(grid);
    (onset + grid / 2) / grid * grid
}

/// How badly a grid explains hits: the sum of their squared distances from it, each against that of a
/// hit anywhere, and the number of those that would fall together. So a fine grid must earn its place.
fn misfit(hits: &[(Pitch, i64)], grid: u32) -> f64 {
    let by_chance = f64::from(grid) * f64::from(grid) / 12.0;
    let mut misfit = 0.0;
    for (index, (drum, onset)) in hits.iter().enumerate() {
        // Drums struck together are one witness.
        if index == 0 || onset - hits[index - 1].1 > i64::from(FLAM) {
            let distance = (onset - nearest(*onset, grid)) as f64;
            misfit += distance * distance / by_chance;
        }
        let near = hits[..index].iter().rev();
        let mut near = near.take_while(|(_, earlier)| onset - earlier <= i64::from(grid));
        let falls_together = near.any(|(other, earlier)| {
            other == drum
                && nearest(*earlier, grid) == nearest(*onset, grid)
                && onset - earlier > i64::from(FLAM)
        });
        misfit += f64::from(u8::from(falls_together));
    }
    misfit
}

/// How late the player is as a rule, in ticks; negative for early.
fn usual_delay(played: &[Note]) -> i64 {
    let mut late: Vec<i64> = played
        .iter()
        .map(|note| i64::from(note.onset.get()))
        .map(|onset| onset - nearest(onset, GRIDS[0]))
        .collect();
    late.sort_unstable();
    let median = late.get(late.len() / 2).copied().unwrap_or(0);
    // More is no habit but another grid.
    if median.abs() < i64::from(GRIDS[0]) / 4 {
        median
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::music::{Duration, NoteId, Part, TimeSignature, Voice};

    fn played(hits: &[(i64, u32, i64)]) -> Score {
        let notes = hits.iter().enumerate();
        let notes = notes.map(|(index, (pitch, onset, velocity))| Note {
            id: NoteId(index as u32),
            voice: Voice(0),
            pitch: Pitch::new(*pitch).unwrap(),
            onset: tick(*onset),
            duration: Duration::new(30).unwrap(),
            velocity: Velocity::clamped(*velocity),
        });
        let header = ScoreHeader {
            meter: Meter::constant(TimeSignature::COMMON),
            parts: vec![Part {
                name: String::new(),
                program: 0,
                is_percussion: true,
                voices: vec![Voice(0)],
            }],
            ..ScoreHeader::default()
        };
        Score::new(header, notes.collect()).unwrap()
    }

    fn onsets(score: &Score) -> Vec<(u8, u32)> {
        let notes = score.notes().iter();
        notes
            .map(|note| (note.pitch.midi(), note.onset.get()))
            .collect()
    }

    #[test]
    fn sixteenths_and_triplets_are_told_apart_beat_by_beat() {
        let hits = [
            (36, 4, 100),
            (22, 118, 80),
            (22, 245, 80),
            (22, 357, 80),
            (38, 482, 100),
            (22, 645, 80),
            (22, 796, 80),
            (38, 700, 9),
        ];
        let cleaned = clean(&played(&hits)).unwrap();
        assert_eq!(
            onsets(&cleaned.score),
            [
                (36, 0),
                (42, 120),
                (42, 240),
                (42, 360),
                (38, 480),
                (42, 640),
                (42, 800)
            ]
        );
        assert_eq!((cleaned.n_found, cleaned.n_lost), (8, 1));
        assert!(
            cleaned
                .score
                .notes()
                .iter()
                .all(|hit| hit.duration.get() == 120)
        );
    }

    #[test]
    fn a_score_without_drums_is_refused() {
        let score = played(&[(60, 0, 80)]);
        let header = ScoreHeader::default();
        let score = Score::new(header, score.notes().to_vec()).unwrap();
        assert_eq!(clean(&score), Err(Refusal::NoDrums));
    }
}
