//! Wishes: what is not forbidden, made less likely.

use crate::music::Voice;
use crate::token::{Event, NotePitch, Step, TokenMask, Vocabulary};

use super::judge::{Beginning, Judge, has};
use super::strictness::Strictness;

impl Judge<'_> {
    /// Nats by which wishes make a note of a voice less likely, wherever the voice comes from.
    pub fn wish(&self, voice: Voice, pitch: NotePitch, step: Step) -> f32 {
        self.cost_of_note(Beginning {
            voice,
            pitch,
            step,
            is_heard: true,
        })
    }

    /// Makes the words that break a wish less likely, at a step where no duration is due.
    pub fn weigh(&self, logits: &mut [f32], mask: &TokenMask, step: Step) {
        for token in (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index) {
            let Some(logit) = logits.get_mut(token.index()).filter(|_| mask.allows(token)) else {
                continue;
            };
            *logit -= match Vocabulary::event(token) {
                Event::Note(voice, pitch) => self.cost_of_note(Beginning {
                    voice,
                    pitch,
                    step,
                    is_heard: true,
                }),
                Event::Chord(Some(chord)) => match self.conditions.scale {
                    Some((scale, strictness)) if !scale.contains_chord(chord) => strictness.cost(),
                    _ => 0.0,
                },
                _ => 0.0,
            };
        }
    }

    /// Makes durations less likely that are shorter than the shortest.
    pub fn weigh_durations(&self, logits: &mut [f32], mask: &TokenMask, said: u32) {
        let Some(limit) = self.conditions.constraints.shortest_note else {
            return;
        };
        let shortest = self.steps_of(limit.value);
        for steps in 1..shortest.saturating_sub(said) {
            let token = Vocabulary::token(Event::Duration(steps));
            let Some(token) = token.filter(|token| mask.allows(*token)) else {
                continue;
            };
            if let Some(logit) = logits.get_mut(token.index()) {
                *logit -= limit.strictness.cost();
            }
        }
    }

    /// Nats by which a note is made less likely.
    fn cost_of_note(&self, note: Beginning) -> f32 {
        let asked = &self.conditions.constraints;
        let class = note.pitch.pitch().class();
        let mut cost = 0.0;
        let mut weigh = |strictness: Strictness, is_broken: bool| {
            if is_broken {
                cost += strictness.cost();
            }
        };
        if let Some((scale, strictness)) = self.conditions.scale {
            weigh(strictness, !scale.contains(class));
        }
        for hope in &self.conditions.hopes {
            let is_meant = hope.voice == note.voice && hope.place.contains(&note.step);
            weigh(
                hope.strictness,
                is_meant && !hope.pitches.contains(&note.pitch.pitch()),
            );
        }
        for bounds in asked
            .ranges
            .iter()
            .filter(|bounds| bounds.voice == note.voice)
        {
            let range = bounds.lowest..=bounds.highest;
            weigh(bounds.strictness, !range.contains(&note.pitch.pitch()));
        }
        if let Some(typed) = &asked.chords {
            let is_on_beat = self.beats_from(note.step).next() == Some(note.step);
            let chord = self.chord_at(note.step).filter(|_| is_on_beat);
            weigh(
                typed.strictness,
                chord.is_some_and(|chord| !has(chord, class)),
            );
        }
        if let Some(limit) = asked.largest_leap {
            let last = self.last(note);
            let is_wide = last
                .is_some_and(|last| last.midi.abs_diff(note.pitch.pitch().midi()) > limit.value);
            weigh(limit.strictness, is_wide);
        }
        if let Some(limit) = asked.most_repeats {
            weigh(
                limit.strictness,
                self.n_before(note) > usize::from(limit.value),
            );
        }
        cost
    }
}
