//! Motifs of pieces, and motifs that a composer's network writes.

use antiphon::compose::{Composer, Options, SeedRequest, ensemble_of};
use antiphon::corpus::{Piece, Split};
use antiphon::motif::motifs_of;
use antiphon::music::{Tempo, TimeSignature, Voice};
use antiphon::token::Style;
use antiphon::train::{StyledMotif, motifs_of_pieces};

use crate::block_on;

/// Bars of a line that the network writes: four motifs.
const BARS: u32 = 8;

/// The motifs of the pieces of a split.
pub fn motifs_in(pieces: &[Piece], split: Split) -> Vec<StyledMotif> {
    let wanted = pieces.iter().filter(|piece| piece.split == split);
    let styled = wanted.filter_map(|piece| Some((Style::from_name(piece.style)?, &piece.score)));
    motifs_of_pieces(styled)
}

/// So many first voices, written by the network in the styles, keys and metres of some pieces, as motifs.
pub fn written_motifs(
    composer: &Composer,
    pieces: &[Piece],
    n_lines: usize,
    rng_seed: u64,
) -> anyhow::Result<Vec<StyledMotif>> {
    let asked: Vec<_> = pieces
        .iter()
        .filter_map(|piece| Some((Style::from_name(piece.style)?, piece)))
        .filter(|(_, piece)| piece.score.header().key.is_some())
        .collect();
    let mut motifs = Vec::new();
    for line in 0..n_lines {
        let Some((style, like)) = asked.get(line * 7919 % asked.len().max(1)) else {
            break;
        };
        let (style, key) = (*style, like.score.header().key);
        let signature = like.score.meter().changes().first();
        let composition = composer.seed(SeedRequest {
            options: Options {
                voices: vec![Voice(0)],
                ..Options::new(style, rng_seed + line as u64)
            },
            key,
            time_signature: signature.map_or(TimeSignature::COMMON, |change| change.1),
            tempo: Tempo::from_qpm(ensemble_of(style).usual_tempo)?,
            bars: BARS,
        });
        // Not every style writes every metre alone.
        let Ok(mut composition) = composition else {
            continue;
        };
        while block_on(composition.next_note())?.is_some() {}
        let score = composition.finish()?.score;
        let of_line = key.map_or(Vec::new(), |key| motifs_of(&score, Voice(0), key));
        motifs.extend(
            of_line
                .into_iter()
                .map(|motif| StyledMotif { style, motif }),
        );
    }
    Ok(motifs)
}
