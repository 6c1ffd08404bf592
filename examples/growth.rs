//! How the time for a word grows with the text before it, with the voices of a piece and with the size of
//! the network, and how near it is to what memory allows. Also as a picture.
//!
//! `cargo run --features train --example growth [-- PICTURE.svg]`; with the feature `webgpu`, on the GPU too.

#[path = "support/sentence.rs"]
mod sentence;
mod support;

use std::time::Instant;

use antiphon::compose::{Composer, Options, SeedRequest, ensemble_of};
use antiphon::model::{
    Backend, Device, Input, LanguageModel, Network, Player, TransformerConfig, Weights,
};
use antiphon::music::{Tempo, TimeSignature, Voice};
use antiphon::token::Style;
use antiphon::train::{Curve, plot_svg};
use sentence::sentence;
use support::block_on;

/// Places of a text at which a word is timed.
const PLACES: [usize; 7] = [16, 64, 128, 192, 256, 384, 511];
/// Words timed at each of them, of which the quickest counts.
const RUNS: usize = 40;
/// Bars of the pieces with one to four voices, and how many of them.
const BARS: u32 = 8;
const PIECES: u64 = 6;
/// Four times base.
const LARGE: TransformerConfig = TransformerConfig {
    d_model: 512,
    n_layers: 8,
    n_heads: 8,
    d_hidden: 2048,
    context: 512,
    dropout: 0.0,
};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let read = |name: &str| -> Result<Weights, Failure> {
        Ok(Weights::load(&std::fs::read(format!(
            "www/public/model/{name}"
        ))?)?)
    };
    let networks = [
        ("nano", read("nano.safetensors")?),
        ("base", read("base/base.safetensors")?),
        ("large", large()),
    ];
    let mut curves = Vec::new();
    for (device, backend) in backends()? {
        println!("{device}: milliseconds a word, by the places before it");
        let heads: String = PLACES.iter().map(|place| format!("{place:>9}")).collect();
        println!("{:8}{:>9}{heads}{:>11}{:>9}", "", "MB", "at least", "times");
        let bandwidth = bandwidth();
        for (name, weights) in &networks {
            let network = Network::from_weights(weights, &backend)?;
            let times = by_place(&mut network.player())?;
            let n_read = weights_read(&weights.config);
            let bound = n_read / bandwidth / 1e6;
            print!("{name:8}{:>9.2}", n_read / 1e6);
            times.iter().for_each(|(_, time)| print!("{time:>9.3}"));
            let last = times.last().map_or(0.0, |(_, time)| *time);
            println!("{bound:>11.3}{:>9.1}", last / bound);
            curves.push(Curve {
                name: format!("{name}, {device}, ms a word"),
                points: times,
            });
        }
        println!(
            "at least: the weights read once from memory, at {bandwidth:.1} GB/s of one core\n"
        );
    }
    by_voices(&networks[0].1)?;
    if let Some(path) = std::env::args().nth(1) {
        let title = "time for a word by the places before it";
        std::fs::write(path, plot_svg(title, &curves).unwrap_or_default())?;
    }
    Ok(())
}

/// The processor, and the GPU where this is built for one.
fn backends() -> Result<Vec<(String, Backend)>, Failure> {
    #[allow(unused_mut)] // Without a GPU the list is whole.
    let mut backends = vec![("processor".to_owned(), Backend::Cpu)];
    #[cfg(feature = "webgpu")]
    {
        let gpu = block_on(antiphon::model::Gpu::open())?;
        backends.push((gpu.name().to_owned(), Backend::Gpu(gpu)));
    }
    Ok(backends)
}

/// Random weights: how long a word takes does not depend on what they say.
fn large() -> Weights {
    Weights {
        config: LARGE,
        name: "large".into(),
        tensors: LARGE.init(1, &Device::flex()).to_tensors(),
    }
}

/// Bytes of eight-bit weights that a word is multiplied with.
fn weights_read(config: &TransformerConfig) -> f64 {
    let layer = 4 * config.d_model * config.d_model + 2 * config.d_model * config.d_hidden;
    let words = antiphon::token::Vocabulary::SIZE * config.d_model;
    (config.n_layers * layer + words) as f64
}

/// Bytes a nanosecond that one core reads from memory.
fn bandwidth() -> f64 {
    let numbers = vec![1u64; 1 << 25];
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let started = Instant::now();
        let sum: u64 = numbers
            .iter()
            .fold(0, |sum, number| sum.wrapping_add(*number));
        best = best.min(started.elapsed().as_secs_f64());
        assert_eq!(std::hint::black_box(sum), numbers.len() as u64);
    }
    (numbers.len() * size_of::<u64>()) as f64 / best / 1e9
}

/// Milliseconds for a word behind so many others.
fn by_place(player: &mut Player) -> Result<Vec<(f64, f64)>, Failure> {
    let text = sentence(PLACES[PLACES.len() - 1] + 1)?;
    let mut times = Vec::new();
    for place in PLACES {
        let mut best = f64::INFINITY;
        for run in 0..RUNS {
            player.rewind(place - 2);
            // Another word than the time before, or it would be recalled.
            block_on(player.feed(&text[place - 2 + run % 2..place - 1 + run % 2]))?;
            player.rewind(place - 2);
            block_on(player.feed(&text[place - 2..place - 1]))?;
            let started = Instant::now();
            block_on(player.feed(std::slice::from_ref::<Input>(&text[place])))?;
            best = best.min(1000.0 * started.elapsed().as_secs_f64());
        }
        times.push((place as f64, best));
        // On to the next place.
        let next = PLACES.iter().find(|next| **next > place).copied();
        player.rewind(0);
        block_on(player.feed(&text[..next.unwrap_or(place)]))?;
    }
    Ok(times)
}

/// What a bar costs with one to four voices.
fn by_voices(weights: &Weights) -> Result<(), Failure> {
    let mut composer = Composer::new(Backend::Cpu);
    composer.set_weights(weights)?;
    println!(
        "chorales of {BARS} bars on the processor, {}",
        weights.version()
    );
    println!("{:8}{:>14}{:>14}", "voices", "words a bar", "ms a bar");
    for n_voices in 1..=4 {
        let (mut n_words, mut seconds) = (0, 0.0);
        for rng_seed in 1..=PIECES {
            let mut composition = composer.seed(SeedRequest {
                options: Options {
                    voices: Voice::SATB[..n_voices].to_vec(),
                    ..Options::new(Style::BachChorale, rng_seed)
                },
                key: None,
                time_signature: TimeSignature::COMMON,
                tempo: Tempo::from_qpm(ensemble_of(Style::BachChorale).usual_tempo)?,
                bars: BARS,
            })?;
            let started = Instant::now();
            while block_on(composition.next_note())?.is_some() {}
            seconds += started.elapsed().as_secs_f64();
            n_words += composition.effort().0;
        }
        let n_bars = f64::from(BARS) * PIECES as f64;
        println!(
            "{n_voices:<8}{:>14.1}{:>14.2}",
            n_words as f64 / n_bars,
            1000.0 * seconds / n_bars
        );
    }
    Ok(())
}
