//! Music written to be measured.

use antiphon::compose::{
    Composer, Composition, HarmonizeRequest, Options, SeedRequest, Strictness, ensemble_of,
};
use antiphon::generate::Sampling;
use antiphon::music::{Score, ScoreHeader, Tempo, TimeSignature, Voice};
use antiphon::token::Style;
use clap::Args;
use rayon::prelude::*;

use super::scribe::Scribe;
use crate::block_on;

/// Share of probability considered, as requests have it by default.
const TOP_P: f64 = 0.95;

/// How to draw.
#[derive(Args, Clone)]
pub struct Writer {
    /// Temperature; the style's usual one if left out.
    #[arg(long)]
    temperature: Option<f64>,
    /// Seed of the first piece; each further one takes the next.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Voice leading as a law.
    #[arg(long)]
    strict: bool,
    /// Who writes.
    #[command(flatten)]
    pub scribe: Scribe,
}

impl Writer {
    fn options(&self, style: Style, rng_seed: u64) -> anyhow::Result<Options> {
        let mut options = self.scribe.options(style, rng_seed)?;
        if let Some(temperature) = self.temperature {
            options.sampling = Sampling::new(temperature, 0, TOP_P)?;
        }
        options.constraints.voice_leading = self.strict.then_some(Strictness::LAW);
        Ok(options)
    }

    /// Pieces from nothing.
    pub fn seeded(
        &self,
        composer: &Composer,
        style: Style,
        count: u64,
        bars: u32,
    ) -> anyhow::Result<Vec<Score>> {
        let tempo = Tempo::from_qpm(ensemble_of(style).usual_tempo)?;
        let written = (self.seed..self.seed + count)
            .into_par_iter()
            .map(|rng_seed| {
                finished(composer.seed(SeedRequest {
                    options: self.options(style, rng_seed)?,
                    key: None,
                    time_signature: TimeSignature::COMMON,
                    tempo,
                    bars,
                })?)
            });
        written.collect()
    }

    /// The lower voices of chorales written afresh to their melodies, key and fermatas.
    pub fn harmonized(
        &self,
        composer: &Composer,
        chorales: &[Score],
    ) -> anyhow::Result<Vec<Score>> {
        let written = (0..chorales.len()).into_par_iter().map(|index| {
            let (chorale, rng_seed) = (&chorales[index], self.seed + index as u64);
            let melody = chorale.voice(Voice::SOPRANO).copied().collect();
            let header = ScoreHeader {
                chords: Vec::new(),
                ..chorale.header().clone()
            };
            let options = Options {
                voices: vec![Voice::ALTO, Voice::TENOR, Voice::BASS],
                ..self.options(Style::BachChorale, rng_seed)?
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
