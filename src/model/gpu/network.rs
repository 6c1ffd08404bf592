//! The weights on the GPU, and one pass through them.

use std::sync::{Mutex, PoisonError};

use super::device::Gpu;
use super::kernel::{Kernel, ROWS, Work};
use super::matrix::Matrix;
use super::programs::{Buffers, Layer, Product, Programs};
use super::reading::Pass;
use crate::model::config::TransformerConfig;
use crate::model::input::Input;
use crate::model::row::Row;
use crate::model::source::Source;
use crate::model::weights::WeightsError;
use crate::token::Vocabulary;

/// Features of the widest head.
const WIDEST_HEAD: usize = 128;

/// Four-byte numbers of a word's logits, in whole quads.
pub const LOGITS: usize = Vocabulary::SIZE.next_multiple_of(4);

/// A transformer whose matrices are in eight bits. Weights that come in four bytes a value are rounded.
#[derive(Debug)]
pub struct GpuNetwork {
    pub(super) gpu: Gpu,
    config: TransformerConfig,
    /// Workgroups that queries, keys and values take.
    projected_across: usize,
    project: Kernel,
    attend: Kernel,
    turns: wgpu::Buffer,
    embed: Work,
    layers: Vec<Layer>,
    words: Product,
    buffers: Buffers,
    /// Buffers for answers, used again and again.
    staging: Mutex<Vec<wgpu::Buffer>>,
}

impl GpuNetwork {
    /// Places that go through the network in one pass, of a long text or of several.
    pub const CHUNK: usize = 128;

    /// The network of some weights.
    ///
    /// # Errors
    /// [`WeightsError`] if a tensor is missing, has another shape than the config says, or the config's
    /// sizes do not fall into fours.
    pub fn from_weights(weights: &impl Source, gpu: &Gpu) -> Result<Self, WeightsError> {
        let config = weights.config();
        let d_head = config.d_model / config.n_heads;
        if !d_head.is_multiple_of(8) || !config.d_hidden.is_multiple_of(4) || d_head > WIDEST_HEAD {
            return Err(WeightsError::UnfitForGpu {
                d_head,
                d_hidden: config.d_hidden,
            });
        }
        let buffers = Buffers::new(gpu, &config);
        let programs = Programs::new(gpu, config);
        let embedding = weights.floats("embedding", &[Input::N_CODES, config.d_model])?;
        let norm = weights.floats("norm", &[config.d_model])?;
        let layers = (0..config.n_layers).map(|index| programs.layer(weights, index, &buffers));
        Ok(Self {
            layers: layers.collect::<Result<_, _>>()?,
            embed: programs.embed(&embedding, &buffers),
            words: programs.words(&embedding, &norm, &buffers),
            project: programs.project(),
            attend: programs.attend(),
            turns: programs.turns(),
            gpu: gpu.clone(),
            config,
            projected_across: programs.projected_across(),
            buffers,
            staging: Mutex::default(),
        })
    }

    /// Its shape.
    pub fn config(&self) -> &TransformerConfig {
        &self.config
    }

    /// The step of a layer that needs the texts' memory: projecting, and looking back.
    pub(super) fn looking_back(
        &self,
        layer: usize,
        keys: &wgpu::Buffer,
        values: &wgpu::Buffer,
    ) -> (Work, Work) {
        let Buffers {
            rows,
            stream,
            queries,
            seen,
            ..
        } = &self.buffers;
        let Matrix {
            weights, in_scales, ..
        } = &self.layers[layer].qkv;
        let project = [
            rows,
            stream,
            weights,
            in_scales,
            &self.turns,
            queries,
            keys,
            values,
        ];
        (
            self.project.on(&self.gpu, &project),
            self.attend
                .on(&self.gpu, &[rows, queries, keys, values, seen]),
        )
    }

    /// Sends rows, at most [`Self::CHUNK`], those of a text in their order, on their way through the network;
    /// `looks` are the layers' looks back. Logits of the rows asked for come with the pass returned, if any are.
    pub(super) fn pass(
        &self,
        rows: &[Row],
        asked: &[usize],
        looks: &[(Work, Work)],
    ) -> Option<Pass> {
        let listed = listed(rows, asked);
        self.gpu.queue.write_buffer(&self.buffers.rows, 0, &listed);
        let mut encoder = self.gpu.device.create_command_encoder(&Default::default());
        let mut pass = encoder.begin_compute_pass(&Default::default());
        let (d_model, n_rows) = (self.config.d_model, rows.len());
        self.embed.join(&mut pass, d_model.div_ceil(4 * 32), n_rows);
        for (layer, (project, attend)) in self.layers.iter().zip(looks) {
            project.join(&mut pass, self.projected_across, n_rows.div_ceil(ROWS));
            attend.join(&mut pass, self.config.n_heads, n_rows);
            for product in [&layer.out, &layer.up, &layer.down] {
                product.join(&mut pass, n_rows);
            }
        }
        if !asked.is_empty() {
            self.words.join(&mut pass, asked.len());
        }
        drop(pass);
        let staging = (!asked.is_empty()).then(|| self.take_staging());
        if let Some(staging) = &staging {
            let n_bytes = (asked.len() * LOGITS * 4) as u64;
            encoder.copy_buffer_to_buffer(&self.buffers.logits, 0, staging, 0, n_bytes);
        }
        let submission = self.gpu.queue.submit([encoder.finish()]);
        let staging = staging?;
        Some(Pass {
            submission,
            staging,
        })
    }

    fn take_staging(&self) -> wgpu::Buffer {
        let mut free = self.staging.lock().unwrap_or_else(PoisonError::into_inner);
        let found = free.pop();
        found.unwrap_or_else(|| self.gpu.staging(Self::CHUNK * LOGITS * 4))
    }

    /// Takes an answer's buffer back, once it is read.
    pub(super) fn give_back(&self, staging: wgpu::Buffer) {
        let mut free = self.staging.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(staging);
    }
}

/// The list of rows as `shared.wgsl` says.
fn listed(rows: &[Row], asked: &[usize]) -> Vec<u8> {
    let mut list = vec![rows.len(), asked.len()];
    list.extend(asked);
    list.resize(2 + GpuNetwork::CHUNK, 0);
    for row in rows {
        list.extend([row.text, row.place]);
        list.extend(row.input.codes());
    }
    list.iter()
        .flat_map(|number| (*number as u32).to_le_bytes())
        .collect()
}
