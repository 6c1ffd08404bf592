//! What a chord, and the way from one to the next, cost in nats.
//!
//! Source: Aldwell, Schachter, "Harmony and voice leading", chapters 5 and 6, for doubling, spacing and motion;
//! the nats are our own, set by reading what comes of them.

use super::manners::Manners;
use super::slot::{Place, Slot};
use crate::music::{Chord, Mode, PitchClass};
use crate::theory::moves_in_parallel;

/// What the lines of a slot sing, from the top.
pub(super) type Voicing = Vec<Option<u8>>;

/// A line that is to sing and finds nothing.
pub(super) const SILENCE: f64 = 40.0;

const MISSING_ROOT: f64 = 9.0;
const MISSING_THIRD: f64 = 6.0;
const MISSING_FIFTH: f64 = 0.8;
const MISSING_SEVENTH: f64 = 4.0;
const DOUBLED_LEADING_TONE: f64 = 8.0;
const DOUBLED_SEVENTH: f64 = 5.0;
const DOUBLED_THIRD: f64 = 1.4;
const FIRST_INVERSION: f64 = 1.2;
const SECOND_INVERSION: f64 = 4.5;
const SEVENTH_BELOW: f64 = 3.5;
const NAMED_BASS: f64 = 9.0;
const OFF_ROOT_AT_CLOSE: f64 = 6.0;
const WIDE_SPACING: f64 = 5.0;
const UNISON: f64 = 1.5;
const HIDDEN: f64 = 2.0;
const OVERLAP: f64 = 1.5;
const UNRESOLVED: f64 = 4.0;
const UNRESOLVED_OUTSIDE: f64 = 9.0;
const STRANGE_INTERVAL: f64 = 6.0;

/// What a voicing costs by itself; `None` where it breaks a law.
pub(super) fn standing(voicing: &Voicing, slot: &Slot, manners: &Manners) -> Option<f64> {
    let mut cost = 0.0;
    for (place, midi) in slot.lines.iter().zip(voicing) {
        cost += match (place, midi) {
            (Place::Open(choices), Some(midi)) => {
                let choice = choices.iter().find(|(choice, _)| choice == midi);
                choice.map_or(0.0, |(_, cost)| *cost)
            }
            (Place::Open(_), None) => SILENCE,
            _ => 0.0,
        };
    }
    cost += crossings(voicing, slot, manners)?;
    if manners.is_choir && slot.is_open() {
        cost += spacing(voicing);
    }
    if let Some(chord) = slot.chord.filter(|_| slot.is_open()) {
        cost += fullness(voicing, chord, slot.is_close, manners);
    }
    Some(cost)
}

/// Crossed lines, one of them ours.
fn crossings(voicing: &Voicing, slot: &Slot, manners: &Manners) -> Option<f64> {
    let sung: Vec<(bool, u8)> = slot
        .lines
        .iter()
        .zip(voicing)
        .filter_map(|(place, midi)| Some((place.is_ours(), (*midi)?)))
        .collect();
    let mut cost = 0.0;
    for (index, upper) in sung.iter().enumerate() {
        for lower in &sung[index + 1..] {
            if lower.1 > upper.1 && (upper.0 || lower.0) {
                cost += manners.crossings;
            }
        }
    }
    cost.is_finite().then_some(cost)
}

/// Upper lines more than an octave apart, a tenor far from the bass, and unisons.
fn spacing(voicing: &Voicing) -> f64 {
    let sung: Vec<u8> = voicing.iter().flatten().copied().collect();
    let n_gaps = sung.len().saturating_sub(1);
    let gaps = sung.windows(2).enumerate().map(|(at, pair)| {
        let gap = pair[0].saturating_sub(pair[1]);
        let widest = if at + 1 == n_gaps { 21 } else { 12 };
        let wide = if gap > widest { WIDE_SPACING } else { 0.0 };
        wide + if gap == 0 { UNISON } else { 0.0 }
    });
    gaps.sum()
}

