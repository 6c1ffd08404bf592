//! Beats of a drum kit.

use super::melody::Draft;
use super::passage::Passage;
use crate::music::Pitch;
use crate::token::{DRUM_VOICE, NotePitch, Step};

/// General MIDI numbers of the kit.
const KICK: u8 = 36;
const SNARE: u8 = 38;
const CLOSED_HAT: u8 = 42;
const LOW_TOM: u8 = 43;
const MID_TOM: u8 = 47;
const CRASH: u8 = 49;

/// How long a drum is written, in steps: a sixteenth note.
const STROKE: Step = 6;
/// Bars of a phrase: the first opens with a crash, the last leads on.
const PHRASE: usize = 4;

impl Passage<'_> {
    /// Writes the drums of the span: bars of one beat, with a lead into each phrase.
    pub fn drum(&mut self) -> Vec<Draft> {
        let is_driving = self.rng.next_f64() < 0.5;
        let is_pushed = self.rng.next_f64() < 0.5;
        let mut strokes: Vec<(Step, u8)> = Vec::new();
        let bars: Vec<(usize, Step, Step)> = (self.grid.bars.iter().enumerate())
            .map(|(at, bar)| (at, bar.start, bar.end()))
            .collect();
        for (bar, start, end) in bars {
            if end <= self.span.start || start >= self.span.end {
                continue;
            }
            let beat = self.beat_at(start);
            let n_beats = (end - start) / beat;
            let is_last = end >= self.span.end && self.ends();
            if is_last {
                strokes.extend([(start, KICK), (start, CRASH)]);
                continue;
            }
            let opens = bar.is_multiple_of(PHRASE);
            let leads = bar % PHRASE == PHRASE - 1 && self.rng.next_f64() < 0.7;
            for nth in 0..n_beats {
                let at = start + nth * beat;
                let is_half = n_beats.is_multiple_of(2) && nth == n_beats / 2;
                if nth == 0 || is_half {
                    strokes.push((at, KICK));
                } else if n_beats.is_multiple_of(2) == (nth % 2 == 1) || n_beats == 1 {
                    strokes.push((at, SNARE));
                }
                if is_half && is_pushed {
                    strokes.push((at + beat / 2, KICK));
                }
                let parts: Step = if beat.is_multiple_of(36) { 3 } else { 2 };
                let hats = if is_driving { parts } else { 1 };
                for part in 0..hats {
                    let drum = if opens && nth == 0 && part == 0 {
                        CRASH
                    } else {
                        CLOSED_HAT
                    };
                    strokes.push((at + part * beat / hats, drum));
                }
            }
            if leads {
                let last = end - beat;
                strokes.retain(|(step, drum)| *step < last || *drum == KICK);
                strokes.extend([
                    (last, SNARE),
                    (last + beat / 2, MID_TOM),
                    (last + beat * 3 / 4, LOW_TOM),
                ]);
            }
        }
        let draft = |(onset, drum): (Step, u8)| {
            let pitch = Pitch::new(i64::from(drum)).ok().and_then(NotePitch::of)?;
            let end = (onset + STROKE).min(self.span.end);
            let is_inside = self.span.contains(&onset) && end > onset;
            is_inside.then_some(Draft {
                voice: DRUM_VOICE,
                pitch,
                onset,
                end,
            })
        };
        strokes.into_iter().filter_map(draft).collect()
    }
}
