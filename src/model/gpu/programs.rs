//! The programs of a pass, made for a network and a GPU.

use super::device::Gpu;
use super::kernel::{Kernel, ROWS, Work};
use super::matrix::{Matrix, bytes_of};
use super::network::{GpuNetwork, LOGITS};
use crate::model::NORM_EPSILON;
use crate::model::config::TransformerConfig;
use crate::model::input::N_FEATURES;
use crate::model::quantize;
use crate::model::rotary_angle;
use crate::model::source::Source;
use crate::model::weights::WeightsError;
use crate::token::Vocabulary;

const CHUNK: usize = GpuNetwork::CHUNK;

/// Numbers that a row has on its way to the GPU: text, place, codes.
pub const ROW: usize = 2 + N_FEATURES;

/// A step of a pass, with the workgroups that its outputs take.
#[derive(Debug)]
pub struct Product {
    work: Work,
    across: usize,
}

/// What a layer has besides the texts' memory.
#[derive(Debug)]
pub struct Layer {
    pub qkv: Matrix,
    pub out: Product,
    pub up: Product,
    pub down: Product,
}

/// Where rows are on their way through the network.
#[derive(Debug)]
pub struct Buffers {
    pub rows: wgpu::Buffer,    // as `shared.wgsl` says
    pub stream: wgpu::Buffer,  // [CHUNK, d_model]
    pub queries: wgpu::Buffer, // [CHUNK, d_model]
    pub seen: wgpu::Buffer,    // [CHUNK, d_model]
    pub hidden: wgpu::Buffer,  // [CHUNK, d_hidden]
    pub logits: wgpu::Buffer,  // [CHUNK, LOGITS]
}

/// How work is cut into threads.
#[derive(Debug, Clone, Copy)]
struct Cut {
    /// Threads side by side in a workgroup of a product.
    columns: usize,
    /// Threads that share the inputs of an output.
    parts: usize,
    /// Threads that look back together.
    lanes: usize,
}

/// What makes the programs of a network.
pub struct Programs<'a> {
    gpu: &'a Gpu,
    config: TransformerConfig,
    cut: Cut,
}

/// What happens to a product's inputs and outputs, as `product.wgsl` says.
#[derive(Default)]
struct Manner {
    normed: bool,
    squared: bool,
    added: bool,
    asked: bool,
}

impl<'a> Programs<'a> {
    /// For a network of a shape on a GPU.
    pub fn new(gpu: &'a Gpu, config: TransformerConfig) -> Self {
        let cut = Cut::of(gpu, config.d_model / config.n_heads);
        Self { gpu, config, cut }
    }

    /// Workgroups that queries, keys and values take.
    pub fn projected_across(&self) -> usize {
        (3 * self.config.d_model / 8).div_ceil(self.cut.columns)
    }

    /// Steps of a layer.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing or has another shape than the config says.
    pub fn layer(
        &self,
        weights: &impl Source,
        index: usize,
        buffers: &Buffers,
    ) -> Result<Layer, WeightsError> {
        let (d_model, d_hidden) = (self.config.d_model, self.config.d_hidden);
        let name = |part: &str| format!("blocks.{index}.{part}");
        let gain = |part: &str| weights.floats(&name(part), &[d_model]);
        let matrix = |part: &str, n_in: usize, n_out: usize, gain: Option<&[f32]>| {
            let values = weights.floats(&name(part), &[n_in, n_out])?;
            Ok(Matrix::of_projection(self.gpu, &values, n_out, gain))
        };
        let out = matrix("out", d_model, d_model, None)?;
        let up = matrix("up", d_model, d_hidden, Some(&gain("feed_forward_norm")?))?;
        let down = matrix("down", d_hidden, d_model, None)?;
        let Buffers {
            stream,
            seen,
            hidden,
            ..
        } = buffers;
        let (mut add, mut activate) = (Manner::default(), Manner::default());
        add.added = true;
        (activate.normed, activate.squared) = (true, true);
        Ok(Layer {
            qkv: matrix("qkv", d_model, 3 * d_model, Some(&gain("attention_norm")?))?,
            out: self.product(&out, &buffers.rows, [seen, stream], &add),
            up: self.product(&up, &buffers.rows, [stream, hidden], &activate),
            down: self.product(&down, &buffers.rows, [hidden, stream], &add),
        })
    }

    /// Adds up the rows of the embedding table.
    pub fn embed(&self, embedding: &[f32], buffers: &Buffers) -> Work {
        let (bytes, scales) = quantize::to_bytes(embedding, self.config.d_model);
        let bytes: Vec<u8> = bytes.into_iter().map(i8::cast_unsigned).collect();
        let constants = [("CODES", N_FEATURES), ("QUADS", self.config.d_model / 4)];
        let source = include_str!("kernels/embed.wgsl");
        let table = self.gpu.upload(&bytes);
        let scales = self.gpu.upload(&bytes_of(&scales));
        self.kernel("embed", source, &constants)
            .on(self.gpu, &[&buffers.rows, &table, &scales, &buffers.stream])
    }

