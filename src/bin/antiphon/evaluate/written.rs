//! Music written to be measured.

use std::path::PathBuf;

use antiphon::compose::{
    Composer, Composition, HarmonizeRequest, Options, SeedRequest, ensemble_of,
};
use antiphon::music::{Score, ScoreHeader, Tempo, TimeSignature, Voice};
use antiphon::token::Style;
use clap::Args;

use crate::train::On;
use crate::{block_on, load_composer};

/// The composer to be measured.
#[derive(Args)]
pub struct Writer {
    /// Weights file.
    #[arg(long, default_value = "www/public/model/nano.safetensors")]
    weights: PathBuf,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
    /// Seed of the first piece; each further one takes the next.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Writer {
    /// The composer.
    pub fn composer(&self) -> anyhow::Result<Composer> {
        load_composer(&self.weights, self.device)
    }

    /// Pieces from nothing, as by default.
    pub fn seeded(
        &self,
        composer: &Composer,
        style: Style,
        count: u64,
        bars: u32,
    ) -> anyhow::Result<Vec<Score>> {
        let tempo = Tempo::from_qpm(ensemble_of(style).usual_tempo)?;
        let request = |rng_seed| SeedRequest {
            options: Options::new(style, rng_seed),
            key: None,
            time_signature: TimeSignature::COMMON,
            tempo,
            bars,
        };
        (self.seed..self.seed + count)
            .map(|rng_seed| finished(composer.seed(request(rng_seed))?))
            .collect()
    }

    /// The lower voices of chorales written afresh to their melodies, key and fermatas.
    pub fn harmonized(
        &self,
        composer: &Composer,
        chorales: &[Score],
    ) -> anyhow::Result<Vec<Score>> {
        let written = chorales.iter().zip(self.seed..).map(|(chorale, rng_seed)| {
            let melody = chorale.voice(Voice::SOPRANO).copied().collect();
            let header = ScoreHeader {
                chords: Vec::new(),
                ..chorale.header().clone()
            };
            let options = Options {
                voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
                ..Options::new(Style::BachChorale, rng_seed)
            };
            finished(composer.harmonize(HarmonizeRequest {
                score: Score::new(header, melody)?,
                options,
            })?)
        });
        written.collect()
    }
}

fn finished(mut composition: Composition) -> anyhow::Result<Score> {
    while block_on(composition.next_note())?.is_some() {}
    Ok(composition.finish()?.score)
}
