//! `antiphon compose`.

use std::collections::HashSet;
use std::path::PathBuf;

use antiphon::compose::{
    Backend, ComposeError, Composer, Composition, ContinueRequest, Control, ControlKind, Engine,
    HarmonizeRequest, InfillRequest, Options, SeedRequest, bars_of_seconds, ensemble_of,
};
use antiphon::generate::Sampling;
use antiphon::music::{Tempo, Tick, TimeSignature, Voice};
use clap::{Args, Subcommand};

use crate::chains::{chains_of, load_chains};
use crate::constraints::{ConstraintArgs, type_chords};
use crate::files::{FileFormat, read_score};
use crate::load_composer;
use crate::piece::Piece;
use crate::takes::{TakeArgs, finished, write};
use crate::train::On;

/// Writes music: from nothing, or to a MIDI or MusicXML file.
#[derive(Args)]
pub struct Compose {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// A piece from nothing.
    Seed(Seed),
    /// More bars after the last.
    Continue {
        /// MIDI or MusicXML file to go on from.
        #[arg(long = "in")]
        input: PathBuf,
        /// Bars to write.
        #[arg(long, default_value_t = 4)]
        bars: u32,
        #[command(flatten)]
        common: Common,
    },
    /// The other voices to the first one, or to those not named.
    Harmonize {
        /// MIDI or MusicXML file of a melody.
        #[arg(long = "in")]
        input: PathBuf,
        #[command(flatten)]
        common: Common,
    },
    /// A whole piece to order: style, mood, length, form.
    Piece(Box<Piece>),
    /// Some bars afresh.
    Infill {
        /// MIDI or MusicXML file of the piece.
        #[arg(long = "in")]
        input: PathBuf,
        /// First bar, counted from 1.
        #[arg(long)]
        first: u32,
        /// Last bar, counted from 1.
        #[arg(long)]
        last: u32,
        #[command(flatten)]
        common: Common,
    },
}

#[derive(Args)]
struct Seed {
    /// Key, such as "G major"; the composer's choice if left out.
    #[arg(long)]
    key: Option<String>,
    /// Beats a bar.
    #[arg(long, default_value_t = 4)]
    beats: u32,
    /// Note value of a beat.
    #[arg(long, default_value_t = 4)]
    beat_unit: u32,
    /// Quarter notes a minute; the style's usual tempo if left out.
    #[arg(long)]
    tempo: Option<f64>,
    /// Length in bars.
    #[arg(long, default_value_t = 8)]
    bars: u32,
    /// Chord symbols to write to: bars parted by `|`, chords of a bar by spaces, such as "C | G7 Am | F".
    #[arg(long)]
    chords: Option<String>,
    /// Length in seconds, in place of bars and tempo: whole bars that end just then, at about the tempo.
    #[arg(long)]
    seconds: Option<f64>,
    /// Pieces to write, each from the next seed, into the folder `--out`.
    #[arg(long)]
    count: Option<u64>,
    /// What `--count` writes; a single file is what its extension says.
    #[arg(long, value_enum, default_value_t = FileFormat::Midi)]
    format: FileFormat,
    #[command(flatten)]
    common: Common,
}

#[derive(Args)]
struct Common {
    /// File to write: MusicXML where it ends in `.musicxml` or `.mxl`, else MIDI; a folder where several
    /// pieces are asked for.
    #[arg(long)]
    out: PathBuf,
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
    style: String,
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
    seed: u64,
    #[command(flatten)]
    constraints: ConstraintArgs,
    #[command(flatten)]
    takes: TakeArgs,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
}

impl Common {
    fn options(&self, default_voices: &[Voice]) -> anyhow::Result<Options> {
        let named = self
            .voices
            .as_ref()
            .map(|voices| voices.iter().map(|voice| Voice(*voice)).collect());
        let style = Options::style_named(&self.style)?;
        let temperature = self
            .temperature
            .unwrap_or(ensemble_of(style).usual_temperature);
        Ok(Options {
            style,
            engine: Engine::named(&self.engine)?,
            voices: named.unwrap_or_else(|| default_voices.to_vec()),
            controls: self.controls(),
            sampling: Sampling::new(temperature, self.top_k, self.top_p)?,
            rng_seed: self.seed,
            locked: HashSet::new(),
            constraints: self.constraints.read()?,
        })
    }

