//! Networks' nats per cell.

use rayon::prelude::*;

use super::frames::{Frame, FrameNetwork, FrameText, foretell, framed};
use super::grid::Jsb16Grid;

/// Keys that a piece is heard in, in semitones from its own.
const SHIFTS: std::ops::RangeInclusive<i16> = -6..=5;

/// Nats per cell of networks over grids: joint, chronological, teacher-forced. Each piece is heard by every
/// network in every key in which its pitches have symbols; of every frame, as networks may say its voices
/// in different orders, the mean of the probabilities counts.
pub fn evaluate_jsb16(networks: &[FrameNetwork], grids: &[Jsb16Grid]) -> f64 {
    let of_piece = |grid: &Jsb16Grid| -> f64 {
        let keys = SHIFTS.filter_map(|shift| framed(&grid.rows, shift));
        let heard: Vec<Vec<f64>> = keys
            .flat_map(|frames| networks.iter().map(move |network| hear(network, &frames)))
            .collect();
        let nats = (0..grid.rows.len()).map(|frame| {
            let shares = heard.iter().map(|nats| (-nats[frame]).exp());
            -(shares.sum::<f64>() / heard.len() as f64).ln()
        });
        nats.sum()
    };
    per_cell(grids.par_iter().map(of_piece).collect(), grids)
}

/// Nats per cell of one network that hears each piece in its own key only.
pub fn nats_in_one_key(network: &FrameNetwork, grids: &[Jsb16Grid]) -> f64 {
    let of_piece = |grid: &Jsb16Grid| -> f64 {
        let frames = framed(&grid.rows, 0);
        frames.map_or(f64::INFINITY, |frames| hear(network, &frames).iter().sum())
    };
    per_cell(grids.par_iter().map(of_piece).collect(), grids)
}

/// Nats of each frame.
fn hear(network: &FrameNetwork, frames: &[Frame]) -> Vec<f64> {
    let text = FrameText::new(frames, 0, frames.len(), network.config.order);
    let nats = foretell(&text, &network.parameters);
    nats.iter()
        .map(|nats| nats.iter().copied().map(f64::from).sum())
        .collect()
}

/// Pieces' nats, added up in their order so that the sum is the same on every machine.
fn per_cell(nats: Vec<f64>, grids: &[Jsb16Grid]) -> f64 {
    let n_cells: usize = grids.iter().map(Jsb16Grid::n_cells).sum();
    nats.into_iter().sum::<f64>() / n_cells.max(1) as f64
}
