//! The three networks as burn learns them.

use burn::module::{Module, Param};
use burn::tensor::activation::leaky_relu;
use burn::tensor::{Device, Tensor, TensorData};

use crate::model::{NamedTensor, Rng};
use crate::motif::{LEAK, MotifModel};

/// One fully connected layer.
#[derive(Module, Debug)]
pub(super) struct Units {
    weights: Param<Tensor<2>>,
    bias: Param<Tensor<1>>,
}

/// Layers one after the other, as [`Dense`](crate::motif::Dense) works them out.
#[derive(Module, Debug)]
pub(super) struct Layers {
    layers: Vec<Units>,
}

impl Layers {
    /// Random ones.
    pub fn random(units: &[usize], rng: &mut Rng, device: &Device) -> Self {
        let layer = |pair: &[usize]| {
            let deviation = (2.0 / pair[0] as f64).sqrt();
            let values: Vec<f32> = (0..pair[0] * pair[1])
                .map(|_| (rng.next_normal() * deviation) as f32)
                .collect();
            let weights = TensorData::new(values, [pair[0], pair[1]]);
            let bias = TensorData::new(vec![0.0_f32; pair[1]], [pair[1]]);
            Units {
                weights: Param::from_tensor(Tensor::from_data(weights, device)),
                bias: Param::from_tensor(Tensor::from_data(bias, device)),
            }
        };
        Self {
            layers: units.windows(2).map(layer).collect(),
        }
    }

    /// `[n, inputs]` to `[n, outputs]`.
    pub fn forward(&self, mut rows: Tensor<2>) -> Tensor<2> {
        for (index, Units { weights, bias }) in self.layers.iter().enumerate() {
            rows = rows.matmul(weights.val()) + bias.val().unsqueeze();
            if index + 1 < self.layers.len() {
                rows = leaky_relu(rows, f64::from(LEAK));
            }
        }
        rows
    }

    /// Its values, as a file names them.
    pub fn to_tensors(&self, part: &str) -> Vec<NamedTensor> {
        let layers = self.layers.iter().enumerate();
        let of_layer = |(index, layer): (usize, &Units)| {
            [
                NamedTensor::from_data(
                    format!("{part}.{index}.weights"),
                    layer.weights.val().to_data(),
                ),
                NamedTensor::from_data(format!("{part}.{index}.bias"), layer.bias.val().to_data()),
            ]
        };
        layers.flat_map(of_layer).collect()
    }
}

/// Who writes: from places to motifs, and back.
#[derive(Module, Debug)]
pub(super) struct Author {
    /// `[n, LATENT + N_CONDITIONS]` to logits of cells.
    pub generator: Layers,
    /// `[n, SAID + N_CONDITIONS]` to places and the logarithms of their spread.
    pub encoder: Layers,
}

impl Author {
    /// A random one.
    pub fn random(rng: &mut Rng, device: &Device) -> Self {
        Self {
            generator: Layers::random(&MotifModel::GENERATOR, rng, device),
            encoder: Layers::random(&MotifModel::ENCODER, rng, device),
        }
    }
}

/// Who says what is real.
pub(super) fn random_critic(rng: &mut Rng, device: &Device) -> Layers {
    Layers::random(&MotifModel::CRITIC, rng, device)
}