/// What the chord lacks, has too often, and stands on.
fn fullness(voicing: &Voicing, chord: Chord, is_close: bool, manners: &Manners) -> f64 {
    let sung: Vec<u8> = voicing.iter().flatten().copied().collect();
    let Some(bass) = sung.iter().min().map(|midi| class(*midi)) else {
        return 0.0;
    };
    let tones: Vec<PitchClass> = chord.classes().collect();
    let count = |tone: PitchClass| sung.iter().filter(|midi| class(**midi) == tone).count();
    let missing = [MISSING_ROOT, MISSING_THIRD, MISSING_FIFTH, MISSING_SEVENTH];
    // Of a chord of four notes the fifth goes first, and of three singers somebody has to leave something out.
    let mut lacks = tones
        .iter()
        .zip(missing)
        .filter(|(tone, _)| count(**tone) == 0);
    let mut cost: f64 = lacks.by_ref().map(|(_, cost)| cost).sum();
    if sung.len() < 3 {
        cost /= 3.0;
    }
    if manners.is_choir {
        let is_leading = |tone: PitchClass| {
            let tonic = manners.key.map(|key| i64::from(key.tonic().get()));
            let is_dominant = tonic.is_some_and(|tonic| tone == PitchClass::of(tonic - 1));
            is_dominant && tone != chord.root
        };
        for (at, tone) in tones
            .iter()
            .enumerate()
            .filter(|(_, tone)| count(**tone) > 1)
        {
            cost += match at {
                _ if is_leading(*tone) => DOUBLED_LEADING_TONE,
                1 => DOUBLED_THIRD,
                3 => DOUBLED_SEVENTH,
                _ => 0.0,
            };
        }
    }
    cost + match chord.bass {
        Some(named) if named != bass => NAMED_BASS,
        Some(_) => 0.0,
        None => position(&tones, bass, is_close),
    }
}

/// What the bass makes of a chord whose bass nobody named.
fn position(tones: &[PitchClass], bass: PitchClass, is_close: bool) -> f64 {
    let place = tones.iter().position(|tone| *tone == bass);
    let cost = match place {
        Some(0) => return 0.0,
        Some(1) => FIRST_INVERSION,
        Some(2) => SECOND_INVERSION,
        _ => SEVENTH_BELOW,
    };
    cost + if is_close { OFF_ROOT_AT_CLOSE } else { 0.0 }
}

/// What the way from one voicing to the next costs; `None` where it breaks a law.
pub(super) fn moving(
    (from, before): (&Voicing, &Slot),
    (to, after): (&Voicing, &Slot),
    manners: &Manners,
) -> Option<f64> {
    let n_lines = to.len();
    let is_stuck = |line: usize| after.lines[line] == Place::Held && from[line] != to[line];
    if (0..n_lines).any(is_stuck) {
        return None;
    }
    let is_ours = |line: usize| before.lines[line].is_ours() || after.lines[line].is_ours();
    let motion = |line: usize| from[line].zip(to[line]);
    let mut cost = 0.0;
    for line in (0..n_lines).filter(|line| is_ours(*line)) {
        let Some((from, to)) = motion(line) else {
            continue;
        };
        if manners
            .largest_leap
            .is_some_and(|most| from.abs_diff(to) > most)
        {
            return None;
        }
        if after.lines[line] == Place::Held {
            continue;
        }
        let is_bass = line + 1 == n_lines && n_lines > 1;
        cost += melodic(from, to, is_bass);
        if manners.is_choir {
            let is_outer = line == 0 || is_bass;
            cost += tendency((from, to), (before, after), is_outer, manners);
        }
    }
    for upper in 0..n_lines {
        let Some(one) = motion(upper) else { continue };
        for lower in upper + 1..n_lines {
            let Some(other) = motion(lower).filter(|_| is_ours(upper) || is_ours(lower)) else {
                continue;
            };
            let is_outer = upper == 0 && lower + 1 == n_lines;
            cost += pair(one, other, lower == upper + 1, is_outer, manners);
        }
    }
    cost.is_finite().then_some(cost)
}

