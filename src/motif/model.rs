//! The three networks: from places to motifs, from motifs to places, and what is real.

use crate::model::{Rng, WeightsError, version_of};
use crate::music::Mode;
use crate::token::Style;

use super::cells::{BAR_CELLS, Cell, MAX_CELLS, Motif, N_SYMBOLS};
use super::dense::Dense;
use super::error::MotifError;
use super::stored::Stored;

/// Numbers of a place in the space of motifs.
pub const LATENT: usize = 16;
/// What a motif is asked to be: its style, its mode and its metre.
pub const N_CONDITIONS: usize = Style::ALL.len() + 2;
/// Inputs that say a motif.
pub(super) const SAID: usize = MAX_CELLS * N_SYMBOLS;

/// A place in the space of motifs; most lie within 2 of zero in every direction.
pub type Latent = [f32; LATENT];

/// What writes and judges motifs.
#[derive(Debug, Clone, PartialEq)]
pub struct MotifModel {
    pub(super) generator: Dense,
    pub(super) encoder: Dense,
    pub(super) critic: Dense,
    version: String,
}

impl MotifModel {
    /// Units of the generator's layers, `[LATENT + N_CONDITIONS, .., MAX_CELLS * N_SYMBOLS]`.
    pub const GENERATOR: [usize; 4] = [LATENT + N_CONDITIONS, 128, 160, SAID];
    /// Units of the encoder's layers; it gives the middle of a place, then the logarithms of its spread.
    pub const ENCODER: [usize; 3] = [SAID + N_CONDITIONS, 128, 2 * LATENT];
    /// Units of the critic's layers.
    pub const CRITIC: [usize; 4] = [SAID + N_CONDITIONS, 96, 48, 1];

    /// Reads a file that `antiphon export` wrote.
    ///
    /// # Errors
    /// [`WeightsError`] if it is damaged, of another version, or its tensors have other shapes.
    pub fn load(bytes: &[u8]) -> Result<Self, WeightsError> {
        Self::of(&Stored::load(bytes)?)
    }

    /// The model of tensors.
    ///
    /// # Errors
    /// [`WeightsError`] if one is missing or has another shape.
    pub fn of(stored: &Stored) -> Result<Self, WeightsError> {
        let named = |part: &str, units: &[usize]| Dense::named(&stored.tensors, part, units);
        Ok(Self {
            generator: named("generator", &Self::GENERATOR)?,
            encoder: named("encoder", &Self::ENCODER)?,
            critic: named("critic", &Self::CRITIC)?,
            version: version_of("motifs", &stored.tensors),
        })
    }

    /// Name and fingerprint of its values.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The motif at a place: of every cell what is likeliest there.
    ///
    /// # Errors
    /// [`MotifError::BadBar`] for a bar of other than [`BAR_CELLS`] cells, [`MotifError::BadLatent`] for a place
    /// that is no finite number.
    pub fn decode(
        &self,
        place: &Latent,
        style: Style,
        mode: Mode,
        bar_cells: usize,
    ) -> Result<Motif, MotifError> {
        if !BAR_CELLS.contains(&bar_cells) {
            let found = (bar_cells * 120) as u32;
            return Err(MotifError::BadBar { found });
        }
        let found = place.iter().filter(|number| number.is_finite()).count();
        if found < LATENT {
            let allowed = LATENT;
            return Err(MotifError::BadLatent { found, allowed });
        }
        let mut row = place.to_vec();
        row.extend(conditions(style, mode, bar_cells));
        let logits = self.generator.forward(&row);
        let cells = logits.chunks(N_SYMBOLS).take(2 * bar_cells);
        Ok(Motif {
            mode,
            cells: cells.filter_map(likeliest).collect(),
        })
    }

    /// The place of a motif.
    pub fn encode(&self, motif: &Motif, style: Style) -> Latent {
        let said = self.encoder.forward(&inputs_of(motif, style));
        let mut place = [0.0; LATENT];
        place.copy_from_slice(&said[..LATENT]);
        place
    }

    /// How real a motif sounds in a style: 0 to 1.
    pub fn realness(&self, motif: &Motif, style: Style) -> f64 {
        let logit = f64::from(self.critic.forward(&inputs_of(motif, style))[0]);
        1.0 / (1.0 + (-logit).exp())
    }

    /// A motif so far from another: 0 as near as the space knows it, 1 anywhere.
    ///
    /// # Errors
    /// As [`MotifModel::decode`].
    pub fn vary(
        &self,
        motif: &Motif,
        style: Style,
        amount: f64,
        rng_seed: u64,
    ) -> Result<Motif, MotifError> {
        let mut rng = Rng::new(rng_seed);
        let amount = amount.clamp(0.0, 1.0);
        let kept = (1.0 - amount * amount).sqrt();
        let place = self
            .encode(motif, style)
            .map(|number| (f64::from(number) * kept + rng.next_normal() * amount) as f32);
        self.decode(&place, style, motif.mode, motif.bar_cells())
    }

    /// A motif on the way from one to another: 0 the first, 1 the second, as near as the space knows them.
    ///
    /// # Errors
    /// As [`MotifModel::decode`].
    pub fn morph(
        &self,
        (from, to): (&Motif, &Motif),
        style: Style,
        share: f64,
    ) -> Result<Motif, MotifError> {
        let (one, other) = (self.encode(from, style), self.encode(to, style));
        let share = share.clamp(0.0, 1.0) as f32;
        let mut place = one;
        for (number, other) in place.iter_mut().zip(other) {
            *number += share * (other - *number);
        }
        self.decode(&place, style, from.mode, from.bar_cells())
    }
}

/// A motif and what it is asked to be, as inputs of encoder and critic.
pub fn inputs_of(motif: &Motif, style: Style) -> Vec<f32> {
    let mut row = vec![0.0; SAID];
    for (index, cell) in motif.cells.iter().enumerate().take(MAX_CELLS) {
        if let Some(symbol) = cell.symbol() {
            row[index * N_SYMBOLS + symbol] = 1.0;
        }
    }
    row.extend(conditions(style, motif.mode, motif.bar_cells()));
    row
}

/// What a motif is asked to be, as inputs.
pub(super) fn conditions(style: Style, mode: Mode, bar_cells: usize) -> [f32; N_CONDITIONS] {
    let mut row = [0.0; N_CONDITIONS];
    row[style as usize] = 1.0;
    row[Style::ALL.len()] = f32::from(u8::from(mode == Mode::Minor));
    row[Style::ALL.len() + 1] = f32::from(u8::from(bar_cells == BAR_CELLS[1]));
    row
}

fn likeliest(logits: &[f32]) -> Option<Cell> {
    let best = (0..logits.len()).max_by(|one, other| logits[*one].total_cmp(&logits[*other]))?;
    Cell::of_symbol(best)
}
