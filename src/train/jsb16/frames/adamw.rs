//! AdamW over plain values.

/// Share of the old mean of gradients, and of their squares, that is kept.
const BETAS: (f64, f64) = (0.9, 0.98);
/// Keeps a division from one by zero.
const EPSILON: f64 = 1e-8;

/// The optimizer's memory of tensors.
///
/// Source: Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019.
#[derive(Debug, Clone)]
pub struct AdamW {
    /// Means of gradients, a tensor each.
    pub first: Vec<Vec<f32>>,
    /// Means of their squares.
    pub second: Vec<Vec<f32>>,
}

/// How far one step goes.
#[derive(Debug, Clone, Copy)]
pub struct Stride {
    /// Iterations done before.
    pub iteration: usize,
    /// Learning rate.
    pub rate: f64,
    /// Decay, for those tensors that decay.
    pub weight_decay: f64,
    /// Longest gradient of all tensors together, by its norm.
    pub max_gradient: f64,
}

impl AdamW {
    /// Remembers nothing yet of tensors of these sizes.
    pub fn new(sizes: impl Iterator<Item = usize>) -> Self {
        let first: Vec<Vec<f32>> = sizes.map(|size| vec![0.0; size]).collect();
        Self {
            second: first.clone(),
            first,
        }
    }

    /// Moves `values` against their gradients. `decays` says which tensors decay.
    pub fn step(
        &mut self,
        values: Vec<&mut [f32]>,
        gradients: &[&[f32]],
        decays: &[bool],
        stride: Stride,
    ) {
        let squares = gradients.iter().flat_map(|values| values.iter());
        let norm = squares
            .map(|value| f64::from(*value).powi(2))
            .sum::<f64>()
            .sqrt();
        let clip = (stride.max_gradient / norm.max(1e-12)).min(1.0) as f32;
        let n_steps = (stride.iteration + 1) as i32;
        let unbiased = (1.0 - BETAS.1.powi(n_steps)).sqrt();
        let rate = (stride.rate * unbiased / (1.0 - BETAS.0.powi(n_steps))) as f32;
        let epsilon = (EPSILON * unbiased) as f32;
        let (keep_first, keep_second) = (BETAS.0 as f32, BETAS.1 as f32);
        let memory = self.first.iter_mut().zip(&mut self.second);
        let tensors = values.into_iter().zip(gradients).zip(decays).zip(memory);
        for (((values, gradients), decays), (first, second)) in tensors {
            let decay = if *decays {
                stride.rate * stride.weight_decay
            } else {
                0.0
            };
            let kept = (1.0 - decay) as f32;
            let memory = first.iter_mut().zip(second);
            for ((value, gradient), (first, second)) in
                values.iter_mut().zip(*gradients).zip(memory)
            {
                let gradient = gradient * clip;
                *first = keep_first * *first + (1.0 - keep_first) * gradient;
                *second = keep_second * *second + (1.0 - keep_second) * gradient * gradient;
                *value = kept * *value - rate * *first / (second.sqrt() + epsilon);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRIDE: Stride = Stride {
        iteration: 0,
        rate: 0.1,
        weight_decay: 0.5,
        max_gradient: 1.0,
    };

    #[test]
    fn the_first_step_is_as_long_as_the_rate_whatever_the_gradient() {
        for gradient in [1e-3, 1.0, 1e3] {
            let mut values = [2.0_f32, 2.0];
            let mut optimizer = AdamW::new([2].into_iter());
            let gradients = [gradient, -gradient];
            optimizer.step(vec![&mut values], &[&gradients], &[false], STRIDE);
            assert!((values[0] - 1.9).abs() < 1e-4, "{values:?}");
            assert!((values[1] - 2.1).abs() < 1e-4, "{values:?}");
        }
    }

    #[test]
    fn only_what_decays_decays() {
        let (mut one, mut other) = ([2.0_f32], [2.0_f32]);
        let mut optimizer = AdamW::new([1, 1].into_iter());
        let values: Vec<&mut [f32]> = vec![&mut one, &mut other];
        optimizer.step(values, &[&[0.0], &[0.0]], &[true, false], STRIDE);
        assert!((one[0] - 1.9).abs() < 1e-6 && other[0] == 2.0);
    }

    #[test]
    fn a_bowl_is_walked_down() {
        let mut values = [3.0_f32, -4.0];
        let mut optimizer = AdamW::new([2].into_iter());
        for iteration in 0..300 {
            let gradients = values.map(|value| 2.0 * value);
            let stride = Stride {
                iteration,
                weight_decay: 0.0,
                ..STRIDE
            };
            optimizer.step(vec![&mut values], &[&gradients], &[false], stride);
        }
        assert!(values.iter().all(|value| value.abs() < 0.05), "{values:?}");
    }
}
