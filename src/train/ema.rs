//! A running average of the weights, which plays better than any single step's.

use crate::model::NamedTensor;

/// An exponential moving average, kept on the host.
#[derive(Debug, Clone)]
pub struct Ema {
    /// The averaged tensors.
    pub tensors: Vec<NamedTensor>,
    decay: f64,
}

impl Ema {
    /// Starts from the first weights.
    pub fn new(tensors: Vec<NamedTensor>, decay: f64) -> Self {
        Self { tensors, decay }
    }

    /// Takes the weights of an iteration, counted from 0, and of the `every - 1` before it, which were like
    /// them. Early ones are forgotten faster.
    pub fn update(&mut self, tensors: &[NamedTensor], iteration: usize, every: usize) {
        let decay = self
            .decay
            .min((1.0 + iteration as f64) / (10.0 + iteration as f64))
            .powi(every as i32) as f32;
        for (average, new) in self.tensors.iter_mut().zip(tensors) {
            for (average, new) in average.values.iter_mut().zip(&new.values) {
                *average += (new - *average) * (1.0 - decay);
            }
        }
    }
}
