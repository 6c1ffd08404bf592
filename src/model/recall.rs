//! What a player remembers: a text that begins like the one before need not be read again.

use super::input::Input;
use super::language_model::ModelError;

/// The places in a player's memory; the text that it reads is their beginning.
#[derive(Debug, Clone, Default)]
pub struct Recall {
    places: Vec<Input>,
    n_fed: usize,
}

/// What is to be read of some places, as the rest stands in memory.
#[derive(Debug, Clone, Copy)]
pub struct Unknown<'a> {
    /// The last of the places.
    pub inputs: &'a [Input],
    /// Places of the text before them.
    pub start: usize,
    /// Logits are wanted after as many of the last.
    pub n_last: usize,
    /// Places of the text before all that was taken: where a reading that fails goes back to.
    pub n_before: usize,
}

impl Recall {
    /// Takes the next places of the text, of which logits are wanted from the place of an index on; these are
    /// always read.
    ///
    /// # Errors
    /// [`ModelError::ContextFull`] if there is no place or no room.
    pub fn take_from<'a>(
        &mut self,
        inputs: &'a [Input],
        from: usize,
        capacity: usize,
    ) -> Result<Unknown<'a>, ModelError> {
        let from = from.min(inputs.len().saturating_sub(1));
        let n_before = self.n_fed;
        let n_known = self.take(inputs, from, capacity)?;
        Ok(Unknown {
            inputs: &inputs[n_known..],
            start: n_before + n_known,
            n_last: inputs.len() - from,
            n_before,
        })
    }

    /// Takes the next places of the text. Returns how many of them stand in memory already, at most `most`.
    ///
    /// # Errors
    /// [`ModelError::ContextFull`] if there is no place or no room.
    pub fn take(
        &mut self,
        inputs: &[Input],
        most: usize,
        capacity: usize,
    ) -> Result<usize, ModelError> {
        let found = self.n_fed + inputs.len();
        if found > capacity || inputs.is_empty() {
            return Err(ModelError::ContextFull { found, capacity });
        }
        let remembered = self.places[self.n_fed..].iter().zip(inputs).take(most);
        let n_known = remembered.take_while(|(one, other)| one == other).count();
        self.places.truncate(self.n_fed + n_known);
        self.places.extend(&inputs[n_known..]);
        self.n_fed = found;
        Ok(n_known)
    }

    /// Goes back to the first places of the text.
    pub fn rewind(&mut self, n_fed: usize) {
        self.n_fed = self.n_fed.min(n_fed);
    }

    /// Goes back as well, and remembers nothing beyond: the reading failed.
    pub fn forget(&mut self, n_fed: usize) {
        self.rewind(n_fed);
        self.places.truncate(self.n_fed);
    }

    /// Whether the first places are those of another.
    pub fn is_alike(&self, other: &Self, n_places: usize) -> bool {
        self.places.get(..n_places) == other.places.get(..n_places)
    }

    /// Places of the text.
    pub fn n_fed(&self) -> usize {
        self.n_fed
    }
}
