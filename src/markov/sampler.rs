//! Sequences drawn exactly from a chain under constraints.

use super::chain::Symbol;
use super::constraints::Constraints;
use super::error::MarkovError;
use super::messages::Messages;
use super::transitions::Transitions;
use crate::model::Rng;

/// A sequence and the log probability, in nats, with which it is drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample<S> {
    /// Its symbols.
    pub symbols: Vec<S>,
    /// Log of its probability among all sequences that keep the constraints.
    pub log_probability: f64,
}

/// Draws sequences from a chain, each with exactly its probability given that the constraints are kept.
///
/// Nothing is tried and thrown away: messages from the end say at every place how much lies ahead of each symbol.
/// With `n` places, `q` states of the automaton, `c` contexts and `f` symbols that followed a context on average, this
/// takes time in `n q c f` and memory in `n q c` once, and `n` times the number of symbols for each draw.
///
/// Source: Pachet, Roy, Barbieri, "Finite-length Markov processes with constraints", IJCAI 2011; Papadopoulos, Pachet,
/// Roy, Sakellariou, "Exact sampling for regular and Markov constraints with belief propagation", CP 2015.
pub struct ConstrainedSampler<'t, 'a, S> {
    transitions: &'t Transitions<'a, S>,
    messages: Messages<'t, 'a, S>,
}

impl<'t, 'a, S: Symbol> ConstrainedSampler<'t, 'a, S> {
    /// A sampler of the sequences that keep some constraints.
    ///
    /// # Errors
    /// [`MarkovError::Unsatisfiable`] if there is none, [`MarkovError::TooManyStates`] if there are too many places
    /// and contexts.
    pub fn new(
        transitions: &'t Transitions<'a, S>,
        constraints: &Constraints<S>,
    ) -> Result<Self, MarkovError> {
        let lattice = constraints.lattice(transitions.chain().symbols())?;
        let before = constraints.before.as_deref();
        let beginning = before.map_or(transitions.start(), |before| transitions.after(0, before));
        Ok(Self {
            transitions,
            messages: Messages::new(transitions, lattice, beginning)?,
        })
    }

    /// Draws a sequence.
    pub fn sample(&self, rng: &mut Rng) -> Sample<S> {
        let draw = self.messages.draw(rng);
        let known = self.transitions.chain().symbols();
        let symbols = draw.symbols.iter();
        let symbols = symbols.filter_map(|index| known.get(*index as usize - 1).cloned());
        Sample {
            symbols: symbols.collect(),
            log_probability: draw.log_probability,
        }
    }

    /// Log of the partition function: of the probability that a sequence of the chain keeps the constraints, weights
    /// included.
    pub fn log_partition(&self) -> f64 {
        self.messages.log_partition()
    }

    /// Log of the probability with which a sequence is drawn; minus infinity if it never is.
    pub fn log_probability(&self, sequence: &[S]) -> f64 {
        let indices: Option<Vec<u32>> = sequence
            .iter()
            .map(|symbol| self.transitions.index(symbol))
            .collect();
        indices.map_or(f64::NEG_INFINITY, |indices| {
            self.messages.log_weight(&indices) - self.log_partition()
        })
    }
}
