//! What is measured again and again, while it changes.

/// What is left of older measurements whenever a new one comes.
const MEMORY: f64 = 0.9;

/// The same of lines, whose points may lie close together for a while.
const MEMORY_OF_LINES: f64 = 0.97;

/// A mean that forgets.
#[derive(Debug, Default)]
pub struct Mean {
    total: f64,
    weight: f64,
}

impl Mean {
    /// Takes in so much of so many.
    pub fn add(&mut self, total: f64, weight: f64) {
        self.total = MEMORY * self.total + total;
        self.weight = MEMORY * self.weight + weight;
    }

    /// How much one is; nothing before anything was measured.
    pub fn value(&self) -> Option<f64> {
        (self.weight > 0.0).then(|| self.total / self.weight)
    }
}

/// A straight line through what was measured, which forgets.
#[derive(Debug, Default)]
pub struct Line {
    weight: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
}

impl Line {
    /// Takes in a height at a place.
    pub fn add(&mut self, x: f64, y: f64) {
        let sums = [
            (&mut self.weight, 1.0),
            (&mut self.x, x),
            (&mut self.y, y),
            (&mut self.xx, x * x),
            (&mut self.xy, x * y),
        ];
        for (sum, new) in sums {
            *sum = MEMORY_OF_LINES * *sum + new;
        }
    }

    /// What is to be expected at a place: level where all that was measured lay at one, and never falling.
    pub fn at(&self, x: f64) -> Option<f64> {
        if self.weight <= 0.0 {
            return None;
        }
        let [mean_x, mean_y, xx, xy] =
            [self.x, self.y, self.xx, self.xy].map(|sum| sum / self.weight);
        let slope = (xy - mean_x * mean_y) / (xx - mean_x * mean_x + 1.0);
        Some((mean_y + slope.max(0.0) * (x - mean_x)).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_follows_what_changes() {
        let mut mean = Mean::default();
        assert_eq!(mean.value(), None);
        for height in [1.0; 50].into_iter().chain([3.0; 50]) {
            mean.add(height, 1.0);
        }
        assert!(mean.value().is_some_and(|found| (found - 3.0).abs() < 0.02));
    }

    #[test]
    fn a_line_is_found_and_level_before_it_is() {
        let mut line = Line::default();
        assert_eq!(line.at(4.0), None);
        line.add(20.0, 9.0);
        assert_eq!(line.at(4.0), line.at(20.0));
        for place in [4.0, 20.0].repeat(20) {
            line.add(place, 3.0 + 0.3 * place);
        }
        assert!(line.at(12.0).is_some_and(|found| (found - 6.6).abs() < 0.1));
    }

    #[test]
    fn a_line_never_falls() {
        let mut line = Line::default();
        for place in [4.0, 20.0].repeat(20) {
            line.add(place, 30.0 - place);
        }
        assert_eq!(line.at(4.0), line.at(20.0));
    }
}
