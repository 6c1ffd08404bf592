//! Whether clean music is whole: long enough, in range, and every part really there.

use std::ops::RangeInclusive;

use super::super::pack::Scoring;
use super::super::refusal::Refusal;
use super::cleaned::Cleaned;
use super::snap::{LeastOnGrid, TICKS_PER_STEP};
use crate::music::{Score, Voice};

/// What music of a scoring must be like.
struct Needs {
    /// Shortest and longest piece, in bars; longer ones are cut into sections, where that may be.
    bars: RangeInclusive<u32>,
    /// Most notes lost, in percent.
    most_lost: usize,
    /// Widest range of each voice in the training data, in MIDI note numbers.
    ranges: &'static [(u8, u8)],
    /// Least time that each of these groups of voices must sound, in percent.
    groups: &'static [&'static [Voice]],
    sounding: u64,
}

const FOUR_VOICES: Needs = Needs {
    bars: 4..=200,
    most_lost: 100,
    ranges: &[(53, 86), (46, 81), (40, 76), (33, 69)],
    groups: &[
        &[Voice::SOPRANO],
        &[Voice::ALTO],
        &[Voice::TENOR],
        &[Voice::BASS],
    ],
    sounding: 40,
};
const MELODY: Needs = Needs {
    bars: 4..=1000,
    most_lost: 5,
    ranges: &[(43, 98)],
    groups: &[&[Voice::SOPRANO]],
    sounding: 40,
};
const KEYBOARD: Needs = Needs {
    bars: 4..=2000,
    most_lost: 5,
    ranges: &[(21, 108); 4],
    groups: &[&[Voice::SOPRANO, Voice::ALTO], &[Voice::TENOR, Voice::BASS]],
    sounding: 30,
};
const BAND: Needs = Needs {
    bars: 4..=2000,
    most_lost: 15,
    ranges: &[(21, 108); 4],
    groups: &[&Voice::SATB],
    sounding: 40,
};
const DRUMS_ALONE: Needs = Needs {
    bars: 1..=2000,
    // Soft touches are left out.
    most_lost: 60,
    ranges: &[],
    groups: &[],
    sounding: 0,
};

impl Needs {
    const fn of(scoring: Scoring) -> &'static Self {
        match scoring {
            Scoring::FourVoices => &FOUR_VOICES,
            Scoring::Line | Scoring::LeadSheet => &MELODY,
            Scoring::Keyboard => &KEYBOARD,
            Scoring::Band => &BAND,
            Scoring::Drums => &DRUMS_ALONE,
        }
    }
}

/// Notes that must stand on the grid in the end.
const ON_GRID: LeastOnGrid = LeastOnGrid(97);

/// The first thing that keeps music from being learnt from.
pub(super) fn check(cleaned: &Cleaned, scoring: Scoring) -> Result<(), Refusal> {
    let score = &cleaned.score;
    let needs = Needs::of(scoring);
    if cleaned.n_lost * 100 > cleaned.n_found * needs.most_lost {
        return Err(Refusal::Lossy {
            n_lost: cleaned.n_lost,
            n_found: cleaned.n_found,
        });
    }
    let bars = score.n_bars();
    if !needs.bars.contains(&bars) {
        return Err(Refusal::Length { bars });
    }
    let on_grid = score
        .notes()
        .iter()
        .filter(|note| note.onset.get().is_multiple_of(TICKS_PER_STEP))
        .count();
    if on_grid * 100 < score.notes().len() * ON_GRID.0 {
        return Err(Refusal::OffGrid);
    }
    for group in needs.groups {
        let sounding = group.iter().map(|voice| sounding(score, *voice));
        if sounding.sum::<u64>() * 100 < u64::from(score.end().get()) * needs.sounding {
            return Err(Refusal::Silent { voice: group[0] });
        }
    }
    for (voice, (low, high)) in Voice::SATB.into_iter().zip(needs.ranges) {
        let n_notes = score.voice(voice).count();
        let outside = score
            .voice(voice)
            .filter(|note| !(*low..=*high).contains(&note.pitch.midi()));
        if outside.count() * 50 > n_notes {
            return Err(Refusal::Range { voice });
        }
    }
    Ok(())
}

/// Ticks that a voice sounds, notes of a chord counted once.
fn sounding(score: &Score, voice: Voice) -> u64 {
    let mut last = None;
    let mut ticks = 0;
    for note in score.voice(voice) {
        if last != Some(note.onset) {
            ticks += u64::from(note.duration.get());
        }
        last = Some(note.onset);
    }
    ticks
}
