//! What several takes of one request cost beside one, on the processor.
//!
//! `cargo run --features train --example takes [WEIGHTS]`

mod support;

use std::time::Instant;

use antiphon::compose::{
    Backend, ComposeError, Composer, Composition, Options, SeedRequest, Style,
};
use antiphon::music::{Tempo, TimeSignature};
use support::block_on;

const RUNS: usize = 5;

/// Eight bars of a chorale; every take is as long as the first, so that the times compare.
fn begin(composer: &Composer, take: usize) -> Result<Composition, ComposeError> {
    composer.seed(SeedRequest {
        options: Options::new(Style::BachChorale, take as u64),
        key: None,
        time_signature: TimeSignature::COMMON,
        tempo: Tempo::from_qpm(88.0)?,
        bars: 8,
    })
}

/// Milliseconds a word of some takes, counted over the words of all: the best of some runs.
fn pace(composer: &Composer, n_takes: usize) -> Result<f64, ComposeError> {
    let mut best = f64::INFINITY;
    for _ in 0..RUNS {
        let started = Instant::now();
        let mut takes = composer.takes(n_takes, begin)?;
        while block_on(takes.next_note())?.is_some() {}
        let outcomes = block_on(takes.finish())?;
        let words: usize = outcomes
            .iter()
            .map(|outcome| outcome.receipt.n_tokens)
            .sum();
        best = best.min(1000.0 * started.elapsed().as_secs_f64() / words as f64);
    }
    Ok(best)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1);
    let path = path
        .as_deref()
        .unwrap_or("www/public/model/nano.safetensors");
    let mut composer = Composer::new(Backend::Cpu);
    composer.load_weights(&std::fs::read(path)?)?;
    println!("{path}");
    println!("takes  ms a word  times one take's time for as many words each");
    let single = pace(&composer, 1)?;
    for n_takes in [1, 2, 3, 4, 6, 8] {
        let pace = pace(&composer, n_takes)?;
        println!(
            "{n_takes:5}  {pace:9.3}  {:8.2}",
            pace * n_takes as f64 / single
        );
    }
    Ok(())
}
