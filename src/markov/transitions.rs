//! From counts to probabilities: the chain as an automaton whose states are its contexts.

use std::collections::HashMap;

use super::chain::{BOUNDARY, Symbol, VariableOrderChain, mass};
use super::error::MarkovError;

/// How many times a kind of follower counts for what has never followed: 1 in Witten and Bell's rule for texts. Music
/// is scarcer and repeats itself within a piece, so that what followed once promises less.
const KINDS: f64 = 8.0;

/// What follows a context: the symbol, its probability there, and the context that it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Follower {
    pub symbol: u32,
    pub probability: f64,
    pub next: u32,
}

/// A context as a state; by number, the empty one is 0.
#[derive(Debug, Clone)]
struct Context {
    /// The context without its first symbol; of the empty one, itself.
    shorter: u32,
    /// Its last symbol, if it has one.
    last: Option<u32>,
    /// What a symbol that never followed it keeps of its probability in the shorter context.
    escape: f64,
    /// What followed it, rising; of the empty context, every symbol there is.
    followers: Vec<Follower>,
}

/// The probabilities of a chain: Witten and Bell's blend of all its orders, down to the uniform distribution.
///
/// `P(s | c) = (n(c, s) + 8 t(c) P(s | c')) / (n(c) + 8 t(c))`, where `n` counts what followed context `c`, `t` the
/// kinds of it, and `c'` is `c` without its first symbol. After a symbol the state is the longest known context that ends
/// with it, so the model is an automaton and can be drawn from exactly.
///
/// Source: Witten, Bell, "The zero-frequency problem", IEEE Transactions on Information Theory 37, 1991, method C; the
/// factor of 8 is our own, chosen on an eighth of the training pieces (docs/decisions/005-markov.md).
#[derive(Debug, Clone)]
pub struct Transitions<'a, S> {
    chain: &'a VariableOrderChain<S>,
    contexts: Vec<Context>,
    start: u32,
}

impl<'a, S: Symbol> Transitions<'a, S> {
    /// The probabilities of a chain as they are.
    pub fn new(chain: &'a VariableOrderChain<S>) -> Self {
        Self::tempered(chain, 1.0)
    }

    /// The probabilities of a chain to the power of `1 / temperature`: below 1 the likely becomes likelier.
    ///
    /// These are weights that no longer add up to 1; a sampler draws whole sequences in proportion to their product.
    ///
    /// # Errors
    /// [`MarkovError::BadTemperature`] outside 0.05 to 10.
    pub fn at_temperature(
        chain: &'a VariableOrderChain<S>,
        temperature: f64,
    ) -> Result<Self, MarkovError> {
        if !(0.05..=10.0).contains(&temperature) {
            return Err(MarkovError::BadTemperature { found: temperature });
        }
        Ok(Self::tempered(chain, 1.0 / temperature))
    }

    fn tempered(chain: &'a VariableOrderChain<S>, power: f64) -> Self {
        let empty: Vec<u32> = Vec::new();
        let known = chain.counts.keys().filter(|context| !context.is_empty());
        let mut order: Vec<&Vec<u32>> = std::iter::once(&empty).chain(known).collect();
        // Shorter contexts first: longer ones blend what they say.
        order.sort_by_key(|context| context.len());
        let numbers: HashMap<&[u32], u32> = order.iter().map(|it| it.as_slice()).zip(0..).collect();
        let longest = |text: &[u32]| {
            let starts = text.len().saturating_sub(chain.order)..text.len();
            let known = starts.map(|start| numbers.get(&text[start..]));
            known.flatten().next().copied().unwrap_or(0)
        };
        let mut contexts = vec![root(chain, |symbol| longest(&[symbol]))];
        for context in order.iter().skip(1) {
            let Some(counts) = chain.counts.get(*context) else {
                continue;
            };
            let shorter = longest(&context[1..]);
            let (total, types) = kinds_weighed(mass(counts));
            let escape = types / (total + types);
            let followers = counts.iter().map(|(symbol, count)| {
                let mut text = (*context).clone();
                text.push(*symbol);
                let below = probability(&contexts, shorter, *symbol);
                Follower {
                    symbol: *symbol,
                    probability: count / (total + types) + escape * below,
                    next: longest(&text),
                }
            });
            let followers = followers.collect();
            contexts.push(Context {
                shorter,
                last: context.last().copied(),
                escape,
                followers,
            });
        }
        let start = longest(&[BOUNDARY]);
        let mut transitions = Self {
            chain,
            contexts,
            start,
        };
        // The escape multiplies what lies below, so powers may be taken of both alone.
        for context in &mut transitions.contexts {
            context.escape = context.escape.powf(power);
            for follower in &mut context.followers {
                follower.probability = follower.probability.powf(power);
            }
        }
        transitions
    }

