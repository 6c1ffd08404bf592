//! The text of a generation, with the model that reads it: what was drafted ahead is read at once.

use crate::model::{Input, LanguageModel, ModelError};

use super::draft::Drafted;
use super::pacing::Pace;

/// A text that grows, and what the model has said of it.
#[derive(Debug)]
pub struct Reader<M> {
    model: M,
    /// Drafts what may come next, where there is one.
    pub drafter: Option<M>,
    /// How far it drafts.
    pub pace: Option<Pace>,
    /// What it drafted last.
    pub drafted: Option<Drafted>,
    text: Vec<Input>,
    /// What the model has been given: the text as far as it was read, and drafted places behind it.
    fed: Vec<Input>,
    /// Leading places of the text that are known to have been fed.
    n_sure: usize,
    /// Logits after that many of the places fed, and after each longer beginning of them.
    foreseen_from: usize,
    foreseen: Vec<Vec<f32>>,
    n_texts: usize,
    n_readings: usize,
}

impl<M: LanguageModel> Reader<M> {
    /// An empty text; the model forgets what it read before.
    pub fn new(model: M) -> Self {
        let mut reader = Self {
            model,
            drafter: None,
            pace: None,
            drafted: None,
            text: Vec::new(),
            fed: Vec::new(),
            n_sure: 0,
            foreseen_from: 0,
            foreseen: Vec::new(),
            n_texts: 0,
            n_readings: 0,
        };
        reader.restart();
        reader
    }

    /// Starts another text.
    pub fn restart(&mut self) {
        self.model.reset();
        self.text.clear();
        self.fed.clear();
        self.n_sure = 0;
        self.foreseen.clear();
        self.n_texts += 1;
    }

    /// The same text before another model.
    pub fn before(&self, model: M) -> Self {
        Self {
            text: self.text.clone(),
            ..Self::new(model)
        }
    }

    /// The model, done with.
    pub fn into_model(self) -> M {
        self.model
    }

    /// Adds a place to the text.
    pub fn say(&mut self, place: Input) {
        self.text.push(place);
    }

    /// The text.
    pub fn text(&self) -> &[Input] {
        &self.text
    }

    /// How many texts there were, with this one.
    pub fn n_texts(&self) -> usize {
        self.n_texts
    }

    /// How often the model read.
    pub fn n_readings(&self) -> usize {
        self.n_readings
    }

    /// Most places of a text.
    pub fn capacity(&self) -> usize {
        self.model.capacity()
    }

    /// Logits after the text, if it went on as it was drafted when the model read last.
    pub fn foreseen(&self) -> Option<Vec<f32>> {
        let n_text = self.text.len();
        let logits = self.foreseen.get(n_text.checked_sub(self.foreseen_from)?)?;
        let fed = self.fed.get(self.n_sure..n_text)?;
        (self.text[self.n_sure..] == *fed).then(|| logits.clone())
    }

    /// Logits after the text, by reading it with some places behind it that may come.
    ///
    /// # Errors
    /// [`ModelError`] if the model fails.
    pub async fn read(&mut self, drafted: &[Input]) -> Result<Vec<f32>, ModelError> {
        let n_text = self.text.len();
        // The last place is always read: its logits are asked for. What was drafted right beyond what is
        // sure, players recall by themselves.
        let n_same = self.n_sure.min(n_text.saturating_sub(1));
        let room = self.model.capacity().saturating_sub(n_text);
        self.model.rewind(n_same);
        self.fed.truncate(n_same);
        self.fed.extend(&self.text[n_same..]);
        self.fed.extend(&drafted[..drafted.len().min(room)]);
        self.n_sure = n_same;
        self.n_readings += 1;
        self.foreseen.clear();
        let from = (n_text - n_same).saturating_sub(1);
        self.foreseen = if self.fed.len() > n_text {
            self.model.feed_each(&self.fed[n_same..], from).await?
        } else {
            vec![self.model.feed(&self.fed[n_same..]).await?]
        };
        self.n_sure = n_text;
        self.foreseen_from = n_text;
        Ok(self.foreseen.first().cloned().unwrap_or_default())
    }
}
