//! The parameters of a network that reads frames, and gradients of the same shapes.

use ndarray::{Array1, Array2};

use super::config::FrameConfig;
use super::known::{N_STREAM_ROWS, n_voice_rows};
use super::speech::N_OUTPUT_ROWS;
use super::voice::VoiceParameters;
use crate::model::{NamedTensor, Rng, WeightsError};
use crate::train::backprop::{Layer, add};

/// Parameters of the whole network.
#[derive(Debug, Clone)]
pub struct FrameParameters {
    /// Rows of the stream's codes, `[N_STREAM_ROWS, d_model]`.
    pub embedding: Array2<f32>,
    /// The blocks.
    pub layers: Vec<Layer>,
    /// Gain before the voices, `[d_model]`.
    pub norm: Array1<f32>,
    /// What the voices hear of the stream, one beside the other, `[d_model, 4 * d_voice]`.
    pub hearing: Array2<f32>,
    /// The voices in the order in which a frame says them.
    pub voices: Vec<VoiceParameters>,
    /// Attention heads a block.
    pub n_heads: usize,
}

impl FrameParameters {
    /// Random parameters.
    pub fn random(config: &FrameConfig, rng_seed: u64) -> Self {
        let mut rng = Rng::new(rng_seed);
        let residual = 1.0 / (2.0 * config.n_layers as f64).sqrt();
        let random = |name: &str, shape: &[usize]| -> Result<Vec<f32>, WeightsError> {
            let n_values = shape.iter().product();
            if shape.len() == 1 {
                return Ok(vec![1.0; n_values]);
            }
            let deviation = match name.rsplit('.').next() {
                Some("embedding" | "table") => 0.05,
                Some("output") => 0.02,
                // Projections back into the stream start smaller, so that depth does not widen it.
                Some("out" | "down") => residual / (shape[0] as f64).sqrt(),
                _ => 1.0 / (shape[0] as f64).sqrt(),
            };
            let values = (0..n_values).map(|_| (rng.next_normal() * deviation) as f32);
            Ok(values.collect())
        };
        Self::build(config, random).expect("invariant: random values have every name and shape")
    }

    /// Parameters whose tensors are asked for one by one, by name and shape.
    ///
    /// # Errors
    /// Those of `values`.
    pub fn build(
        config: &FrameConfig,
        mut values: impl FnMut(&str, &[usize]) -> Result<Vec<f32>, WeightsError>,
    ) -> Result<Self, WeightsError> {
        let (d_model, d_voice) = (config.d_model, config.d_voice);
        let mut matrix = |name: &str, rows: usize, columns: usize| {
            let values = values(name, &[rows, columns])?;
            Array2::from_shape_vec((rows, columns), values)
                .map_err(|error| WeightsError::Corrupt(error.to_string()))
        };
        let embedding = matrix("embedding", N_STREAM_ROWS, d_model)?;
        let hearing = matrix("hearing", d_model, 4 * d_voice)?;
        let mut layers = Vec::new();
        for layer in 0..config.n_layers {
            let mut of_block = |part: &str, rows, columns| {
                matrix(&format!("blocks.{layer}.{part}"), rows, columns)
            };
            layers.push(Layer {
                attention_norm: Array1::zeros(d_model),
                qkv: of_block("qkv", d_model, 3 * d_model)?,
                out: of_block("out", d_model, d_model)?,
                feed_forward_norm: Array1::zeros(d_model),
                up: of_block("up", d_model, config.d_hidden)?,
                down: of_block("down", config.d_hidden, d_model)?,
            });
        }
        let mut voices = Vec::new();
        for slot in 0..4 {
            let mut of_voice =
                |part: &str, rows, columns| matrix(&format!("voices.{slot}.{part}"), rows, columns);
            voices.push(VoiceParameters {
                table: of_voice("table", n_voice_rows(slot), d_voice)?,
                norm: Array1::zeros(d_voice),
                up: of_voice("up", d_voice, 2 * d_voice)?,
                down: of_voice("down", 2 * d_voice, d_voice)?,
                output_norm: Array1::zeros(d_voice),
                output: of_voice("output", N_OUTPUT_ROWS, d_voice)?,
            });
        }
        let mut parameters = Self {
            embedding,
            layers,
            norm: Array1::zeros(d_model),
            hearing,
            voices,
            n_heads: config.n_heads,
        };
        let names = parameters.names();
        for ((name, shape), slice) in names.iter().zip(parameters.slices_mut()) {
            if shape.len() == 1 {
                slice.copy_from_slice(&values(name, shape)?);
            }
        }
        Ok(parameters)
    }

