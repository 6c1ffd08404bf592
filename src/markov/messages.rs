//! Belief propagation: what lies ahead of every node of a lattice and every context of a chain.

use super::chain::{BOUNDARY, Symbol};
use super::error::MarkovError;
use super::lattice::{Arc, Lattice, Node};
use super::limits::MAX_STATES;
use super::transitions::{Follower, Transitions};
use crate::model::Rng;

/// One draw: indices of its symbols, the node at which each was read, and its log probability.
pub(super) struct Draw {
    pub symbols: Vec<u32>,
    pub nodes: Vec<u32>,
    pub log_probability: f64,
}

/// For every node and context the weight of all ways from there to the end, and so an exact sampler.
///
/// The messages of a node are scaled so that the largest is 1. A context that no way to a node can leave gets none.
pub(super) struct Messages<'t, 'a, S> {
    transitions: &'t Transitions<'a, S>,
    lattice: Lattice,
    beginning: u32,
    ahead: Vec<Vec<f64>>,
    /// Log of what the messages of each node were divided by.
    scales: Vec<f64>,
}

impl<'t, 'a, S: Symbol> Messages<'t, 'a, S> {
    /// Messages from the end back to the beginning.
    ///
    /// A node takes time in proportion to the pairs of a context and what followed the context one symbol shorter:
    /// whatever is rarer is summed once for all longer contexts.
    ///
    /// # Errors
    /// [`MarkovError::TooManyStates`] above [`MAX_STATES`] nodes times contexts; [`MarkovError::Unsatisfiable`],
    /// without places, if the lattice accepts nothing.
    pub fn new(
        transitions: &'t Transitions<'a, S>,
        lattice: Lattice,
        beginning: u32,
    ) -> Result<Self, MarkovError> {
        let n_contexts = transitions.n_contexts();
        let found = lattice.nodes.len().saturating_mul(n_contexts);
        if found > MAX_STATES {
            return Err(MarkovError::TooManyStates { found });
        }
        let mut messages = Self {
            transitions,
            beginning,
            ahead: vec![Vec::new(); lattice.nodes.len()],
            scales: vec![f64::NEG_INFINITY; lattice.nodes.len()],
            lattice,
        };
        let arrivals = messages.arrivals();
        for (node, arrivals) in arrivals.iter().enumerate().rev() {
            let is_live = |context: u32| match transitions.last(context) {
                _ if node == 0 => context == beginning,
                Some(last) => arrivals[last as usize],
                None => true,
            };
            let live: Vec<u32> = (0..n_contexts as u32).filter(|it| is_live(*it)).collect();
            messages.send(node, &live);
        }
        if messages.log_partition() > f64::NEG_INFINITY {
            Ok(messages)
        } else {
            Err(MarkovError::Unsatisfiable { places: Vec::new() })
        }
    }

    /// Log of the weight of everything that the lattice accepts.
    pub fn log_partition(&self) -> f64 {
        let ahead = self.ahead.first();
        let ahead = ahead.and_then(|ahead| ahead.get(self.beginning as usize));
        self.scales.first().copied().unwrap_or(f64::NEG_INFINITY)
            + ahead.map_or(f64::NEG_INFINITY, |it| it.ln())
    }

    /// Draws one way from the beginning to the end.
    pub fn draw(&self, rng: &mut Rng) -> Draw {
        let (mut node, mut context) = (0, self.beginning);
        let mut draw = Draw {
            symbols: Vec::new(),
            nodes: Vec::new(),
            log_probability: 0.0,
        };
        loop {
            let (ways, reads) = match &self.lattice.nodes[node as usize] {
                Node::Accept { .. } => return draw,
                Node::Choose(arcs) => (self.choices(arcs, context), false),
                Node::Read(arcs) => (self.readings(arcs, context), true),
            };
            let total: f64 = ways.iter().map(|way| way.weight).sum();
            let mut left = rng.next_f64() * total;
            let chosen = ways.iter().find(|way| {
                left -= way.weight;
                left < 0.0
            });
            // Rounding may leave a little beyond the last.
            let Some(way) = chosen.or(ways.last()) else {
                return draw;
            };
            draw.log_probability += (way.weight / total).ln();
            if reads {
                draw.symbols.push(way.symbol);
                draw.nodes.push(node);
            }
            (node, context) = (way.to, way.context);
        }
    }

