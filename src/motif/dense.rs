//! Layers of numbers, worked out one row at a time.

use crate::model::{NamedTensor, WeightsError, values_of};

/// Slope of a unit below zero.
pub const LEAK: f32 = 0.2;

/// One fully connected layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// `[inputs, outputs]`, row by row.
    pub weights: Vec<f32>,
    /// `[outputs]`.
    pub bias: Vec<f32>,
}

impl Layer {
    /// What it makes of a row; inputs of zero cost nothing.
    fn forward(&self, row: &[f32]) -> Vec<f32> {
        let mut sums = self.bias.clone();
        for (value, weights) in row.iter().zip(self.weights.chunks(self.bias.len())) {
            if *value != 0.0 {
                let pairs = sums.iter_mut().zip(weights);
                pairs.for_each(|(sum, weight)| *sum += value * weight);
            }
        }
        sums
    }
}

/// Layers one after the other, with leaky units between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Dense {
    /// The layers, at least one.
    pub layers: Vec<Layer>,
}

impl Dense {
    /// Takes `PART.0.weights`, `PART.0.bias` and so on, of so many units from the first row to the last.
    ///
    /// # Errors
    /// [`WeightsError`] if one is missing or has another shape.
    pub fn named(
        tensors: &[NamedTensor],
        part: &str,
        units: &[usize],
    ) -> Result<Self, WeightsError> {
        let layer = |(index, pair): (usize, &[usize])| {
            let name = |what: &str| format!("{part}.{index}.{what}");
            Ok(Layer {
                weights: values_of(tensors, &name("weights"), pair)?.to_vec(),
                bias: values_of(tensors, &name("bias"), &pair[1..])?.to_vec(),
            })
        };
        let layers = units.windows(2).enumerate().map(layer);
        Ok(Self {
            layers: layers.collect::<Result<_, WeightsError>>()?,
        })
    }

    /// What they make of a row of the first layer's inputs.
    pub fn forward(&self, row: &[f32]) -> Vec<f32> {
        let mut row = row.to_vec();
        for (index, layer) in self.layers.iter().enumerate() {
            row = layer.forward(&row);
            if index + 1 < self.layers.len() {
                row.iter_mut()
                    .for_each(|value| *value = value.max(LEAK * *value));
            }
        }
        row
    }
}
