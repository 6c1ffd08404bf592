//! How long things last, by where in the bar they begin and what came before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::chain::{check_weight, mass};
use super::error::MarkovError;

/// Of what happens at a place, the part that a duration must have before it is chosen there.
const LEAST_SHARE: f64 = 0.005;

/// Where something begins, in steps of the rhythm's raster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place {
    /// Length of the bar.
    pub bar: u16,
    /// Steps from the beginning of the bar.
    pub offset: u16,
}

impl Place {
    /// How far the bar may be divided evenly before the place no longer falls on a division: its weight, in steps.
    fn grain(self) -> u16 {
        let (mut one, mut other) = (self.bar, self.offset);
        while other != 0 {
            (one, other) = (other, one % other);
        }
        one
    }
}

/// Counts of durations by place and by the duration before.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Row>", into = "Vec<Row>")]
pub(super) struct Rhythm {
    counts: BTreeMap<(Place, u16), BTreeMap<u16, f64>>,
}

/// Bar, offset, duration before; durations and how often each came.
type Row = (u16, u16, u16, Vec<(u16, f64)>);

impl From<Vec<Row>> for Rhythm {
    fn from(rows: Vec<Row>) -> Self {
        let mut rhythm = Self::default();
        for (bar, offset, before, durations) in rows {
            for (steps, weight) in durations {
                // Numbers that are no weights count nothing.
                let _ = rhythm.count(Place { bar, offset }, before, steps, weight);
            }
        }
        rhythm
    }
}

impl From<Rhythm> for Vec<Row> {
    fn from(rhythm: Rhythm) -> Self {
        let rows = rhythm.counts.into_iter();
        rows.map(|((place, before), durations)| {
            (
                place.bar,
                place.offset,
                before,
                durations.into_iter().collect(),
            )
        })
        .collect()
    }
}

impl Rhythm {
    /// Counts a duration; `before` is the duration before, 0 for none.
    pub fn count(
        &mut self,
        place: Place,
        before: u16,
        steps: u16,
        weight: f64,
    ) -> Result<(), MarkovError> {
        check_weight(weight)?;
        if steps > 0 && place.offset < place.bar {
            let durations = self.counts.entry((place, before)).or_default();
            *durations.entry(steps).or_default() += weight;
        }
        Ok(())
    }

    /// Places with the duration before, and what was counted there.
    pub fn rows(&self) -> impl Iterator<Item = (Place, u16, &BTreeMap<u16, f64>)> {
        let rows = self.counts.iter();
        rows.map(|((place, before), durations)| (*place, *before, durations))
    }

    /// Takes another's counts in, times a weight.
    pub fn merge(&mut self, other: &Self, weight: f64) -> Result<(), MarkovError> {
        for ((place, before), durations) in &other.counts {
            for (steps, count) in durations {
                self.count(*place, *before, *steps, count * weight)?;
            }
        }
        Ok(())
    }

    /// Multiplies every count.
    pub fn scale(&mut self, factor: f64) -> Result<(), MarkovError> {
        check_weight(factor)?;
        let counts = self.counts.values_mut().flat_map(BTreeMap::values_mut);
        counts.for_each(|count| *count *= factor);
        Ok(())
    }
}

/// The durations of a rhythm with their probabilities, from the vaguest view to the most exact.
#[derive(Debug)]
pub(super) struct RhythmTable<'a> {
    rhythm: &'a Rhythm,
    anywhere: BTreeMap<u16, f64>,
    by_grain: BTreeMap<u16, BTreeMap<u16, f64>>,
    by_place: BTreeMap<Place, BTreeMap<u16, f64>>,
}

impl<'a> RhythmTable<'a> {
    pub fn new(rhythm: &'a Rhythm) -> Self {
        let mut table = Self {
            rhythm,
            anywhere: BTreeMap::new(),
            by_grain: BTreeMap::new(),
            by_place: BTreeMap::new(),
        };
        for ((place, _), durations) in &rhythm.counts {
            for (steps, count) in durations {
                *table.anywhere.entry(*steps).or_default() += count;
                let by_grain = table.by_grain.entry(place.grain()).or_default();
                *by_grain.entry(*steps).or_default() += count;
                let by_place = table.by_place.entry(*place).or_default();
                *by_place.entry(*steps).or_default() += count;
            }
        }
        table
    }

    /// Every duration that came anywhere.
    pub fn durations(&self) -> impl Iterator<Item = u16> {
        self.anywhere.keys().copied()
    }

    /// Probability of a duration, with a part for each of `n_kinds` durations that never came.
    ///
    /// Blended like [`super::Transitions`]: anywhere, at places of the same weight, at the place, after the duration
    /// before.
    pub fn probability(&self, place: Place, before: u16, steps: u16, n_kinds: usize) -> f64 {
        let views = [
            Some(&self.anywhere),
            self.by_grain.get(&place.grain()),
            self.by_place.get(&place),
            self.rhythm.counts.get(&(place, before)),
        ];
        let uniform = 1.0 / n_kinds.max(1) as f64;
        views.into_iter().flatten().fold(uniform, |below, view| {
            let (total, types) = mass(view);
            if total > 0.0 {
                let count = view.get(&steps).copied().unwrap_or(0.0);
                (count + types * below) / (total + types)
            } else {
                below
            }
        })
    }

    /// The durations that something may have at a place, with their probabilities: those that came there, or, at a
    /// place where nothing ever began, at places of the same weight.
    pub fn choices(&self, place: Place, before: u16) -> Vec<(u16, f64)> {
        let view = self
            .by_place
            .get(&place)
            .or_else(|| self.by_grain.get(&place.grain()))
            .unwrap_or(&self.anywhere);
        let total: f64 = view.values().sum();
        let usual = view
            .iter()
            .filter(|(_, count)| **count >= LEAST_SHARE * total);
        let n_kinds = self.anywhere.len();
        usual
            .map(|(steps, _)| (*steps, self.probability(place, before, *steps, n_kinds)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOWNBEAT: Place = Place { bar: 8, offset: 0 };

    fn rhythm() -> Rhythm {
        let mut rhythm = Rhythm::default();
        for (place, before, steps) in [
            (DOWNBEAT, 0, 4),
            (DOWNBEAT, 4, 4),
            (DOWNBEAT, 4, 8),
            (Place { bar: 8, offset: 4 }, 4, 4),
            (Place { bar: 6, offset: 3 }, 3, 3),
        ] {
            rhythm.count(place, before, steps, 1.0).unwrap();
        }
        rhythm
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let rhythm = rhythm();
        let table = RhythmTable::new(&rhythm);
        for place in [
            DOWNBEAT,
            Place { bar: 8, offset: 3 },
            Place { bar: 5, offset: 0 },
        ] {
            for before in [0, 3, 4] {
                let kinds = table
                    .durations()
                    .map(|it| table.probability(place, before, it, 3));
                assert!((kinds.sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
        let steps = |place| -> Vec<u16> {
            let choices = table.choices(place, 4).into_iter();
            choices.map(|(steps, _)| steps).collect()
        };
        assert_eq!(steps(DOWNBEAT), [4, 8]);
        assert_eq!(steps(Place { bar: 12, offset: 4 }), [4]);
    }

    #[test]
    fn reads_back_as_it_was_stored() {
        let rhythm = rhythm();
        let text = serde_json::to_string(&rhythm).unwrap();
        assert_eq!(serde_json::from_str::<Rhythm>(&text).unwrap(), rhythm);
    }
}
