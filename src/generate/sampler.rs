//! Draws a token from logits. Sees numbers, never a tensor.

use thiserror::Error;

use crate::model::Rng;
use crate::token::{Token, TokenMask, Vocabulary};

/// Sampling settings outside what makes sense.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum SamplingError {
    /// A temperature outside 0 to 2.
    #[error("temperature {found} found; 0 to 2 is allowed")]
    BadTemperature {
        /// What was asked for.
        found: f64,
    },
    /// A nucleus outside 0 to 1.
    #[error("top-p {found} found; more than 0 and at most 1 is allowed")]
    BadTopP {
        /// What was asked for.
        found: f64,
    },
}

/// How to draw: temperature 0 takes the most likely token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    temperature: f64,
    top_k: usize,
    top_p: f64,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            temperature: 0.7,
            top_k: 0,
            top_p: 0.95,
        }
    }
}

impl Sampling {
    /// 0 for the likeliest, to 2.
    pub const fn temperature(self) -> f64 {
        self.temperature
    }

    /// The same settings at another temperature, moved into 0 to 2.
    pub fn with_temperature(self, temperature: f64) -> Self {
        Self {
            temperature: temperature.clamp(0.0, 2.0),
            ..self
        }
    }

    /// Settings, checked. `top_k` 0 keeps all tokens, as does `top_p` 1.
    ///
    /// # Errors
    /// [`SamplingError`] outside the bounds.
    pub fn new(temperature: f64, top_k: usize, top_p: f64) -> Result<Self, SamplingError> {
        if !(0.0..=2.0).contains(&temperature) {
            return Err(SamplingError::BadTemperature { found: temperature });
        }
        if !(top_p > 0.0 && top_p <= 1.0) {
            return Err(SamplingError::BadTopP { found: top_p });
        }
        Ok(Self {
            temperature,
            top_k,
            top_p,
        })
    }
}

/// A sampler with its own random numbers: equal seeds and logits give equal tokens.
#[derive(Debug, Clone)]
pub struct Sampler {
    sampling: Sampling,
    rng: Rng,
}

impl Sampler {
    /// A sampler that starts from a seed.
    pub fn new(sampling: Sampling, rng_seed: u64) -> Self {
        Self {
            sampling,
            rng: Rng::new(rng_seed),
        }
    }

    /// Draws one of the allowed tokens; `None` if the mask allows none.
    ///
    /// `logits` holds `Vocabulary::SIZE` numbers. Ties go to the lower id.
    ///
    /// Source of top-p: Holtzman et al., "The curious case of neural text degeneration", ICLR 2020.
    pub fn sample(&mut self, logits: &[f32], mask: &TokenMask) -> Option<Token> {
        let mut candidates: Vec<(usize, f64)> = logits
            .iter()
            .zip(mask.as_slice())
            .enumerate()
            .filter(|(_, (logit, allowed))| **allowed && !logit.is_nan())
            .map(|(id, (logit, _))| (id, f64::from(*logit)))
            .collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let Some(&(likeliest, highest)) = candidates.first() else {
            // Only a broken model says nothing of every allowed token; any of them is then as good.
            let ids = mask.as_slice().iter().position(|allowed| *allowed);
            return ids.and_then(Vocabulary::from_index);
        };
        if self.sampling.temperature == 0.0 || !highest.is_finite() {
            return Vocabulary::from_index(likeliest);
        }
        if self.sampling.top_k > 0 {
            candidates.truncate(self.sampling.top_k);
        }
        let weigh = |logit: f64| ((logit - highest) / self.sampling.temperature).exp();
        let mut weights: Vec<f64> = candidates.iter().map(|(_, logit)| weigh(*logit)).collect();
        let total: f64 = weights.iter().sum();
        let mut kept = 0.0;
        let n_kept = weights.iter().position(|weight| {
            kept += weight;
            kept >= self.sampling.top_p * total
        });
        weights.truncate(n_kept.map_or(weights.len(), |last| last + 1));
        let mut dice = self.rng.next_f64() * weights.iter().sum::<f64>();
        let drawn = weights.iter().position(|weight| {
            dice -= weight;
            dice < 0.0
        });
        Vocabulary::from_index(candidates[drawn.unwrap_or(weights.len() - 1)].0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Event;

    fn mask(ids: &[usize]) -> TokenMask {
        let mut mask = TokenMask::none();
        for id in ids {
            mask.allow(Vocabulary::event(Vocabulary::from_index(*id).unwrap()));
        }
        mask
    }

    fn logits(values: &[(usize, f32)]) -> Vec<f32> {
        let mut logits = vec![0.0; Vocabulary::SIZE];
        for (id, value) in values {
            logits[*id] = *value;
        }
        logits
    }

    #[test]
    fn never_leaves_the_mask() {
        let mut sampler = Sampler::new(Sampling::new(2.0, 0, 1.0).unwrap(), 7);
        let logits = logits(&[(5, 100.0)]);
        for _ in 0..200 {
            let drawn = sampler.sample(&logits, &mask(&[2, 3])).unwrap().index();
            assert!(drawn == 2 || drawn == 3);
        }
        assert_eq!(sampler.sample(&logits, &TokenMask::none()), None);
    }

    #[test]
    fn temperature_zero_and_top_k_one_take_the_likeliest() {
        let logits = logits(&[(2, 1.0), (3, 1.5), (4, 1.2)]);
        for sampling in [
            Sampling::new(0.0, 0, 1.0),
            Sampling::new(2.0, 1, 1.0),
            Sampling::new(1.0, 0, 0.01),
        ] {
            let mut sampler = Sampler::new(sampling.unwrap(), 1);
            assert_eq!(
                sampler.sample(&logits, &mask(&[2, 3, 4])).unwrap().index(),
                3
            );
        }
    }

    #[test]
    fn draws_in_proportion() {
        let mut sampler = Sampler::new(Sampling::new(1.0, 0, 1.0).unwrap(), 3);
        let logits = logits(&[(2, 3.0f32.ln()), (3, 0.0)]);
        let n_first = (0..4000)
            .filter(|_| sampler.sample(&logits, &mask(&[2, 3])).unwrap().index() == 2)
            .count();
        assert!(
            (2800..3200).contains(&n_first),
            "{n_first} of 4000, 3000 expected"
        );
    }

    #[test]
    fn broken_logits_still_give_an_allowed_token() {
        let token = Vocabulary::token(Event::End).unwrap();
        let mut sampler = Sampler::new(Sampling::default(), 3);
        assert_eq!(
            sampler.sample(&vec![f32::NAN; Vocabulary::SIZE], &TokenMask::only(token)),
            Some(token)
        );
    }
}
