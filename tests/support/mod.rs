//! What several suites share.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

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
    let mut tensors = TINY.init(rng_seed, &Device::flex()).to_tensors();
    tensors.sort_by(|a, b| a.name.cmp(&b.name));
    Weights {
        config: TINY,
        name: "tiny".into(),
        tensors,
    }
}

/// Runs a future that never really waits, as those of the CPU device.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
