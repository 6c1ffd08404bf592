//! Nats a note on the validation pieces, style by style, beside n-grams.

use std::path::PathBuf;

use antiphon::corpus::Split;
use antiphon::model::{NGram, NGramView, Weights};
use antiphon::token::Style;
use antiphon::train::{TrainingPiece, evaluate_model, evaluate_ngram, train_ngram};
use anyhow::Context;
use clap::Args;
use serde_json::json;

use crate::train::{On, training_pieces};

/// Measures weights on the validation pieces, beside n-grams counted on the same training pieces.
#[derive(Args)]
pub struct Nats {
    /// Weights file.
    #[arg(long, default_value = "www/public/model/nano.safetensors")]
    weights: PathBuf,
    /// Prepared pieces.
    #[arg(long, default_value = "data/prepared.jsonl")]
    pieces: PathBuf,
    /// Where to compute.
    #[arg(long, value_enum, default_value_t = On::Cpu)]
    device: On,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

impl Nats {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let bytes = std::fs::read(&self.weights)
            .with_context(|| format!("reading {}", self.weights.display()))?;
        let weights = Weights::load(&bytes)?;
        let learners = training_pieces(&self.pieces, Split::Train)?;
        let judges = training_pieces(&self.pieces, Split::Valid)?;
        let device = self.device.device()?;
        // N-grams of all pieces and of the style alone, in both views; the best of the four is the bar.
        let views = [NGramView::Voices, NGramView::Run];
        let count = |pieces: &[TrainingPiece]| {
            let [one, other] = views.map(|view| move || train_ngram(pieces, view));
            let (one, other) = rayon::join(one, other);
            [one, other]
        };
        let general = count(&learners);
        let mut rows = Vec::new();
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
            rows.push(json!({
                "style": style.name(),
                "pieces": judges.len(),
                "notes": network.n_notes,
                "network_nats_per_note": network.nats_per_note(),
                "network_nats_per_token": network.nats / network.n_tokens.max(1) as f64,
                "ngram_nats_per_note": ngram,
                "ngram_of_all_styles": by_all,
                "ngram_of_the_style": by_style,
                "lower_by_percent": 100.0 * (1.0 - network.nats_per_note() / ngram),
            }));
        }
        if self.json {
            println!("{}", json!({"model": weights.version(), "styles": rows}));
            return Ok(());
        }
        println!(
            "{}: nats a note on the validation pieces",
            weights.version()
        );
        println!("style           pieces   notes  network  n-gram  lower by");
        for row in &rows {
            println!(
                "{:14} {:7} {:7} {:8.4} {:7.4} {:7.1} %",
                row["style"].as_str().unwrap_or_default(),
                row["pieces"].as_u64().unwrap_or_default(),
                row["notes"].as_u64().unwrap_or_default(),
                row["network_nats_per_note"].as_f64().unwrap_or_default(),
                row["ngram_nats_per_note"].as_f64().unwrap_or_default(),
                row["lower_by_percent"].as_f64().unwrap_or_default(),
            );
        }
        Ok(())
    }
}
