//! Nats a note on the validation pieces, style by style, beside n-grams.

use antiphon::corpus::Split;
use antiphon::model::{NGram, NGramView};
use antiphon::token::Style;
use antiphon::train::{TrainingPiece, evaluate_model, evaluate_ngram, train_ngram};
use clap::Args;
use serde_json::json;

use super::subject::Subject;
use super::table::{Column, Table, report};
use crate::train::training_pieces;

/// Measures weights on the validation pieces, beside n-grams counted on the same training pieces.
#[derive(Args)]
pub struct Nats {
    #[command(flatten)]
    subject: Subject,
}

impl Nats {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let table = nats(&self.subject)?;
        report(
            &self.subject.version()?,
            "styles",
            &table,
            self.subject.json,
        );
        Ok(())
    }
}

/// Nats a note of every style.
pub fn nats(subject: &Subject) -> anyhow::Result<Table> {
    let weights = subject.weights()?;
    let learners = training_pieces(&subject.pieces, Split::Train)?;
    let judges = training_pieces(&subject.pieces, Split::Valid)?;
    let device = subject.device.device()?;
    // N-grams of all pieces and of the style alone, in both views; the best of the four is the bar.
    let views = [NGramView::Voices, NGramView::Run];
    let count = |pieces: &[TrainingPiece]| {
        let [one, other] = views.map(|view| move || train_ngram(pieces, view));
        let (one, other) = rayon::join(one, other);
        [one, other]
    };
    let general = count(&learners);
    let mut table = Table::new(
        "nats a note on the validation pieces",
        vec![
            Column("style", "style", 0),
            Column("pieces", "pieces", 0),
            Column("notes", "notes", 0),
            Column("network_nats_per_note", "network", 4),
            Column("network_nats_per_token", "a token", 4),
            Column("ngram_nats_per_note", "n-gram", 4),
            Column("ngram_of_all_styles", "of all styles", 4),
            Column("ngram_of_the_style", "of the style", 4),
            Column("lower_by_percent", "lower by %", 1),
        ],
    );
    for style in Style::ALL {
        let of_style = |pieces: &[TrainingPiece]| -> Vec<TrainingPiece> {
            pieces
                .iter()
                .filter(|piece| piece.style == style)
                .cloned()
                .collect()
        };
        let judges = of_style(&judges);
        if judges.is_empty() {
            continue;
        }
        let context = weights.config.context;
        let own = of_style(&learners);
        let special = count(&own);
        let network = evaluate_model(&weights, &judges, &device)?;
        let best = |ngrams: &[NGram; 2]| {
            let nats = |ngram| evaluate_ngram(ngram, &judges, context).nats_per_note();
            nats(&ngrams[0]).min(nats(&ngrams[1]))
        };
        let (by_all, by_style) = (best(&general), best(&special));
        let ngram = by_all.min(by_style);
        table.push(vec![
            json!(style.name()),
            json!(judges.len()),
            json!(network.n_notes),
            json!(network.nats_per_note()),
            json!(network.nats / network.n_tokens.max(1) as f64),
            json!(ngram),
            json!(by_all),
            json!(by_style),
            json!(100.0 * (1.0 - network.nats_per_note() / ngram)),
        ]);
    }
    Ok(table)
}
