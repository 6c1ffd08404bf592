//! A chain as it is stored: the tree of its counts in flat rows of numbers.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::chain::{BOUNDARY, Counts, Symbol, VariableOrderChain, check_weight};
use super::error::MarkovError;
use super::limits::MAX_ORDER;

/// Counts are whole numbers until they are weighted; whole ones take less room.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum StoredCounts {
    Whole(Vec<u32>),
    Parts(Vec<f64>),
}

/// Contexts in order, each by how many of its first symbols it shares with the one before, and the rest.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredChain<S> {
    pub order: usize,
    pub symbols: Vec<S>,
    /// For each context: symbols shared with the one before, symbols in all, followers.
    pub shapes: Vec<(u8, u8, u32)>,
    /// The symbols of each context that are not shared.
    pub contexts: Vec<u32>,
    /// The followers of each context, each as its distance from the one before.
    pub followers: Vec<u32>,
    pub counts: StoredCounts,
}

impl<S: Symbol + Serialize> Serialize for VariableOrderChain<S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        StoredChain::of(self).serialize(serializer)
    }
}

impl<S: Symbol> StoredChain<S> {
    /// The rows of a chain.
    pub fn of(chain: &VariableOrderChain<S>) -> Self {
        let mut stored = Self {
            order: chain.order,
            symbols: chain.symbols.clone(),
            shapes: Vec::new(),
            contexts: Vec::new(),
            followers: Vec::new(),
            counts: StoredCounts::Whole(Vec::new()),
        };
        let mut counts = Vec::new();
        let mut before: &[u32] = &[];
        for (context, followers) in &chain.counts {
            let pairs = context.iter().zip(before);
            let shared = pairs.take_while(|(one, other)| one == other).count();
            let shape = (shared as u8, context.len() as u8, followers.len() as u32);
            stored.shapes.push(shape);
            stored.contexts.extend(&context[shared..]);
            let mut last = 0;
            for (symbol, count) in followers {
                stored.followers.push(symbol - last);
                counts.push(*count);
                last = *symbol;
            }
            before = context;
        }
        let is_whole = |count: &f64| count.fract() == 0.0 && *count < f64::from(u32::MAX);
        stored.counts = if counts.iter().all(is_whole) {
            StoredCounts::Whole(counts.iter().map(|count| *count as u32).collect())
        } else {
            StoredCounts::Parts(counts)
        };
        stored
    }
}

impl<'de, S: Symbol + Deserialize<'de>> Deserialize<'de> for VariableOrderChain<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = StoredChain::deserialize(deserializer)?;
        stored.into_chain().map_err(D::Error::custom)
    }
}

impl<S: Symbol> StoredChain<S> {
    /// The chain of some rows.
    pub fn into_chain(self) -> Result<VariableOrderChain<S>, MarkovError> {
        let damaged = |reason| MarkovError::Damaged { reason };
        if self.order > MAX_ORDER {
            return Err(MarkovError::BadOrder { found: self.order });
        }
        let n_symbols = self.symbols.len() as u32;
        let rising = self.symbols.iter().cloned().zip(1..);
        let indices: BTreeMap<S, u32> = rising.collect();
        if indices.len() != self.symbols.len() {
            return Err(damaged("a symbol is named twice"));
        }
        let counts = match self.counts {
            StoredCounts::Whole(counts) => counts.into_iter().map(f64::from).collect(),
            StoredCounts::Parts(counts) => counts,
        };
        let (mut rest, mut followers, mut counts) = (
            self.contexts.into_iter(),
            self.followers.into_iter(),
            counts.into_iter(),
        );
        let mut tree = Counts::new();
        let mut context: Vec<u32> = Vec::new();
        for (shared, length, n_followers) in self.shapes {
            let (shared, length) = (usize::from(shared), usize::from(length));
            if shared > length || shared > context.len() || length > self.order {
                return Err(damaged("a context has an impossible length"));
            }
            context.truncate(shared);
            context.extend(rest.by_ref().take(length - shared));
            let mut of_context = BTreeMap::new();
            let mut symbol: u32 = 0;
            for _ in 0..n_followers {
                let (step, count) = (followers.next(), counts.next());
                let (Some(step), Some(count)) = (step, count) else {
                    return Err(damaged("counts are missing"));
                };
                check_weight(count)?;
                symbol = symbol.saturating_add(step);
                of_context.insert(symbol, count);
            }
            let mut named = context.iter().chain(of_context.keys());
            if context.len() != length || named.any(|symbol| *symbol > n_symbols) {
                return Err(damaged("a symbol is not named"));
            }
            tree.insert(context.clone(), of_context);
        }
        check(&tree)?;
        Ok(VariableOrderChain {
            order: self.order,
            symbols: self.symbols,
            indices,
            counts: tree,
        })
    }
}

/// Every context has its shorter one, and what follows it follows that too.
fn check(counts: &Counts) -> Result<(), MarkovError> {
    for (context, followers) in counts {
        let Some(shorter) = context.get(1..) else {
            continue;
        };
        if shorter.contains(&BOUNDARY) {
            let reason = "a context goes on after its end";
            return Err(MarkovError::Damaged { reason });
        }
        let known = counts.get(shorter);
        if !known.is_some_and(|known| followers.keys().all(|symbol| known.contains_key(symbol))) {
            let reason = "a context lacks its shorter one";
            return Err(MarkovError::Damaged { reason });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_reads_back_as_it_was_stored() {
        let mut chain = VariableOrderChain::new(3).unwrap();
        chain.learn(&[3, 1, 4, 1, 5, 9, 2, 6], 1.0).unwrap();
        chain.learn(&[3, 1, 4, 4], 1.0).unwrap();
        let back = |chain: &VariableOrderChain<u8>| -> VariableOrderChain<u8> {
            serde_json::from_str(&serde_json::to_string(chain).unwrap()).unwrap()
        };
        assert_eq!(back(&chain), chain);
        chain.scale(0.25).unwrap();
        assert_eq!(back(&chain), chain);
    }

    #[test]
    fn damage_is_refused() {
        let mut chain = VariableOrderChain::new(2).unwrap();
        chain.learn(&[1, 2, 1], 1.0).unwrap();
        let text = serde_json::to_string(&chain).unwrap();
        let refused = |from: &str, to: &str| {
            let damaged = text.replacen(from, to, 1);
            assert_ne!(damaged, text, "{from} is not in {text}");
            let read: Result<VariableOrderChain<u8>, _> = serde_json::from_str(&damaged);
            assert!(read.is_err(), "{damaged}");
        };
        refused("\"order\":2", "\"order\":1");
        refused("\"symbols\":[1,2]", "\"symbols\":[1]");
        refused("\"symbols\":[1,2]", "\"symbols\":[1,1]");
        refused("\"counts\":[", "\"counts\":[0,");
        refused("\"shapes\":[[0,0,", "\"shapes\":[[0,2,");
    }
}
