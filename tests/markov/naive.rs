//! The chain once more, slowly and from its definition.

use antiphon::markov::VariableOrderChain;
use antiphon::model::Rng;

/// Texts over a few symbols, and the probabilities that follow from counting in them.
pub struct Naive {
    order: usize,
    n_symbols: u8,
    texts: Vec<Vec<u8>>,
}

/// How many times a kind of follower counts for what never followed.
const KINDS: f64 = 8.0;

/// What stands before and after every text.
const EDGE: u8 = u8::MAX;

impl Naive {
    /// Random texts in which every symbol comes.
    pub fn random(order: usize, n_symbols: u8, rng: &mut Rng) -> Self {
        let mut texts: Vec<Vec<u8>> = vec![(0..n_symbols).collect()];
        for _ in 0..5 {
            let length = 1 + rng.next_below(8);
            let symbols = (0..length).map(|_| rng.next_below(usize::from(n_symbols)) as u8);
            texts.push(symbols.collect());
        }
        Self {
            order,
            n_symbols,
            texts,
        }
    }

    /// The same texts, learnt.
    pub fn chain(&self) -> VariableOrderChain<u8> {
        let mut chain = VariableOrderChain::new(self.order).unwrap();
        for text in &self.texts {
            chain.learn(text, 1.0).unwrap();
        }
        chain
    }

    /// Probability of a symbol after others, by Witten and Bell's rule; `None` stands for the end.
    ///
    /// `is_whole` says whether the history goes back to the beginning of its text.
    pub fn probability(&self, history: &[u8], is_whole: bool, symbol: Option<u8>) -> f64 {
        let mut past = history.to_vec();
        if is_whole {
            past.insert(0, EDGE);
        }
        let mut blend = 1.0 / f64::from(self.n_symbols + 1);
        for length in 0..=self.order.min(past.len()) {
            let context = &past[past.len() - length..];
            let mut followers: Vec<u8> = Vec::new();
            for text in &self.texts {
                let text = [&[EDGE], &text[..], &[EDGE]].concat();
                for at in 1.max(length)..text.len() {
                    if text[at - length..at] == *context {
                        followers.push(text[at]);
                    }
                }
            }
            if followers.is_empty() {
                break;
            }
            let wanted = symbol.unwrap_or(EDGE);
            let count = followers.iter().filter(|it| **it == wanted).count() as f64;
            let total = followers.len() as f64;
            followers.sort_unstable();
            followers.dedup();
            let types = KINDS * followers.len() as f64;
            blend = (count + types * blend) / (total + types);
        }
        blend
    }

    /// Probability of a whole sequence after others.
    pub fn sequence(&self, before: Option<&[u8]>, sequence: &[u8], ends: bool) -> f64 {
        let mut history = before.unwrap_or(&[]).to_vec();
        let mut product = 1.0;
        for symbol in sequence {
            product *= self.probability(&history, before.is_none(), Some(*symbol));
            history.push(*symbol);
        }
        if ends {
            product *= self.probability(&history, before.is_none(), None);
        }
        product
    }

    /// Every sequence of a length.
    pub fn sequences(&self, length: usize) -> Vec<Vec<u8>> {
        (0..length).fold(vec![Vec::new()], |shorter, _| {
            let longer = shorter.iter().flat_map(|sequence| {
                (0..self.n_symbols).map(move |symbol| [&sequence[..], &[symbol]].concat())
            });
            longer.collect()
        })
    }
}
