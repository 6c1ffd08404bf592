//! A weights file read where it lies: four bytes a value would be four times as much, and a page gives no memory back.

use std::borrow::Cow;

use crate::token::VOCABULARY_VERSION;

use super::config::TransformerConfig;
use super::source::Source;
use super::tensors::{TensorFile, version_of};
use super::weights::{Weights, WeightsError, corrupt};

/// The bytes of a weights file of either precision. Only the tensor that is asked for becomes values.
#[derive(Debug)]
pub struct WeightsFile<'a> {
    config: TransformerConfig,
    name: String,
    tensors: TensorFile<'a>,
}

impl<'a> WeightsFile<'a> {
    /// Reads what stands before the tensors.
    ///
    /// # Errors
    /// [`WeightsError`] if the file is damaged, speaks another vocabulary, or its config describes no network.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let tensors = TensorFile::read(bytes)?;
        let said = |name: &str| tensors.metadata().get(name).cloned();
        let vocabulary = said("vocabulary").unwrap_or_else(|| "unknown".into());
        if vocabulary != VOCABULARY_VERSION.to_string() {
            return Err(WeightsError::OtherVocabulary { found: vocabulary });
        }
        let config = said("config").unwrap_or_default();
        let config: TransformerConfig = serde_json::from_str(&config).map_err(corrupt)?;
        if !config.is_sound() {
            return Err(WeightsError::Corrupt(
                "the config describes no network".into(),
            ));
        }
        let name = said("name").unwrap_or_default();
        Ok(Self {
            config,
            name,
            tensors,
        })
    }

    /// All of it as values.
    pub fn to_weights(&self) -> Weights {
        Weights {
            config: self.config,
            name: self.name.clone(),
            tensors: self.tensors.iter().collect(),
        }
    }
}

impl Source for WeightsFile<'_> {
    fn config(&self) -> TransformerConfig {
        self.config
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Cow<'_, [f32]>, WeightsError> {
        let tensor = self.tensors.tensor(name)?;
        tensor.check(shape)?;
        Ok(Cow::Owned(tensor.values))
    }

    fn version(&self) -> String {
        version_of(&self.name, self.tensors.iter())
    }
}
