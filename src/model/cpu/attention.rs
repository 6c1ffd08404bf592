//! Causal self-attention over what was read, which is kept.

use super::floats::{add_scaled, dot, softmax};
use super::widest::{Work, widest};
use crate::model::config::TransformerConfig;
use crate::model::rotary_angle;

/// Keys and values of one layer, allocated once, and the sizes to find them by.
#[derive(Debug, Clone)]
pub struct Memory {
    keys: Vec<f32>,   // [n_heads, context, d_head]
    values: Vec<f32>, // [n_heads, context, d_head]
    context: usize,
    d_head: usize,
}

/// Sines and cosines of the rotations of all places.
#[derive(Debug, Clone)]
pub struct Rotary {
    turns: Vec<(f32, f32)>, // sine and cosine, [context, d_head / 2]
    half: usize,
}

impl Rotary {
    /// Rotations for a network.
    pub fn new(config: &TransformerConfig) -> Self {
        let half = config.d_model / config.n_heads / 2;
        let angles = (0..config.context)
            .flat_map(|place| (0..half).map(move |pair| rotary_angle(place, pair, half)));
        Self {
            turns: angles.map(f32::sin_cos).collect(),
            half,
        }
    }

    /// Turns a head's query or key at a place.
    fn turn(&self, place: usize, head: &mut [f32]) {
        let turns = &self.turns[place * self.half..(place + 1) * self.half];
        let (left, right) = head.split_at_mut(self.half);
        for ((left, right), (sin, cos)) in left.iter_mut().zip(right).zip(turns) {
            (*left, *right) = (*left * cos - *right * sin, *left * sin + *right * cos);
        }
    }
}

impl Memory {
    /// Memory for one layer of a network.
    pub fn new(config: &TransformerConfig) -> Self {
        let n_values = config.context * config.d_model;
        Self {
            keys: vec![0.0; n_values],
            values: vec![0.0; n_values],
            context: config.context,
            d_head: config.d_model / config.n_heads,
        }
    }

    /// Takes a place's query, key and value, and gives what it attends to; `scores` is a buffer
    /// for as many numbers as there are places.
    ///
    /// # Shapes
    /// `qkv` is `[3, n_heads, d_head]`, `mixed` is `[n_heads, d_head]`.
    pub fn attend(
        &mut self,
        place: usize,
        qkv: &mut [f32],
        rotary: &Rotary,
        scores: &mut [f32],
        mixed: &mut [f32],
    ) {
        let scale = 1.0 / (self.d_head as f32).sqrt();
        let (queries, rest) = qkv.split_at_mut(mixed.len());
        let (keys, values) = rest.split_at_mut(mixed.len());
        for head in queries.chunks_exact_mut(self.d_head) {
            rotary.turn(place, head);
            head.iter_mut().for_each(|value| *value *= scale);
        }
        for (head, key) in keys.chunks_exact_mut(self.d_head).enumerate() {
            rotary.turn(place, key);
            let own = head * self.d_head..(head + 1) * self.d_head;
            let start = (head * self.context + place) * self.d_head;
            self.keys[start..start + self.d_head].copy_from_slice(key);
            self.values[start..start + self.d_head].copy_from_slice(&values[own]);
        }
        widest(Look {
            memory: self,
            queries,
            scores: &mut scores[..=place],
            mixed,
        });
    }
}

/// A look back over as many places as there are scores.
struct Look<'a> {
    memory: &'a Memory,
    queries: &'a [f32],
    scores: &'a mut [f32],
    mixed: &'a mut [f32],
}

impl Work for Look<'_> {
    // Plain loops: what iterators leave as functions of their own loses the widest vectors.
    #[inline(always)]
    fn work(self) {
        let d_head = self.memory.d_head;
        let queries = self.queries.chunks_exact(d_head);
        let heads = queries.zip(self.mixed.chunks_exact_mut(d_head));
        for (head, (query, mixed)) in heads.enumerate() {
            let start = head * self.memory.context * d_head;
            let seen = start..start + self.scores.len() * d_head;
            let keys = self.memory.keys[seen.clone()].chunks_exact(d_head);
            for (score, key) in self.scores.iter_mut().zip(keys) {
                *score = dot(query, key);
            }
            softmax(self.scores);
            mixed.fill(0.0);
            let values = self.memory.values[seen].chunks_exact(d_head);
            for (share, value) in self.scores.iter().zip(values) {
                add_scaled(mixed, *share, value);
            }
        }
    }
}