    /// Number of contexts, the empty one among them.
    pub fn n_contexts(&self) -> usize {
        self.contexts.len()
    }

    /// Log probability, in nats, of a whole sequence and its end; `None` if a symbol is not known.
    pub fn log_probability(&self, sequence: &[S]) -> Option<f64> {
        let mut context = self.start;
        let mut nats = 0.0;
        for symbol in sequence {
            let index = self.index(symbol)?;
            nats += self.probability(context, index).ln();
            context = self.next(context, index);
        }
        Some(nats + self.probability(context, BOUNDARY).ln())
    }

    /// The chain.
    pub(super) fn chain(&self) -> &'a VariableOrderChain<S> {
        self.chain
    }

    /// The context at the beginning of every sequence.
    pub(super) fn start(&self) -> u32 {
        self.start
    }

    /// The context after some symbols; unknown ones leave the empty context.
    pub(super) fn after(&self, from: u32, symbols: &[S]) -> u32 {
        symbols.iter().fold(from, |context, symbol| {
            self.index(symbol)
                .map_or(0, |index| self.next(context, index))
        })
    }

    /// Index of a symbol, from 1.
    pub(super) fn index(&self, symbol: &S) -> Option<u32> {
        self.chain.indices.get(symbol).copied()
    }

    /// The last symbol of a context.
    pub(super) fn last(&self, context: u32) -> Option<u32> {
        self.contexts[context as usize].last
    }

    /// The context without its first symbol; `None` of the empty one.
    pub(super) fn shorter(&self, context: u32) -> Option<u32> {
        (context != 0).then(|| self.contexts[context as usize].shorter)
    }

    /// What a symbol that never followed a context keeps of its probability in the shorter one.
    pub(super) fn escape(&self, context: u32) -> f64 {
        self.contexts[context as usize].escape
    }

    /// What followed a context, rising by symbol.
    pub(super) fn followers(&self, context: u32) -> &[Follower] {
        &self.contexts[context as usize].followers
    }

    /// What followed the shorter context, but never this one.
    pub(super) fn newcomers(&self, context: u32) -> impl Iterator<Item = &Follower> {
        let mut own = self.followers(context).iter().peekable();
        let shorter = self.shorter(context).map(|shorter| self.followers(shorter));
        shorter.unwrap_or_default().iter().filter(move |follower| {
            while own.next_if(|own| own.symbol < follower.symbol).is_some() {}
            own.peek().is_none_or(|own| own.symbol != follower.symbol)
        })
    }

    /// Probability of a symbol, or of the end, after a context.
    pub(super) fn probability(&self, context: u32, symbol: u32) -> f64 {
        probability(&self.contexts, context, symbol)
    }

    /// The context that a symbol leads to.
    pub(super) fn next(&self, context: u32, symbol: u32) -> u32 {
        follower(&self.contexts, context, symbol).map_or(0, |(_, follower)| follower.next)
    }
}

