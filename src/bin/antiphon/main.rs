//! The command line: collect, prepare, train, evaluate, count chains, export, compose, edit, check.

mod chains;
mod check;
mod collect;
mod common;
mod compose;
mod constraints;
mod curves;
mod edit;
mod evaluate;
mod explained;
mod export;
mod files;
mod learn_markov;
mod learn_motifs;
mod motifs;
mod piece;
mod prepare;
mod record;
mod takes;
mod train;

use std::path::Path;
use std::pin::pin;
use std::task::{Poll, Waker};

use antiphon::compose::Composer;
use antiphon::corpus::{Piece, Split};
use antiphon::music::Score;
use antiphon::token::Style;
use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::train::On;

// Training allocates and frees large tensors all the time; the system's allocator gives them back
// to the kernel each time, which costs a fifth of the speed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// An interactive composer: trains its own styles and writes music in them.
#[derive(Parser)]
#[command(name = "antiphon", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read the packs of music, clean and split them.
    Collect(collect::Collect),
    /// Put the pieces on the model's grid, check that they survive it, and analyse them.
    Prepare(prepare::Prepare),
    /// Train a network, or go on training it.
    Train(train::Train),
    /// Measure weights beside an n-gram.
    Evaluate(evaluate::Evaluate),
    /// Count chords and melodies into a file of Markov models.
    LearnMarkov(learn_markov::LearnMarkov),
    /// Learn motifs, and to tell real ones.
    LearnMotifs(learn_motifs::LearnMotifs),
    /// Draw the curves of a run.
    Curves(curves::Curves),
    /// Write the weights that ship.
    Export(export::Export),
    /// Write music.
    Compose(Box<compose::Compose>),
    /// Quantise, humanise, repair, revoice or simplify notes.
    Edit(edit::Edit),
    /// Say what theory hears in pieces, and where voice leading breaks a rule.
    Check(check::Check),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Collect(command) => command.run(),
        Command::Prepare(command) => command.run(),
        Command::Train(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::LearnMarkov(command) => command.run(),
        Command::LearnMotifs(command) => command.run(),
        Command::Curves(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Compose(command) => command.run(),
        Command::Edit(command) => command.run(),
        Command::Check(command) => command.run(),
    }
}

/// A composer on a device, with the weights of a file.
fn load_composer(weights: &Path, device: On) -> anyhow::Result<Composer> {
    let mut composer = Composer::new(device.backend()?);
    let bytes = std::fs::read(weights).with_context(|| format!("reading {}", weights.display()))?;
    composer.load_weights(&bytes)?;
    Ok(composer)
}

/// The scores of the pieces of a style and a split.
fn scores_of(pieces: &[Piece], style: Style, split: Split) -> Vec<Score> {
    let wanted = |piece: &&Piece| piece.style == style.name() && piece.split == split;
    let scores = pieces.iter().filter(wanted);
    scores.map(|piece| piece.score.clone()).collect()
}

/// Runs a future of the native devices, which answer at once.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = std::task::Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        std::thread::yield_now();
    }
}
