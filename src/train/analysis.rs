//! Pieces on the grid: made, checked and counted.

use std::fmt;

use serde::Serialize;
use thiserror::Error;

use crate::corpus::Piece;
use crate::music::{Score, ScoreError};
use crate::theory::{find_chords, find_key};
use crate::token::{DRUM_VOICE, DecodeError, Encoded, Grid, GridError, Style, decode, encode};

use super::controls::traits_of;
use super::example::TrainingPiece;

/// Why a piece cannot be learnt from.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PieceError {
    /// A style the vocabulary does not have.
    #[error("style {0} has no word")]
    UnknownStyle(&'static str),
    /// A metre the grid cannot hold.
    #[error(transparent)]
    Grid(#[from] GridError),
    /// Notes that are no score.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// Words that do not read back.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// Words that read back as other music.
    #[error("{found} of {expected} notes read back from its words")]
    Lost {
        /// Notes that came back.
        found: usize,
        /// Notes that went in.
        expected: usize,
    },
}

/// What pieces are like, in numbers that add up.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct PieceAnalysis {
    /// Pieces.
    pub n_pieces: usize,
    /// Bars.
    pub n_bars: usize,
    /// Notes.
    pub n_notes: usize,
    /// Tokens of their words, nothing given.
    pub n_tokens: usize,
    /// Different onsets.
    pub n_onsets: usize,
}

impl PieceAnalysis {
    /// Takes another's numbers in.
    pub fn add(&mut self, other: &PieceAnalysis) {
        self.n_pieces += other.n_pieces;
        self.n_bars += other.n_bars;
        self.n_notes += other.n_notes;
        self.n_tokens += other.n_tokens;
        self.n_onsets += other.n_onsets;
    }
}

impl fmt::Display for PieceAnalysis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per = |count: usize, of: usize| count as f64 / of.max(1) as f64;
        write!(
            f,
            "{:7} {:6} {:7} {:7} {:12.2} {:11.2}",
            self.n_pieces,
            self.n_bars,
            self.n_notes,
            self.n_tokens,
            per(self.n_tokens, self.n_notes),
            per(self.n_onsets, self.n_bars)
        )
    }
}

/// The piece with what analysis hears in it: its key and chords, where the source does not tell them.
///
/// # Errors
/// [`PieceError::Score`] never, unless the piece itself was no score.
pub fn analysed(piece: Piece) -> Result<Piece, PieceError> {
    let mut header = piece.score.header().clone();
    let is_harmonic = !matches!(
        Style::from_name(piece.style),
        Some(Style::IrishDance | Style::LeadSheet)
    );
    if header.chords.is_empty() && is_harmonic {
        header.chords = find_chords(&piece.score);
    }
    header.key = header.key.or_else(|| find_key(&piece.score));
    let score = Score::new(header, piece.score.notes().to_vec())?;
    Ok(Piece { score, ..piece })
}

impl TrainingPiece {
    /// Puts a piece on the grid.
    ///
    /// # Errors
    /// [`PieceError`] for a style or metre without a word.
    pub fn new(piece: &Piece) -> Result<Self, PieceError> {
        let style = Style::from_name(piece.style).ok_or(PieceError::UnknownStyle(piece.style))?;
        let grid = Grid::quantize(&piece.score, 0)?;
        Ok(Self {
            id: piece.id.clone(),
            style,
            key: piece.score.header().key,
            grid,
            traits: traits_of(&piece.score),
        })
    }

    /// Says the piece, reads it back, and counts.
    ///
    /// # Errors
    /// [`PieceError`] if other music comes back.
    pub fn analysis(&self) -> Result<PieceAnalysis, PieceError> {
        let encoded = self.say();
        let back = Grid::quantize(&decode(&encoded.tokens)?, 0)?;
        let same = self
            .grid
            .notes
            .iter()
            .zip(&back.notes)
            .filter(|(note, read)| {
                let is_length_said = note.voice != DRUM_VOICE;
                note.rank() == read.rank() && (!is_length_said || note.duration == read.duration)
            })
            .count();
        let expected = self.grid.notes.len();
        if same != expected || back.notes.len() != expected {
            return Err(PieceError::Lost {
                found: same,
                expected,
            });
        }
        let mut onsets: Vec<u32> = self.grid.notes.iter().map(|note| note.onset).collect();
        onsets.dedup();
        Ok(PieceAnalysis {
            n_pieces: 1,
            n_bars: self.grid.bars.len(),
            n_notes: self.grid.notes.len(),
            n_tokens: encoded.tokens.len(),
            n_onsets: onsets.len(),
        })
    }

    /// The words of the whole piece, style and key named, nothing given.
    pub fn say(&self) -> Encoded {
        encode(&self.grid, &self.plan())
    }
}
