//! Causal self-attention over what was read, which is kept.

use super::floats::{BLOCK, add_scaled, softmax};
use super::widest::{Work, widest};
use crate::model::config::TransformerConfig;
use crate::model::rotary_angle;

/// Keys and values of one layer, allocated once, and the sizes to find them by.
///
/// Of a block of places, each feature of the keys lies together, so that their scores stay in registers
/// while the features go by; of the values, the features of a place do. Both are read from end to end.
#[derive(Debug, Clone)]
pub struct Memory {
    keys: Vec<f32>,   // [n_heads, room / BLOCK, d_head, BLOCK]
    values: Vec<f32>, // [n_heads, room, d_head]
    /// Places there is room for: whole blocks of them.
    room: usize,
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
        let room = config.context.next_multiple_of(BLOCK);
        Self {
            keys: vec![0.0; room * config.d_model],
            values: vec![0.0; room * config.d_model],
            room,
            d_head: config.d_model / config.n_heads,
        }
    }

    /// Scores of all places that there is room for.
    pub fn scores(config: &TransformerConfig) -> Vec<f32> {
        vec![0.0; config.context.next_multiple_of(BLOCK)]
    }

    /// Takes a place's query, key and value, and gives what it attends to; `scores` is a buffer
    /// as [`Memory::scores`] makes it.
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
            let block = (head * self.room + place / BLOCK * BLOCK) * self.d_head;
            let features = self.keys[block..].chunks_exact_mut(BLOCK);
            for (feature, value) in features.zip(key.iter()) {
                feature[place % BLOCK] = *value;
            }
            let start = (head * self.room + place) * self.d_head;
            self.values[start..start + self.d_head].copy_from_slice(&values[own]);
        }
        widest(Look {
            memory: self,
            queries,
            n_places: place + 1,
            scores,
            mixed,
        });
    }
}

/// A look back over some places.
struct Look<'a> {
    memory: &'a Memory,
    queries: &'a [f32],
    n_places: usize,
    scores: &'a mut [f32],
    mixed: &'a mut [f32],
}

impl Work for Look<'_> {
    #[inline(always)]
    fn work(self) {
        let Memory {
            keys,
            values,
            room,
            d_head,
        } = self.memory;
        let queries = self.queries.chunks_exact(*d_head);
        let heads = queries.zip(self.mixed.chunks_exact_mut(*d_head));
        for (head, (query, mixed)) in heads.enumerate() {
            let own = head * room * d_head..(head + 1) * room * d_head;
            let n_scores = self.n_places.next_multiple_of(BLOCK);
            score(query, &keys[own.clone()], &mut self.scores[..n_scores]);
            let shares = &mut self.scores[..self.n_places];
            softmax(shares);
            mix(shares, &values[own], mixed);
        }
    }
}

/// Products of a query with the keys of whole blocks of places.
// Plain loops: what iterators leave as functions of their own loses the widest vectors.
#[inline(always)]
fn score(query: &[f32], keys: &[f32], scores: &mut [f32]) {
    let (blocks, _) = scores.as_chunks_mut::<BLOCK>();
    let (features, _) = keys.as_chunks::<BLOCK>();
    let mut feature = 0;
    for block in blocks {
        let mut sums = [0.0f32; BLOCK];
        for value in query {
            add_scaled(&mut sums, *value, &features[feature]);
            feature += 1;
        }
        *block = sums;
    }
}

/// The values of the first places, each by its share.
#[inline(always)]
fn mix(shares: &[f32], values: &[f32], mixed: &mut [f32]) {
    let d_head = mixed.len();
    let (blocks, rest) = mixed.as_chunks_mut::<BLOCK>();
    let mut feature = 0;
    for block in blocks {
        let mut sums = [0.0f32; BLOCK];
        let mut start = feature;
        for share in shares {
            let (values, _) = values[start..].as_chunks::<BLOCK>();
            add_scaled(&mut sums, *share, &values[0]);
            start += d_head;
        }
        *block = sums;
        feature += BLOCK;
    }
    for (index, mixed) in rest.iter_mut().enumerate() {
        let mut sum = 0.0;
        for (place, share) in shares.iter().enumerate() {
            sum += share * values[place * d_head + feature + index];
        }
        *mixed = sum;
    }
}
