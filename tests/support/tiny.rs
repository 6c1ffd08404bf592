// The network of the tests; native suites and the browser's include this file.

use antiphon::model::{Device, TransformerConfig, Weights};

/// A network small enough to be drawn at random in every test.
pub const TINY: TransformerConfig = TransformerConfig {
    d_model: 16,
    n_layers: 2,
    n_heads: 2,
    d_hidden: 32,
    context: 512,
    dropout: 0.0,
};

/// Random weights of [`TINY`].
pub fn tiny_weights(rng_seed: u64) -> Weights {
    weights_of(TINY, rng_seed)
}

/// Random weights of a shape.
pub fn weights_of(config: TransformerConfig, rng_seed: u64) -> Weights {
    let mut tensors = config.init(rng_seed, &Device::flex()).to_tensors();
    tensors.sort_by(|a, b| a.name.cmp(&b.name));
    Weights {
        config,
        name: "tiny".into(),
        tensors,
    }
}
