//! A training run, as a preset file says it.

use serde::{Deserialize, Serialize};

use crate::model::TransformerConfig;
use crate::token::Style;

pub use super::ablation::Ablation;

/// A stretch of training with one batch shape.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Steps of the optimizer.
    pub iterations: usize,
    /// Texts a step.
    pub batch: usize,
    /// Tokens a text.
    pub seq: usize,
    /// How often each style is drawn in this stretch, where not as in the whole run.
    #[serde(default)]
    pub styles: Option<Vec<StyleShare>>,
}

/// How often a style is drawn, against the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StyleShare {
    /// Name of the style.
    pub style: String,
    /// Its weight; they need not add up to 1.
    pub share: f64,
}

/// Everything a run depends on beside the pieces and the commit; `Model` is the shape of its network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrainConfig<Model = TransformerConfig> {
    /// What the weights will be called.
    pub name: String,
    /// Shape of the network.
    pub model: Model,
    /// Stretches of training, one after the other.
    pub phases: Vec<Phase>,
    /// How often each style is drawn, where there are several.
    #[serde(default)]
    pub styles: Vec<StyleShare>,
    /// Highest learning rate.
    pub learning_rate: f64,
    /// Iterations until it is reached.
    pub warmup: usize,
    /// AdamW's decay of matrices and vectors alike.
    pub weight_decay: f64,
    /// Longest gradient, by its norm.
    pub max_gradient: f64,
    /// Share of the old average kept each iteration.
    pub ema_decay: f64,
    /// Iterations between two additions to the average, for devices from which weights come slowly.
    #[serde(default = "always")]
    pub ema_every: usize,
    /// Iterations between looks at the validation pieces.
    pub evaluate_every: usize,
    /// Validation pieces looked at each time, spread over all of them.
    pub evaluate_pieces: usize,
    /// Seed of everything random.
    pub rng_seed: u64,
    /// What its texts do unlike those of the shipped networks.
    #[serde(default)]
    pub ablation: Option<Ablation>,
}

fn always() -> usize {
    1
}

impl<Model> TrainConfig<Model> {
    /// Iterations of all phases.
    pub fn n_iterations(&self) -> usize {
        self.phases.iter().map(|phase| phase.iterations).sum()
    }

    /// The phase of an iteration; the last one after the end.
    pub fn phase_at(&self, iteration: usize) -> Option<&Phase> {
        let mut end = 0;
        self.phases
            .iter()
            .find(|phase| {
                end += phase.iterations;
                iteration < end
            })
            .or(self.phases.last())
    }

    /// Learning rate of an iteration: a linear rise, then half a cosine down to a twentieth.
    pub fn learning_rate_at(&self, iteration: usize) -> f64 {
        if iteration < self.warmup {
            return self.learning_rate * (iteration + 1) as f64 / self.warmup as f64;
        }
        let length = self.n_iterations().saturating_sub(self.warmup).max(1);
        let progress = ((iteration - self.warmup) as f64 / length as f64).min(1.0);
        let floor = 0.05;
        self.learning_rate
            * (floor + (1.0 - floor) * 0.5 * (1.0 + (std::f64::consts::PI * progress).cos()))
    }

    /// Weight of a style in a stretch; 0 if it is left out.
    pub fn share_of(&self, style: Style, phase: &Phase) -> f64 {
        phase
            .styles
            .as_ref()
            .unwrap_or(&self.styles)
            .iter()
            .find(|share| share.style == style.name())
            .map_or(0.0, |share| share.share)
    }
}
