//! A generator learns against a critic.
//!
//! The generator is a variational autoencoder's decoder too, so that every motif has a place in its space.
//!
//! Source: Goodfellow and others, "Generative adversarial nets", 2014; the hinge loss of Lim and Ye, "Geometric GAN",
//! 2017; autoencoder and critic together as in Larsen and others, "Autoencoding beyond pixels", 2016.

use burn::grad_clipping::GradientClippingConfig;
use burn::optim::{AdamWConfig, GradientsParams, ModuleOptimizer};
use burn::tensor::activation::{log_softmax, relu, softmax};
use burn::tensor::{Device, Tensor};

use crate::model::Rng;
use crate::motif::{LATENT, MAX_CELLS, N_SYMBOLS, Stored};

use super::batch::{MotifBatch, SAID, Shelf, glimpses, gumbel, normal, places};
use super::corpus::StyledMotif;
use super::judge::learn_to_tell;
use super::networks::{Author, Layers, random_critic};

/// How motifs are learnt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MotifConfig {
    /// Batches.
    pub iterations: usize,
    /// Motifs of a batch.
    pub batch: usize,
    /// Highest learning rate; it falls to a twentieth.
    pub learning_rate: f64,
    /// How much the critic counts to the generator, in nats a motif.
    pub adversarial: f64,
    /// How much a place may say, against how well its motif comes back.
    pub spread: f64,
    /// Share of cells that the critic does not see.
    pub unseen: f64,
    /// Seed of everything random.
    pub rng_seed: u64,
}

impl Default for MotifConfig {
    fn default() -> Self {
        Self {
            iterations: 12_000,
            batch: 128,
            learning_rate: 0.001,
            adversarial: 2.0,
            spread: 0.5,
            unseen: 0.15,
            rng_seed: 1,
        }
    }
}

/// How far learning is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MotifProgress {
    /// Batches learnt from.
    pub iteration: usize,
    /// Nats a motif that comes back through its place.
    pub returned: f64,
    /// Nats a motif that its place says.
    pub told: f64,
    /// By how much the critic has real motifs above written ones.
    pub margin: f64,
}

/// Learns a model of motifs. The critic that is kept learns last, to tell the `learners` from what the generator
/// writes and from `others`, motifs that somebody else wrote.
///
/// `watch` hears of every hundredth batch. Returns `None` where there is nothing to learn from.
pub fn train_motifs(
    config: &MotifConfig,
    learners: &[StyledMotif],
    others: &[StyledMotif],
    watch: &mut dyn FnMut(MotifProgress),
) -> Option<Stored> {
    let shelf = Shelf::new(learners);
    if shelf.is_empty() {
        return None;
    }
    let mut duel = Duel::new(*config);
    for iteration in 0..config.iterations {
        let progress = duel.learn(&shelf, iteration);
        if (iteration + 1).is_multiple_of(100) {
            watch(progress);
        }
    }
    let mut tensors = duel.author.generator.to_tensors("generator");
    tensors.extend(duel.author.encoder.to_tensors("encoder"));
    let written = duel.write(&shelf, learners.len().min(20_000));
    let fakes = written.iter().chain(others).cloned().collect::<Vec<_>>();
    let critic = learn_to_tell(learners, &fakes, config.iterations / 4, config.rng_seed);
    tensors.extend(critic.to_tensors("critic"));
    Some(Stored { tensors })
}

struct Duel {
    config: MotifConfig,
    author: Author,
    critic: Layers,
    optimizers: [ModuleOptimizer; 2],
    rng: Rng,
    device: Device,
}

impl Duel {
    fn new(config: MotifConfig) -> Self {
        let device = Device::flex().autodiff();
        let mut rng = Rng::new(config.rng_seed);
        Self {
            author: Author::random(&mut rng, &device),
            critic: random_critic(&mut rng, &device),
            optimizers: [optimizer(0.9), optimizer(0.5)],
            config,
            rng,
            device,
        }
    }

    fn learn(&mut self, shelf: &Shelf<'_>, iteration: usize) -> MotifProgress {
        let config = self.config;
        let rate = rate_at(&config, iteration);
        let batch = MotifBatch::draw(shelf, config.batch, &mut self.rng, &self.device);
        let margin = self.learn_to_judge(&batch, rate);
        let (returned, told) = self.learn_to_write(&batch, rate);
        MotifProgress {
            iteration: iteration + 1,
            returned,
            told,
            margin,
        }
    }

    fn learn_to_judge(&mut self, batch: &MotifBatch, rate: f64) -> f64 {
        let written = self.written(batch).detach();
        let real = self.judged(batch.said.clone(), batch);
        let fake = self.judged(written, batch);
        let margin = number(real.clone().mean() - fake.clone().mean());
        let loss =
            relu(real.mul_scalar(-1.0).add_scalar(1.0)).mean() + relu(fake.add_scalar(1.0)).mean();
        let gradients = GradientsParams::from_grads(loss.backward(), &self.critic);
        let critic = self.critic.clone();
        self.critic = self.optimizers[1].step(0.4 * rate, critic, gradients);
        margin
    }

