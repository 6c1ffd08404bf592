//! `antiphon compose`.

use std::path::PathBuf;

use antiphon::compose::{
    ContinueRequest, HarmonizeRequest, InfillRequest, Keep, Options, SeedRequest, bars_of_seconds,
    ensemble_of,
};
use antiphon::music::{Tempo, Tick, TimeSignature, Voice};
use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use crate::common::Common;
use crate::constraints::type_chords;
use crate::files::FileFormat;
use crate::piece::Piece;
use crate::record::{Record, replay};
use crate::takes::{finished, write};

/// Writes music: from nothing, or to a MIDI or MusicXML file.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub struct Compose {
    /// Receipt of an answer that is to be written again, byte for byte.
    #[arg(long)]
    replay: Option<PathBuf>,
    /// File to write, or folder for several; where the receipt says if left out.
    #[arg(long, requires = "replay")]
    out: Option<PathBuf>,
    /// Weights file; the receipt's if left out.
    #[arg(long, requires = "replay")]
    weights: Option<PathBuf>,
    #[command(subcommand)]
    act: Option<Act>,
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
    Infill(Infill),
}

#[derive(Args)]
struct Infill {
    /// MIDI or MusicXML file of the piece.
    #[arg(long = "in")]
    input: PathBuf,
    /// First bar, counted from 1.
    #[arg(long)]
    first: u32,
    /// Last bar, counted from 1.
    #[arg(long)]
    last: u32,
    /// What stays of all notes there.
    #[arg(long, value_enum)]
    keep: Option<KeepArg>,
    #[command(flatten)]
    common: Common,
}

/// What stays of the notes of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KeepArg {
    /// When they begin and how long they sound.
    Rhythm,
    /// The pitches of each voice, one after the other.
    Pitches,
}

impl KeepArg {
    fn keep(self) -> Keep {
        match self {
            Self::Rhythm => Keep::Rhythm,
            Self::Pitches => Keep::Pitch,
        }
    }
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
    /// Chord symbols, or Roman numerals in the key, to write to: bars parted by `|`, chords of a bar by spaces,
    /// such as "C | G7 Am | F" or "I | V7 vi | IV".
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

impl Compose {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        if let Some(receipt) = self.replay {
            return replay(&receipt, self.out, self.weights);
        }
        let act = self.act.context("an act or --replay is needed")?;
        act.run(&Record::new(std::env::args().skip(2).collect()))
    }

    /// Answers once more what a receipt holds.
    pub fn again(self, record: &Record) -> anyhow::Result<()> {
        let act = self.act.context("the receipt names no act")?;
        act.run(record)
    }
}

impl Act {
    fn run(self, record: &Record) -> anyhow::Result<()> {
        match self {
            Self::Piece(piece) => piece.run(record),
            Self::Seed(seed) => seed.run(record),
            Self::Continue {
                input,
                bars,
                common,
            } => {
                let score = record.read_score(&input)?;
                let options = common.options(&score.voices())?;
                common.answer(&options, record, |composer, options| {
                    composer.extend(ContinueRequest {
                        score: score.clone(),
                        options,
                        bars,
                    })
                })
            }
            Self::Harmonize { input, common } => {
                let score = record.read_score(&input)?;
                let silent: Vec<Voice> = Voice::SATB
                    .into_iter()
                    .filter(|voice| score.voice(*voice).next().is_none())
                    .collect();
                let options = common.options(&silent)?;
                common.answer(&options, record, |composer, options| {
                    let score = score.clone();
                    composer.harmonize(HarmonizeRequest { score, options })
                })
            }
            Self::Infill(infill) => infill.run(record),
        }
    }
}

impl Infill {
    fn run(self, record: &Record) -> anyhow::Result<()> {
        let (first, last, common) = (self.first, self.last, self.common);
        anyhow::ensure!(
            1 <= first && first <= last,
            "bars {first} to {last} found; 1 <= first <= last is allowed"
        );
        let score = record.read_score(&self.input)?;
        let region: std::ops::Range<Tick> =
            score.meter().bar_start(first - 1)..score.meter().bar_end(last - 1);
        let options = Options {
            keep: self.keep.map(KeepArg::keep),
            ..common.options(&score.voices())?
        };
        common.answer(&options, record, |composer, options| {
            composer.infill(InfillRequest {
                score: score.clone(),
                options,
                region: region.clone(),
            })
        })
    }
}

impl Seed {
    fn run(self, record: &Record) -> anyhow::Result<()> {
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
            return common.answer(&request.options, record, |composer, options| {
                composer.seed(SeedRequest {
                    options,
                    ..request.clone()
                })
            });
        };
        let composer = common.composer(record)?;
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
            write(&finished(piece)?, (&common.out.join(file), record), None)?;
        }
        common.save_receipt(record)
    }
}
