//! What is measured of a candidate.

/// Measures of a candidate, by which it is rated.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// Nats a note that the network needs for what is new.
    pub likelihood: f64,
    /// Nats a note that it needs for what stands before; the same as `likelihood` where nothing does.
    pub likelihood_before: f64,
    /// Faults of voice leading in a hundred new notes, weighed.
    pub faults: f64,
    /// Share of the time of new notes on beats that is foreign to the harmony heard there.
    pub foreign: f64,
    /// How far the new notes are from those before: in how many there are, and in how they move.
    pub strange: f64,
    /// How real it sounds to a critic, 0 to 1, where there is one.
    pub critic: Option<f64>,
}

impl Measures {
    /// What is weighed in the total.
    pub fn features(&self) -> [f64; 6] {
        let surprise = self.likelihood - self.likelihood_before;
        [
            self.likelihood.min(20.0),
            surprise.clamp(-8.0, 8.0).abs(),
            (1.0 + self.faults).ln(),
            self.foreign,
            self.strange,
            // The logarithm of the odds that it is real; nothing where nobody says.
            self.critic.map_or(0.0, |real| {
                let real = real.clamp(0.02, 0.98);
                (real / (1.0 - real)).ln()
            }),
        ]
    }

    /// Faults a hundred notes, and notes foreign to their harmony, in one number.
    pub fn theory(&self) -> f64 {
        self.faults + 20.0 * self.foreign
    }
}
