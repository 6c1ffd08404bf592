//! How fast a network is read on the processor: our eight-bit path beside plain burn, in one run.
//!
//! `cargo run --features train --example decode_speed [WEIGHTS]`

#[path = "support/sentence.rs"]
mod sentence;
mod support;

use std::time::Instant;

use antiphon::model::{Backend, Device, LanguageModel, Network, Weights};
use sentence::sentence;
use support::block_on;

/// Tokens of the text that is read at once, and of those that follow one by one.
const PROMPT: usize = 128;
const DECODED: usize = 256;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1);
    let path = path
        .as_deref()
        .unwrap_or("www/public/model/nano.safetensors");
    let weights = Weights::load(&std::fs::read(path)?)?;
    let text = sentence(PROMPT + DECODED)?;
    println!(
        "{}: {PROMPT} tokens at once, {DECODED} one by one, best of {RUNS}",
        weights.version()
    );
    println!("               prefill ms  tokens a second");
    let backends = [
        ("ours", Backend::Cpu),
        ("burn, flex", Backend::Burn(Device::flex())),
    ];
    let mut figures = Vec::new();
    for (name, backend) in backends {
        let network = Network::from_weights(&weights, &backend)?;
        let (mut prefill, mut decode) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..RUNS {
            let mut player = network.player();
            let started = Instant::now();
            block_on(player.feed(&text[..PROMPT]))?;
            prefill = prefill.min(started.elapsed().as_secs_f64());
            let started = Instant::now();
            for input in &text[PROMPT..] {
                block_on(player.feed(std::slice::from_ref(input)))?;
            }
            decode = decode.min(started.elapsed().as_secs_f64());
        }
        println!(
            "{name:14} {:10.2} {:16.0}",
            1000.0 * prefill,
            DECODED as f64 / decode
        );
        figures.push((prefill, decode));
    }
    let (ours, plain) = (figures[0], figures[1]);
    println!(
        "ratio          {:10.1} {:16.1}",
        plain.0 / ours.0,
        plain.1 / ours.1
    );
    Ok(())
}
