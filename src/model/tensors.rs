//! Tensors by name, and files of them.

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

/// Reads a safetensors file of either precision: what is to be known about the tensors, and the tensors
/// by name.
///
/// # Errors
/// [`WeightsError`] if it is damaged or has values of another type.
pub fn read_tensors(
    bytes: &[u8],
) -> Result<(HashMap<String, String>, Vec<NamedTensor>), WeightsError> {
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(corrupt)?;
    let file = SafeTensors::deserialize(bytes).map_err(corrupt)?;
    let mut tensors = Vec::new();
    for (name, view) in file.iter().filter(|(name, _)| !name.ends_with(".scale")) {
        let values = match view.dtype() {
            Dtype::F32 => floats(view.data()),
            Dtype::I8 => {
                let name = format!("{name}.scale");
                let scales = file.tensor(&name);
                let scales = scales.map_err(|_| WeightsError::MissingTensor { name })?;
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
    Ok((header.metadata().clone().unwrap_or_default(), tensors))
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
    if tensor.shape != shape || tensor.values.len() != shape.iter().product::<usize>() {
        return Err(WeightsError::WrongShape {
            name: name.into(),
            found: tensor.shape.clone(),
            allowed: shape.to_vec(),
        });
    }
    Ok(&tensor.values)
}

/// A name with the fingerprint of some tensors' values, which changes whenever one of them does.
pub fn version_of(name: &str, tensors: &[NamedTensor]) -> String {
    // FNV-1a, 64 bits: not a seal, only a name.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for value in tensors.iter().flat_map(|tensor| &tensor.values) {
        for byte in value.to_le_bytes() {
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
