//! Who writes what is measured.

use antiphon::compose::{Backend, Composer, Engine, Options};
use antiphon::token::Style;
use clap::Args;

use super::subject::Subject;
use crate::chains::{chains_of, load_chains};

/// The engine.
#[derive(Args, Clone, Default)]
pub struct Scribe {
    /// Who writes: "neural", "markov", "markov-harmony" or "markov-melody", with the chains that ship.
    #[arg(long, default_value = "neural")]
    engine: String,
}

impl Scribe {
    /// The engine of that name.
    pub fn engine(&self) -> anyhow::Result<Engine> {
        Ok(Engine::named(&self.engine)?)
    }

    /// Options written by the engine.
    pub fn options(&self, style: Style, rng_seed: u64) -> anyhow::Result<Options> {
        Ok(Options {
            engine: self.engine()?,
            ..Options::new(style, rng_seed)
        })
    }

    /// A composer that has what the engine needs.
    pub fn composer(&self, subject: &Subject) -> anyhow::Result<Composer> {
        let engine = self.engine()?;
        let mut composer = match engine {
            Engine::Markov => Composer::new(Backend::Cpu),
            _ => subject.composer()?,
        };
        if engine != Engine::Neural {
            for style in Style::ALL {
                load_chains(&mut composer, &chains_of(style))?;
            }
        }
        Ok(composer)
    }

    /// What the engine and its weights are called.
    pub fn version(&self, subject: &Subject) -> anyhow::Result<String> {
        Ok(match self.engine()? {
            Engine::Neural => subject.version()?,
            Engine::Markov => "markov".to_owned(),
            engine => format!("{} with {}", engine.name(), subject.version()?),
        })
    }
}