    fn learn_to_write(&mut self, batch: &MotifBatch, rate: f64) -> (f64, f64) {
        let (device, n) = (&self.device.clone(), batch.n);
        let place = self.encoded(batch.said.clone(), batch);
        let middle = place.clone().slice([0..n, 0..LATENT]);
        let logs = place.slice([0..n, LATENT..2 * LATENT]).clamp(-6.0, 2.0);
        let noise = normal(n, LATENT, &mut self.rng, device);
        let drawn = middle.clone() + logs.clone().mul_scalar(0.5).exp() * noise;
        let logits = self.generated(drawn, batch);
        let nats = log_softmax(logits.reshape([n * MAX_CELLS, N_SYMBOLS]), 1).reshape([n, SAID]);
        let returned = (nats * batch.said.clone())
            .sum()
            .mul_scalar(-1.0 / n as f64);
        let told = (middle.powi_scalar(2) + logs.clone().exp() - logs.add_scalar(1.0))
            .sum()
            .mul_scalar(0.5 / n as f64);
        let written = self.written(batch);
        let judged = self.judged(written, batch).mean();
        let loss = returned.clone() + told.clone().mul_scalar(self.config.spread)
            - judged.mul_scalar(self.config.adversarial);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.author);
        let author = self.author.clone();
        self.author = self.optimizers[0].step(rate, author, gradients);
        (number(returned), number(told))
    }

    /// Motifs from random places: whole symbols, with the gradient of their probabilities (the straight-through
    /// estimator of Jang and others, "Categorical reparameterization with Gumbel-softmax", 2017).
    fn written(&mut self, batch: &MotifBatch) -> Tensor<2> {
        let n = batch.n;
        let place = places(n, &mut self.rng, &self.device);
        let logits = self.generated(place, batch) + gumbel(n, &mut self.rng, &self.device);
        let cells: Tensor<2> = logits.reshape([n * MAX_CELLS, N_SYMBOLS]);
        let largest = cells.clone().detach().max_dim(1);
        let whole = cells
            .clone()
            .detach()
            .greater_equal(largest.expand([n * MAX_CELLS, N_SYMBOLS]));
        let soft = softmax(cells, 1);
        let straight = whole.float() - soft.clone().detach() + soft;
        straight.reshape([n, SAID]) * batch.present.clone()
    }

    fn generated(&self, place: Tensor<2>, batch: &MotifBatch) -> Tensor<2> {
        let row = Tensor::cat(vec![place, batch.conditions.clone()], 1);
        self.author.generator.forward(row)
    }

    fn encoded(&self, said: Tensor<2>, batch: &MotifBatch) -> Tensor<2> {
        let row = Tensor::cat(vec![said, batch.conditions.clone()], 1);
        self.author.encoder.forward(row)
    }

    fn judged(&mut self, said: Tensor<2>, batch: &MotifBatch) -> Tensor<2> {
        let seen = glimpses(batch.n, self.config.unseen, &mut self.rng, &self.device);
        let row = Tensor::cat(vec![said * seen, batch.conditions.clone()], 1);
        self.critic.forward(row)
    }

    /// So many motifs from random places, of the styles, modes and metres of what is on the shelf.
    fn write(&mut self, shelf: &Shelf<'_>, n: usize) -> Vec<StyledMotif> {
        let Some(model) = self.model() else {
            return Vec::new();
        };
        let mut motifs = Vec::with_capacity(n);
        for _ in 0..n {
            let like = shelf.draw(&mut self.rng);
            let place = std::array::from_fn(|_| self.rng.next_normal() as f32);
            let (mode, bar_cells) = (like.motif.mode, like.motif.bar_cells());
            let style = like.style;
            if let Ok(motif) = model.decode(&place, style, mode, bar_cells) {
                motifs.push(StyledMotif { style, motif });
            }
        }
        motifs
    }

    fn model(&self) -> Option<crate::motif::MotifModel> {
        let mut tensors = self.author.generator.to_tensors("generator");
        tensors.extend(self.author.encoder.to_tensors("encoder"));
        tensors.extend(self.critic.to_tensors("critic"));
        crate::motif::MotifModel::of(&Stored { tensors }).ok()
    }
}

fn rate_at(config: &MotifConfig, iteration: usize) -> f64 {
    let progress = iteration as f64 / config.iterations.max(1) as f64;
    config.learning_rate * (0.05 + 0.95 * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos()))
}

/// Adam without decay; a critic is followed with less inertia.
pub(super) fn optimizer(beta: f32) -> ModuleOptimizer {
    AdamWConfig::new()
        .with_beta_1(beta)
        .with_beta_2(0.99)
        .with_weight_decay(0.01)
        .with_grad_clipping(Some(GradientClippingConfig::Norm(5.0)))
        .init()
}

pub(super) fn number<const D: usize>(tensor: Tensor<D>) -> f64 {
    let data = tensor.to_data();
    data.iter::<f64>().next().unwrap_or(f64::NAN)
}
