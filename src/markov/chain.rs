//! A Markov chain of variable order: what followed which context, how often.

use std::collections::BTreeMap;
use std::hash::Hash;

use super::error::MarkovError;
use super::limits::MAX_ORDER;

/// A symbol of a chain.
pub trait Symbol: Clone + Eq + Ord + Hash {}

impl<S: Clone + Eq + Ord + Hash> Symbol for S {}

/// The symbol before the first and after the last: known symbols are counted from 1.
pub(super) const BOUNDARY: u32 = 0;

/// What followed each context, the context as symbol indices.
pub(super) type Counts = BTreeMap<Vec<u32>, BTreeMap<u32, f64>>;

/// Weighted counts of what follows contexts of 0 to `order` symbols.
///
/// A context may reach back to the beginning of its sequence, and the end is something that follows, so a chain
/// knows how sequences begin and end. [`super::Transitions`] turns counts into probabilities.
#[derive(Debug, Clone, PartialEq)]
pub struct VariableOrderChain<S> {
    pub(super) order: usize,
    pub(super) symbols: Vec<S>,
    pub(super) indices: BTreeMap<S, u32>,
    pub(super) counts: Counts,
}

impl<S: Symbol> VariableOrderChain<S> {
    /// A chain that has seen nothing and will look back at up to `order` symbols.
    ///
    /// # Errors
    /// [`MarkovError::BadOrder`] above [`MAX_ORDER`].
    pub fn new(order: usize) -> Result<Self, MarkovError> {
        if order > MAX_ORDER {
            return Err(MarkovError::BadOrder { found: order });
        }
        Ok(Self {
            order,
            symbols: Vec::new(),
            indices: BTreeMap::new(),
            counts: BTreeMap::new(),
        })
    }

    /// Symbols of the longest context.
    pub fn order(&self) -> usize {
        self.order
    }

    /// Every known symbol, in the order in which they became known.
    pub fn symbols(&self) -> &[S] {
        &self.symbols
    }

    /// Number of contexts that have been followed by something.
    pub fn n_contexts(&self) -> usize {
        self.counts.len()
    }

    /// Number of counts: pairs of a context and what followed it.
    pub fn n_counts(&self) -> usize {
        self.counts.values().map(BTreeMap::len).sum()
    }

    /// Whether nothing has been learnt.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Makes a symbol known without counting it, so that it may be given; answers its index, from 1.
    pub(super) fn know(&mut self, symbol: &S) -> u32 {
        if let Some(index) = self.indices.get(symbol) {
            return *index;
        }
        self.symbols.push(symbol.clone());
        let index = self.symbols.len() as u32;
        self.indices.insert(symbol.clone(), index);
        index
    }

