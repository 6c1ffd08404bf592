//! Which level of each control a piece has: how it stands among the pieces of its style.

use std::collections::HashMap;

use crate::music::{Score, Voice};
use crate::theory::Texture;
use crate::token::{Control, ControlKind, Style};

use super::example::TrainingPiece;

/// How much of each control's trait a piece has, in the order of [`ControlKind::ALL`].
pub type Traits = [f64; ControlKind::ALL.len()];

/// The traits of a score; the range is that of its first voice, in semitones.
pub fn traits_of(score: &Score) -> Traits {
    let texture = Texture::of(score);
    let first = texture
        .ranges
        .iter()
        .min_by_key(|range| range.voice)
        .filter(|range| range.voice <= Voice::BASS);
    let range = first.map_or(0, |range| range.highest.midi() - range.lowest.midi());
    ControlKind::ALL.map(|kind| match kind {
        ControlKind::Density => texture.notes_per_beat,
        ControlKind::Leaps => 1.0 - texture.step_share - texture.repeat_share,
        ControlKind::Range => f64::from(range),
        ControlKind::Repetition => texture.repeat_share,
        ControlKind::Syncopation => texture.syncopation_share,
    })
}

/// The values that part the fifths of each style's pieces.
#[derive(Debug, Clone, Default)]
pub struct ControlScale {
    bounds: HashMap<Style, [Vec<f64>; ControlKind::ALL.len()]>,
}

impl ControlScale {
    /// The scale on which some pieces are spread evenly.
    pub fn of(pieces: &[TrainingPiece]) -> Self {
        let mut scale = Self::default();
        for style in Style::ALL {
            let of_style = || pieces.iter().filter(|piece| piece.style == style);
            if of_style().next().is_none() {
                continue;
            }
            let bounds = std::array::from_fn(|kind| {
                let mut values: Vec<f64> = of_style().map(|piece| piece.traits[kind]).collect();
                values.sort_by(f64::total_cmp);
                let levels = usize::from(Control::LEVELS);
                let bound = |level: usize| values[level * values.len() / levels];
                (1..levels).map(bound).collect()
            });
            scale.bounds.insert(style, bounds);
        }
        scale
    }

    /// The controls of a piece, one of each kind; none for a style without a scale.
    pub fn controls(&self, piece: &TrainingPiece) -> Vec<Control> {
        let Some(bounds) = self.bounds.get(&piece.style) else {
            return Vec::new();
        };
        let level = |kind: usize| {
            let value = piece.traits[kind];
            bounds[kind].iter().filter(|bound| value >= **bound).count() as u8
        };
        ControlKind::ALL
            .into_iter()
            .enumerate()
            .filter_map(|(index, kind)| Control::new(kind, level(index)))
            .collect()
    }
}
