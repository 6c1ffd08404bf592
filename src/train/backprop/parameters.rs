//! The network's parameters as plain matrices, and gradients of the same shapes.

use burn::optim::GradientsParams;
use burn::tensor::{Device, Tensor, TensorData};
use ndarray::{Array1, Array2};

use super::kernels::add;
use crate::model::{Block, Transformer};

/// Parameters of a block.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Gain before the attention, `[d_model]`.
    pub attention_norm: Array1<f32>,
    /// Queries, keys and values, `[d_model, 3 * d_model]`.
    pub qkv: Array2<f32>,
    /// Back to the stream, `[d_model, d_model]`.
    pub out: Array2<f32>,
    /// Gain before the feed-forward, `[d_model]`.
    pub feed_forward_norm: Array1<f32>,
    /// `[d_model, d_hidden]`.
    pub up: Array2<f32>,
    /// `[d_hidden, d_model]`.
    pub down: Array2<f32>,
}

impl Layer {
    /// Names of the tensors, in the order of [`Layer::slices`].
    pub const NAMES: [&str; 6] = [
        "attention_norm",
        "qkv",
        "out",
        "feed_forward_norm",
        "up",
        "down",
    ];

    /// Zeros of the same shapes.
    pub fn zeros(&self) -> Self {
        Self {
            attention_norm: Array1::zeros(self.attention_norm.dim()),
            qkv: Array2::zeros(self.qkv.dim()),
            out: Array2::zeros(self.out.dim()),
            feed_forward_norm: Array1::zeros(self.feed_forward_norm.dim()),
            up: Array2::zeros(self.up.dim()),
            down: Array2::zeros(self.down.dim()),
        }
    }

    /// All values, tensor after tensor.
    pub fn slices(&self) -> [&[f32]; 6] {
        [
            self.attention_norm.as_slice(),
            self.qkv.as_slice(),
            self.out.as_slice(),
            self.feed_forward_norm.as_slice(),
            self.up.as_slice(),
            self.down.as_slice(),
        ]
        .map(Option::unwrap_or_default)
    }

    /// The same, to be written.
    pub fn slices_mut(&mut self) -> [&mut [f32]; 6] {
        [
            self.attention_norm.as_slice_mut(),
            self.qkv.as_slice_mut(),
            self.out.as_slice_mut(),
            self.feed_forward_norm.as_slice_mut(),
            self.up.as_slice_mut(),
            self.down.as_slice_mut(),
        ]
        .map(Option::unwrap_or_default)
    }
}

/// Parameters of the whole network.
#[derive(Debug, Clone)]
pub struct Parameters {
    /// Rows of tokens, then of cues, `[Input::N_CODES, d_model]`.
    pub embedding: Array2<f32>,
    /// The blocks.
    pub layers: Vec<Layer>,
    /// Gain before the output, `[d_model]`.
    pub norm: Array1<f32>,
    /// Attention heads a block.
    pub n_heads: usize,
}

impl Parameters {
    /// Those of a network.
    pub fn of(network: &Transformer) -> Self {
        let layer = |block: &Block| Layer {
            attention_norm: vector(block.attention_norm.gain.val()),
            qkv: matrix(block.attention.qkv.val()),
            out: matrix(block.attention.out.val()),
            feed_forward_norm: vector(block.feed_forward_norm.gain.val()),
            up: matrix(block.feed_forward.up.val()),
            down: matrix(block.feed_forward.down.val()),
        };
        Self {
            embedding: matrix(network.embedding.val()),
            layers: network.blocks.iter().map(layer).collect(),
            norm: vector(network.norm.gain.val()),
            n_heads: network.n_heads(),
        }
    }

    /// Zeros of the same shapes.
    pub fn zeros(&self) -> Self {
        Self {
            embedding: Array2::zeros(self.embedding.dim()),
            layers: self.layers.iter().map(Layer::zeros).collect(),
            norm: Array1::zeros(self.norm.dim()),
            n_heads: self.n_heads,
        }
    }

    /// Adds others to these, place by place.
    pub fn add(&mut self, other: &Parameters) {
        let pairs = self.slices_mut().into_iter().zip(other.slices());
        pairs.for_each(|(left, right)| add(left, right));
    }

    /// These, as the gradients of a network for its optimizer.
    pub fn into_gradients(self, network: &Transformer, device: &Device) -> GradientsParams {
        let mut gradients = GradientsParams::new();
        let matrix = |values: Array2<f32>| {
            let shape = [values.nrows(), values.ncols()];
            let data = TensorData::new(values.into_raw_vec_and_offset().0, shape);
            Tensor::<2>::from_data(data, device)
        };
        let vector = |values: Array1<f32>| {
            let shape = [values.len()];
            let data = TensorData::new(values.into_raw_vec_and_offset().0, shape);
            Tensor::<1>::from_data(data, device)
        };
        gradients.register(network.embedding.id, matrix(self.embedding));
        gradients.register(network.norm.gain.id, vector(self.norm));
        for (block, layer) in network.blocks.iter().zip(self.layers) {
            gradients.register(block.attention_norm.gain.id, vector(layer.attention_norm));
            gradients.register(block.attention.qkv.id, matrix(layer.qkv));
            gradients.register(block.attention.out.id, matrix(layer.out));
            gradients.register(
                block.feed_forward_norm.gain.id,
                vector(layer.feed_forward_norm),
            );
            gradients.register(block.feed_forward.up.id, matrix(layer.up));
            gradients.register(block.feed_forward.down.id, matrix(layer.down));
        }
        gradients
    }

    /// All values, tensor after tensor.
    pub fn slices(&self) -> Vec<&[f32]> {
        let ends = [self.embedding.as_slice(), self.norm.as_slice()];
        let mut slices = ends.map(Option::unwrap_or_default).to_vec();
        slices.extend(self.layers.iter().flat_map(Layer::slices));
        slices
    }

    fn slices_mut(&mut self) -> Vec<&mut [f32]> {
        let ends = [self.embedding.as_slice_mut(), self.norm.as_slice_mut()];
        let mut slices = Vec::from(ends.map(Option::unwrap_or_default));
        slices.extend(self.layers.iter_mut().flat_map(Layer::slices_mut));
        slices
    }
}

fn values<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor
        .into_data()
        .try_into_vec()
        .expect("invariant: parameters are floats")
}

fn matrix(tensor: Tensor<2>) -> Array2<f32> {
    let [rows, columns] = tensor.dims();
    Array2::from_shape_vec((rows, columns), values(tensor))
        .expect("invariant: a tensor has as many values as its shape says")
}

fn vector(tensor: Tensor<1>) -> Array1<f32> {
    Array1::from_vec(values(tensor))
}