    /// Log of the weight of one sequence, over all ways to read it; minus infinity if it is not accepted.
    pub fn log_weight(&self, symbols: &[u32]) -> f64 {
        let mut context = self.beginning;
        let mut read = 0;
        // The log weight of every node at which as many symbols have been read.
        let mut here: Vec<f64> = vec![f64::NEG_INFINITY; self.lattice.nodes.len()];
        here[0] = 0.0;
        loop {
            let mut next = vec![f64::NEG_INFINITY; here.len()];
            let mut ended = f64::NEG_INFINITY;
            for node in 0..here.len() {
                let weight = here[node];
                if weight == f64::NEG_INFINITY {
                    continue;
                }
                match &self.lattice.nodes[node] {
                    Node::Choose(arcs) => {
                        for arc in arcs {
                            let sum = &mut here[arc.to as usize];
                            *sum = log_add(*sum, weight + arc.weight.ln());
                        }
                    }
                    Node::Read(arcs) => {
                        let symbol = symbols.get(read).and_then(|it| it.checked_sub(1));
                        if let Some(arc) = symbol.and_then(|symbol| arcs.get(symbol as usize)) {
                            let sum = &mut next[arc.to as usize];
                            *sum = log_add(*sum, weight + arc.weight.ln());
                        }
                    }
                    Node::Accept { ends } => {
                        ended = log_add(ended, weight + self.ending(*ends, context).ln());
                    }
                }
            }
            let Some(symbol) = symbols.get(read) else {
                return ended;
            };
            let step = self.transitions.probability(context, *symbol).ln();
            next.iter_mut().for_each(|weight| *weight += step);
            context = self.transitions.next(context, *symbol);
            (here, read) = (next, read + 1);
        }
    }

    /// For every node the symbols with which it can be reached.
    fn arrivals(&self) -> Vec<Vec<bool>> {
        let n_symbols = self.transitions.chain().symbols().len() + 1;
        let mut arrivals = vec![vec![false; n_symbols]; self.lattice.nodes.len()];
        for (at, node) in self.lattice.nodes.iter().enumerate() {
            match node {
                Node::Read(arcs) => {
                    for (arc, symbol) in arcs.iter().zip(1..).filter(|(arc, _)| arc.weight > 0.0) {
                        arrivals[arc.to as usize][symbol] = true;
                    }
                }
                Node::Choose(arcs) => {
                    let mut here = arrivals[at].clone();
                    if at == 0 {
                        let last = self.transitions.last(self.beginning);
                        last.into_iter().for_each(|last| here[last as usize] = true);
                    }
                    for arc in arcs.iter().filter(|arc| arc.weight > 0.0) {
                        let there = &mut arrivals[arc.to as usize];
                        there
                            .iter_mut()
                            .zip(&here)
                            .for_each(|(to, from)| *to |= from);
                    }
                }
                Node::Accept { .. } => {}
            }
        }
        arrivals
    }

    fn ending(&self, ends: bool, context: u32) -> f64 {
        if ends {
            self.transitions.probability(context, BOUNDARY)
        } else {
            1.0
        }
    }

    /// Works out the messages of a node for some contexts, after those of all later nodes.
    fn send(&mut self, node: usize, live: &[u32]) {
        let mut ahead = vec![0.0; self.transitions.n_contexts()];
        let mut scale = 0.0;
        match &self.lattice.nodes[node] {
            Node::Accept { ends } => {
                for context in live {
                    ahead[*context as usize] = self.ending(*ends, *context);
                }
            }
            Node::Choose(arcs) => {
                let (gains, largest) = self.gains(arcs);
                scale = largest;
                for (arc, gain) in arcs.iter().zip(&gains).filter(|(_, gain)| **gain > 0.0) {
                    let there = &self.ahead[arc.to as usize];
                    for context in live {
                        ahead[*context as usize] += gain * there[*context as usize];
                    }
                }
            }
            Node::Read(arcs) => {
                let (gains, largest) = self.gains(arcs);
                scale = largest;
                let mut sums = Sums {
                    messages: self,
                    arcs,
                    gains,
                    strangers: vec![f64::NAN; ahead.len()],
                };
                for context in live {
                    ahead[*context as usize] = sums.of(*context);
                }
            }
        }
        let most = ahead.iter().copied().fold(0.0, f64::max);
        if most > 0.0 {
            ahead.iter_mut().for_each(|message| *message /= most);
            self.scales[node] = scale + most.ln();
            self.ahead[node] = ahead;
        }
    }

