//! The network: embedding, blocks, tied output.

use burn::module::{Module, Param};
use burn::nn::{Dropout, DropoutConfig};
use burn::tensor::{Device, Int, Tensor, TensorData};

use crate::token::Vocabulary;

use super::attention::{Attention, View};
use super::block::Block;
use super::cache::KvCache;
use super::feed_forward::FeedForward;
use super::norm::RmsNorm;
use crate::model::config::TransformerConfig;
use crate::model::input::{Input, InputBatch, N_FEATURES};
use crate::model::rng::Rng;
use crate::model::source::Source;
use crate::model::tensors::NamedTensor;
use crate::model::weights::WeightsError;

impl TransformerConfig {
    /// A network with random weights, the same on every device.
    pub fn init(&self, rng_seed: u64, device: &Device) -> Transformer {
        let mut rng = Rng::new(rng_seed);
        let residual = 1.0 / (2.0 * self.n_layers as f64).sqrt();
        let random = |name: &str, shape: &[usize]| -> Result<Vec<f32>, WeightsError> {
            let n_values = shape.iter().product();
            if shape.len() == 1 {
                return Ok(vec![1.0; n_values]);
            }
            // Projections back into the stream start smaller, so that depth does not widen it.
            let deviation = match name.rsplit('.').next() {
                Some("embedding") => 0.05,
                Some("out" | "down") => residual / (shape[0] as f64).sqrt(),
                _ => 1.0 / (shape[0] as f64).sqrt(),
            };
            Ok((0..n_values)
                .map(|_| (rng.next_normal() * deviation) as f32)
                .collect())
        };
        self.build(random, device)
            .expect("invariant: random weights have every name and shape")
    }

    /// A network whose tensors are asked for one by one, by name and shape.
    pub(super) fn build(
        &self,
        mut values: impl FnMut(&str, &[usize]) -> Result<Vec<f32>, WeightsError>,
        device: &Device,
    ) -> Result<Transformer, WeightsError> {
        let (d_model, d_hidden) = (self.d_model, self.d_hidden);
        let mut vector = |name: &str, n: usize| -> Result<RmsNorm, WeightsError> {
            let data = TensorData::new(values(name, &[n])?, [n]);
            Ok(RmsNorm {
                gain: Param::from_tensor(Tensor::from_data(data, device)),
            })
        };
        let norm = vector("norm", d_model)?;
        let mut norms = Vec::new();
        for layer in 0..self.n_layers {
            norms.push((
                vector(&format!("blocks.{layer}.attention_norm"), d_model)?,
                vector(&format!("blocks.{layer}.feed_forward_norm"), d_model)?,
            ));
        }
        let mut matrix =
            |name: &str, shape: [usize; 2]| -> Result<Param<Tensor<2>>, WeightsError> {
                let data = TensorData::new(values(name, &shape)?, shape);
                Ok(Param::from_tensor(Tensor::from_data(data, device)))
            };
        let embedding = matrix("embedding", [Input::N_CODES, d_model])?;
        let mut blocks = Vec::new();
        for (layer, (attention_norm, feed_forward_norm)) in norms.into_iter().enumerate() {
            let mut of_block = |part: &str, shape| matrix(&format!("blocks.{layer}.{part}"), shape);
            blocks.push(Block {
                attention_norm,
                attention: Attention {
                    qkv: of_block("qkv", [d_model, 3 * d_model])?,
                    out: of_block("out", [d_model, d_model])?,
                    n_heads: self.n_heads,
                },
                feed_forward_norm,
                feed_forward: FeedForward {
                    up: of_block("up", [d_model, d_hidden])?,
                    down: of_block("down", [d_hidden, d_model])?,
                },
                dropout: DropoutConfig::new(self.dropout).init(),
            });
        }
        let dropout = DropoutConfig::new(self.dropout).init();
        Ok(Transformer {
            embedding,
            blocks,
            norm,
            dropout,
            d_model,
            n_heads: self.n_heads,
        })
    }
}

/// A decoder-only transformer over [`Input`] places: pre-norm, rotary positions, tied embedding.
#[derive(Module, Debug)]
pub struct Transformer {
    /// Rows of tokens, then of cues, `[Input::N_CODES, d_model]`.
    pub embedding: Param<Tensor<2>>,
    /// The layers.
    pub blocks: Vec<Block>,
    /// Before the output.
    pub norm: RmsNorm,
    /// On the embedding, in training only.
    pub dropout: Dropout,
    d_model: usize,
    n_heads: usize,
}

