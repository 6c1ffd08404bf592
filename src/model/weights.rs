//! Bytes and weights: the file that ships, with its config and the version of the vocabulary.

use std::borrow::Cow;
use std::collections::HashMap;

use thiserror::Error;

use crate::token::VOCABULARY_VERSION;

use super::config::TransformerConfig;
use super::source::Source;
use super::tensors::{NamedTensor, Precision, values_of, version_of, write_tensors};
use super::weights_file::WeightsFile;

/// What can be wrong with a weights file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// Not a weights file, cut short or damaged.
    #[error("the weights are damaged: {0}")]
    Corrupt(String),
    /// Trained for another vocabulary.
    #[error("the weights speak vocabulary {found}; this build speaks {VOCABULARY_VERSION}")]
    OtherVocabulary {
        /// The version found.
        found: String,
    },
    /// A tensor the config calls for is not there.
    #[error("the weights lack the tensor {name}")]
    MissingTensor {
        /// Its name.
        name: String,
    },
    /// A tensor has another shape than the config says.
    #[error("the tensor {name} has shape {found:?}; {allowed:?} is needed")]
    WrongShape {
        /// Its name.
        name: String,
        /// The shape found.
        found: Vec<usize>,
        /// The shape needed.
        allowed: Vec<usize>,
    },
    /// The network's sizes are none that the programs of a GPU take.
    #[error(
        "heads of {d_head} and hidden layers of {d_hidden} found; a GPU takes heads of 8, 16, 24 to 128 \
         and hidden layers of whole fours"
    )]
    UnfitForGpu {
        /// Features of a head.
        d_head: usize,
        /// Features of a hidden layer.
        d_hidden: usize,
    },
}

/// A trained network as values.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Shape of the network.
    pub config: TransformerConfig,
    /// What the training run called it.
    pub name: String,
    /// Its tensors.
    pub tensors: Vec<NamedTensor>,
}

impl Weights {
    /// Reads a weights file of either precision.
    ///
    /// # Errors
    /// [`WeightsError`] if it is damaged, speaks another vocabulary, or its config describes no network.
    pub fn load(bytes: &[u8]) -> Result<Self, WeightsError> {
        Ok(WeightsFile::read(bytes)?.to_weights())
    }

    /// Writes a weights file.
    ///
    /// # Errors
    /// [`WeightsError::Corrupt`] if a tensor's values do not fill its shape.
    pub fn save(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let config = serde_json::to_string(&self.config).map_err(corrupt)?;
        let metadata = HashMap::from([
            ("config".to_string(), config),
            ("vocabulary".to_string(), VOCABULARY_VERSION.to_string()),
            ("name".to_string(), self.name.clone()),
        ]);
        write_tensors(&self.tensors, metadata, precision)
    }

    /// Values of a tensor of a known shape.
    ///
    /// # Errors
    /// [`WeightsError`] if it is missing or has another shape.
    pub fn values(&self, name: &str, shape: &[usize]) -> Result<&[f32], WeightsError> {
        values_of(&self.tensors, name, shape)
    }

    /// Name and fingerprint of the values: changes whenever one of them does.
    pub fn version(&self) -> String {
        version_of(&self.name, &self.tensors)
    }
}

impl Source for Weights {
    fn config(&self) -> TransformerConfig {
        self.config
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Cow<'_, [f32]>, WeightsError> {
        self.values(name, shape).map(Cow::Borrowed)
    }

    fn version(&self) -> String {
        Self::version(self)
    }
}

pub(super) fn corrupt(error: serde_json::Error) -> WeightsError {
    WeightsError::Corrupt(error.to_string())
}
