//! Everything that is measured of shipped weights, in one report.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::jsb16::Jsb16;
use super::nats::nats;
use super::originality::originality;
use super::promises::promises;
use super::subject::Subject;
use super::table::Table;
use super::voice_leading::voice_leading;
use super::written::Writer;

/// Prints every block of the model card, or all of them as one JSON object.
#[derive(Args)]
pub struct Full {
    #[command(flatten)]
    subject: Subject,
    #[command(flatten)]
    writer: Writer,
    /// The JSB-16th benchmark, on whose validation pieces the benchmark network is measured too.
    #[arg(long, value_name = "FILE")]
    jsb16: Option<PathBuf>,
    /// Chorales to write from nothing; a tenth as many pieces are written in each style, and ten times
    /// as many requests are made.
    #[arg(long, default_value_t = 200)]
    count: u64,
}

/// Bars of a chorale and of a piece that is written to be measured.
const CHORALE_BARS: u32 = 12;
const PIECE_BARS: u32 = 16;

impl Full {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let (subject, writer, count) = (&self.subject, &self.writer, self.count);
        let version = subject.version()?;
        if !subject.json {
            println!("{version}");
        }
        let mut blocks = serde_json::Map::from_iter([("model".to_owned(), json!(version))]);
        let mut say = |name: &str, table: Table| {
            if subject.json {
                blocks.insert(name.to_owned(), table.to_json());
            } else {
                table.print();
            }
        };
        if let Some(file) = self.jsb16 {
            say("jsb16", Jsb16::of(file).table()?);
        }
        say(
            "voice_leading",
            voice_leading(subject, writer, count, CHORALE_BARS)?,
        );
        say("nats", nats(subject)?);
        say(
            "originality",
            originality(subject, writer, count.div_ceil(10), PIECE_BARS)?,
        );
        say(
            "promises",
            promises(subject, &writer.scribe, 10 * count, writer.seed)?,
        );
        if subject.json {
            println!("{}", serde_json::Value::Object(blocks));
        }
        Ok(())
    }
}