/// What an interval of a line costs.
fn melodic(from: u8, to: u8, is_bass: bool) -> f64 {
    let interval = from.abs_diff(to);
    let (held, step, third, leap, octave) = if is_bass {
        (0.9, 0.1, 0.5, 0.5, 1.2)
    } else {
        (0.2, 0.0, 0.8, 2.2, 5.0)
    };
    match interval {
        0 => held,
        1 | 2 => step,
        3 | 4 => third,
        5 | 7 => leap,
        6 => leap + STRANGE_INTERVAL,
        8 | 9 => leap + 1.8,
        12 => octave,
        _ => octave + STRANGE_INTERVAL,
    }
}

/// Leading tones rise and sevenths fall where the chord that they want comes.
fn tendency(
    (from, to): (u8, u8),
    (before, after): (&Slot, &Slot),
    is_outer: bool,
    manners: &Manners,
) -> f64 {
    let (Some(chord), Some(next)) = (before.chord, after.chord) else {
        return 0.0;
    };
    if is_augmented_second(from, to, manners) {
        return STRANGE_INTERVAL;
    }
    if chord.root == next.root {
        return 0.0;
    }
    let unresolved = if is_outer {
        UNRESOLVED_OUTSIDE
    } else {
        UNRESOLVED
    };
    let sung = class(from);
    let tones: Vec<PitchClass> = chord.classes().collect();
    let falls = PitchClass::of(i64::from(chord.root.get()) - 7) == next.root;
    let goes_home = manners.key.is_some_and(|key| next.root == key.tonic());
    let is_third = tones.get(1) == Some(&sung);
    let is_major_third = is_third && (12 + sung.get() - chord.root.get()) % 12 == 4;
    let is_leading = manners
        .key
        .is_some_and(|key| sung == PitchClass::of(i64::from(key.tonic().get()) - 1));
    let rises_due = is_major_third && falls && (tones.len() == 4 || goes_home || is_leading);
    let rises_due = rises_due || is_leading && goes_home;
    if rises_due && to != from + 1 && to != from {
        return unresolved;
    }
    let is_seventh = tones.get(3) == Some(&sung) && tones.len() == 4;
    let falls_well = to <= from && from - to <= 2;
    if is_seventh && !falls_well {
        UNRESOLVED
    } else {
        0.0
    }
}

/// Whether a line goes between the low sixth degree of minor and its leading tone.
fn is_augmented_second(from: u8, to: u8, manners: &Manners) -> bool {
    let Some(key) = manners.key.filter(|key| key.mode() == Mode::Minor) else {
        return false;
    };
    let degree = |midi: u8| (12 + class(midi).get() - key.tonic().get()) % 12;
    from.abs_diff(to) == 3 && matches!((degree(from), degree(to)), (8, 11) | (11, 8))
}

/// What the motion of two lines against each other costs.
fn pair(
    upper: (u8, u8),
    lower: (u8, u8),
    are_neighbours: bool,
    are_outer: bool,
    manners: &Manners,
) -> f64 {
    let mut cost = 0.0;
    if moves_in_parallel(upper, lower) {
        cost += manners.parallels;
    }
    if !manners.is_choir {
        return cost;
    }
    let rise = |(from, to): (u8, u8)| i16::from(to) - i16::from(from);
    let is_similar = rise(upper).signum() * rise(lower).signum() > 0;
    let interval = upper.1.abs_diff(lower.1) % 12;
    if are_outer && is_similar && rise(upper).abs() > 2 && matches!(interval, 0 | 7) {
        cost += HIDDEN;
    }
    if are_neighbours && (lower.1 > upper.0 || upper.1 < lower.0) {
        cost += OVERLAP;
    }
    cost
}

/// The class of a MIDI note.
pub(super) fn class(midi: u8) -> PitchClass {
    PitchClass::of(i64::from(midi))
}
