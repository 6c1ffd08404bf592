//! How many words a network gets out of one reading where a quicker one drafts.
//!
//! `cargo run --features train --example drafts -- WEIGHTS DRAFTER`

mod support;

use antiphon::compose::{
    Backend, ComposeError, Composer, Composition, HarmonizeRequest, Options, SeedRequest,
    ensemble_of,
};
use antiphon::music::{Tempo, TimeSignature, Voice};
use antiphon::token::Style;
use support::block_on;

const PIECES: u64 = 8;
const BARS: u32 = 8;

/// Words and readings of an answer, and what it wrote.
fn effort(
    composition: Result<Composition, ComposeError>,
) -> Result<((usize, usize), antiphon::music::Score), Box<dyn std::error::Error>> {
    let mut composition = composition?;
    while block_on(composition.next_note())?.is_some() {}
    let effort = composition.effort();
    Ok((effort, composition.finish()?.score))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = std::env::args().skip(1);
    let (Some(weights), Some(drafter)) = (paths.next(), paths.next()) else {
        return Err("two weights files: the network's and the drafter's".into());
    };
    let mut composer = Composer::new(Backend::Cpu);
    composer.load_weights(&std::fs::read(&weights)?)?;
    composer.load_drafter(&std::fs::read(&drafter)?)?;
    println!(
        "{:<16}{:>8}{:>10}{:>18}",
        "style", "words", "readings", "words a reading"
    );
    for style in Style::ALL {
        let (mut words, mut readings) = (0, 0);
        for rng_seed in 1..=PIECES {
            let options = Options::new(style, rng_seed);
            let (seeded, score) = effort(composer.seed(SeedRequest {
                options: options.clone(),
                key: None,
                time_signature: TimeSignature::COMMON,
                tempo: Tempo::from_qpm(ensemble_of(style).usual_tempo)?,
                bars: BARS,
            }))?;
            words += seeded.0;
            readings += seeded.1;
            if style == Style::BachChorale {
                let voices = vec![Voice::ALTO, Voice::TENOR, Voice::BASS];
                let ((w, r), _) = effort(composer.harmonize(HarmonizeRequest {
                    score,
                    options: Options { voices, ..options },
                }))?;
                words += w;
                readings += r;
            }
        }
        let rate = words as f64 / readings.max(1) as f64;
        println!("{:<16}{words:>8}{readings:>10}{rate:>18.2}", style.name());
    }
    Ok(())
}