    fn controls(&self) -> Vec<Control> {
        let mut controls = self.control.clone();
        controls.sort();
        controls
    }

    /// Answers a request, once or in takes.
    fn answer(
        &self,
        options: &Options,
        begin: impl Fn(&Composer, Options) -> Result<Composition, ComposeError>,
    ) -> anyhow::Result<()> {
        self.takes
            .answer(&self.composer()?, options, &self.out, begin)
    }

    fn composer(&self) -> anyhow::Result<Composer> {
        let engine = Engine::named(&self.engine)?;
        let mut composer = if engine == Engine::Markov && !self.takes.is_best() {
            Composer::new(Backend::Cpu)
        } else {
            load_composer(&self.weights, self.device)?
        };
        if engine != Engine::Neural {
            let shipped = chains_of(Options::style_named(&self.style)?);
            load_chains(&mut composer, self.chains.as_ref().unwrap_or(&shipped))?;
        }
        Ok(composer)
    }
}

impl Compose {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        match self.act {
            Act::Piece(piece) => piece.run(),
            Act::Seed(seed) => seed.run(),
            Act::Continue {
                input,
                bars,
                common,
            } => {
                let score = read_score(&input)?;
                let options = common.options(&score.voices())?;
                common.answer(&options, |composer, options| {
                    composer.extend(ContinueRequest {
                        score: score.clone(),
                        options,
                        bars,
                    })
                })
            }
            Act::Harmonize { input, common } => {
                let score = read_score(&input)?;
                let silent: Vec<Voice> = Voice::SATB
                    .into_iter()
                    .filter(|voice| score.voice(*voice).next().is_none())
                    .collect();
                let options = common.options(&silent)?;
                common.answer(&options, |composer, options| {
                    let score = score.clone();
                    composer.harmonize(HarmonizeRequest { score, options })
                })
            }
            Act::Infill {
                input,
                first,
                last,
                common,
            } => {
                anyhow::ensure!(
                    1 <= first && first <= last,
                    "bars {first} to {last} found; 1 <= first <= last is allowed"
                );
                let score = read_score(&input)?;
                let region: std::ops::Range<Tick> =
                    score.meter().bar_start(first - 1)..score.meter().bar_end(last - 1);
                let options = common.options(&score.voices())?;
                common.answer(&options, |composer, options| {
                    composer.infill(InfillRequest {
                        score: score.clone(),
                        options,
                        region: region.clone(),
                    })
                })
            }
        }
    }
}

impl Seed {
    fn run(self) -> anyhow::Result<()> {
        let common = self.common;
        let ensemble = ensemble_of(Options::style_named(&common.style)?);
        let time_signature = TimeSignature::new(self.beats, self.beat_unit)?;
        let tempo = self.tempo.unwrap_or(ensemble.usual_tempo);
        let (bars, tempo) = match self.seconds {
            None => (self.bars, Tempo::from_qpm(tempo)?),
            Some(seconds) => bars_of_seconds(seconds, time_signature, tempo)?,
        };
        let mut options = common.options(&ensemble.voices())?;
        if let Some(text) = self.chords {
            type_chords(&mut options.constraints, &text, time_signature)?;
        }
        let request = SeedRequest {
            options,
            key: self.key.map(|key| key.parse()).transpose()?,
            time_signature,
            tempo,
            bars,
        };
        let Some(count) = self.count else {
            return common.answer(&request.options, |composer, options| {
                composer.seed(SeedRequest {
                    options,
                    ..request.clone()
                })
            });
        };
        let composer = common.composer()?;
        std::fs::create_dir_all(&common.out)?;
        for rng_seed in common.seed..common.seed.saturating_add(count) {
            let options = Options {
                rng_seed,
                ..request.options.clone()
            };
            let piece = composer.seed(SeedRequest {
                options,
                ..request.clone()
            })?;
            let file = format!("{}-{rng_seed}.{}", common.style, self.format.extension());
            write(&finished(piece)?, &common.out.join(file), None)?;
        }
        Ok(())
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
