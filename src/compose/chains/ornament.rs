//! Passing notes between chord tones a third apart, where they make no parallels.

use super::melody::Draft;
use super::passage::Passage;
use crate::music::sort_by_rank;
use crate::theory::{Scale, moves_in_parallel};
use crate::token::{NotePitch, Step, Style};

/// A note of the passage as its neighbours hear it.
#[derive(Clone, Copy)]
struct Heard {
    voice: u8,
    onset: Step,
    end: Step,
    midi: u8,
}

impl Passage<'_> {
    /// Fills thirds with passing notes, as often as the style likes.
    pub fn ornament(&mut self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        let how_often = match self.style {
            Style::BachChorale => 0.55,
            Style::Renaissance => 0.35,
            Style::Carol => 0.2,
            _ => 0.12,
        };
        sort_by_rank(&mut drafts, |draft| {
            [i64::from(draft.voice.0), i64::from(draft.onset), 0]
        });
        let standing = self.pitched().map(|note| Heard {
            voice: note.voice.0,
            onset: note.onset,
            end: note.end(),
            midi: note.pitch.pitch().midi(),
        });
        let mut heard: Vec<Heard> = standing.chain(drafts.iter().map(heard_of)).collect();
        let mut ornamented: Vec<Draft> = Vec::with_capacity(drafts.len());
        for (at, draft) in drafts.iter().enumerate() {
            let next = drafts.get(at + 1).filter(|next| {
                next.voice == draft.voice && next.onset == draft.end && self.is_beat(next.onset)
            });
            let passing = next.and_then(|next| self.passing(draft, next, &heard));
            let Some(passing) = passing.filter(|_| self.rng.next_f64() < how_often) else {
                ornamented.push(*draft);
                continue;
            };
            let cut = |it: &Heard| it.voice == draft.voice.0 && it.onset == draft.onset;
            heard
                .iter_mut()
                .filter(|it| cut(it))
                .for_each(|it| it.end = passing.onset);
            heard.push(heard_of(&passing));
            ornamented.push(Draft {
                end: passing.onset,
                ..*draft
            });
            ornamented.push(passing);
        }
        ornamented
    }

    /// The note that leads from one note to the next, if there is a good one.
    fn passing(&self, from: &Draft, to: &Draft, heard: &[Heard]) -> Option<Draft> {
        let (low, high) = (from.pitch.min(to.pitch), from.pitch.max(to.pitch));
        let (low_midi, high_midi) = (low.pitch().midi(), high.pitch().midi());
        let length = from.end - from.onset;
        let lasts = if length >= 48 { 24 } else { 12 };
        if !matches!(high_midi - low_midi, 3 | 4) || length < 24 || lasts < self.shortest() {
            return None;
        }
        let scale = Scale::of_key(self.key);
        let mut between: Vec<NotePitch> = self
            .pitches(from.voice, (low_midi + 1, high_midi - 1))
            .into_iter()
            .filter(|pitch| scale.contains(pitch.pitch().class()))
            .collect();
        // Of two forms of a degree the one nearer to the goal leads there.
        between.sort_by_key(|pitch| pitch.pitch().midi().abs_diff(to.pitch.pitch().midi()));
        let pitch = *between.first()?;
        let onset = from.end - lasts;
        let midi = pitch.pitch().midi();
        let ways = [
            (onset, (from.pitch.pitch().midi(), midi)),
            (to.onset, (midi, to.pitch.pitch().midi())),
        ];
        let others = || heard.iter().filter(|it| it.voice != from.voice.0);
        let at = |voice: u8, step: Step| {
            let mut sounding = others().filter(move |it| it.voice == voice);
            sounding
                .find(|it| (it.onset..it.end).contains(&step))
                .map(|it| it.midi)
        };
        for other in others().filter(|it| ways.iter().any(|(step, _)| it.onset == *step)) {
            let way = ways.iter().find(|(step, _)| *step == other.onset)?;
            let before = at(other.voice, other.onset.checked_sub(1)?);
            let is_parallel =
                before.is_some_and(|before| moves_in_parallel(way.1, (before, other.midi)));
            let clashes = other.onset == onset
                && matches!(other.midi.abs_diff(midi) % 12, 1 | 2 | 6 | 10 | 11);
            if is_parallel || clashes {
                return None;
            }
        }
        let is_crossed = others()
            .filter(|it| (it.onset..it.end).contains(&onset))
            .any(|it| {
                (it.voice < from.voice.0 && it.midi < midi)
                    || (it.voice > from.voice.0 && it.midi > midi)
            });
        (!is_crossed).then_some(Draft {
            voice: from.voice,
            pitch,
            onset,
            end: from.end,
        })
    }
}

fn heard_of(draft: &Draft) -> Heard {
    Heard {
        voice: draft.voice.0,
        onset: draft.onset,
        end: draft.end,
        midi: draft.pitch.pitch().midi(),
    }
}