    /// Logits of the rows asked for.
    pub fn words(&self, embedding: &[f32], norm: &[f32], buffers: &Buffers) -> Product {
        let rows = &embedding[..Vocabulary::SIZE * self.config.d_model];
        let words = Matrix::of_rows(self.gpu, rows, norm);
        let manner = Manner {
            normed: true,
            asked: true,
            ..Manner::default()
        };
        let ends = [&buffers.stream, &buffers.logits];
        self.product(&words, &buffers.rows, ends, &manner)
    }

    fn product(
        &self,
        matrix: &Matrix,
        rows: &wgpu::Buffer,
        [inputs, outputs]: [&wgpu::Buffer; 2],
        manner: &Manner,
    ) -> Product {
        let quads = |scales: &wgpu::Buffer| scales.size() as usize / 16;
        let columns = quads(&matrix.out_scales);
        let constants = [
            ("IN", quads(&matrix.in_scales)),
            ("OUT", columns),
            ("NORMED", usize::from(manner.normed)),
            ("SQUARED", usize::from(manner.squared)),
            ("ADDED", usize::from(manner.added)),
            ("ASKED", usize::from(manner.asked)),
        ];
        let kernel = self.kernel("product", include_str!("kernels/product.wgsl"), &constants);
        let Matrix {
            weights,
            in_scales,
            out_scales,
        } = matrix;
        let buffers = [rows, inputs, weights, in_scales, out_scales, outputs];
        Product {
            work: kernel.on(self.gpu, &buffers),
            across: columns.div_ceil(self.cut.columns),
        }
    }

    /// Queries, keys and values.
    pub fn project(&self) -> Kernel {
        let config = &self.config;
        let constants = [
            ("IN", config.d_model / 4),
            ("HEADS", config.n_heads),
            ("QUADS", config.d_model / config.n_heads / 4),
            ("CAPACITY", config.context),
        ];
        self.kernel("project", include_str!("kernels/project.wgsl"), &constants)
    }

    /// Looks back.
    pub fn attend(&self) -> Kernel {
        let config = &self.config;
        let constants = [
            ("HEADS", config.n_heads),
            ("QUADS", config.d_model / config.n_heads / 4),
            ("CAPACITY", config.context),
        ];
        self.kernel("attend", include_str!("kernels/attend.wgsl"), &constants)
    }

    /// Cosines and sines of the rotations of all places.
    pub fn turns(&self) -> wgpu::Buffer {
        let half = self.config.d_model / self.config.n_heads / 2;
        let turns = (0..self.config.context).flat_map(|place| {
            let angles = (0..half).map(|pair| rotary_angle(place, pair, half));
            let (sines, cosines): (Vec<f32>, Vec<f32>) = angles.map(f32::sin_cos).unzip();
            cosines.into_iter().chain(sines)
        });
        self.gpu.upload(&bytes_of(&turns.collect::<Vec<_>>()))
    }

    fn kernel(&self, name: &str, source: &str, constants: &[(&str, usize)]) -> Kernel {
        let d_head = self.config.d_model / self.config.n_heads;
        let mut all = vec![
            ("CHUNK", CHUNK as f64),
            ("ROW", ROW as f64),
            ("EPSILON", NORM_EPSILON),
            ("SCALE", 1.0 / (d_head as f64).sqrt()),
            ("COLUMNS", self.cut.columns as f64),
            ("PARTS", self.cut.parts as f64),
            ("LANES", self.cut.lanes as f64),
        ];
        all.extend(constants.iter().map(|(name, size)| (*name, *size as f64)));
        all.retain(|(name, _)| {
            source.contains(&format!("override {name}:")) || SHARED.contains(name)
        });
        Kernel::new(self.gpu, name, source, &all)
    }
}

/// Constants of `shared.wgsl`.
const SHARED: [&str; 2] = ["CHUNK", "ROW"];

impl Cut {
    fn of(gpu: &Gpu, d_head: usize) -> Self {
        let half_quads = d_head / 8;
        if gpu.is_wide() {
            Self {
                columns: 8,
                parts: 8,
                lanes: half_quads.max(32),
            }
        } else {
            Self {
                columns: 32,
                parts: 1,
                lanes: half_quads.max(4),
            }
        }
    }
}

impl Product {
    /// Joins a pass for some rows.
    pub fn join(&self, pass: &mut wgpu::ComputePass<'_>, n_rows: usize) {
        self.work.join(pass, self.across, n_rows.div_ceil(ROWS));
    }
}

impl Buffers {
    /// Room for a whole pass.
    pub fn new(gpu: &Gpu, config: &TransformerConfig) -> Self {
        let floats = |width: usize| gpu.memory(CHUNK * width * 4);
        Self {
            rows: gpu.memory((2 + CHUNK + CHUNK * ROW) * 4),
            stream: floats(config.d_model),
            queries: floats(config.d_model),
            seen: floats(config.d_model),
            hidden: floats(config.d_hidden),
            logits: floats(LOGITS),
        }
    }
}
