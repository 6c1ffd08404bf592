//! Tensors by name, and files of them.

use std::borrow::Borrow;
use std::collections::HashMap;

use burn::tensor::TensorData;
use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};

use super::quantize;
use super::weights::WeightsError;

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
    /// Whether it has a known shape.
    ///
    /// # Errors
    /// [`WeightsError::WrongShape`] if it has another one, or its values do not fill it.
    pub fn check(&self, shape: &[usize]) -> Result<(), WeightsError> {
        if self.shape == shape && self.values.len() == shape.iter().product::<usize>() {
            return Ok(());
        }
        Err(WeightsError::WrongShape {
            name: self.name.clone(),
            found: self.shape.clone(),
            allowed: shape.to_vec(),
        })
    }

    /// The values of a tensor of burn.
    pub fn from_data(name: String, data: TensorData) -> Self {
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

/// Writes tensors and what is to be known about them as a safetensors file.
///
/// # Errors
/// [`WeightsError::Corrupt`] if a tensor's values do not fill its shape.
pub fn write_tensors(
    tensors: &[NamedTensor],
    metadata: HashMap<String, String>,
    precision: Precision,
) -> Result<Vec<u8>, WeightsError> {
    let mut parts: Vec<(String, Dtype, Vec<usize>, Vec<u8>)> = Vec::new();
    for NamedTensor {
        name,
        shape,
        values,
    } in tensors
    {
        if precision == Precision::Byte && shape.len() == 2 {
            let (bytes, scales) = quantize::to_bytes(values, shape[1]);
            let bytes = bytes.into_iter().map(i8::cast_unsigned).collect();
            parts.push((name.clone(), Dtype::I8, shape.clone(), bytes));
            let of_scales = vec![scales.len()];
            parts.push((format!("{name}.scale"), Dtype::F32, of_scales, raw(&scales)));
        } else {
            parts.push((name.clone(), Dtype::F32, shape.clone(), raw(values)));
        }
    }
    let views = parts
        .iter()
        .map(|(name, dtype, shape, data)| Ok((name, TensorView::new(*dtype, shape.clone(), data)?)))
        .collect::<Result<Vec<_>, safetensors::SafeTensorError>>()
        .map_err(corrupt)?;
    serialize(views, Some(metadata)).map_err(corrupt)
}

/// A safetensors file of either precision, read where it lies.
#[derive(Debug)]
pub struct TensorFile<'a> {
    metadata: HashMap<String, String>,
    /// In the order of their names.
    tensors: Vec<(String, Stored<'a>)>,
}

/// A tensor in a file: four bytes a value, or one and a scale a row.
#[derive(Debug)]
struct Stored<'a> {
    values: TensorView<'a>,
    scales: Option<TensorView<'a>>,
}

impl<'a> TensorFile<'a> {
    /// Reads what stands before the tensors.
    ///
    /// # Errors
    /// [`WeightsError`] if the file is damaged or has values of another type.
    pub fn read(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(corrupt)?;
        let file = SafeTensors::deserialize(bytes).map_err(corrupt)?;
        let mut tensors = Vec::new();
        for (name, values) in file.iter().filter(|(name, _)| !name.ends_with(".scale")) {
            let scales = match values.dtype() {
                Dtype::F32 => None,
                Dtype::I8 => {
                    let name = format!("{name}.scale");
                    let scales = file.tensor(&name);
                    Some(scales.map_err(|_| WeightsError::MissingTensor { name })?)
                }
                other => {
                    return Err(WeightsError::Corrupt(format!(
                        "tensor {name} has values of type {other:?}"
                    )));
                }
            };
            tensors.push((name.to_owned(), Stored { values, scales }));
        }
        tensors.sort_by(|(a, _), (b, _)| a.cmp(b));
        let metadata = header.metadata().clone().unwrap_or_default();
        Ok(Self { metadata, tensors })
    }

    /// What is to be known about the tensors.
    pub fn metadata(&self) -> &HashMap<String, String> {
        &self.metadata
    }

    /// A tensor by its name.
    ///
    /// # Errors
    /// [`WeightsError::MissingTensor`] if there is none.
    pub fn tensor(&self, name: &str) -> Result<NamedTensor, WeightsError> {
        let found = self.tensors.iter().find(|(found, _)| found == name);
        found
            .map(|(name, stored)| stored.named(name))
            .ok_or_else(|| WeightsError::MissingTensor { name: name.into() })
    }

    /// All tensors, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = NamedTensor> {
        self.tensors.iter().map(|(name, stored)| stored.named(name))
    }
}

impl Stored<'_> {
    fn named(&self, name: &str) -> NamedTensor {
        let data = self.values.data();
        NamedTensor {
            name: name.into(),
            shape: self.values.shape().to_vec(),
            values: match &self.scales {
                None => floats(data),
                Some(scales) => quantize::from_bytes(data, &floats(scales.data())),
            },
        }
    }
}

/// Reads a safetensors file of either precision: what is to be known about the tensors, and the tensors
/// by name.
///
/// # Errors
/// [`WeightsError`] if it is damaged or has values of another type.
pub fn read_tensors(
    bytes: &[u8],
) -> Result<(HashMap<String, String>, Vec<NamedTensor>), WeightsError> {
    let file = TensorFile::read(bytes)?;
    let tensors = file.iter().collect();
    Ok((file.metadata, tensors))
}

/// Values of a tensor of a known shape.
///
/// # Errors
/// [`WeightsError`] if it is missing or has another shape.
pub fn values_of<'a>(
    tensors: &'a [NamedTensor],
    name: &str,
    shape: &[usize],
) -> Result<&'a [f32], WeightsError> {
    let tensor = tensors
        .iter()
        .find(|tensor| tensor.name == name)
        .ok_or_else(|| WeightsError::MissingTensor { name: name.into() })?;
    tensor.check(shape)?;
    Ok(&tensor.values)
}

/// A name with the fingerprint of some tensors' values, which changes whenever one of them does.
pub fn version_of<T: Borrow<NamedTensor>>(
    name: &str,
    tensors: impl IntoIterator<Item = T>,
) -> String {
    // FNV-1a, 64 bits: not a seal, only a name.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for tensor in tensors {
        for byte in tensor
            .borrow()
            .values
            .iter()
            .flat_map(|value| value.to_le_bytes())
        {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{name}-{:08x}", hash >> 32)
}

fn corrupt(error: safetensors::SafeTensorError) -> WeightsError {
    WeightsError::Corrupt(error.to_string())
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
