//! `antiphon evaluate`.

use clap::{Args, Subcommand};

use super::{jsb16, markov, nats, originality, voice_leading};

/// Measures weights: what they foretell, and what they write.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Evaluate {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    nats: nats::Nats,
}

#[derive(Subcommand)]
enum What {
    /// Nats a note by style, beside n-grams (the default).
    Nats(nats::Nats),
    /// Nats per cell of the public JSB-16th grid.
    Jsb16(jsb16::Jsb16),
    /// Parallels, crossings, triads of written chorales, beside Bach's.
    VoiceLeading(voice_leading::VoiceLeading),
    /// Nats a chord and a note of Markov chains.
    Markov(markov::Markov),
    /// The longest runs that written pieces share with training pieces.
    Originality(originality::Originality),
}

impl Evaluate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        match self.what {
            None => self.nats.run(),
            Some(What::Nats(nats)) => nats.run(),
            Some(What::Jsb16(jsb16)) => jsb16.run(),
            Some(What::VoiceLeading(voice_leading)) => voice_leading.run(),
            Some(What::Markov(markov)) => markov.run(),
            Some(What::Originality(originality)) => originality.run(),
        }
    }
}
