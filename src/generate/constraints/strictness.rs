//! How strictly a constraint is meant.

use thiserror::Error;

/// A strictness outside 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
#[error("strictness {found} found; 0 (no matter) to 1 (a law) is allowed")]
pub struct StrictnessError {
    /// What was asked for.
    pub found: f64,
}

/// How strictly a constraint is meant: 0 not at all, 1 as a law that no answer breaks, between them the
/// more the less likely a breach.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Strictness(f64);

impl Strictness {
    /// No matter.
    pub const OFF: Strictness = Strictness(0.0);
    /// A law.
    pub const LAW: Strictness = Strictness(1.0);

    /// A strictness from 0 to 1.
    ///
    /// # Errors
    /// [`StrictnessError`] outside.
    pub fn new(found: f64) -> Result<Self, StrictnessError> {
        if (0.0..=1.0).contains(&found) {
            Ok(Self(found))
        } else {
            Err(StrictnessError { found })
        }
    }

    /// 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Whether no answer may break it.
    pub fn is_law(self) -> bool {
        self.0 >= 1.0
    }

    /// Nats by which a breach is made less likely: its odds are divided by (1 - strictness)^-4, so that a
    /// law is where the wish leads.
    pub fn cost(self) -> f32 {
        /// What half a law costs is 2.8 nats: a factor of sixteen.
        const STEEPNESS: f64 = 4.0;
        if self.is_law() {
            // A law is a mask; where it weighs in as well, this is as good as one.
            return 40.0;
        }
        (-STEEPNESS * (1.0 - self.0).ln()).min(40.0) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_rise_from_nothing_to_a_law() {
        assert_eq!(Strictness::OFF.cost(), 0.0);
        let costs: Vec<f32> = (0..=20)
            .map(|twentieth| Strictness::new(f64::from(twentieth) / 20.0).unwrap().cost())
            .collect();
        assert!(costs.is_sorted_by(|one, other| one < other));
        for found in [-0.1, 1.01, f64::NAN] {
            assert!(Strictness::new(found).is_err());
        }
    }
}
