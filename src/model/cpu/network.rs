//! The weights on the processor, and one pass through them.

use super::attention::{Memory, Rotary, Scratch};
use super::floats::{dot, larger};
use super::matrix::Matrix;
use super::operand::Operand;
use super::rows::Rows;
use crate::model::NORM_EPSILON;
use crate::model::config::TransformerConfig;
use crate::model::input::Input;
use crate::model::row::Row;
use crate::model::source::Source;
use crate::model::weights::WeightsError;
use crate::token::Vocabulary;

#[derive(Debug)]
struct Layer {
    attention_norm: Vec<f32>,
    qkv: Matrix,
    out: Matrix,
    feed_forward_norm: Vec<f32>,
    up: Matrix,
    down: Matrix,
}

/// A transformer whose matrices are in eight bits. Weights that come in four bytes a value are rounded.
#[derive(Debug)]
pub struct CpuNetwork {
    config: TransformerConfig,
    /// Rows of tokens, then of cues.
    embedding: Rows,
    /// The rows of tokens again, to be multiplied with.
    words: Matrix,
    layers: Vec<Layer>,
    norm: Vec<f32>,
    rotary: Rotary,
}

/// What is needed while rows go through the network.
#[derive(Debug, Clone)]
pub struct Buffers {
    stream: Vec<f32>, // [CHUNK, d_model]
    seen: Vec<f32>,   // [CHUNK, d_model]
    wide: Vec<f32>,   // [CHUNK, max(3 * d_model, d_hidden)]
    scratch: Scratch,
    operand: Operand,
}

impl CpuNetwork {
    /// Places that go through the network together, of a long text or of several.
    pub const CHUNK: usize = 32;

    /// The network of some weights.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says.
    pub fn from_weights(weights: &impl Source) -> Result<Self, WeightsError> {
        let config = weights.config();
        let (d_model, d_hidden) = (config.d_model, config.d_hidden);
        let vector = |name: &str| Ok(weights.floats(name, &[d_model])?.into_owned());
        let matrix = |name: &str, n_in: usize, n_out: usize| -> Result<Matrix, WeightsError> {
            Ok(Matrix::of_projection(
                &weights.floats(name, &[n_in, n_out])?,
                n_out,
            ))
        };
        let layer = |index: usize| -> Result<Layer, WeightsError> {
            let name = |part: &str| format!("blocks.{index}.{part}");
            Ok(Layer {
                attention_norm: vector(&name("attention_norm"))?,
                qkv: matrix(&name("qkv"), d_model, 3 * d_model)?,
                out: matrix(&name("out"), d_model, d_model)?,
                feed_forward_norm: vector(&name("feed_forward_norm"))?,
                up: matrix(&name("up"), d_model, d_hidden)?,
                down: matrix(&name("down"), d_hidden, d_model)?,
            })
        };
        let embedding = weights.floats("embedding", &[Input::N_CODES, d_model])?;
        Ok(Self {
            config,
            embedding: Rows::new(&embedding, d_model),
            words: Matrix::of_rows(&embedding[..Vocabulary::SIZE * d_model], d_model),
            layers: (0..config.n_layers).map(layer).collect::<Result<_, _>>()?,
            norm: vector("norm")?,
            rotary: Rotary::new(&config),
        })
    }

    /// Its shape.
    pub fn config(&self) -> &TransformerConfig {
        &self.config
    }

    /// The memory of a text, one for each layer.
    pub fn memories(&self) -> Vec<Memory> {
        vec![Memory::new(&self.config); self.layers.len()]
    }

    /// Room for rows on their way.
    pub fn buffers(&self) -> Buffers {
        let (d_model, d_hidden) = (self.config.d_model, self.config.d_hidden);
        Buffers {
            stream: vec![0.0; Self::CHUNK * d_model],
            seen: vec![0.0; Self::CHUNK * d_model],
            wide: vec![0.0; Self::CHUNK * d_hidden.max(3 * d_model)],
            scratch: Scratch::new(&self.config),
            operand: Operand::default(),
        }
    }

    /// Reads rows, at most [`Self::CHUNK`], those of a text in their order; `memories` are those of all texts.
    pub fn read(&self, rows: &[Row], memories: &mut [Vec<Memory>], buffers: &mut Buffers) {
        let (d_model, n_rows) = (self.config.d_model, rows.len());
        let Buffers {
            stream,
            seen,
            wide,
            scratch,
            operand,
        } = buffers;
        let stream = &mut stream[..n_rows * d_model];
        let seen = &mut seen[..n_rows * d_model];
        stream.fill(0.0);
        for (values, row) in stream.chunks_exact_mut(d_model).zip(rows) {
            for code in row.input.codes() {
                self.embedding.add_to(code, values);
            }
        }
        for (index, layer) in self.layers.iter().enumerate() {
            let qkv = &mut wide[..n_rows * 3 * d_model];
            normalise(stream, &layer.attention_norm, seen);
            layer.qkv.product(seen, operand, qkv);
            let values = qkv.chunks_exact_mut(3 * d_model);
            for (row, (qkv, mixed)) in rows.iter().zip(values.zip(seen.chunks_exact_mut(d_model))) {
                let memory = &mut memories[row.text][index];
                memory.attend(row.place, qkv, &self.rotary, scratch, mixed);
            }
            let answer = &mut wide[..n_rows * d_model];
            layer.out.product(seen, operand, answer);
            add(stream, answer);
            let hidden = &mut wide[..n_rows * self.config.d_hidden];
            normalise(stream, &layer.feed_forward_norm, seen);
            layer.up.product(seen, operand, hidden);
            for value in hidden.iter_mut() {
                let positive = larger(0.0, *value);
                *value = positive * positive;
            }
            layer.down.product(hidden, operand, seen);
            add(stream, seen);
        }
    }

    /// Logits after some of the rows that were read last, `[rows, Vocabulary::SIZE]`.
    pub fn logits(&self, rows: &[usize], buffers: &mut Buffers) -> Vec<f32> {
        let d_model = self.config.d_model;
        for (index, row) in rows.iter().enumerate() {
            let last = &buffers.stream[row * d_model..(row + 1) * d_model];
            let seen = &mut buffers.seen[index * d_model..(index + 1) * d_model];
            normalise(last, &self.norm, seen);
        }
        let mut logits = vec![0.0; rows.len() * Vocabulary::SIZE];
        let seen = &buffers.seen[..rows.len() * d_model];
        self.words.product(seen, &mut buffers.operand, &mut logits);
        logits
    }
}

/// Divides each row by its root mean square and scales it by a gain.
fn normalise(rows: &[f32], gain: &[f32], normed: &mut [f32]) {
    let width = gain.len();
    for (row, normed) in rows.chunks_exact(width).zip(normed.chunks_exact_mut(width)) {
        let mean_square = dot(row, row) / width as f32;
        let scale = 1.0 / (mean_square + NORM_EPSILON as f32).sqrt();
        for ((normed, value), gain) in normed.iter_mut().zip(row).zip(gain) {
            *normed = value * scale * gain;
        }
    }
}

fn add(sum: &mut [f32], terms: &[f32]) {
    for (sum, term) in sum.iter_mut().zip(terms) {
        *sum += term;
    }
}
