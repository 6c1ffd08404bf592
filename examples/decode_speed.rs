//! How fast a network is read on the processor: our eight-bit path beside plain burn, in one run.
//!
//! `cargo run --features train --example decode_speed [WEIGHTS]`

mod support;

use std::time::Instant;

use antiphon::model::{Backend, Device, Input, LanguageModel, Network, Rng, Weights};
use antiphon::token::{Event, Grammar, Token, Vocabulary};
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

/// A random sentence of the grammar.
fn sentence(n_tokens: usize) -> Result<Vec<Input>, Box<dyn std::error::Error>> {
    let mut rng = Rng::new(1);
    let mut grammar = Grammar::new();
    let mut tokens: Vec<Token> = Vec::new();
    while tokens.len() < n_tokens {
        let mask = grammar.mask();
        let goes_on = |token: &Token| {
            let event = Vocabulary::event(*token);
            mask.allows(*token) && !matches!(event, Event::End | Event::Bar(Some(_)))
        };
        let tokens_there_are = (0..Vocabulary::SIZE).filter_map(Vocabulary::from_index);
        let allowed: Vec<Token> = tokens_there_are.filter(goes_on).collect();
        let token = allowed[rng.next_below(allowed.len())];
        grammar.advance_token(token)?;
        tokens.push(token);
    }
    Ok(Input::of_text(&tokens)?)
}
