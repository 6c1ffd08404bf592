//! The file that ships.

use std::collections::HashMap;

use crate::model::{NamedTensor, Precision, WeightsError, read_tensors, write_tensors};

/// Changes when cells, conditions or layers do.
const VERSION: &str = "1";

/// Tensors of a model of motifs.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored {
    /// Layers by name, as [`Dense::named`](super::Dense::named) asks for them.
    pub tensors: Vec<NamedTensor>,
}

impl Stored {
    /// Reads a file of either precision.
    ///
    /// # Errors
    /// [`WeightsError`] if it is damaged or of another version.
    pub fn load(bytes: &[u8]) -> Result<Self, WeightsError> {
        let (metadata, tensors) = read_tensors(bytes)?;
        match metadata.get("motifs").map(String::as_str) {
            Some(VERSION) => Ok(Self { tensors }),
            Some(other) => Err(WeightsError::Corrupt(format!(
                "motifs of version {other} found; this build reads version {VERSION}"
            ))),
            None => Err(WeightsError::Corrupt("these are no motifs".into())),
        }
    }

    /// Writes a file.
    ///
    /// # Errors
    /// [`WeightsError::Corrupt`] if a tensor's values do not fill its shape.
    pub fn save(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let metadata = HashMap::from([("motifs".to_owned(), VERSION.to_owned())]);
        write_tensors(&self.tensors, metadata, precision)
    }
}
