//! Regular constraints: automata that read a sequence symbol by symbol.

use super::chain::Symbol;

/// A deterministic finite automaton over symbols.
pub trait Automaton<S> {
    /// The state before the first symbol.
    fn start(&self) -> u32;

    /// The state after a symbol; `None` if it is refused.
    fn next(&self, state: u32, symbol: &S) -> Option<u32>;

    /// Whether a sequence may be over in a state.
    fn accepts(&self, state: u32) -> bool;
}

/// No symbol more than so many times in a row.
#[derive(Debug, Clone)]
pub struct LongestRun<S> {
    symbols: Vec<S>,
    most: u32,
}

impl<S: Symbol> LongestRun<S> {
    /// At most `most` of a symbol in a row, of the symbols named; others are free.
    pub fn new(symbols: &[S], most: u32) -> Self {
        let mut symbols = symbols.to_vec();
        symbols.sort();
        symbols.dedup();
        Self { symbols, most }
    }
}

/// State 0: a free symbol came last, or none; else the symbol's index times the most, and how many came, from 1.
impl<S: Symbol> Automaton<S> for LongestRun<S> {
    fn start(&self) -> u32 {
        0
    }

    fn next(&self, state: u32, symbol: &S) -> Option<u32> {
        let Ok(index) = self.symbols.binary_search(symbol) else {
            return Some(0);
        };
        let first = index as u32 * self.most + 1;
        let goes_on = (first..first + self.most).contains(&state);
        let after = if goes_on { state + 1 } else { first };
        (after < first + self.most).then_some(after)
    }

    fn accepts(&self, _: u32) -> bool {
        true
    }
}

/// The last symbols are of given kinds, such as a dominant and a tonic.
pub struct EndsIn<'a, S> {
    kinds: Vec<&'a dyn Fn(&S) -> bool>,
}

impl<'a, S> EndsIn<'a, S> {
    /// The kinds of the last symbols, in order; of more than 31 the last 31.
    pub fn new(kinds: &[&'a dyn Fn(&S) -> bool]) -> Self {
        let first = kinds.len().saturating_sub(31);
        Self {
            kinds: kinds[first..].to_vec(),
        }
    }
}

/// Bit `k` of a state: the last `k` symbols are of the first `k` kinds.
impl<S> Automaton<S> for EndsIn<'_, S> {
    fn start(&self) -> u32 {
        1
    }

    fn next(&self, state: u32, symbol: &S) -> Option<u32> {
        let fits = self.kinds.iter().enumerate();
        let fitting = fits.filter(|(at, kind)| (state >> at) & 1 == 1 && kind(symbol));
        Some(fitting.fold(1, |state, (at, _)| state | (2 << at)))
    }

    fn accepts(&self, state: u32) -> bool {
        (state >> self.kinds.len()) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(automaton: &dyn Automaton<char>, text: &str) -> bool {
        let read = |state: u32, symbol: char| automaton.next(state, &symbol);
        let state = text.chars().try_fold(automaton.start(), read);
        state.is_some_and(|state| automaton.accepts(state))
    }

    #[test]
    fn runs_are_bounded() {
        let runs = LongestRun::new(&['a', 'b'], 2);
        assert!(accepts(&runs, "aabbaab"));
        assert!(accepts(&runs, "xxxxaaxaa"));
        assert!(!accepts(&runs, "abbba"));
        assert!(!accepts(&LongestRun::new(&['a'], 0), "a"));
    }

    #[test]
    fn endings_are_found_even_inside_a_false_start() {
        let (is_a, is_b) = (|c: &char| *c == 'a', |c: &char| *c == 'b');
        let ending = EndsIn::new(&[&is_a, &is_a, &is_b]);
        assert!(accepts(&ending, "aaab"));
        assert!(accepts(&ending, "baab"));
        assert!(!accepts(&ending, "bab"));
        assert!(!accepts(&ending, "aaba"));
    }
}
