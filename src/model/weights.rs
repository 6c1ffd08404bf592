//! Bytes and weights: the file that ships, with its config and the version of the vocabulary.

use std::collections::HashMap;

use burn::tensor::TensorData;
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use thiserror::Error;

use crate::token::VOCABULARY_VERSION;

use super::config::TransformerConfig;
use super::quantize;

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
}

/// A tensor by name, its values row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedTensor {
    /// Where it belongs.
    pub name: String,
    /// Its dimensions.
    pub shape: Vec<usize>,
    /// Its values.
    pub values: Vec<f32>,
}

impl NamedTensor {
    pub(super) fn from_data(name: String, data: TensorData) -> Self {
        let shape = data.shape().as_slice().to_vec();
        let values = data.convert::<f32>().try_into_vec().unwrap_or_default();
        Self {
            name,
            shape,
            values,
        }
    }
}

/// How values are kept in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Four bytes a value: checkpoints.
    Full,
    /// Matrices in one byte a value with a scale a row, vectors in four: what ships.
    Byte,
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
    /// [`WeightsError`] if it is damaged, speaks another vocabulary, or its tensors do not fit its config.
    pub fn load(bytes: &[u8]) -> Result<Self, WeightsError> {
        let corrupt = |error: &dyn std::fmt::Display| WeightsError::Corrupt(error.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| corrupt(&error))?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let vocabulary = metadata
            .get("vocabulary")
            .cloned()
            .unwrap_or_else(|| "unknown".into());
        if vocabulary != VOCABULARY_VERSION.to_string() {
            return Err(WeightsError::OtherVocabulary { found: vocabulary });
        }
        let config = metadata.get("config").map_or("", String::as_str);
        let config: TransformerConfig =
            serde_json::from_str(config).map_err(|error| corrupt(&error))?;
        if !config.is_sound() {
            return Err(WeightsError::Corrupt(
                "the config describes no network".into(),
            ));
        }
        let file = SafeTensors::deserialize(bytes).map_err(|error| corrupt(&error))?;
        let mut tensors = Vec::new();
        for (name, view) in file.iter().filter(|(name, _)| !name.ends_with(".scale")) {
            let values = match view.dtype() {
                Dtype::F32 => floats(view.data()),
                Dtype::I8 => {
                    let scales = file.tensor(&format!("{name}.scale")).map_err(|_| {
                        WeightsError::MissingTensor {
                            name: format!("{name}.scale"),
                        }
                    })?;
                    quantize::from_bytes(view.data(), &floats(scales.data()))
                }
                other => {
                    return Err(WeightsError::Corrupt(format!(
                        "tensor {name} has values of type {other:?}"
                    )));
                }
            };
            tensors.push(NamedTensor {
                name: name.into(),
                shape: view.shape().to_vec(),
                values,
            });
        }
        tensors.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self {
            config,
            name: metadata.get("name").cloned().unwrap_or_default(),
            tensors,
        })
    }

    /// Writes a weights file.
    ///
    /// # Errors
    /// [`WeightsError::Corrupt`] if a tensor's values do not fill its shape.
    pub fn save(&self, precision: Precision) -> Result<Vec<u8>, WeightsError> {
        let mut parts: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
        for tensor in &self.tensors {
            let is_matrix = tensor.shape.len() == 2;
            if precision == Precision::Byte && is_matrix {
                let (bytes, scales) = quantize::to_bytes(&tensor.values, tensor.shape[1]);
                let bytes = bytes.into_iter().map(i8::cast_unsigned).collect();
                parts.push((tensor.name.clone(), Dtype::I8, tensor.shape.clone(), bytes));
                parts.push((
                    format!("{}.scale", tensor.name),
                    Dtype::F32,
                    vec![scales.len()],
                    raw(&scales),
                ));
            } else {
                parts.push((
                    tensor.name.clone(),
                    Dtype::F32,
                    tensor.shape.clone(),
                    raw(&tensor.values),
                ));
            }
        }
        let corrupt = |error: &dyn std::fmt::Display| WeightsError::Corrupt(error.to_string());
        let views = parts
            .iter()
            .map(|(name, dtype, shape, data)| {
                Ok((name, TensorView::new(*dtype, shape.clone(), data)?))
            })
            .collect::<Result<Vec<_>, safetensors::SafeTensorError>>()
            .map_err(|error| corrupt(&error))?;
        let config = serde_json::to_string(&self.config).map_err(|error| corrupt(&error))?;
        let metadata = HashMap::from([
            ("config".to_string(), config),
            ("vocabulary".to_string(), VOCABULARY_VERSION.to_string()),
            ("name".to_string(), self.name.clone()),
        ]);
        serialize(views, Some(metadata)).map_err(|error| corrupt(&error))
    }

    /// Values of a tensor of a known shape.
    ///
    /// # Errors
    /// [`WeightsError`] if it is missing or has another shape.
    pub fn values(&self, name: &str, shape: &[usize]) -> Result<&[f32], WeightsError> {
        let tensor = self
            .tensors
            .iter()
            .find(|tensor| tensor.name == name)
            .ok_or_else(|| WeightsError::MissingTensor { name: name.into() })?;
        if tensor.shape != shape || tensor.values.len() != shape.iter().product::<usize>() {
            return Err(WeightsError::WrongShape {
                name: name.into(),
                found: tensor.shape.clone(),
                allowed: shape.to_vec(),
            });
        }
        Ok(&tensor.values)
    }

    /// Name and fingerprint of the values: changes whenever one of them does.
    pub fn version(&self) -> String {
        // FNV-1a, 64 bits: not a seal, only a name.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for value in self.tensors.iter().flat_map(|tensor| &tensor.values) {
            for byte in value.to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        format!("{}-{:08x}", self.name, hash >> 32)
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes
        .as_chunks::<4>()
        .0
        .iter()
        .map(|chunk| f32::from_le_bytes(*chunk))
        .collect()
}

fn raw(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}