/// The empty context: every known symbol and the end, whether counted or not.
fn root<S: Symbol>(chain: &VariableOrderChain<S>, next: impl Fn(u32) -> u32) -> Context {
    let counts = chain.counts.get(&Vec::new()).cloned().unwrap_or_default();
    let n_kinds = chain.symbols.len() + 1;
    let (total, types) = kinds_weighed(mass(&counts));
    let escape = if total > 0.0 {
        types / (total + types)
    } else {
        1.0
    };
    let followers = (0..n_kinds as u32).map(|symbol| {
        let count = counts.get(&symbol).copied().unwrap_or(0.0);
        let counted = if count > 0.0 {
            count / (total + types)
        } else {
            0.0
        };
        Follower {
            symbol,
            probability: counted + escape / n_kinds as f64,
            next: if symbol == BOUNDARY { 0 } else { next(symbol) },
        }
    });
    Context {
        shorter: 0,
        last: None,
        escape,
        followers: followers.collect(),
    }
}

fn kinds_weighed((total, types): (f64, f64)) -> (f64, f64) {
    (total, KINDS * types)
}

/// Where a symbol stands among the followers of the longest context that knows it, and what escaping there leaves.
fn follower(contexts: &[Context], mut context: u32, symbol: u32) -> Option<(f64, Follower)> {
    let mut left = 1.0;
    loop {
        let here = contexts.get(context as usize)?;
        let found = here.followers.binary_search_by_key(&symbol, |it| it.symbol);
        match found {
            Ok(at) => return Some((left, here.followers[at])),
            Err(_) if context == 0 => return None,
            Err(_) => {
                left *= here.escape;
                context = here.shorter;
            }
        }
    }
}

fn probability(contexts: &[Context], context: u32, symbol: u32) -> f64 {
    follower(contexts, context, symbol).map_or(0.0, |(left, it)| left * it.probability)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(texts: &[&str]) -> VariableOrderChain<char> {
        let mut chain = VariableOrderChain::new(3).unwrap();
        for text in texts {
            let symbols: Vec<char> = text.chars().collect();
            chain.learn(&symbols, 1.0).unwrap();
        }
        chain
    }

    #[test]
    fn probabilities_of_every_context_add_up_to_one() {
        let mut chain = chain(&["abracadabra", "cabbab", "dada"]);
        chain.add_symbols(&['z']);
        let transitions = Transitions::new(&chain);
        for context in 0..transitions.n_contexts() as u32 {
            let sum: f64 = (0..=chain.symbols().len() as u32)
                .map(|symbol| transitions.probability(context, symbol))
                .sum();
            assert!((sum - 1.0).abs() < 1e-12, "{context}: {sum}");
        }
    }

    #[test]
    fn blends_orders_by_witten_and_bell() {
        // After "a" came b twice and the end once; in all: a 3 times, b twice, the end once.
        let mut chain = VariableOrderChain::new(1).unwrap();
        chain.learn(&['a', 'b', 'a', 'b', 'a'], 1.0).unwrap();
        let transitions = Transitions::new(&chain);
        let b = transitions.index(&'b').unwrap();
        let a = transitions.after(0, &['a']);
        let unigram = (2.0 + KINDS * 3.0 / 3.0) / (6.0 + KINDS * 3.0);
        let expected = (2.0 + KINDS * 2.0 * unigram) / (3.0 + KINDS * 2.0);
        assert!((transitions.probability(a, b) - expected).abs() < 1e-12);
    }

    #[test]
    fn the_state_is_the_longest_context_that_occurred() {
        let chain = chain(&["abcd", "xbce"]);
        let transitions = Transitions::new(&chain);
        let at = |text: &str| {
            let symbols: Vec<char> = text.chars().collect();
            transitions.after(transitions.start(), &symbols)
        };
        assert_eq!(at("ddabc"), at("abc"));
        assert_ne!(at("abc"), at("xbc"));
        // "dbc" never occurred, "bc" did.
        assert_eq!(at("ddbc"), transitions.after(0, &['b', 'c']));
    }
}
