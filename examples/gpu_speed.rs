//! How fast a network is read on this machine's GPU, natively through wgpu, how fast it writes by itself, with
//! drafts and as several takes, and how near its logits are to those of plain burn.
//!
//! `cargo xtask bench --native`, or `cargo run --features train,webgpu --example gpu_speed [WEIGHTS...]`

#[path = "support/sentence.rs"]
mod sentence;
mod support;

use std::time::Instant;

use antiphon::compose::{ComposeError, Composer, Composition, Options, SeedRequest, ensemble_of};
use antiphon::model::{Backend, Device, Gpu, Input, LanguageModel, Network, Player, Weights};
use antiphon::music::{Tempo, TimeSignature};
use antiphon::token::Style;
use sentence::sentence;
use support::block_on;

/// Tokens of the text.
const LENGTH: usize = 448;
/// How many words a draft has, with the one before it.
const DRAFTED: usize = 17;
const RUNS: usize = 5;
/// Bars of the pieces that are written, and takes of them.
const BARS: u32 = 8;
const TAKES: usize = 4;
/// What drafts.
const DRAFTER: &str = "www/public/model/nano.safetensors";

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
    for path in &paths {
        let weights = Weights::load(&std::fs::read(path)?)?;
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
    println!(
        "\n{:16}{:>16}{:>18}{:>18}{:>18}",
        "weights", "words a second", "4 takes, times 1", "drafted by nano", "4 takes, times 1"
    );
    for path in &paths {
        let mut composer = Composer::new(Backend::Gpu(gpu.clone()));
        composer.load_weights(&std::fs::read(path)?)?;
        let (alone, takes) = (written(&composer)?, takes_times(&composer)?);
        composer.load_drafter(&std::fs::read(DRAFTER)?)?;
        let drafted = written(&composer)?;
        let drafted_takes = takes_times(&composer)?;
        let name = composer.model_version().unwrap_or_default();
        println!("{name:16}{alone:>16.0}{takes:>18.2}{drafted:>18.0}{drafted_takes:>18.2}");
    }
    Ok(())
}

fn chorale(composer: &Composer, take: usize) -> Result<Composition, ComposeError> {
    let style = Style::BachChorale;
    composer.seed(SeedRequest {
        options: Options::new(style, 1 + take as u64),
        key: None,
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::from_qpm(ensemble_of(style).usual_tempo)?,
        bars: BARS,
    })
}

/// Words a second of a chorale.
fn written(composer: &Composer) -> Result<f64, Failure> {
    let mut n_words = 0;
    let time = shortest(|| {
        let mut composition = chorale(composer, 0)?;
        let started = Instant::now();
        while block_on(composition.next_note())?.is_some() {}
        n_words = composition.effort().0;
        Ok(milliseconds(started))
    })?;
    Ok(1000.0 * n_words as f64 / time)
}

/// What some takes cost beside one.
fn takes_times(composer: &Composer) -> Result<f64, Failure> {
    Ok(taken(composer, TAKES)? / taken(composer, 1)?)
}

/// How long some takes of a chorale need.
fn taken(composer: &Composer, n_takes: usize) -> Result<f64, Failure> {
    shortest(|| {
        let mut takes = composer.takes(n_takes, chorale)?;
        let started = Instant::now();
        while block_on(takes.next_note())?.is_some() {}
        Ok(milliseconds(started))
    })
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
