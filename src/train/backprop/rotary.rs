//! Rotations of queries and keys by their place.

use ndarray::Array2;
use pulp::Arch;

use super::norm::floats;
use crate::model::rotary_angle;

/// Sines and cosines of the rotations of some places.
#[derive(Debug, Clone)]
pub struct Rotary {
    sines: Vec<f32>,   // [seq, d_head / 2]
    cosines: Vec<f32>, // [seq, d_head / 2]
    half: usize,
}

impl Rotary {
    /// Rotations of the first `seq` places.
    pub fn new(seq: usize, d_head: usize) -> Self {
        let half = d_head / 2;
        let angles = (0..seq).flat_map(|place| (0..half).map(move |pair| (place, pair)));
        let (sines, cosines) = angles
            .map(|(place, pair)| rotary_angle(place, pair, half).sin_cos())
            .unzip();
        Self {
            sines,
            cosines,
            half,
        }
    }

    /// Turns the queries and keys in `qkv` forward, and scales the queries.
    pub fn turn(&self, qkv: &mut Array2<f32>, query_scale: f32) {
        self.rotate(qkv, query_scale, 1.0);
    }

    /// Turns their gradients back, and scales those of the queries.
    pub fn turn_back(&self, d_qkv: &mut Array2<f32>, query_scale: f32) {
        self.rotate(d_qkv, query_scale, -1.0);
    }

    fn rotate(&self, qkv: &mut Array2<f32>, query_scale: f32, direction: f32) {
        let width = qkv.ncols();
        let d_model = width / 3;
        let rows = floats(qkv).chunks_exact_mut(width);
        let sines = self.sines.chunks_exact(self.half);
        let cosines = self.cosines.chunks_exact(self.half);
        Arch::new().dispatch(|| {
            for ((row, sines), cosines) in rows.zip(sines).zip(cosines) {
                let (queries, rest) = row.split_at_mut(d_model);
                let scaled = [(queries, query_scale), (&mut rest[..d_model], 1.0)];
                for (vectors, scale) in scaled {
                    for head in vectors.chunks_exact_mut(2 * self.half) {
                        let (left, right) = head.split_at_mut(self.half);
                        let turns = sines.iter().zip(cosines);
                        for ((left, right), (sin, cos)) in left.iter_mut().zip(right).zip(turns) {
                            let sin = sin * direction;
                            let turned = (*left * cos - *right * sin, *left * sin + *right * cos);
                            (*left, *right) = (turned.0 * scale, turned.1 * scale);
                        }
                    }
                }
            }
        });
    }
}
