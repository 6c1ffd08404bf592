//! A passage for voices cut into slots for the choice of voicings.

use std::ops::Range;

use super::passage::Passage;
use crate::music::Voice;
use crate::token::{GridNote, NotePitch, Step};
use crate::voicing::{Place, Slot};

/// Nats for each semitone by which a note is farther from where its voice is at home than a singer likes.
const FAR: f64 = 0.14;
/// Semitones from home that cost nothing.
const AT_HOME: u8 = 4;

/// A slot with its place.
pub struct Placed {
    /// Where it lies.
    pub range: Range<Step>,
    /// What may be sung there.
    pub slot: Slot,
}

impl Passage<'_> {
    /// The slots of the span for all voices that sing in it, from the top; with what is sung right before and after.
    pub fn slots(&self, voices: &[Voice], write: &[Voice]) -> Vec<Placed> {
        let gaps: Vec<Vec<Range<Step>>> = voices
            .iter()
            .map(|voice| {
                if write.contains(voice) {
                    self.gaps(*voice, &self.span)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let opens = self.openings(&gaps);
        let bounds = self.bounds(&opens);
        let mut placed: Vec<Placed> = Vec::new();
        placed.extend(self.beside(voices, self.span.start.checked_sub(1)));
        for pair in bounds.windows(2) {
            let range = pair[0]..pair[1];
            let lines = voices.iter().zip(&gaps).map(|(voice, gaps)| {
                let begins_gap = gaps.iter().any(|gap| gap.start == range.start);
                let is_open = opens.contains(&range.start) || begins_gap;
                self.place(*voice, gaps, &range, is_open)
            });
            let is_last = range.end == self.span.end && self.ends();
            placed.push(Placed {
                slot: Slot {
                    chord: self.chord_at(range.start),
                    lines: lines.collect(),
                    is_close: is_last,
                },
                range,
            });
        }
        let after = (!self.ends()).then_some(self.span.end);
        placed.extend(self.beside(voices, after));
        placed
    }

    /// Where all voices may move: on beats and where chords change, no closer than the shortest note.
    fn openings(&self, gaps: &[Vec<Range<Step>>]) -> Vec<Step> {
        let mut opens = self.beats(&self.span);
        // The last chord is held to the end.
        let last = self.harmony.iter().rev().map(|(step, _)| *step).next();
        if let Some(last) = last.filter(|_| self.ends()) {
            opens.retain(|step| *step <= last);
        }
        let changes = self.harmony.iter().map(|(step, _)| *step);
        opens.extend(changes.filter(|step| self.span.contains(step)));
        opens.extend(gaps.iter().flatten().map(|gap| gap.start));
        opens.push(self.span.start);
        opens.sort_unstable();
        opens.dedup();
        let shortest = self.shortest();
        let mut kept: Vec<Step> = Vec::new();
        for open in opens {
            let is_long = kept.last().is_none_or(|last| open - last >= shortest);
            if is_long && (self.span.end - open >= shortest || kept.is_empty()) {
                kept.push(open);
            }
        }
        kept
    }

    /// Where anything begins or ends.
    fn bounds(&self, opens: &[Step]) -> Vec<Step> {
        let ends = self.pitched().flat_map(|note| [note.onset, note.end()]);
        let mut bounds: Vec<Step> = ends.filter(|step| self.span.contains(step)).collect();
        bounds.extend(opens);
        bounds.extend([self.span.start, self.span.end]);
        bounds.sort_unstable();
        bounds.dedup();
        bounds
    }

    /// What stands at a step outside the span.
    fn beside(&self, voices: &[Voice], step: Option<Step>) -> Option<Placed> {
        let step = step?;
        let lines = voices.iter().map(|voice| self.stands(*voice, step));
        let lines: Vec<Place> = lines
            .map(|it| it.map_or(Place::Silent, Place::Stands))
            .collect();
        let is_any = lines.iter().any(|line| *line != Place::Silent);
        is_any.then(|| Placed {
            range: step..step,
            slot: Slot {
                chord: self.chord_at(step),
                lines,
                is_close: false,
            },
        })
    }

    /// What a voice that stands sings at a step: of a chord the highest note.
    fn stands(&self, voice: Voice, step: Step) -> Option<u8> {
        let sounding = |note: &&GridNote| (note.onset..note.end()).contains(&step);
        let notes = self.standing(voice).filter(sounding);
        notes.map(|note| note.pitch.pitch().midi()).max()
    }

    fn place(
        &self,
        voice: Voice,
        gaps: &[Range<Step>],
        range: &Range<Step>,
        is_open: bool,
    ) -> Place {
        if let Some(midi) = self.stands(voice, range.start) {
            return Place::Stands(midi);
        }
        if !gaps.iter().any(|gap| gap.contains(&range.start)) {
            return Place::Silent;
        }
        if !is_open {
            return Place::Held;
        }
        Place::Open(self.choices(voice, range.start))
    }

    /// The notes that a voice may sing at a step, with what each costs by itself.
    pub fn choices(&self, voice: Voice, step: Step) -> Vec<(u8, f64)> {
        let Some(&(lowest, highest)) = self.ensemble.ranges.get(usize::from(voice.0)) else {
            return Vec::new();
        };
        let lines = self.lines();
        let judge = self.judge(&lines);
        let ends = judge.ends(voice, step, step + 1, true);
        let shortest_ends = judge.ends(voice, step, step + self.shortest(), true);
        let home = i16::from(lowest) + (i16::from(highest) - i16::from(lowest)) / 2;
        let pitches = self.pitches(voice, (lowest, highest));
        let suits = |pitch: &&NotePitch| {
            self.is_chord_tone(**pitch, step)
                && (ends(**pitch).is_some() || shortest_ends(**pitch).is_some())
        };
        let fitting: Vec<NotePitch> = pitches.iter().filter(suits).copied().collect();
        let cost = |pitch: NotePitch| {
            let midi = pitch.pitch().midi();
            let away = i16::from(midi)
                .abs_diff(home)
                .saturating_sub(u16::from(AT_HOME));
            let wish = f64::from(judge.wish(voice, pitch, step));
            (midi, FAR * f64::from(away) + wish)
        };
        fitting.into_iter().map(cost).collect()
    }
}
