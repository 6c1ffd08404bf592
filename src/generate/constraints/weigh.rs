//! Wishes: what is not forbidden, made less likely.

use crate::music::Voice;
use crate::token::{
    Event, MAX_DURATION_STEPS, NotePitch, Step, TICKS_PER_STEP, TokenMask, Vocabulary,
};

use super::conditions::Bounds;
use super::judge::{Beginning, Judge, has};
use super::reason::Reason;
use super::strictness::Strictness;

impl Judge<'_> {
    /// Nats by which wishes make a note of a voice less likely, wherever the voice comes from.
    pub fn wish(&self, voice: Voice, pitch: NotePitch, step: Step) -> f32 {
        let note = Beginning {
            is_heard: true,
            ..self.beginning(voice, pitch, step)
        };
        let mut sum = 0.0;
        self.each_cost_of_note(note, |_, cost| sum += cost);
        sum
    }

    /// Makes the words that break a wish less likely, at a step where no duration is due.
    pub fn weigh(&self, logits: &mut [f32], mask: &TokenMask, step: Step) {
        for token in (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index) {
            let Some(logit) = logits.get_mut(token.index()).filter(|_| mask.allows(token)) else {
                continue;
            };
            let mut sum = 0.0;
            self.each_cost(Vocabulary::event(token), step, |_, cost| sum += cost);
            *logit -= sum;
        }
    }

    /// Tells the wishes that a word breaks, each with the nats by which it is made less likely.
    pub fn each_cost(&self, event: Event, step: Step, mut tell: impl FnMut(Reason, f32)) {
        match event {
            Event::Note(voice, pitch) => {
                self.each_cost_of_note(self.beginning(voice, pitch, step), tell);
            }
            Event::Chord(Some(chord)) => {
                let scale = self.conditions.scale;
                let scale = scale.filter(|(scale, _)| !scale.contains_chord(chord));
                if let Some((_, strictness)) = scale {
                    tell(Reason::Scale, strictness.cost());
                }
            }
            Event::Bar(_) | Event::End => {
                if let Some(cost) = self.cost_of_leaving(step) {
                    tell(Reason::Density, cost);
                }
            }
            _ => {}
        }
    }

    /// Nats by which leaving a bar is made less likely, for every voice that has too few notes in it.
    fn cost_of_leaving(&self, step: Step) -> Option<f32> {
        let density = self.conditions.constraints.density?;
        let fewest = usize::try_from(density.lowest).unwrap_or(usize::MAX);
        let voices = self.lines.all().iter().filter(|line| line.has_new());
        let n_short = voices
            .filter(|line| self.n_in_bar(line.voice, step) < fewest)
            .count();
        Some(density.strictness.cost() * n_short as f32)
    }

    /// Makes durations less likely that are shorter than the shortest, longer than the longest, or that
    /// leave no room for the notes that a bar should have.
    pub fn weigh_durations(&self, logits: &mut [f32], mask: &TokenMask, due: (Beginning, u32)) {
        let (note, said) = due;
        let asked = &self.conditions.constraints;
        let shortest = asked.shortest_note.map(|limit| {
            let steps = self.steps_of(limit.value);
            (steps, limit.strictness)
        });
        let longest = asked.longest_note.map(|limit| {
            let steps = (limit.value.get() / TICKS_PER_STEP).max(1);
            (steps, limit.strictness)
        });
        let roomy = self.roomy_duration(note);
        if shortest.is_none() && longest.is_none() && roomy.is_none() {
            return;
        }
        let durations = Vocabulary::DURATIONS.filter_map(Vocabulary::from_index);
        for token in durations.filter(|token| mask.allows(*token)) {
            let Some(logit) = logits.get_mut(token.index()) else {
                continue;
            };
            let (steps, is_last) = match Vocabulary::event(token) {
                Event::Duration(steps) => (said + steps, true),
                _ => (said + MAX_DURATION_STEPS + 1, false),
            };
            let is_short = |(shortest, _): &(Step, _)| is_last && steps < *shortest;
            let is_long = |(longest, _): &(Step, _)| steps > *longest;
            let broken = [
                shortest.filter(is_short),
                longest.filter(is_long),
                roomy.filter(is_long),
            ];
            for (_, strictness) in broken.into_iter().flatten() {
                *logit -= strictness.cost();
            }
        }
    }

    /// The most steps of a note after which the bar still has room for as many notes as it should have, one
    /// as long as the other.
    fn roomy_duration(&self, note: Beginning) -> Option<(Step, Strictness)> {
        let density = self.conditions.constraints.density?;
        let n_begun = self.n_in_bar(note.voice, note.step) as u32 + 1;
        let n_left = density
            .lowest
            .checked_sub(n_begun)
            .filter(|left| *left > 0)?;
        let bar = self.grid.bars.get(self.grid.bar_at(note.step))?;
        let room = bar.end() - note.step.min(bar.end());
        Some(((room / (n_left + 1)).max(1), density.strictness))
    }

    /// Tells the wishes that a note breaks where it begins.
    fn each_cost_of_note(&self, note: Beginning, mut tell: impl FnMut(Reason, f32)) {
        let asked = &self.conditions.constraints;
        let pitch = note.pitch.pitch();
        let class = pitch.class();
        let mut weigh = |reason: Reason, strictness: Strictness, is_broken: bool| {
            if is_broken {
                tell(reason, strictness.cost());
            }
        };
        if let Some((scale, strictness)) = self.conditions.scale {
            weigh(Reason::Scale, strictness, !scale.contains(class));
        }
        for hope in &self.conditions.hopes {
            let is_meant = hope.voice == note.voice && hope.place.contains(&note.step);
            let is_broken = is_meant && !hope.pitches.contains(&pitch);
            weigh(hope.reason, hope.strictness, is_broken);
        }
        let of_voice = |bounds: &&Bounds| bounds.voice == note.voice;
        for bounds in asked.ranges.iter().filter(of_voice) {
            let range = bounds.lowest..=bounds.highest;
            weigh(Reason::Range, bounds.strictness, !range.contains(&pitch));
        }
        if let Some(typed) = &asked.chords {
            let is_on_beat = self.beats_from(note.step).next() == Some(note.step);
            let chord = self.chord_at(note.step).filter(|_| is_on_beat);
            let is_foreign = chord.is_some_and(|chord| !has(chord, class));
            weigh(Reason::Chords, typed.strictness, is_foreign);
        }
        if let Some(limit) = asked.largest_leap {
            let last = self.last(note);
            let is_wide = last.is_some_and(|last| last.midi.abs_diff(pitch.midi()) > limit.value);
            weigh(Reason::Leap, limit.strictness, is_wide);
        }
        if let Some(limit) = asked.most_repeats {
            let is_worn_out = self.n_before(note) > usize::from(limit.value);
            weigh(Reason::Repeats, limit.strictness, is_worn_out);
        }
        if let Some(density) = asked.density {
            let most = usize::try_from(density.highest).unwrap_or(usize::MAX);
            let is_full = self.n_in_bar(note.voice, note.step) >= most;
            weigh(Reason::Density, density.strictness, is_full);
        }
    }
}
