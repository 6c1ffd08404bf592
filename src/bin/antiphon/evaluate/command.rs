//! `antiphon evaluate`.

use clap::{Args, Subcommand};

use super::{
    ablations, full, jsb16, markov, motifs, nats, originality, pieces, promises, ratings,
    voice_leading,
};

/// Measures weights: what they foretell, what they write, and what they promise. All of it without a subcommand.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Evaluate {
    #[command(subcommand)]
    what: Option<What>,
    #[command(flatten)]
    full: full::Full,
}

#[derive(Subcommand)]
enum What {
    /// Nats a note by style, beside n-grams.
    Nats(nats::Nats),
    /// What each part of the way a piece is said is worth: runs that differ in one thing.
    Ablations(ablations::Ablations),
    /// Nats per cell of the public JSB-16th grid.
    Jsb16(jsb16::Jsb16),
    /// Parallels, crossings, triads of written chorales, beside Bach's.
    VoiceLeading(voice_leading::VoiceLeading),
    /// Nats a chord and a note of Markov chains.
    Markov(markov::Markov),
    /// How near written motifs come to real ones.
    Motifs(motifs::Motifs),
    /// The longest runs that written pieces share with training pieces.
    Originality(originality::Originality),
    /// Whether pieces to order keep what was asked for.
    Pieces(pieces::Pieces),
    /// How often promises were kept over random requests.
    Promises(promises::Promises),
    /// Whether ratings tell real continuations from written ones.
    Ratings(ratings::Ratings),
}

impl Evaluate {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        match self.what {
            None => self.full.run(),
            Some(What::Nats(nats)) => nats.run(),
            Some(What::Ablations(ablations)) => ablations.run(),
            Some(What::Jsb16(jsb16)) => jsb16.run(),
            Some(What::VoiceLeading(voice_leading)) => voice_leading.run(),
            Some(What::Markov(markov)) => markov.run(),
            Some(What::Motifs(motifs)) => motifs.run(),
            Some(What::Originality(originality)) => originality.run(),
            Some(What::Pieces(pieces)) => pieces.run(),
            Some(What::Promises(promises)) => promises.run(),
            Some(What::Ratings(ratings)) => ratings.run(),
        }
    }
}
