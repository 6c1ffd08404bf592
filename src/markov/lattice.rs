//! An acyclic automaton with weights: every way in which the constraints can be kept, without the chain.

use std::collections::BTreeMap;

use super::error::MarkovError;
use super::limits::MAX_ARCS;

/// A way on: the node it leads to and its weight, 0 where it is closed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Arc {
    pub to: u32,
    pub weight: f64,
}

/// What happens at a node.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A symbol is read: an arc for each, the symbol of index 1 first.
    Read(Vec<Arc>),
    /// A way is chosen, and nothing read.
    Choose(Vec<Arc>),
    /// The sequence is over; if it `ends`, the chain says so too.
    Accept { ends: bool },
}

/// What leads on from a node, while nodes still go by their keys.
pub(super) enum Ways<K> {
    Read(Vec<Option<(K, f64)>>),
    Choose(Vec<(K, f64)>),
    Accept { ends: bool },
}

/// Nodes in an order in which arcs lead only forward; the first is the beginning.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lattice {
    pub nodes: Vec<Node>,
}

impl Lattice {
    /// The nodes that can be reached from a beginning, and their keys. Arcs lead to greater keys; others are dropped.
    ///
    /// Nodes from which nothing can be accepted are closed.
    ///
    /// # Errors
    /// [`MarkovError::TooManyStates`] above [`MAX_ARCS`] arcs.
    pub fn unfold<K: Ord + Clone>(
        beginning: K,
        ways: impl Fn(&K) -> Ways<K>,
    ) -> Result<(Self, Vec<K>), MarkovError> {
        let mut pending: BTreeMap<K, ()> = BTreeMap::from([(beginning, ())]);
        let mut unfolded: Vec<(K, Ways<K>)> = Vec::new();
        let mut n_arcs = 0;
        while let Some((key, ())) = pending.pop_first() {
            let ways = ways(&key);
            let targets: Vec<&K> = match &ways {
                Ways::Read(arcs) => arcs.iter().flatten().map(|(to, _)| to).collect(),
                Ways::Choose(arcs) => arcs.iter().map(|(to, _)| to).collect(),
                Ways::Accept { .. } => Vec::new(),
            };
            for to in targets.into_iter().filter(|to| **to > key) {
                if !pending.contains_key(to) {
                    pending.insert(to.clone(), ());
                }
            }
            n_arcs += match &ways {
                Ways::Read(arcs) => arcs.len(),
                Ways::Choose(arcs) => arcs.len(),
                Ways::Accept { .. } => 0,
            };
            if n_arcs > MAX_ARCS {
                return Err(MarkovError::TooManyStates { found: n_arcs });
            }
            unfolded.push((key, ways));
        }
        let (keys, ways): (Vec<K>, Vec<Ways<K>>) = unfolded.into_iter().unzip();
        let arc = |to: &K, weight: f64| {
            let to = keys.binary_search(to).ok();
            to.map_or(Arc { to: 0, weight: 0.0 }, |to| Arc {
                to: to as u32,
                weight,
            })
        };
        let node = |ways: Ways<K>| match ways {
            Ways::Read(arcs) => {
                let arcs = arcs.into_iter().map(|way| {
                    way.map_or(Arc { to: 0, weight: 0.0 }, |(to, weight)| arc(&to, weight))
                });
                Node::Read(arcs.collect())
            }
            Ways::Choose(arcs) => {
                Node::Choose(arcs.iter().map(|(to, weight)| arc(to, *weight)).collect())
            }
            Ways::Accept { ends } => Node::Accept { ends },
        };
        let nodes: Vec<Node> = ways.into_iter().map(node).collect();
        let mut lattice = Self { nodes };
        lattice.close_dead_ends();
        Ok((lattice, keys))
    }

    /// Whether some sequence is accepted.
    pub fn is_satisfiable(&self) -> bool {
        match self.nodes.first() {
            Some(Node::Read(arcs) | Node::Choose(arcs)) => arcs.iter().any(|arc| arc.weight > 0.0),
            Some(Node::Accept { .. }) => true,
            None => false,
        }
    }

    fn close_dead_ends(&mut self) {
        let mut is_alive = vec![false; self.nodes.len()];
        for (at, node) in self.nodes.iter_mut().enumerate().rev() {
            match node {
                Node::Read(arcs) | Node::Choose(arcs) => {
                    for arc in arcs.iter_mut() {
                        let to = arc.to as usize;
                        if to <= at || !is_alive[to] || !arc.weight.is_finite() {
                            arc.weight = 0.0;
                        }
                        is_alive[at] |= arc.weight > 0.0;
                    }
                }
                Node::Accept { .. } => is_alive[at] = true,
            }
        }
    }
}
