//! Which of the words that may come next is said.

use crate::model::LanguageModel;
use crate::token::{Event, Token, TokenMask, Vocabulary};

use super::generation::{GenerateError, Generation};
use super::likelihood::nats_of;
use super::rules::event_of;

impl<M: LanguageModel> Generation<M> {
    /// The one token a mask leaves, or one drawn from the model.
    pub(super) async fn choose(&mut self, mask: TokenMask) -> Result<Token, GenerateError> {
        let no_word = GenerateError::NoWord { bar: self.bar };
        if self.reader.text().len() > self.reader.capacity() {
            return self.choose_unread(&mask).ok_or(no_word);
        }
        if let Some(token) = mask.single() {
            self.explain_certain(token, &mask).await?;
            self.charge(token, 0.0);
            return Ok(token);
        }
        let mut logits = self.logits().await?;
        let heard = logits.clone();
        self.weigh(&mut logits, &mask);
        self.n_sampled += 1;
        let mut open = mask;
        loop {
            let drawn = self.sampler.sample(&logits, &open);
            let token = drawn.ok_or(no_word.clone())?;
            let event = Vocabulary::event(token);
            if self.leads_on(event) {
                self.explain(event, &heard, &logits, &open);
                self.charge(token, nats_of(token, &heard, &open));
                return Ok(token);
            }
            open.retain(|other| other != event);
        }
    }

    /// In a bar too long for the model's view: what stands is said to its end, and nothing is added but what
    /// has to be.
    fn choose_unread(&mut self, mask: &TokenMask) -> Option<Token> {
        if let Some(token) = mask.single() {
            return Some(token);
        }
        let mut narrow = mask.clone();
        let next = self.kept.get(self.n_kept_said).copied();
        let next_chord = self.chords.first().map(|(step, _)| *step);
        let bar_start = self.brief.grid.bars.get(self.bar)?.start;
        let now = self.now();
        let on_way = self.way.iter().find(|note| note.step >= now).cloned();
        narrow.retain(|event| match event {
            Event::Note(voice, pitch) => {
                let is_kept = next.is_some_and(|note| event_of(&note) == event);
                let is_owed = on_way.as_ref().is_some_and(|note| {
                    (note.step, note.voice) == (now, voice) && note.pitches.contains(&pitch)
                });
                let joins = self.due.as_ref().is_some_and(|due| due.owed.n_notes > 0);
                is_kept || is_owed || joins
            }
            Event::Drum(_) => next.is_some_and(|note| event_of(&note) == event),
            Event::Position(position) => {
                let step = Some(bar_start + position);
                next.map(|note| note.onset) == step
                    || next_chord == step
                    || on_way.as_ref().map(|note| note.step) == step
            }
            Event::Chord(_) => next_chord.is_some(),
            Event::PhraseEnd => false,
            _ => true,
        });
        let chosen = if narrow.is_empty() { mask } else { &narrow };
        let all = (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index);
        let allowed: Vec<Token> = all.filter(|token| chosen.allows(*token)).collect();
        let mut leading = allowed.iter().copied();
        let open = leading.find(|token| self.leads_on(Vocabulary::event(*token)));
        open.or(allowed.first().copied())
    }
}
