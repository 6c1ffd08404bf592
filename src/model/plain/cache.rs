//! Keys and values of the places already read, allocated once.

use burn::tensor::{Device, Tensor};

use crate::model::config::TransformerConfig;

/// Attended length grows by whole chunks, so that a GPU sees few different shapes.
const CHUNK: usize = 64;

/// One layer's keys and values, `[1, n_heads, capacity, d_head]` each.
#[derive(Debug, Clone)]
pub struct LayerCache {
    keys: Tensor<4>,
    values: Tensor<4>,
}

impl LayerCache {
    /// Writes the places from `start` on and returns the first `visible` of all.
    ///
    /// # Shapes
    /// `[1, n_heads, seq, d_head]` in, `[1, n_heads, visible, d_head]` out.
    pub(super) fn append(
        &mut self,
        keys: Tensor<4>,
        values: Tensor<4>,
        start: usize,
        visible: usize,
    ) -> (Tensor<4>, Tensor<4>) {
        let [_, n_heads, seq, d_head] = keys.dims();
        let place = [0..1, 0..n_heads, start..start + seq, 0..d_head];
        // The old tensors are given away first, so that a device may write in place.
        let empty = Tensor::empty([1, 1, 1, 1], &keys.device());
        let old_keys = std::mem::replace(&mut self.keys, empty.clone());
        let old_values = std::mem::replace(&mut self.values, empty);
        self.keys = old_keys.slice_assign(place.clone(), keys);
        self.values = old_values.slice_assign(place, values);
        let view = [0..1, 0..n_heads, 0..visible, 0..d_head];
        (
            self.keys.clone().slice(view.clone()),
            self.values.clone().slice(view),
        )
    }
}

/// Keys and values of every layer.
#[derive(Debug, Clone)]
pub struct KvCache {
    pub(super) layers: Vec<LayerCache>,
    n_fed: usize,
    capacity: usize,
}

impl KvCache {
    /// An empty cache for `config.context` places.
    pub fn new(config: &TransformerConfig, device: &Device) -> Self {
        let shape = [
            1,
            config.n_heads,
            config.context,
            config.d_model / config.n_heads,
        ];
        let layers = (0..config.n_layers)
            .map(|_| LayerCache {
                keys: Tensor::zeros(shape, device),
                values: Tensor::zeros(shape, device),
            })
            .collect();
        Self {
            layers,
            n_fed: 0,
            capacity: config.context,
        }
    }

    /// Places read so far.
    pub fn n_fed(&self) -> usize {
        self.n_fed
    }

    /// Places it has room for.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Forgets all but the first places; the memory stays.
    pub fn rewind(&mut self, n_fed: usize) {
        self.n_fed = self.n_fed.min(n_fed);
    }

    pub(super) fn advance(&mut self, seq: usize) {
        self.n_fed += seq;
    }

    /// Places attended to once `seq` more are read: those that are there, in whole chunks.
    pub(super) fn visible_after(&self, seq: usize) -> usize {
        (self.n_fed + seq)
            .next_multiple_of(CHUNK)
            .min(self.capacity)
    }
}
