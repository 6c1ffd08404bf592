//! Nats a chord and a note of Markov chains, order by order, beside the blend of all orders.

use std::path::PathBuf;

use antiphon::corpus::{Piece, Split, load_pieces};
use antiphon::markov::{MelodyModel, ProgressionModel};
use antiphon::music::{Score, Voice};
use antiphon::token::Style;
use clap::Args;

/// For each style, how well chains learnt on the training pieces foretell the chords and the first voice of the
/// validation pieces: by contexts of exactly 0 to 4 symbols, and by Witten and Bell's blend of them.
#[derive(Args)]
pub struct Markov {
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Forget contexts of chords that came less often.
    #[arg(long, default_value_t = 1.0)]
    least_chords: f64,
    /// Forget contexts of notes that came less often.
    #[arg(long, default_value_t = 1.0)]
    least_notes: f64,
}

impl Markov {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let scores = |style: Style, split: Split| -> Vec<Score> {
            let wanted = |piece: &&Piece| piece.style == style.name() && piece.split == split;
            let scores = pieces.iter().filter(wanted);
            scores.map(|piece| piece.score.clone()).collect()
        };
        let mut chords = Vec::new();
        let mut notes = Vec::new();
        for style in Style::ALL {
            let (learners, judges) = (scores(style, Split::Train), scores(style, Split::Valid));
            if learners.is_empty() || judges.is_empty() {
                continue;
            }
            let mut progressions = ProgressionModel::learn(&learners)?;
            progressions.prune(self.least_chords);
            let nats = progressions.nats(&judges);
            chords.push(row(
                style,
                nats.n_chords,
                &nats.by_order,
                nats.blended,
                nats.durations,
            ));
            let mut melodies = MelodyModel::learn(&learners, Voice::SOPRANO)?;
            melodies.prune(self.least_notes);
            let nats = melodies.nats(&judges, Voice::SOPRANO);
            notes.push(row(
                style,
                nats.n_notes,
                &nats.by_order,
                nats.blended,
                nats.durations,
            ));
        }
        let orders = "order 0       1       2       3       4   blend  duration";
        println!("nats a chord on the validation pieces");
        println!("style            chords {orders}");
        chords.iter().for_each(|row| println!("{row}"));
        println!("nats a note or rest of the first voice");
        println!("style             notes {orders}");
        notes.iter().for_each(|row| println!("{row}"));
        Ok(())
    }
}

fn row(style: Style, count: usize, by_order: &[f64], blended: f64, durations: f64) -> String {
    let orders: String = by_order.iter().map(|nats| format!(" {nats:7.4}")).collect();
    format!(
        "{:15} {count:7}{orders} {blended:7.4} {durations:9.4}",
        style.name()
    )
}
