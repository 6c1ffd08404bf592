//! How fast a network is read on this machine's GPU, natively through wgpu, and how near its logits are to
//! those of plain burn.
//!
//! `cargo run --features train,webgpu --example gpu_speed [WEIGHTS...]`

#[path = "support/sentence.rs"]
mod sentence;
mod support;

use std::time::Instant;

use antiphon::model::{Backend, Device, Gpu, Input, LanguageModel, Network, Player, Weights};
use sentence::sentence;
use support::block_on;

/// Tokens of the text.
const LENGTH: usize = 448;
/// How many words a draft has, with the one before it.
const DRAFTED: usize = 17;
const RUNS: usize = 5;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths = ["nano.safetensors", "base/base.safetensors"]
            .map(|name| format!("www/public/model/{name}"))
            .to_vec();
    }
    let gpu = block_on(Gpu::open())?;
    println!("{}, best of {RUNS}; milliseconds", gpu.name());
    println!(
        "{:16}{:>12}{:>12}{:>12}{:>12}{:>14}",
        "weights", "compile", "read 128", "one word", "17 words", "off by"
    );
    let text = sentence(LENGTH)?;
    for path in paths {
        let weights = Weights::load(&std::fs::read(&path)?)?;
        let plain = Network::from_weights(&weights, &Backend::Burn(Device::flex()))?;
        let started = Instant::now();
        let network = Network::from_weights(&weights, &Backend::Gpu(gpu.clone()))?;
        block_on(network.player().feed(&text[..1]))?;
        let compiled = milliseconds(started);
        let prefill = shortest(|| {
            let mut player = network.player();
            let started = Instant::now();
            block_on(player.feed(&text[..128]))?;
            Ok(milliseconds(started))
        })?;
        let mut player = network.player();
        block_on(player.feed(&text[..LENGTH - DRAFTED]))?;
        let one = shortest(|| read_again(&mut player, &text, 1))?;
        let drafted = shortest(|| read_again(&mut player, &text, DRAFTED))?;
        println!(
            "{:16}{compiled:>12.0}{prefill:>12.2}{one:>12.2}{drafted:>12.2}{:>14.1e}",
            weights.version(),
            distance(&plain, &network, &text)?
        );
    }
    Ok(())
}

/// The last places of a text once more, one of them after another or at once.
fn read_again(player: &mut Player, text: &[Input], n_places: usize) -> Result<f64, Failure> {
    let start = LENGTH - DRAFTED;
    // What it recalls it would not read.
    player.rewind(start - 1);
    block_on(player.feed(&text[..1]))?;
    player.rewind(start - 1);
    block_on(player.feed(&text[start - 1..start]))?;
    let started = Instant::now();
    block_on(player.feed_each(&text[start..start + n_places], 0))?;
    Ok(milliseconds(started))
}

/// How far the logits of two networks are apart at most, all along a text.
fn distance(one: &Network, other: &Network, text: &[Input]) -> Result<f32, Failure> {
    let (mut one, mut other) = (one.player(), other.player());
    let one = block_on(one.feed_each(text, 0))?;
    let other = block_on(other.feed_each(text, 0))?;
    let pairs = one.iter().flatten().zip(other.iter().flatten());
    Ok(pairs
        .map(|(one, other)| (one - other).abs())
        .fold(0.0, f32::max))
}

fn shortest(mut run: impl FnMut() -> Result<f64, Failure>) -> Result<f64, Failure> {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        best = best.min(run()?);
    }
    Ok(best)
}

fn milliseconds(started: Instant) -> f64 {
    1000.0 * started.elapsed().as_secs_f64()
}
