//! How fast a preset's network learns on this processor: gradients by hand beside autodiff's.
//!
//! `cargo run --release --features train --example learning_speed -- presets/nano.json`

use std::time::Instant;

use antiphon::model::{Device, Input, N_FEATURES, Rng};
use antiphon::token::Vocabulary;
use antiphon::train::{Batch, TrainConfig, autodiff_loss, learn};
use anyhow::Context;

// As in the command line.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Texts of random words: what they say does not change the time.
fn batch(n_texts: usize, seq: usize) -> Batch {
    let mut rng = Rng::new(1);
    let n_places = n_texts * seq;
    let mut batch = Batch::of(&[], seq);
    batch.inputs.batch = n_texts;
    let codes = (0..n_places * N_FEATURES).map(|_| rng.next_below(Input::N_CODES) as i32);
    batch.inputs.codes = codes.collect();
    let targets = (0..n_places).map(|_| rng.next_below(Vocabulary::SIZE) as i32);
    batch.targets = targets.collect();
    batch.counts = vec![1.0; n_places];
    batch
}

/// Seconds of the quickest of five.
fn seconds(mut work: impl FnMut()) -> f64 {
    let times = (0..5).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64()
    });
    times.fold(f64::INFINITY, f64::min)
}

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).context("which preset?")?;
    let config: TrainConfig = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
    let phase = config.phase_at(0).context("the preset has no phase")?;
    let device = Device::flex();
    let network = config.model.init(1, &device.clone().autodiff());
    let batch = batch(phase.batch, phase.seq);
    let by_hand = seconds(|| {
        learn(&network, &batch, config.model.dropout, 1, &device);
    });
    let by_autodiff = seconds(|| {
        autodiff_loss(&network, &batch).backward();
    });
    let n_tokens = (phase.batch * phase.seq) as f64;
    println!(
        "{}: {} texts of {} tokens",
        config.name, phase.batch, phase.seq
    );
    println!("by hand   {:8.0} tokens a second", n_tokens / by_hand);
    println!("autodiff  {:8.0} tokens a second", n_tokens / by_autodiff);
    println!("ratio     {:8.2}", by_autodiff / by_hand);
    Ok(())
}