impl Transformer {
    /// The network of some weights.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says.
    pub fn from_weights(weights: &impl Source, device: &Device) -> Result<Self, WeightsError> {
        weights.config().build(
            |name, shape| Ok(weights.floats(name, shape)?.into_owned()),
            device,
        )
    }

    /// Attention heads a block.
    pub fn n_heads(&self) -> usize {
        self.n_heads
    }

    /// The network's tensors by name, read back from the device.
    pub fn to_tensors(&self) -> Vec<NamedTensor> {
        let mut tensors = Vec::new();
        let mut matrix = |name: String, param: &Param<Tensor<2>>| {
            let data = param.val().to_data();
            tensors.push(NamedTensor::from_data(name, data));
        };
        matrix("embedding".into(), &self.embedding);
        for (layer, block) in self.blocks.iter().enumerate() {
            matrix(format!("blocks.{layer}.qkv"), &block.attention.qkv);
            matrix(format!("blocks.{layer}.out"), &block.attention.out);
            matrix(format!("blocks.{layer}.up"), &block.feed_forward.up);
            matrix(format!("blocks.{layer}.down"), &block.feed_forward.down);
        }
        let mut vector = |name: String, norm: &RmsNorm| {
            tensors.push(NamedTensor::from_data(name, norm.gain.val().to_data()));
        };
        vector("norm".into(), &self.norm);
        for (layer, block) in self.blocks.iter().enumerate() {
            vector(
                format!("blocks.{layer}.attention_norm"),
                &block.attention_norm,
            );
            vector(
                format!("blocks.{layer}.feed_forward_norm"),
                &block.feed_forward_norm,
            );
        }
        tensors
    }

    /// Logits for the token after every place, without cache: for training and as the reference.
    ///
    /// # Shapes
    /// `[batch, seq]` places to `[batch, seq, Vocabulary::SIZE]`.
    pub fn forward(&self, inputs: &InputBatch) -> Tensor<3> {
        let view = View::new(
            0,
            inputs.seq,
            inputs.seq,
            self.d_model / self.n_heads,
            &self.embedding.val().device(),
        );
        let mut stream = self.embed(inputs);
        for block in &self.blocks {
            stream = block.forward(stream, &view, None);
        }
        self.logits(stream)
    }

    /// Logits for the tokens after the last `n_last` of some places, which join those in the cache.
    ///
    /// # Shapes
    /// `[1, seq]` places to `[1, n_last, Vocabulary::SIZE]`.
    pub fn forward_cached(
        &self,
        inputs: &InputBatch,
        n_last: usize,
        cache: &mut KvCache,
    ) -> Tensor<3> {
        let visible = cache.visible_after(inputs.seq);
        let d_head = self.d_model / self.n_heads;
        let view = View::new(
            cache.n_fed(),
            inputs.seq,
            visible,
            d_head,
            &self.embedding.val().device(),
        );
        let mut stream = self.embed(inputs);
        for (block, layer) in self.blocks.iter().zip(&mut cache.layers) {
            stream = block.forward(stream, &view, Some(layer));
        }
        cache.advance(inputs.seq);
        let last = stream.slice([0..1, inputs.seq - n_last..inputs.seq, 0..self.d_model]);
        self.logits(last)
    }

    fn embed(&self, inputs: &InputBatch) -> Tensor<3> {
        let table = self.embedding.val();
        let n_codes = inputs.codes.len();
        let codes = TensorData::new(inputs.codes.clone(), [n_codes]);
        let codes = Tensor::<1, Int>::from_data(codes, &table.device());
        let rows: Tensor<4> =
            table
                .select(0, codes)
                .reshape([inputs.batch, inputs.seq, N_FEATURES, self.d_model]);
        self.dropout.forward(
            rows.sum_dim(2)
                .reshape([inputs.batch, inputs.seq, self.d_model]),
        )
    }

    fn logits(&self, stream: Tensor<3>) -> Tensor<3> {
        let words = self
            .embedding
            .val()
            .slice([0..Vocabulary::SIZE, 0..self.d_model])
            .transpose();
        self.norm.forward(stream).matmul(words.unsqueeze()) // [batch, seq, Vocabulary::SIZE]
    }
}
