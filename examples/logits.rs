//! Answers of a network to random places, as JSON lines: what tests/oracles/exported.py compares.
//!
//! `cargo run --features train --example logits -- www/public/model/nano.safetensors`

use antiphon::model::{Device, Input, InputBatch, KvCache, N_FEATURES, Rng, Transformer, Weights};
use anyhow::Context;
use serde_json::json;

/// Places read by one call after another: a text begun, single places, many behind many.
const READS: [usize; 6] = [1, 1, 126, 1, 60, 1];

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("which weights?")?;
    let bytes = std::fs::read(&path).with_context(|| format!("reading {path}"))?;
    let weights = Weights::load(&bytes)?;
    let device = Device::flex();
    let network = Transformer::from_weights(&weights, &device)?;
    let mut cache = KvCache::new(&weights.config, &device);
    let mut rng = Rng::new(1);
    for seq in READS {
        let codes = (0..seq * N_FEATURES).map(|_| rng.next_below(Input::N_CODES) as i32);
        let places = InputBatch {
            codes: codes.collect(),
            batch: 1,
            seq,
        };
        let logits = network.forward_cached(&places, 1, &mut cache).into_data();
        let logits = logits
            .try_into_vec::<f32>()
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        println!("{}", json!({ "codes": places.codes, "logits": logits }));
    }
    Ok(())
}
