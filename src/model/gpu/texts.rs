//! Texts that the network on the GPU reads: what it remembers of them, and its answers.

use std::sync::Arc;

use super::kernel::Work;
use super::network::GpuNetwork;
use super::reading::Reading;
use crate::model::row::Row;

/// Keys and values of several texts, allocated once, and the looks back at them.
#[derive(Debug)]
pub struct Texts {
    network: Arc<GpuNetwork>,
    /// Of each layer, keys and values.
    memories: Vec<[wgpu::Buffer; 2]>,
    /// Of each layer.
    looks: Vec<(Work, Work)>,
    n_bytes: u64,
}

impl Texts {
    /// Memory for some texts.
    pub fn new(network: &Arc<GpuNetwork>, n_texts: usize) -> Self {
        let config = network.config();
        let n_bytes = config.context * config.d_model * 4;
        let memory = |_| [(); 2].map(|()| network.gpu.memory(n_texts * n_bytes));
        let memories: Vec<_> = (0..config.n_layers).map(memory).collect();
        let looks = memories.iter().enumerate();
        let looks = looks.map(|(layer, [keys, values])| network.looking_back(layer, keys, values));
        Self {
            looks: looks.collect(),
            memories,
            n_bytes: n_bytes as u64,
            network: Arc::clone(network),
        }
    }

    /// The network that reads them.
    pub fn network(&self) -> &Arc<GpuNetwork> {
        &self.network
    }

    /// Reads rows, at most [`GpuNetwork::CHUNK`], those of a text in their order. Logits after those
    /// asked for are there once the reading is over.
    pub fn read(&self, rows: &[Row], asked: &[usize]) -> Option<Reading> {
        let pass = self.network.pass(rows, asked, &self.looks)?;
        Some(Reading::new(&self.network, pass, asked.len()))
    }

    /// Lets other texts begin as one of them has.
    pub fn share(&self, from: usize, others: &[usize]) {
        let gpu = &self.network.gpu;
        let mut encoder = gpu.device.create_command_encoder(&Default::default());
        let start = |text: usize| text as u64 * self.n_bytes;
        // No buffer may be copied to itself.
        let between = gpu.memory(self.n_bytes as usize);
        for memory in self.memories.iter().flatten() {
            encoder.copy_buffer_to_buffer(memory, start(from), &between, 0, self.n_bytes);
            for other in others {
                encoder.copy_buffer_to_buffer(&between, 0, memory, start(*other), self.n_bytes);
            }
        }
        gpu.queue.submit([encoder.finish()]);
    }
}
