//! `antiphon train`.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use antiphon::corpus::{Split, load_pieces};
#[cfg(feature = "vulkan")]
use antiphon::model::DeviceKind;
use antiphon::model::{Backend, Device, Weights};
use antiphon::train::{
    FrameConfig, Progress, TrainConfig, TrainingPiece, read_jsb16, train, train_jsb16,
};
use anyhow::Context;
use clap::{Args, ValueEnum};

/// Trains the network of a preset in a folder of its own; started again, it goes on where it was.
#[derive(Args)]
pub struct Train {
    /// Preset file, or the name of one in presets/.
    #[arg(long, default_value = "nano")]
    preset: PathBuf,
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// The JSB-16th benchmark to learn from and be judged by, in place of prepared pieces, with a preset
    /// of a network that reads its frames.
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    jsb16: Option<PathBuf>,
    /// Trained weights that a new run starts from, grown where the preset's network is larger; a run that
    /// is under way goes on where it was.
    #[arg(long, value_name = "WEIGHTS")]
    from: Option<PathBuf>,
    /// Seed of everything random, in place of the preset's: for several networks of a kind.
    #[arg(long, value_name = "N")]
    rng_seed: Option<u64>,
    /// Folder of the run: checkpoints, averaged weights, log; runs/NAME without one.
    #[arg(long)]
    run: Option<PathBuf>,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
}

/// A device that training may run on.
#[derive(Clone, Copy, ValueEnum)]
pub enum On {
    /// The processor.
    Cpu,
    /// The first NVIDIA GPU.
    Cuda,
    /// The first NVIDIA GPU, through libtorch.
    Torch,
    /// The first GPU with a Vulkan driver.
    Vulkan,
}

impl On {
    /// The device itself.
    pub fn device(self) -> anyhow::Result<Device> {
        match self {
            On::Cpu => Ok(Device::flex()),
            #[cfg(feature = "cuda")]
            On::Cuda => Ok(Device::cuda(0)),
            #[cfg(not(feature = "cuda"))]
            On::Cuda => anyhow::bail!("this build has no CUDA; build with --features cuda"),
            #[cfg(feature = "tch")]
            #[expect(deprecated, reason = "burn has nothing as fast in its place yet")]
            On::Torch => Ok(Device::libtorch_cuda(0)),
            #[cfg(not(feature = "tch"))]
            On::Torch => anyhow::bail!("this build has no libtorch; build with --features tch"),
            #[cfg(feature = "vulkan")]
            On::Vulkan => Ok(Device::vulkan(DeviceKind::DefaultDevice)),
            #[cfg(not(feature = "vulkan"))]
            On::Vulkan => anyhow::bail!("this build has no Vulkan; build with --features vulkan"),
        }
    }

    /// Where to compose.
    pub fn backend(self) -> anyhow::Result<Backend> {
        Ok(match self {
            On::Cpu => Backend::Cpu,
            On::Cuda | On::Torch | On::Vulkan => Backend::Burn(self.device()?),
        })
    }
}

/// Prepared pieces of one split.
pub fn training_pieces(path: &Path, split: Split) -> anyhow::Result<Vec<TrainingPiece>> {
    let pieces = load_pieces(path).with_context(|| format!("reading {}", path.display()))?;
    let of_split = pieces.iter().filter(|piece| piece.split == split);
    Ok(of_split.map(TrainingPiece::new).collect::<Result<_, _>>()?)
}

fn weights_to_start_from(path: &Path) -> anyhow::Result<Weights> {
    let reading = || format!("reading {}", path.display());
    let bytes = std::fs::read(path).with_context(reading)?;
    Weights::load(&bytes).with_context(reading)
}

impl Train {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let preset = if self.preset.exists() {
            self.preset.clone()
        } else {
            Path::new("presets")
                .join(&self.preset)
                .with_extension("json")
        };
        let reading = || format!("reading {}", preset.display());
        let text = std::fs::read_to_string(&preset).with_context(reading)?;
        if let Some(grids) = &self.jsb16 {
            let config = serde_json::from_str(&text).with_context(reading)?;
            return self.train_jsb16(&self.seeded(config), grids);
        }
        let config: TrainConfig = serde_json::from_str(&text).with_context(reading)?;
        let config = self.seeded(config);
        let learners = training_pieces(&self.pieces, Split::Train)?;
        let mut judges = training_pieces(&self.pieces, Split::Valid)?;
        // Sorted, so that the run is judged by some of every style.
        judges.sort_by_key(|piece| piece.style);
        greet(learners.len(), judges.len());
        let start = self
            .from
            .as_deref()
            .map(weights_to_start_from)
            .transpose()?;
        let run = self.folder(&config.name);
        let mut bar = ProgressLine::new("tokens", "note");
        let weights = train(
            &config,
            &learners,
            &judges,
            start.as_ref(),
            &run,
            &self.device.device()?,
            &mut |progress| bar.show(progress),
        )?;
        println!("\ntrained {} in {}", weights.version(), run.display());
        Ok(())
    }

    fn train_jsb16(&self, config: &TrainConfig<FrameConfig>, path: &Path) -> anyhow::Result<()> {
        let reading = || format!("reading {}", path.display());
        let text = std::fs::read_to_string(path).with_context(reading)?;
        let [learners, judges] =
            [Split::Train, Split::Valid].map(|split| read_jsb16(&text, split.name()));
        let (learners, judges) = (
            learners.with_context(reading)?,
            judges.with_context(reading)?,
        );
        greet(learners.len(), judges.len());
        let run = self.folder(&config.name);
        let mut bar = ProgressLine::new("frames", "cell");
        let watch = &mut |progress| bar.show(progress);
        let network = train_jsb16(config, &learners, &judges, &run, watch)?;
        println!("\ntrained {} in {}", network.version(), run.display());
        Ok(())
    }

    fn seeded<Model>(&self, config: TrainConfig<Model>) -> TrainConfig<Model> {
        TrainConfig {
            rng_seed: self.rng_seed.unwrap_or(config.rng_seed),
            ..config
        }
    }

    /// The folder of the run.
    fn folder(&self, name: &str) -> PathBuf {
        let named = || Path::new("runs").join(name);
        self.run.clone().unwrap_or_else(named)
    }
}

fn greet(n_learners: usize, n_judges: usize) {
    println!("{n_learners} pieces to learn from, {n_judges} to be judged by");
}

struct ProgressLine {
    read: &'static str,
    judged: &'static str,
    is_terminal: bool,
}

impl ProgressLine {
    /// What is read, and what nats are counted by.
    fn new(read: &'static str, judged: &'static str) -> Self {
        Self {
            read,
            judged,
            is_terminal: std::io::stdout().is_terminal(),
        }
    }

    /// Shows how far the run is, and lets it go on.
    fn show(&mut self, progress: Progress) -> bool {
        let left = progress.elapsed_seconds / progress.iteration.max(1) as f64
            * (progress.n_iterations - progress.iteration) as f64;
        let line = format!(
            "{:6} of {}  loss {:.3}  {:6.0} {}/s  {:.0} min left",
            progress.iteration,
            progress.n_iterations,
            progress.loss,
            progress.tokens_per_second,
            self.read,
            left / 60.0
        );
        match progress.valid_nats_per_note {
            Some(nats) => println!("\r{line}  valid {nats:.4} nats a {}", self.judged),
            None if self.is_terminal => {
                print!("\r{line}");
                let _ = std::io::stdout().flush();
            }
            None => {}
        }
        true
    }
}
