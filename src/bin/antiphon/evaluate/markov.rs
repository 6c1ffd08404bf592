//! Nats a chord and a note of Markov chains, order by order, beside the blend of all orders.

use std::path::PathBuf;

use antiphon::corpus::{Split, load_pieces};
use antiphon::markov::{MelodyModel, ProgressionModel};
use antiphon::music::Voice;
use antiphon::token::Style;
use clap::Args;
use serde_json::{Value, json};

use super::table::{Column, Table};
use crate::scores_of;

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
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Markov {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let pieces = load_pieces(&self.pieces)?;
        let mut chords = table("nats a chord on the validation pieces", "chords");
        let mut notes = table("nats a note or rest of the first voice", "notes");
        for style in Style::ALL {
            let (learners, judges) = (
                scores_of(&pieces, style, Split::Train),
                scores_of(&pieces, style, Split::Valid),
            );
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
        if self.json {
            println!(
                "{}",
                json!({"chords": chords.to_json(), "notes": notes.to_json()})
            );
        } else {
            chords.print();
            notes.print();
        }
        Ok(())
    }
}

fn table(title: &str, counted: &'static str) -> Table {
    let columns = vec![
        Column("style", "style", 0),
        Column("count", counted, 0),
        Column("order_0", "order 0", 4),
        Column("order_1", "1", 4),
        Column("order_2", "2", 4),
        Column("order_3", "3", 4),
        Column("order_4", "4", 4),
        Column("blend", "blend", 4),
        Column("durations", "durations", 4),
    ];
    Table::new(title, columns)
}

fn row(style: Style, count: usize, by_order: &[f64], blended: f64, durations: f64) -> Vec<Value> {
    let mut row = vec![json!(style.name()), json!(count)];
    row.extend(by_order.iter().map(|nats| json!(nats)));
    row.extend([json!(blended), json!(durations)]);
    row
}
