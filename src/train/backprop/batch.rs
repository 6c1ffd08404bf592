//! A batch of texts, shared out among the cores.

use burn::optim::GradientsParams;
use burn::tensor::Device;

use super::dropout::Dropout;
use super::lanes::in_lanes;
use super::parameters::Parameters;
use super::text::{Text, learn as learn_text};
use crate::model::{N_FEATURES, Transformer};
use crate::train::batcher::Batch;

/// What a batch teaches.
#[derive(Debug)]
pub struct Learned {
    /// Mean negative log-likelihood of the tokens that count, in nats.
    pub loss: f64,
    /// Its gradients.
    pub gradients: GradientsParams,
}

/// Loss and gradients of a batch on the processor. `device` is where the optimizer works.
pub fn learn(
    network: &Transformer,
    batch: &Batch,
    dropout: f64,
    rng_seed: u64,
    device: &Device,
) -> Learned {
    let parameters = Parameters::of(network);
    let seq = batch.inputs.seq;
    let n_counted = batch.n_counted().max(1.0);
    let learn_one = |index: usize, gradients: &mut Parameters| {
        let text = Text {
            codes: &batch.inputs.codes[index * seq * N_FEATURES..][..seq * N_FEATURES],
            targets: &batch.targets[index * seq..][..seq],
            counts: &batch.counts[index * seq..][..seq],
        };
        let dropout = Dropout::new(dropout, rng_seed).at(usize::MAX - index);
        learn_text(text, &parameters, dropout, 1.0 / n_counted, gradients)
    };
    let zeros = || parameters.zeros();
    let (loss, gradients) = in_lanes(batch.inputs.batch, zeros, learn_one, Parameters::add);
    Learned {
        loss: loss / f64::from(n_counted),
        gradients: gradients.into_gradients(network, device),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Rng, TransformerConfig};
    use crate::token::Vocabulary;
    use crate::train::word_learner::autodiff_loss;

    const SHAPE: TransformerConfig = TransformerConfig {
        d_model: 16,
        n_layers: 2,
        n_heads: 2,
        d_hidden: 32,
        context: 128,
        dropout: 0.0,
    };

    /// Texts longer than a block of rows, some of whose places do not count.
    fn batch(n_texts: usize, seq: usize) -> Batch {
        let mut rng = Rng::new(5);
        let n_places = n_texts * seq;
        let mut batch = Batch::of(&[], seq);
        batch.inputs.batch = n_texts;
        let codes =
            (0..n_places * N_FEATURES).map(|_| rng.next_below(crate::model::Input::N_CODES) as i32);
        batch.inputs.codes = codes.collect();
        batch.targets = (0..n_places)
            .map(|_| rng.next_below(Vocabulary::SIZE) as i32)
            .collect();
        let counts = (0..n_places).map(|place| f32::from(place % seq < seq - 9 && place % 3 > 0));
        batch.counts = counts.collect();
        batch
    }

    #[test]
    fn loss_and_gradients_are_those_of_autodiff() {
        let device = Device::flex();
        let network = SHAPE.init(3, &device.clone().autodiff());
        let batch = batch(11, 100);
        let mut learned = learn(&network, &batch, 0.0, 1, &device);
        let loss = autodiff_loss(&network, &batch);
        let exact = loss.to_data().iter::<f64>().next().unwrap();
        assert!(
            (learned.loss - exact).abs() < 1e-5,
            "{} {exact}",
            learned.loss
        );
        let mut expected = GradientsParams::from_grads(loss.backward(), &network);
        assert_eq!(learned.gradients.len(), expected.len());
        let matrices = network.blocks.iter().flat_map(|block| {
            let (attention, feed_forward) = (&block.attention, &block.feed_forward);
            [
                attention.qkv.id,
                attention.out.id,
                feed_forward.up.id,
                feed_forward.down.id,
            ]
        });
        for id in matrices.chain([network.embedding.id]) {
            let found = learned.gradients.remove::<2>(id).unwrap();
            let wanted = expected.remove::<2>(id).unwrap();
            check(
                found.into_data().iter().collect(),
                wanted.into_data().iter().collect(),
            );
        }
        let norms = network.blocks.iter().flat_map(|block| {
            [
                block.attention_norm.gain.id,
                block.feed_forward_norm.gain.id,
            ]
        });
        for id in norms.chain([network.norm.gain.id]) {
            let found = learned.gradients.remove::<1>(id).unwrap();
            let wanted = expected.remove::<1>(id).unwrap();
            check(
                found.into_data().iter().collect(),
                wanted.into_data().iter().collect(),
            );
        }
    }

    /// That two gradients point the same way and are as long.
    fn check(found: Vec<f32>, wanted: Vec<f32>) {
        let norm: f32 = wanted.iter().map(|value| value * value).sum::<f32>().sqrt();
        let error = found
            .iter()
            .zip(&wanted)
            .map(|(one, other)| (one - other).powi(2));
        let error = error.sum::<f32>().sqrt();
        assert!(norm > 0.0 && error < 1e-4 * norm, "{error} of {norm}");
    }

    #[test]
    fn dropout_is_drawn_by_its_seed() {
        let device = Device::flex();
        let network = SHAPE.init(3, &device.clone().autodiff());
        let batch = batch(3, 40);
        let loss = |share, rng_seed| learn(&network, &batch, share, rng_seed, &device).loss;
        assert_eq!(loss(0.2, 1), loss(0.2, 1));
        assert_ne!(loss(0.2, 1), loss(0.2, 2));
        assert_ne!(loss(0.2, 1), loss(0.0, 1));
    }

    #[test]
    fn gradients_under_dropout_are_slopes_of_the_loss() {
        let device = Device::flex();
        let network = SHAPE.init(3, &device.clone().autodiff());
        let batch = batch(2, 40);
        let gradients = learn(&network, &batch, 0.3, 9, &device).gradients;
        let gradient = gradients
            .get::<2>(network.blocks[0].feed_forward.up.id)
            .unwrap();
        let length: f32 = gradient.clone().square().sum().into_scalar();
        /// A step along the gradient, small beside the weights.
        const STEP: f64 = 1e-2;
        let moved = |direction: f64| {
            let mut network = network.clone();
            let up = &network.blocks[0].feed_forward.up;
            let step = gradient
                .clone()
                .mul_scalar(direction * STEP / f64::from(length.sqrt()));
            let values = (up.val().inner() + step).into_data();
            let tensor = burn::tensor::Tensor::from_data(values, &device.clone().autodiff());
            network.blocks[0].feed_forward.up = burn::module::Param::from_tensor(tensor);
            learn(&network, &batch, 0.3, 9, &device).loss
        };
        let slope = (moved(1.0) - moved(-1.0)) / (2.0 * STEP);
        let expected = f64::from(length.sqrt());
        assert!(
            (slope - expected).abs() < 0.02 * expected,
            "{slope} {expected}"
        );
    }
}
