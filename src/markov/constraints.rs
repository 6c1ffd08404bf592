//! What a sequence has to be like: its length, its symbols at places, and an automaton that accepts it.

use super::automaton::Automaton;
use super::chain::Symbol;
use super::conflict::smallest_conflict;
use super::error::MarkovError;
use super::lattice::{Lattice, Ways};

/// How long a sequence is.
pub enum Length<'a, S> {
    /// So many symbols; a place is an index.
    Symbols(usize),
    /// So many steps in all; a place is a step. Symbols of no step are refused.
    Steps {
        /// Steps in all.
        total: usize,
        /// Steps of a symbol.
        of: &'a dyn Fn(&S) -> usize,
    },
}

/// What may stand at one place.
pub struct Unary<'a, S> {
    place: usize,
    must_begin: bool,
    weight: Box<dyn Fn(&S) -> f64 + 'a>,
}

impl<'a, S: Symbol + 'a> Unary<'a, S> {
    /// This symbol begins at a place.
    pub fn given(place: usize, symbol: S) -> Self {
        Self::allowed(place, vec![symbol])
    }

    /// One of these symbols begins at a place.
    pub fn allowed(place: usize, symbols: Vec<S>) -> Self {
        Self {
            place,
            must_begin: true,
            weight: Box::new(move |symbol| f64::from(u8::from(symbols.contains(symbol)))),
        }
    }

    /// If a symbol begins at a place, its probability is multiplied by a weight; one that is not above 0 forbids it.
    pub fn weighted(place: usize, weight: impl Fn(&S) -> f64 + 'a) -> Self {
        Self {
            place,
            must_begin: false,
            weight: Box::new(weight),
        }
    }
}

/// Everything that a sequence has to keep.
pub struct Constraints<'a, S> {
    /// Its length.
    pub length: Length<'a, S>,
    /// What may stand at single places; several may concern one.
    pub unary: Vec<Unary<'a, S>>,
    /// What has to accept it.
    pub automaton: Option<&'a dyn Automaton<S>>,
    /// The symbols before it; `None` at the beginning of everything.
    pub before: Option<Vec<S>>,
    /// Whether nothing comes after it.
    pub ends: bool,
}

impl<'a, S: Symbol> Constraints<'a, S> {
    /// A sequence from its beginning to its end, of some length and otherwise free.
    pub fn whole(length: Length<'a, S>) -> Self {
        Self {
            length,
            unary: Vec::new(),
            automaton: None,
            before: None,
            ends: true,
        }
    }

    /// The lattice of all sequences that keep the constraints.
    ///
    /// # Errors
    /// [`MarkovError::Unsatisfiable`] if there is none, [`MarkovError::TooManyStates`] if it is too large.
    pub(super) fn lattice(&self, symbols: &[S]) -> Result<Lattice, MarkovError> {
        let all: Vec<usize> = (0..self.unary.len()).collect();
        let lattice = self.lattice_of(&all, symbols)?;
        if lattice.is_satisfiable() {
            return Ok(lattice);
        }
        // Every known symbol may follow every context, so what contradicts does so in the lattice already.
        let conflict = smallest_conflict(self.unary.len(), |kept| {
            let lattice = self.lattice_of(kept, symbols);
            lattice.is_ok_and(|lattice| lattice.is_satisfiable())
        });
        let mut places: Vec<usize> = conflict.iter().map(|at| self.unary[*at].place).collect();
        places.sort_unstable();
        places.dedup();
        Err(MarkovError::Unsatisfiable { places })
    }

    /// The lattice under some of the unary constraints.
    fn lattice_of(&self, kept: &[usize], symbols: &[S]) -> Result<Lattice, MarkovError> {
        let unary: Vec<&Unary<S>> = kept.iter().map(|at| &self.unary[*at]).collect();
        let last = self.last_place();
        let mut stops: Vec<usize> = unary
            .iter()
            .filter(|unary| unary.must_begin)
            .map(|unary| unary.place)
            .collect();
        stops.sort_unstable();
        let is_late = stops.last().is_some_and(|stop| *stop >= last);
        let start = self.automaton.map_or(0, Automaton::start);
        let ways = |&(place, state): &(usize, u32)| {
            if place >= last || is_late {
                let accepts = self.automaton.is_none_or(|it| it.accepts(state)) && !is_late;
                return if accepts && place == last {
                    Ways::Accept { ends: self.ends }
                } else {
                    Ways::Choose(Vec::new())
                };
            }
            let here: Vec<&&Unary<S>> = unary.iter().filter(|it| it.place == place).collect();
            let passed = stops.partition_point(|stop| *stop <= place);
            let limit = stops.get(passed).copied().unwrap_or(last);
            let way = |symbol: &S| {
                let weights = here.iter().map(|unary| (unary.weight)(symbol));
                let weight: f64 = weights.map(|weight| weight.max(0.0)).product();
                let next = place.checked_add(self.steps(symbol))?;
                let state = self
                    .automaton
                    .map_or(Some(0), |it| it.next(state, symbol))?;
                let is_open = weight > 0.0 && next > place && next <= limit;
                is_open.then_some(((next, state), weight))
            };
            Ways::Read(symbols.iter().map(way).collect())
        };
        let (lattice, _) = Lattice::unfold((0, start), ways)?;
        Ok(lattice)
    }

    fn last_place(&self) -> usize {
        match self.length {
            Length::Symbols(count) => count,
            Length::Steps { total, .. } => total,
        }
    }

    fn steps(&self, symbol: &S) -> usize {
        match self.length {
            Length::Symbols(_) => 1,
            Length::Steps { of, .. } => of(symbol),
        }
    }
}