    /// Zeros of the same shapes.
    pub fn zeros(&self) -> Self {
        let voice = |voice: &VoiceParameters| VoiceParameters {
            table: Array2::zeros(voice.table.dim()),
            norm: Array1::zeros(voice.norm.dim()),
            up: Array2::zeros(voice.up.dim()),
            down: Array2::zeros(voice.down.dim()),
            output_norm: Array1::zeros(voice.output_norm.dim()),
            output: Array2::zeros(voice.output.dim()),
        };
        Self {
            embedding: Array2::zeros(self.embedding.dim()),
            layers: self.layers.iter().map(Layer::zeros).collect(),
            norm: Array1::zeros(self.norm.dim()),
            hearing: Array2::zeros(self.hearing.dim()),
            voices: self.voices.iter().map(voice).collect(),
            n_heads: self.n_heads,
        }
    }

    /// Adds others to these, place by place.
    pub fn add(&mut self, other: &Self) {
        let pairs = self.slices_mut().into_iter().zip(other.slices());
        pairs.for_each(|(left, right)| add(left, right));
    }

    /// Name and shape of each tensor, in the order of [`Self::slices`].
    pub fn names(&self) -> Vec<(String, Vec<usize>)> {
        let matrix = |name: String, matrix: &Array2<f32>| (name, matrix.shape().to_vec());
        let vector = |name: String, vector: &Array1<f32>| (name, vector.shape().to_vec());
        let mut names = vec![
            matrix("embedding".into(), &self.embedding),
            vector("norm".into(), &self.norm),
            matrix("hearing".into(), &self.hearing),
        ];
        for (index, layer) in self.layers.iter().enumerate() {
            let name = |part: usize| format!("blocks.{index}.{}", Layer::NAMES[part]);
            names.extend([
                vector(name(0), &layer.attention_norm),
                matrix(name(1), &layer.qkv),
                matrix(name(2), &layer.out),
                vector(name(3), &layer.feed_forward_norm),
                matrix(name(4), &layer.up),
                matrix(name(5), &layer.down),
            ]);
        }
        for (slot, voice) in self.voices.iter().enumerate() {
            let name = |part: &str| format!("voices.{slot}.{part}");
            names.extend([
                matrix(name("table"), &voice.table),
                vector(name("norm"), &voice.norm),
                matrix(name("up"), &voice.up),
                matrix(name("down"), &voice.down),
                vector(name("output_norm"), &voice.output_norm),
                matrix(name("output"), &voice.output),
            ]);
        }
        names
    }

    /// All values, tensor after tensor.
    pub fn slices(&self) -> Vec<&[f32]> {
        let mut slices = vec![
            self.embedding.as_slice(),
            self.norm.as_slice(),
            self.hearing.as_slice(),
        ];
        slices.extend(self.layers.iter().flat_map(Layer::slices).map(Some));
        for voice in &self.voices {
            slices.extend([
                voice.table.as_slice(),
                voice.norm.as_slice(),
                voice.up.as_slice(),
                voice.down.as_slice(),
                voice.output_norm.as_slice(),
                voice.output.as_slice(),
            ]);
        }
        slices.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The same, to be written.
    pub fn slices_mut(&mut self) -> Vec<&mut [f32]> {
        let mut slices = vec![
            self.embedding.as_slice_mut(),
            self.norm.as_slice_mut(),
            self.hearing.as_slice_mut(),
        ];
        slices.extend(self.layers.iter_mut().flat_map(Layer::slices_mut).map(Some));
        for voice in &mut self.voices {
            slices.extend([
                voice.table.as_slice_mut(),
                voice.norm.as_slice_mut(),
                voice.up.as_slice_mut(),
                voice.down.as_slice_mut(),
                voice.output_norm.as_slice_mut(),
                voice.output.as_slice_mut(),
            ]);
        }
        slices.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// The tensors by name.
    pub fn to_tensors(&self) -> Vec<NamedTensor> {
        let named = self.names().into_iter().zip(self.slices());
        named
            .map(|((name, shape), values)| NamedTensor {
                name,
                shape,
                values: values.to_vec(),
            })
            .collect()
    }
}