    /// Makes symbols known without counting them: they may then be given, and have a probability.
    pub fn add_symbols<'a>(&mut self, symbols: impl IntoIterator<Item = &'a S>)
    where
        S: 'a,
    {
        for symbol in symbols {
            self.know(symbol);
        }
    }

    /// Counts a whole sequence from beginning to end, each symbol `weight` times.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a weight that is not a finite number above 0.
    pub fn learn(&mut self, sequence: &[S], weight: f64) -> Result<(), MarkovError> {
        check_weight(weight)?;
        if sequence.is_empty() {
            return Ok(());
        }
        let mut text = vec![BOUNDARY];
        text.extend(sequence.iter().map(|symbol| self.know(symbol)));
        text.push(BOUNDARY);
        for (at, symbol) in text.iter().enumerate().skip(1) {
            for length in 0..=self.order.min(at) {
                let context = text[at - length..at].to_vec();
                let followers = self.counts.entry(context).or_default();
                *followers.entry(*symbol).or_default() += weight;
            }
        }
        Ok(())
    }

    /// Takes another chain's counts in, times `weight`: a style and a person's own pieces become one chain.
    ///
    /// Of contexts longer than this chain's order nothing is taken.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a weight that is not a finite number above 0.
    pub fn merge(&mut self, other: &Self, weight: f64) -> Result<(), MarkovError> {
        check_weight(weight)?;
        let mut here = vec![BOUNDARY];
        here.extend(other.symbols.iter().map(|symbol| self.know(symbol)));
        let translated = |index: &u32| here.get(*index as usize).copied().unwrap_or(BOUNDARY);
        for (context, followers) in &other.counts {
            if context.len() > self.order {
                continue;
            }
            let context = context.iter().map(translated).collect();
            let known = self.counts.entry(context).or_default();
            for (symbol, count) in followers {
                *known.entry(translated(symbol)).or_default() += count * weight;
            }
        }
        Ok(())
    }

    /// Multiplies every count, so that what was learnt long ago weighs less than what comes.
    ///
    /// # Errors
    /// [`MarkovError::BadWeight`] for a factor that is not a finite number above 0.
    pub fn scale(&mut self, factor: f64) -> Result<(), MarkovError> {
        check_weight(factor)?;
        for followers in self.counts.values_mut() {
            followers.values_mut().for_each(|count| *count *= factor);
        }
        Ok(())
    }

    /// Forgets contexts of at least one symbol that came less than `least` times; of the others everything is kept.
    ///
    /// A longer context never comes more often than its shorter ones, so no context loses those.
    pub fn prune(&mut self, least: f64) {
        self.counts.retain(|context, followers| {
            context.is_empty() || followers.values().sum::<f64>() >= least
        });
    }

    /// Log probability, in nats, of a whole sequence and its end by contexts of exactly `order` symbols (fewer at
    /// the beginning), blended with nothing but the uniform distribution: what the back-off model is measured against.
    ///
    /// `None` if a symbol is not known.
    pub fn fixed_order_log_probability(&self, sequence: &[S], order: usize) -> Option<f64> {
        let order = order.min(self.order);
        let uniform = 1.0 / (self.symbols.len() + 1) as f64;
        let text = self.text(sequence)?;
        let nats = (1..text.len()).map(|at| {
            let context = &text[at - order.min(at)..at];
            let Some(followers) = self.counts.get(context) else {
                return uniform.ln();
            };
            let (total, types) = mass(followers);
            let count = followers.get(&text[at]).copied().unwrap_or(0.0);
            ((count + types * uniform) / (total + types)).ln()
        });
        Some(nats.sum())
    }

    /// A sequence as indices between boundaries; `None` if a symbol is not known.
    fn text(&self, sequence: &[S]) -> Option<Vec<u32>> {
        let mut text = vec![BOUNDARY];
        for symbol in sequence {
            text.push(*self.indices.get(symbol)?);
        }
        text.push(BOUNDARY);
        Some(text)
    }
}

/// How much followed a context, and how many kinds of it.
///
/// A kind counts as one, or as its count where that has become less: what has almost faded leaves no room for the new.
pub(super) fn mass<K>(followers: &BTreeMap<K, f64>) -> (f64, f64) {
    let total = followers.values().sum();
    let types = followers.values().map(|count| count.min(1.0)).sum();
    (total, types)
}

pub(super) fn check_weight(weight: f64) -> Result<(), MarkovError> {
    if weight.is_finite() && weight > 0.0 {
        Ok(())
    } else {
        Err(MarkovError::BadWeight { found: weight })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(order: usize, texts: &[&str]) -> VariableOrderChain<char> {
        let mut chain = VariableOrderChain::new(order).unwrap();
        for text in texts {
            let symbols: Vec<char> = text.chars().collect();
            chain.learn(&symbols, 1.0).unwrap();
        }
        chain
    }

    #[test]
    fn merging_is_learning_both() {
        let mut one = chain(2, &["abab", "ba"]);
        let other = chain(2, &["cab"]);
        one.merge(&other, 2.0).unwrap();
        let mut both = chain(2, &["abab", "ba"]);
        both.learn(&['c', 'a', 'b'], 2.0).unwrap();
        assert_eq!(one, both);
    }

    #[test]
    fn what_is_rare_is_forgotten_and_what_fades_weighs_less() {
        let mut chain = chain(2, &["abab", "abc"]);
        let before = chain.n_counts();
        chain.prune(2.0);
        assert!(chain.n_counts() < before);
        assert!(chain.counts.contains_key(&vec![1]));
        assert!(!chain.counts.contains_key(&vec![3]));
        chain.scale(0.5).unwrap();
        assert_eq!(chain.counts[&vec![1]][&2], 1.5);
    }

    #[test]
    fn refuses_what_is_no_weight_or_order() {
        assert!(VariableOrderChain::<u8>::new(MAX_ORDER + 1).is_err());
        let mut chain = chain(1, &["ab"]);
        for weight in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(chain.learn(&['a'], weight).is_err());
            assert!(chain.scale(weight).is_err());
        }
    }
}