    /// The weights of arcs times the scales of the nodes they lead to, against the largest scale, and that scale.
    fn gains(&self, arcs: &[Arc]) -> (Vec<f64>, f64) {
        let open = |arc: &&Arc| arc.weight > 0.0 && !self.ahead[arc.to as usize].is_empty();
        let scales = arcs
            .iter()
            .filter(open)
            .map(|arc| self.scales[arc.to as usize]);
        let largest = scales.fold(f64::NEG_INFINITY, f64::max);
        let gain = |arc: &Arc| {
            if open(&arc) {
                arc.weight * (self.scales[arc.to as usize] - largest).exp()
            } else {
                0.0
            }
        };
        (arcs.iter().map(gain).collect(), largest)
    }

    fn choices(&self, arcs: &[Arc], context: u32) -> Vec<Way> {
        let (gains, _) = self.gains(arcs);
        let open = arcs.iter().zip(gains).filter(|(_, gain)| *gain > 0.0);
        let way = |(arc, gain): (&Arc, f64)| Way {
            symbol: BOUNDARY,
            to: arc.to,
            context,
            weight: gain * self.ahead[arc.to as usize][context as usize],
        };
        open.map(way).filter(|way| way.weight > 0.0).collect()
    }

    fn readings(&self, arcs: &[Arc], context: u32) -> Vec<Way> {
        let (gains, _) = self.gains(arcs);
        let open = arcs.iter().zip(gains).zip(1..);
        let open = open.filter(|((_, gain), _)| *gain > 0.0);
        let way = |((arc, gain), symbol): ((&Arc, f64), u32)| {
            let next = self.transitions.next(context, symbol);
            let probability = self.transitions.probability(context, symbol);
            Way {
                symbol,
                to: arc.to,
                context: next,
                weight: probability * gain * self.ahead[arc.to as usize][next as usize],
            }
        };
        open.map(way).filter(|way| way.weight > 0.0).collect()
    }
}

/// A way on from a node and a context, and the weight of all that lies on it.
struct Way {
    symbol: u32,
    to: u32,
    context: u32,
    weight: f64,
}

/// The sums over symbols at one node.
struct Sums<'m, 't, 'a, S> {
    messages: &'m Messages<'t, 'a, S>,
    arcs: &'m [Arc],
    gains: Vec<f64>,
    /// For each context the sum over the symbols that never followed it, by their probabilities in the shorter one.
    strangers: Vec<f64>,
}

impl<S: Symbol> Sums<'_, '_, '_, S> {
    /// The sum over all symbols after a context.
    fn of(&mut self, context: u32) -> f64 {
        let transitions = self.messages.transitions;
        let own = transitions.followers(context).iter();
        let own: f64 = own.map(|follower| self.term(follower)).sum();
        if context == 0 {
            return own;
        }
        own + transitions.escape(context) * self.strangers(context)
    }

    /// What never followed a context either followed the shorter one or is a stranger there too. Only terms above 0
    /// are added, so nothing is lost by rounding, and what is impossible stays exactly so.
    fn strangers(&mut self, context: u32) -> f64 {
        let known = self.strangers[context as usize];
        if !known.is_nan() {
            return known;
        }
        let transitions = self.messages.transitions;
        let Some(shorter) = transitions.shorter(context) else {
            return 0.0;
        };
        let newcomers = transitions.newcomers(context);
        let newcomers: f64 = newcomers.map(|follower| self.term(follower)).sum();
        let sum = newcomers + transitions.escape(shorter) * self.strangers(shorter);
        self.strangers[context as usize] = sum;
        sum
    }

    fn term(&self, follower: &Follower) -> f64 {
        let Some(at) = (follower.symbol as usize).checked_sub(1) else {
            return 0.0;
        };
        let gain = self.gains.get(at).copied().unwrap_or(0.0);
        if gain > 0.0 {
            let there = &self.messages.ahead[self.arcs[at].to as usize];
            follower.probability * gain * there[follower.next as usize]
        } else {
            0.0
        }
    }
}

/// The log of a sum, from logs.
fn log_add(one: f64, other: f64) -> f64 {
    let (larger, smaller) = if one > other {
        (one, other)
    } else {
        (other, one)
    };
    if smaller == f64::NEG_INFINITY {
        larger
    } else {
        larger + (smaller - larger).exp().ln_1p()
    }
}
