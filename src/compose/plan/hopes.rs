//! What single notes of an answer should be, where that is no law.

use std::ops::Range;

use crate::generate::{CadenceKind, Hope, NamedNote, Reason, Strictness};
use crate::music::{Chord, Pitch, PitchClass, Voice};
use crate::token::Step;

use super::super::conditions::NAMED_KEY;
use super::cadence::{dominant, tonic};
use super::closing::goal_of;
use super::setting::Setting;

/// What first and last notes should be where that is no law.
pub fn hopes(setting: &Setting<'_>) -> Vec<Hope> {
    let asked = &setting.conditions.constraints;
    let (start, end, last) = (setting.span.start, setting.span.end, setting.last_bar());
    let mut hopes = Vec::new();
    let mut hope = |voice: Voice, place, pitches, strictness: Strictness, reason| {
        if !strictness.is_law() {
            hopes.push(Hope {
                voice,
                place,
                pitches,
                strictness,
                reason,
            });
        }
    };
    for NamedNote {
        voice,
        pitch,
        strictness,
    } in &asked.start
    {
        hope(
            *voice,
            start..start + setting.beat_at(start),
            vec![*pitch],
            *strictness,
            Reason::Start,
        );
    }
    for NamedNote {
        voice,
        pitch,
        strictness,
    } in &asked.end
    {
        hope(*voice, last..end, vec![*pitch], *strictness, Reason::End);
    }
    let at_end = asked.cadence.map(|strictness| {
        let kind = CadenceKind::Authentic;
        (kind, last..end, strictness)
    });
    let inside = asked.cadences.iter().filter_map(|named| {
        let bar = setting.bar_of(named.bar)?;
        let last_half = bar.start + (bar.end - bar.start) / 2;
        let place = if bar.end == end {
            bar
        } else {
            last_half..bar.end
        };
        Some((named.kind, place, named.strictness))
    });
    for (kind, place, strictness) in at_end.into_iter().chain(inside) {
        for (chord, place) in chords_of(setting, kind, place) {
            let lowest = setting.write.last();
            for voice in setting.write {
                let tones = match lowest {
                    Some(lowest) if lowest == voice => pitches_of(&[chord.root]),
                    _ => pitches_of(&chord.classes().collect::<Vec<_>>()),
                };
                hope(*voice, place.clone(), tones, strictness, Reason::Cadence);
            }
        }
    }
    hopes
}

/// The chords of a cadence that is wished for, each with where its notes begin.
fn chords_of(
    setting: &Setting<'_>,
    kind: CadenceKind,
    place: Range<Step>,
) -> Vec<(Chord, Range<Step>)> {
    let Some(key) = setting.key else {
        return Vec::new();
    };
    let before = place.start.saturating_sub(setting.beat_at(place.start));
    let goal = (goal_of(kind, key), place.clone());
    match kind {
        CadenceKind::Half => vec![goal],
        CadenceKind::Authentic => {
            let from = before.max(setting.span.start);
            vec![(dominant(key, true), from..place.start), goal]
        }
    }
}

/// What shows a key: that the music ends on its tonic and, where it begins, begins with its chord.
pub fn home(setting: &Setting<'_>, is_beginning: bool) -> Vec<Hope> {
    let (Some(key), Ok(strictness)) = (setting.key, Strictness::new(NAMED_KEY)) else {
        return Vec::new();
    };
    let chord = tonic(key);
    let (start, end, last) = (setting.span.start, setting.span.end, setting.last_bar());
    let first = start..start + setting.beat_at(start);
    let hope = |voice: &Voice, place, classes: &[PitchClass]| Hope {
        voice: *voice,
        place,
        pitches: pitches_of(classes),
        strictness,
        reason: Reason::Key,
    };
    let lowest = setting.write.last();
    let ends = lowest.map(|voice| hope(voice, last..end, &[chord.root]));
    let tones: Vec<PitchClass> = chord.classes().collect();
    let begins = setting.write.iter().filter(|_| is_beginning).map(|voice| {
        let is_bass = Some(voice) == lowest && setting.write.len() > 1;
        hope(
            voice,
            first.clone(),
            if is_bass { &tones[..1] } else { &tones },
        )
    });
    begins.chain(ends).collect()
}

fn pitches_of(classes: &[PitchClass]) -> Vec<Pitch> {
    let pitches = (0..=127).filter_map(|midi| Pitch::new(midi).ok());
    pitches
        .filter(|pitch| classes.contains(&pitch.class()))
        .collect()
}
