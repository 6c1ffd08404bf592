//! Options that all acts of `antiphon compose` share.

use std::path::PathBuf;

use antiphon::compose::{
    Backend, ComposeError, Composer, Composition, Control, ControlKind, Engine, Options,
    ensemble_of,
};
use antiphon::generate::Sampling;
use antiphon::music::Voice;
use clap::Args;

use crate::chains::{chains_of, load_chains};
use crate::constraints::ConstraintArgs;
use crate::record::Record;
use crate::takes::TakeArgs;
use crate::train::On;

/// What every act is told.
#[derive(Args)]
pub struct Common {
    /// File to write: MusicXML where it ends in `.musicxml` or `.mxl`, ABC in `.abc`, else MIDI; a folder where several
    /// pieces are asked for.
    #[arg(long)]
    pub out: PathBuf,
    /// Weights file.
    #[arg(long, default_value = "www/public/model/base/base.safetensors")]
    weights: PathBuf,
    /// Who writes: "neural" (the network), "markov" (chains alone, without weights), "markov-harmony" (chains the
    /// chord symbols) or "markov-melody" (chains the top voice).
    #[arg(long, default_value = "neural")]
    engine: String,
    /// File of chains; those of the style that ship if left out.
    #[arg(long)]
    chains: Option<PathBuf>,
    /// Style.
    #[arg(long, default_value = "bach-chorale")]
    pub style: String,
    /// Voices to write, 0 (the highest) to 3 (the lowest), 4 for drums.
    #[arg(long, value_delimiter = ',')]
    voices: Option<Vec<u8>>,
    /// What the music should be like, such as `density=4,leaps=0`: each trait from 0 to 4.
    #[arg(long, value_delimiter = ',', value_parser = read_control)]
    control: Vec<Control>,
    /// Temperature, 0 to 2; the style's usual one if left out.
    #[arg(long)]
    temperature: Option<f64>,
    /// Words considered; 0 for all.
    #[arg(long, default_value_t = 0)]
    top_k: usize,
    /// Share of probability considered.
    #[arg(long, default_value_t = 0.95)]
    top_p: f64,
    /// Seed of the draws: the same gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    constraints: ConstraintArgs,
    #[command(flatten)]
    takes: TakeArgs,
    /// Says of every new note how likely it was, what it beat, what it is to the harmony, and what moved it.
    #[arg(long)]
    explain: bool,
    /// File for a receipt, by which `--replay` writes the same bytes again.
    #[arg(long)]
    receipt: Option<PathBuf>,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
}

impl Common {
    pub fn options(&self, default_voices: &[Voice]) -> anyhow::Result<Options> {
        let named = self
            .voices
            .as_ref()
            .map(|voices| voices.iter().map(|voice| Voice(*voice)).collect());
        let style = Options::style_named(&self.style)?;
        let temperature = self
            .temperature
            .unwrap_or(ensemble_of(style).usual_temperature);
        Ok(Options {
            voices: named.unwrap_or_else(|| default_voices.to_vec()),
            controls: self.controls(),
            sampling: Sampling::new(temperature, self.top_k, self.top_p)?,
            constraints: self.constraints.read()?,
            explain: self.explain,
            engine: Engine::named(&self.engine)?,
            ..Options::new(style, self.seed)
        })
    }

    fn controls(&self) -> Vec<Control> {
        let mut controls = self.control.clone();
        controls.sort();
        controls
    }

    /// The composer that the options name.
    pub fn composer(&self, record: &Record) -> anyhow::Result<Composer> {
        let engine = Engine::named(&self.engine)?;
        let mut composer = if engine == Engine::Markov && !self.takes.is_best() {
            Composer::new(Backend::Cpu)
        } else {
            record.load_composer(&self.weights, self.device)?
        };
        if engine != Engine::Neural {
            let shipped = chains_of(Options::style_named(&self.style)?);
            load_chains(&mut composer, self.chains.as_ref().unwrap_or(&shipped))?;
        }
        Ok(composer)
    }

    /// Answers a request, once or in takes, writes what came of it, and the receipt.
    pub fn answer(
        &self,
        options: &Options,
        record: &Record,
        begin: impl Fn(&Composer, Options) -> Result<Composition, ComposeError>,
    ) -> anyhow::Result<()> {
        let composer = self.composer(record)?;
        self.takes
            .answer(&composer, options, (&self.out, record), begin)?;
        self.save_receipt(record)
    }

    /// Writes the receipt, if one is asked for.
    pub fn save_receipt(&self, record: &Record) -> anyhow::Result<()> {
        let path = self.receipt.as_deref();
        path.map_or(Ok(()), |path| record.save(path))
    }
}

/// Reads `density=4`.
fn read_control(text: &str) -> Result<Control, String> {
    let names = || ControlKind::ALL.map(ControlKind::name).join(", ");
    let wrong = || {
        format!(
            "\"{text}\" found; one of {} with a level of 0 to 4 is allowed, such as density=4",
            names()
        )
    };
    let (name, level) = text.split_once('=').ok_or_else(wrong)?;
    let kind = ControlKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name);
    let control = kind.zip(level.parse().ok());
    control
        .and_then(|(kind, level)| Control::new(kind, level))
        .ok_or_else(wrong)
}
